"""WeChat Pay changes its key while clients run: over real sockets, sync and async, without a restart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from wxbrand_runtime import Credentials, UntrustedResponse
from wxbrand_runtime.testing import WeChatPay, new_pair, new_private_key

from tests.runtime.callers import AsyncCaller, SyncCaller, signed
from tests.runtime.conftest import private_key_of
from tests.runtime.example_models import Issue
from tests.runtime.fault_server import Answer, FaultServer

NEW = "PUB_KEY_ID_00000000000000000000000000000002"
GOOD = b'{"token":"t"}'
WRITE = Issue(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4", out_request_no="no-1")


@pytest.fixture(scope="module")
def pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()


@pytest.mark.parametrize("kind", [SyncCaller, AsyncCaller], ids=["sync", "async"])
def test_a_rotation_under_running_clients(pair: tuple[WeChatPay, Credentials], kind: Any) -> None:
    old, made = pair
    new = replace(old, private_key=new_private_key(), public_key_id=NEW)
    credentials = Credentials(  # of its own: the ring changes
        brand_id=made.brand_id,
        serial_no=made.serial_no,
        private_key=private_key_of(made),
        public_key_id=made.public_key_id,
        public_key=made.public_key,
    )
    ring = credentials.public_keys
    script = [Answer(signed(by, GOOD)) for by in (old, new, new, old, new, old)]

    with FaultServer(script) as server:
        caller = kind(credentials, base_url=f"http://127.0.0.1:{server.port}", timeout=5, retries=0)
        caller.send(WRITE)
        with pytest.raises(UntrustedResponse) as unknown:
            caller.send(WRITE)
        ring.add(NEW, new.private_key.public_key())
        caller.send(WRITE)
        ring.send_with(NEW)
        caller.send(WRITE)
        ring.remove(old.public_key_id)
        caller.send(WRITE)
        with pytest.raises(UntrustedResponse) as removed:
            caller.send(WRITE)
        caller.close()

    named = [re.findall(rb"(?im)^wechatpay-serial: (\S+)\r$", request) for request in server.requests]
    assert unknown.value.reason == removed.value.reason == "unknown-public-key"
    assert named == [[old.public_key_id.encode()]] * 3 + [[NEW.encode()]] * 3
