"""A WeChat Pay in the process of the tests: scripted answers, faults, notifications, recorded requests."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.client import AsyncClient, SyncClient
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing import notifying, scripts
from wxbrand_runtime.testing.faults import Fault
from wxbrand_runtime.testing.loopback import HOST, LoopbackServer
from wxbrand_runtime.testing.notifying import SignedNotification
from wxbrand_runtime.testing.playing import Play, refusal
from wxbrand_runtime.testing.recorded import RecordedRequest
from wxbrand_runtime.testing.refusals import RequestRefused
from wxbrand_runtime.testing.scripts import Later, Ready
from wxbrand_runtime.testing.wechat_pay import WeChatPay, new_pair

if TYPE_CHECKING:
    from types import TracebackType

    from wxbrand_runtime.http import Answer
    from wxbrand_runtime.notifications.events import Notification

AnyClient = TypeVar("AnyClient", bound=SyncClient | AsyncClient)
Sent = TypeVar("Sent", bound=Request[Any])

_NOTHING: Mapping[str, str] = {}


class SetsVariables(Protocol):
    """What `set_environ` needs of pytest's `monkeypatch`."""

    def setenv(self, name: str, value: str) -> None:
        """Set an environment variable until the test ends."""
        ...

    def delenv(self, name: str) -> None:
        """Take one away until the test ends."""
        ...


@cache
def _pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()  # RSA keys take a tenth of a second, which no test needs to spend again


def _fresh_pair() -> tuple[WeChatPay, Credentials]:
    """Give the same keys every time, in credentials of their own: a test may change the public keys that they hold."""
    wechat_pay, held = _pair()
    return wechat_pay, Credentials(
        brand_id=held.brand_id,
        serial_no=held.serial_no,
        private_key=held.private_key,
        public_key_id=wechat_pay.public_key_id,
        public_key=wechat_pay.private_key.public_key(),
        api_key=held.api_key,
    )


