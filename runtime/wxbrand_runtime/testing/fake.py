"""A fake WeChat Pay in the process of the tests: scripted answers, faults, notifications, recorded requests."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from wxbrand_runtime.auth.schemes import SCHEMES, Scheme, find_scheme
from wxbrand_runtime.client import AsyncClient, SyncClient
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing.answers import PreparedAnswer, Script, check_fault, error_answer, success_answer
from wxbrand_runtime.testing.authorization import RequestRefused
from wxbrand_runtime.testing.faults import Fault
from wxbrand_runtime.testing.loopback import HOST, LoopbackServer
from wxbrand_runtime.testing.notifications import (
    SignedNotification,
    make_notification,
    post_notification,
    repeat_notification,
)
from wxbrand_runtime.testing.recorded import RecordedRequest
from wxbrand_runtime.testing.service import ScriptedService
from wxbrand_runtime.testing.wechat_pay import WeChatPay, new_keys, pair_with_keys

if TYPE_CHECKING:
    from types import TracebackType

    import pytest

    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.notifications.events import Notification

AnyClient = TypeVar("AnyClient", bound=SyncClient | AsyncClient)
Sent = TypeVar("Sent", bound=Request[Any])

_NO_HEADERS: Mapping[str, str] = {}
_NONE_UNREADABLE: Mapping[str, Any] = {}


_keys = cache(new_keys)  # RSA keys take a tenth of a second to generate


class FakeWeChatPay:
    """A fake WeChat Pay for one brand and one merchant, on a local socket, until it is closed or its `with` block ends.

    Every request is verified as WeChat Pay does. If the request is not provably from its sender, the answer is 400 or 401 with
    the reason. Operations are named by their generated request classes. Each script for an operation is used once, in order;
    after that the one with `always=True`. A call that nothing is scripted for is answered with 400 `NOT_SCRIPTED`.

    The end of the `with` block raises AssertionError if there was such a call, or if a script was not used.
    """

    unscripted_allowed: bool = False
    """Set to True if calls that nothing is scripted for are not an error."""

    unused_allowed: bool = False
    """Set to True if unused scripts are not an error. Those with `always=True` never are."""

    clock_offset: float = 0.0
    """Seconds by which WeChat Pay's clock is ahead of `clock`; negative if it is behind."""

    def __init__(
        self, *, pair: tuple[WeChatPay, Credentials] | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Listen on a free port.

        pair: from `new_pair`, for one other brand or merchant instead of the default ones.
        clock: returns Unix seconds.
        """
        pairs = [pair_with_keys(*_keys(), scheme=scheme) for scheme in SCHEMES] if pair is None else [pair]
        self._accounts = {
            its.scheme: (replace(wechat_pay, clock=lambda: clock() + self.clock_offset), its)
            for wechat_pay, its in pairs
        }
        self.wechat_pay, self.credentials = next(iter(self._accounts.values()))
        """What verifies, signs and encrypts, for uses that this class has no method for, and the brand's credentials. Both
        sides of the default brand and merchant have the same keys."""
        self._service = ScriptedService([wechat_pay for wechat_pay, _ in self._accounts.values()])
        self._clients = contextlib.ExitStack()
        self._server = LoopbackServer(self._service.handle)

    @property
    def url(self) -> str:
        """The `base_url` for clients."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def environ(self) -> dict[str, str]:
        """Variables with the address and keys of this fake, for `from_env()` of clients and credentials.

        Those of the brand begin with WXBRAND_, those of the merchant with WXPAY_.
        """
        return {
            scheme.variable(name): value
            for scheme, (_, credentials) in self._accounts.items()
            for name, value in self._settings(credentials).items()
        }

    def _settings(self, credentials: Credentials) -> dict[str, str]:
        if credentials.private_key is None:
            raise ValueError(
                "the credentials have a signer instead of a private key, and a signer cannot be set by a variable"
            )
        private = credentials.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = credentials.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return {
            credentials.scheme.id_parameter: credentials.account_id,
            "serial_no": credentials.serial_no,
            "private_key": private.decode("ascii"),
            "public_key_id": credentials.public_key_id,
            "public_key": public.decode("ascii"),
            "api_key": self._api_key(),
            "base_url": self.url,
        }

    def set_environ(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Set these variables with pytest's `monkeypatch`, and remove all others that begin with WXBRAND_ or WXPAY_."""
        for name in [name for name in os.environ if name.startswith(tuple(scheme.prefix for scheme in SCHEMES))]:
            monkeypatch.delenv(name)
        for name, value in self.environ.items():
            monkeypatch.setenv(name, value)

    def credentials_of(self, scheme: Scheme) -> Credentials:
        """Return the credentials of the brand (`wxbrand_runtime.auth.BRAND`) or of the merchant (`MERCHANT`)."""
        return self._account(scheme)[1]

    def _account(self, scheme: Scheme) -> tuple[WeChatPay, Credentials]:
        if scheme not in self._accounts:
            raise ValueError(f"this fake has no {scheme.caller}, since its pair is of another kind")
        return self._accounts[scheme]

    def client(self, kind: type[AnyClient], **options: Any) -> AnyClient:
        """Return a client of a class such as `BrandClient` or `AsyncMerchantClient`. `options` are keyword arguments of the class.

        A synchronous client is closed together with this object. Use an asynchronous one with `async with`.
        """
        client = kind(self.credentials_of(kind.scheme), base_url=self.url, **options)
        if isinstance(client, SyncClient):
            self._clients.callback(client.close)
        return client

    def answer(
        self,
        operation: type[Request[Any]],
        reply: Any = None,
        *,
        status: int | None = None,
        headers: Mapping[str, str] = _NO_HEADERS,
        unreadable: Mapping[str, Any] = _NONE_UNREADABLE,
        always: bool = False,
    ) -> None:
        """Script a success.

        reply: an instance of the reply class, or plain values for its JSON; bytes, text or a `Content` if the answer is not
            JSON; nothing if it has no body. Or a function that takes the RecordedRequest and returns any of these, or raises
            RequestRefused; it runs in a thread of the fake. Sensitive texts are plain.
        status: a status that the spec declares, by default its first success.
        headers: further header fields.
        unreadable: values that the client cannot read, put into the reply: `{"body.data[0].create_time": ""}`. The places are
            those that `unreadable_members` returns.

        Raises ValueError for a reply that the client could not read.
        """

        def prepare(reply: Any) -> PreparedAnswer:
            return success_answer(operation, reply, status, headers, self.wechat_pay.account_key, unreadable)

        if isinstance(reply, type):
            raise TypeError(f"reply must be a value, not the class {reply.__name__} itself")
        script: Script = (lambda request: prepare(reply(request))) if callable(reply) else prepare(reply)
        self._service.add(operation, script, always=always)

    def refuse(
        self,
        operation: type[Request[Any]],
        *,
        status: int,
        code: str,
        message: str = "",
        detail: Mapping[str, Any] | None = None,
        number: int = 0,
        headers: Mapping[str, str] = _NO_HEADERS,
        signed: bool = True,
        always: bool = False,
    ) -> None:
        """Script an error, with a status from 400 to 599. The client raises it as ApiError.

        number: ends the Request-ID, such as 268578704; the client reads it as `error.cause`.
        """
        if not 400 <= status <= 599:
            raise ValueError(f"status of an error must be from 400 to 599, not {status}; for a success use answer(...)")
        refused = RequestRefused(status, code, message, detail, number=number)
        self._service.add(operation, error_answer(refused, headers, signed=signed), always=always)

    def fail(self, operation: type[Request[Any]], fault: Fault, *, always: bool = False) -> None:
        """Script a fault of the answer.

        The client retries a call that is safe to repeat, and the retry gets the next script; with `retries=0` it does not retry.
        """
        check_fault(operation, fault)
        self._service.add(operation, fault, always=always)

    def down(self) -> None:
        """Close all connections and refuse new ones until `up()`: calls raise NotSent."""
        self._server.refuse()

    def up(self) -> None:
        """Accept connections again."""
        self._server.listen()

    @property
    def requests(self) -> tuple[RecordedRequest[Any], ...]:
        """All requests received so far, in order, including retries by the client and refused requests."""
        return tuple(self._service.requests)

    def sent(self, operation: type[Sent]) -> tuple[RecordedRequest[Sent], ...]:
        """Return the requests of one operation, in order."""
        return tuple(request for request in self.requests if request.model is operation)

    def notification(
        self,
        kind: type[Notification[Any]] | str,
        resource: Any,
        *,
        fault: Fault | None = None,
        unreadable: Mapping[str, Any] = _NONE_UNREADABLE,
        scheme: Scheme | None = None,
        **envelope: Any,
    ) -> SignedNotification:
        """Return a notification for a handler: header fields and body, encrypted and signed.

        kind: its class, or its `event_type`.
        resource: an instance of the resource's class, or plain values for its JSON. Sensitive texts are plain.
        unreadable: values that the handler cannot read, put into the resource: `{"resource.expire_time": ""}`.
        scheme: whose notification it is; only the header Wechatpay-Signature-Type depends on it. Default: the brand's.
        envelope: id, create_time, summary and so on, see `WeChatPay.encrypt_notification`.

        Raises ValueError for a resource that the handler could not read, and for a fault that only an answer can have.
        """
        wechat_pay = self.wechat_pay if scheme is None else self._account(scheme)[0]
        return make_notification(wechat_pay, kind, resource, self._api_key(), fault, unreadable, envelope)

    def notification_again(self, notification: SignedNotification) -> SignedNotification:
        """Return a repeat of a notification, as WeChat Pay sends it: the same body with a new signature."""
        scheme = find_scheme(notification.headers.get("Wechatpay-Signature-Type"))
        return repeat_notification(self.wechat_pay if scheme is None else self._account(scheme)[0], notification)

    post_notification = staticmethod(post_notification)

    def problems(self) -> list[str]:
        """Return a sentence for each thing that did not go as scripted so far."""
        return [
            *self._service.failures,
            *(() if self.unscripted_allowed else self._service.unscripted),
            *(() if self.unused_allowed else self._service.unused()),
        ]

    def close(self) -> None:
        """Close the clients made by `client`, all connections and the port. Wait until all threads have ended."""
        with contextlib.ExitStack() as stack:
            stack.callback(self._server.close)
            stack.enter_context(self._clients)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        __tracebackhide__ = True  # pytest then prints the message only
        self.close()
        if error is None and (problems := self.problems()):
            raise AssertionError("\n- ".join(["WeChat Pay was not called as scripted:", *problems]))

    def _api_key(self) -> str:
        if self.credentials.api_key is None:
            raise ValueError("the credentials have no api_key; create the pair with new_pair()")
        return self.credentials.api_key
