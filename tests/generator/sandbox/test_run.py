"""`wxbrand sandbox` in a separate process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.sandbox import Sandbox, prepare
from wxbrand_runtime.auth.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.generator.sandbox.conftest import Caller


@pytest.fixture
def spec(document: dict[str, Any], tmp_path: Path) -> Path:
    """The document, with the parts that the command requires in addition to the service."""
    coupons = document["paths"]["/users/{openid}/coupons"]
    document["paths"] = {"/users/{openid}/coupons": {key: coupons[key] for key in ("parameters", "post")}}
    coupons["post"]["x-wxbrand-idempotency"]["repeat"] = "unknown"
    document["servers"] = [{"url": "https://api.mch.weixin.qq.com"}]
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(document))
    return file


@pytest.fixture
def process(spec: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    options = ["--spec", str(spec), "--port", "0", "--dir", str(tmp_path / "keys")]
    command = [sys.executable, "-W", "error", "-m", "wxbrand_codegen", "sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_the_ready_line_answers_and_exits_with_0(
    process: subprocess.Popen[str], tmp_path: Path, call: Caller, coupon: dict[str, Any], number: signal.Signals
) -> None:
    assert process.stdout is not None
    line = process.stdout.readline()
    values = dict(entry.split("=", 1) for entry in (tmp_path / "keys" / "wxbrand.env").read_text().splitlines())
    call.credentials = Credentials.from_files(
        brand_id=values["WXBRAND_BRAND_ID"],
        serial_no=values["WXBRAND_SERIAL_NO"],
        private_key=values["WXBRAND_PRIVATE_KEY_FILE"],
        public_key_id=values["WXBRAND_PUBLIC_KEY_ID"],
        public_key=values["WXBRAND_PUBLIC_KEY_FILE"],
        api_key=values["WXBRAND_API_KEY"],
    )
    call.base_url = values["WXBRAND_BASE_URL"]
    call.sandbox = Sandbox({"paths": {}}, prepare(tmp_path / "keys").wechat_pay)

    answer = call("POST", "/users/a/coupons", coupon, timestamp=int(time.time()))
    process.send_signal(number)
    rest, errors = process.communicate(timeout=5)

    assert line == f"listening on {values['WXBRAND_BASE_URL']}\n"
    assert call.verified(answer) == {"token": "ABBpZjCf"}
    console = f"{values['WXBRAND_BASE_URL']}/sandbox/"
    assert (process.returncode, rest, errors) == (0, "", f"open {console} to see the requests\n")


def test_an_unusable_folder_is_reported_in_one_line(
    tmp_path: Path, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "apiclient_pub.pem").write_text("")

    code = main(["sandbox", "--spec", str(spec), "--port", "0", "--dir", str(tmp_path)])

    assert code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