class FakeWeChatPay:
    """WeChat Pay as one brand meets it, on a socket of this machine, until it is closed or its `with` block ends.

    Every request is verified as WeChat Pay does, and answered 400 or 401 with the reason if it is not provably the
    brand's. An operation is named by its generated request class. What is scripted for it is used once each, in order;
    then what is scripted with `always=True`. A call that nothing is scripted for is answered 400 `NOT_SCRIPTED`.

    The end of the `with` block raises AssertionError if there was such a call, or if a script was not used.
    """

    unscripted_allowed: bool = False
    """Set True where calls without a script are meant."""

    unused_allowed: bool = False
    """Set True where scripts may remain. Those with `always=True` may anyway."""

    clock_offset: float = 0.0
    """Seconds by which WeChat Pay's clock is ahead of `clock`; negative if it is behind."""

    def __init__(
        self, *, pair: tuple[WeChatPay, Credentials] | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Listen on a free port. pair: from `new_pair`, for another brand than the usual one. clock: in Unix seconds."""
        wechat_pay, self.credentials = _fresh_pair() if pair is None else pair
        self.wechat_pay = replace(wechat_pay, clock=lambda: clock() + self.clock_offset)
        """Verifies, signs and encrypts; for what is not offered here."""
        self._play = Play(self.wechat_pay)
        self._clients = contextlib.ExitStack()
        self._server = LoopbackServer(self._play.receive)

    @property
    def url(self) -> str:
        """What a client takes as `base_url`."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def environ(self) -> dict[str, str]:
        """The WXBRAND_ variables for `from_env()` of clients and credentials, the address and keys of this fake in them."""
        held = self.credentials
        if held.private_key is None:
            raise ValueError("the credentials have a signer and no private key, which no variable can hold")
        private = held.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = held.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return {
            "WXBRAND_BRAND_ID": held.brand_id,
            "WXBRAND_SERIAL_NO": held.serial_no,
            "WXBRAND_PRIVATE_KEY": private.decode("ascii"),
            "WXBRAND_PUBLIC_KEY_ID": held.public_key_id,
            "WXBRAND_PUBLIC_KEY": public.decode("ascii"),
            "WXBRAND_API_KEY": self._api_key(),
            "WXBRAND_BASE_URL": self.url,
        }

    def set_environ(self, monkeypatch: SetsVariables) -> None:
        """Set these variables by pytest's `monkeypatch`, and take away any other that begins with WXBRAND_."""
        for name in [name for name in os.environ if name.startswith("WXBRAND_")]:
            monkeypatch.delenv(name)
        for name, value in self.environ.items():
            monkeypatch.setenv(name, value)

    def client(self, kind: type[AnyClient], **options: Any) -> AnyClient:
        """Make a client, `BrandClient` or `AsyncBrandClient`; `options` are its own.

        A synchronous one is closed with this object. Use the other with `async with`.
        """
        made = kind(self.credentials, base_url=self.url, **options)
        if isinstance(made, SyncClient):
            self._clients.callback(made.close)
        return made

    def answer(
        self,
        operation: type[Request[Any]],
        reply: Any = None,
        *,
        status: int | None = None,
        headers: Mapping[str, str] = _NOTHING,
        always: bool = False,
    ) -> None:
        """Answer a call with success.

        reply: the reply class, or what its JSON is made of; bytes, text or a `Content` where the answer is not JSON; left
            out where there is no body. Or a function that takes the RecordedRequest and gives any of these, or raises
            RequestRefused; it runs in a thread of the fake. Sensitive texts are given plain.
        status: one that the spec declares; its first success unless given.
        headers: more header fields.

        Raises ValueError for a reply that the client could not read.
        """

        def ready(given: Any) -> Ready:
            return scripts.success(operation, given, status, headers, self.wechat_pay.brand_public_key)

        if isinstance(reply, type):
            raise TypeError(f"reply must be a value, not the class {reply.__name__} itself")
        if not callable(reply):
            self._play.scripts.add(operation, ready(reply), always=always)
            return
        compute: Callable[[RecordedRequest[Any]], Any] = reply
        self._play.scripts.add(operation, Later(lambda request: ready(compute(request))), always=always)

    def refuse(
        self,
        operation: type[Request[Any]],
        *,
        status: int,
        code: str,
        message: str = "",
        detail: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] = _NOTHING,
        signed: bool = True,
        always: bool = False,
    ) -> None:
        """Answer a call with an error, `status` from 400 to 599, which the client raises as ApiError."""
        if not 400 <= status <= 599:
            raise ValueError(f"status of an error must be from 400 to 599, not {status}; for a success use answer(...)")
        refused = RequestRefused(status, code, message, detail)
        self._play.scripts.add(operation, refusal(refused, headers, signed=signed), always=always)

    def fail(self, operation: type[Request[Any]], fault: Fault, *, always: bool = False) -> None:
        """Let something go wrong with the answer to a call.

        The client tries what is safe to repeat again, and meets what is scripted next; with `retries=0` it does not.
        """
        scripts.refuse_unfitting(operation, fault)
        self._play.scripts.add(operation, fault, always=always)

    def down(self) -> None:
        """Close all connections and refuse new ones, until `up()`: calls are NotSent."""
        self._server.refuse()

    def up(self) -> None:
        """Accept connections again."""
        self._server.listen()

    @property
    def requests(self) -> tuple[RecordedRequest[Any], ...]:
        """Every request received so far, in order, repeats by the client and refused ones too."""
        return self._play.requests()

    def sent(self, operation: type[Sent]) -> tuple[RecordedRequest[Sent], ...]:
        """Those of one operation."""
        return tuple(each for each in self.requests if each.model is operation)

    def notification(
        self, kind: type[Notification[Any]] | str, resource: Any, *, fault: Fault | None = None, **around: Any
    ) -> SignedNotification:
        """Make a notification for a handler: header fields and body, encrypted and signed.

        kind: its class, or its `event_type`. resource: the resource's class, or what its JSON is made of; sensitive texts
            are given plain.
        around: what stands around it, see `WeChatPay.encrypt_notification`: id, create_time, summary and so on.

        Raises ValueError for a resource that could not be read, and for a fault that only an answer can have.
        """
        key = self.wechat_pay.brand_public_key
        return notifying.encrypted(self.wechat_pay, kind, resource, self._api_key(), key, fault, around)

    def notification_again(self, notification: SignedNotification) -> SignedNotification:
        """Give the same notification as WeChat Pay repeats it: the same body, signed anew."""
        return notifying.again(self.wechat_pay, notification)

    def post_notification(self, url: str, notification: SignedNotification) -> Answer:
        """Post a notification to a handler that listens on this machine, and give its answer.

        Raises TimeoutError if it does not come within the 5 seconds that WeChat Pay waits, ValueError for an address elsewhere.
        """
        return notifying.post(url, notification)

    def problems(self) -> list[str]:
        """Say, a sentence each, what did not go as scripted so far."""
        return [
            *self._play.failures(),
            *(() if self.unscripted_allowed else self._play.unscripted()),
            *(() if self.unused_allowed else self._play.unused()),
        ]

    def close(self) -> None:
        """Close the clients that were made here, all connections and the port; wait until all threads have ended."""
        with contextlib.ExitStack() as stack:
            stack.callback(self._server.close)
            stack.enter_context(self._clients)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        __tracebackhide__ = True  # pytest then shows the message alone
        self.close()
        if error is None and (problems := self.problems()):
            raise AssertionError("\n- ".join(["WeChat Pay was not called as scripted:", *problems]))

    def _api_key(self) -> str:
        if self.credentials.api_key is None:
            raise ValueError("the credentials have no api_key; make both sides by new_pair()")
        return self.credentials.api_key
