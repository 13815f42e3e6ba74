"""The sandbox itself: a request in, a signed response out. It opens no sockets and reads no clock but WeChat Pay's."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import RequestRefused, WeChatPay

from wxbrand_codegen.sandbox import replies
from wxbrand_codegen.sandbox.faults import ArmedFaults, Transmission, spoil_reply
from wxbrand_codegen.sandbox.idempotency import Call, ReplyStore
from wxbrand_codegen.sandbox.product.notifications import WAITS
from wxbrand_codegen.sandbox.product.operations import NOT_REPLAYED, Product
from wxbrand_codegen.sandbox.rates import RateLimits
from wxbrand_codegen.sandbox.recording import Exchange, Recorder
from wxbrand_codegen.sandbox.replies import Reply, Script
from wxbrand_codegen.sandbox.requests.bodies import body_schema, check_accept, read_body
from wxbrand_codegen.sandbox.requests.decoding import percent_decode
from wxbrand_codegen.sandbox.requests.multipart import signed_body
from wxbrand_codegen.sandbox.requests.parameters import read_parameters
from wxbrand_codegen.sandbox.requests.routes import Operation, find_route, read_routes
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator
from wxbrand_codegen.sandbox.sensitive import SensitiveTexts, notification_labels

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from wxbrand_runtime.auth.credentials import Credentials

T = TypeVar("T")

_Found: TypeAlias = "tuple[Operation, Mapping[str, str]]"
"""An operation and the path values of a request for it."""

_OUTSIDE_THE_API = (
    'outside the API this sandbox has, unsigned, POST /sandbox/claim with {"token": "..."} to claim pre-sent coupons or open a '
    "member card; docs/en/guides/sandbox.md lists the other paths"
)


class Sandbox:
    """Answers requests as the spec describes. Thread-safe."""

    def __init__(self, document: Mapping[str, Any], wechat_pay: WeChatPay) -> None:
        self.wechat_pay = wechat_pay
        """Keys and clock of the sandbox."""
        self.document = document
        """The joined document that the sandbox plays."""
        self.credentials: Credentials | None = None
        """The brand's ids and keys, with which the console can call the sandbox; None if only the caller has the key."""
        self.directory: Path | None = None
        """The folder with the keys and the environment for clients, for the console; None if there is none."""
        self.changed: Callable[[], None] = lambda: None
        """Called after what people do outside the API."""
        self.faults = ArmedFaults()
        """Faults that spoil the next answers."""
        self._routes = read_routes(document)
        self._validator = SchemaValidator(document)
        self._sensitive = SensitiveTexts(document, wechat_pay)
        self._labels = notification_labels(document)
        self._lock = threading.Lock()
        self.ends_lists = False
        """Whether example pages leave out the token of the next page, so that iterating over a list ends."""
        self.limits_rates = False
        """Whether requests beyond the rates in the spec are refused with 429."""
        self.product: Product | None = None
        """Set by `play`."""
        self.base_url = "http://127.0.0.1"
        """The sandbox's own URL, set by the server."""
        self.recorder = Recorder()
        """The latest requests with their answers."""
        self._claim_after: float | None = None
        self._log: Callable[[str], None] = lambda _line: None
        self.reset()

    def play(
        self,
        api_key: str,
        *,
        notify_to: str | None = None,
        strict: bool = True,
        bundles_at_once: bool = False,
        claim_after: float | None = None,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> Product:
        """Simulate the product from now on: keep what is created and send notifications. See `Product` for the options.

        `claim_after` seconds after a pre-send its coupons are claimed, and after a pre-authorisation the member card is opened;
        with None only `act` does so.
        Without `play` every response is the spec's example.
        """
        self.product = Product(
            self.wechat_pay,
            api_key,
            base_url=lambda: self.base_url,
            notify_to=notify_to,
            strict=strict,
            bundles_at_once=bundles_at_once,
            labels=self._labels,
            encrypt_resource=self.encrypt_resource,
            waits=waits,
            log=log,
        )
        self._claim_after, self._log = claim_after, log
        return self.product

    def _claim_later(self, token: object) -> None:
        if isinstance(token, str) and self._claim_after is not None:
            timer = threading.Timer(self._claim_after, self._claim_or_log, [token])
            timer.daemon = True
            timer.start()

    def _claim_or_log(self, token: str) -> None:
        try:
            self.act("claim", {"token": token})
        except RequestRefused as refusal:  # already claimed, reset, or the budget is used up
            self._log(f"nothing claimed: {refusal.message}")

    def act(self, action: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Do what people do outside the API, such as `claim`, and return the result. Raises RequestRefused."""
        with self._lock:
            result = self._playing(f"to {action}").act(action, fields)
        self.changed()
        return result

    def look(self, view: Callable[[Product], T]) -> T:
        """Return something of the product, which no other request changes meanwhile. Raises RequestRefused."""
        with self._lock:
            return view(self._playing("to see"))

    def _playing(self, purpose: str) -> Product:
        if self.product is None:
            raise RequestRefused(404, "NOT_FOUND", f"this sandbox only returns examples; there is nothing {purpose}")
        return self.product

    def claim(self, token: str) -> list[dict[str, Any]]:
        """Claim the coupons of a pre-send, as the user does in the app, and return them. Raises RequestRefused."""
        coupons: list[dict[str, Any]] = self.act("claim", {"token": token}).get("user_coupon_list", [])
        return coupons

    def image(self, path: str) -> bytes | None:
        """Return an uploaded image by its path, or None if there is none."""
        with self._lock:
            return self.product.image(path) if self.product is not None else None

    def answer(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request. `target` is path and query exactly as on the request line.

        Faults of the connection, such as a slow answer, have no effect here.
        """
        return self.transmit(method, target, headers, body).answer

    def transmit(self, method: str, target: str, headers: Headers, body: bytes) -> Transmission:
        """Answer one request, and say how the server is to send the answer."""
        received_at, started = self.wechat_pay.clock(), time.perf_counter()
        with self._lock:
            script = self._scripts.popleft() if self._scripts else None
        route = self._route(method, target)
        operation_id = "" if isinstance(route, RequestRefused) else route[0].id
        refusal = self._verify(method, target, headers, body)
        # An armed fault waits for a call that is signed: a web page of any site can send others.
        fault = self.faults.take(operation_id) if script is None and refusal is None else None
        if fault is not None:
            script = fault.kind.script
        if refusal is not None:  # WeChat Pay signs nothing for an unknown caller
            answer = replies.make_answer(replies.error_reply(refusal), script or Script(), None)
        else:
            refusal, answer = self._handle(route, method, target, headers, body, script or Script())
        self.recorder.record(
            Exchange(
                received_at=received_at,
                seconds=time.perf_counter() - started,
                method=method,
                target=target,
                headers=headers,
                body=body,
                operation_id=operation_id,
                refusal=refusal and _without_frames(refusal),
                answer=answer,
                is_altered=script is not None,
                fault=fault.name if fault is not None else "",
            )
        )
        if fault is None:
            return Transmission(answer)
        return Transmission(answer, fault.kind.sends, fault.seconds)

    def _handle(
        self, route: _Found | RequestRefused, method: str, target: str, headers: Headers, body: bytes, script: Script
    ) -> tuple[RequestRefused | None, Answer]:
        """Return why a request with a right signature is refused, and the answer."""
        refused, reply = self._reply(route, target, headers, body, script)
        if method == "HEAD":
            reply = replace(reply, body=b"")  # a body that is not sent is not signed (RFC 9110, section 9.3.2)
        return refused, replies.make_answer(reply, script, self.wechat_pay)

    def has_operation(self, method: str, target: str) -> bool:
        """Whether the spec has an operation for a request."""
        return not isinstance(self._route(method, target), RequestRefused)

    def _route(self, method: str, target: str) -> _Found | RequestRefused:
        """Return the operation that a request is for, with its path values; the refusal if the spec has none."""
        try:
            return find_route(self._routes, method, target.partition("?")[0])
        except RequestRefused as refusal:
            if refusal.status != 404 or self.product is None:
                return refusal
            return RequestRefused(404, refusal.code, f"{refusal.message}; {_OUTSIDE_THE_API}")

    @property
    def requests(self) -> list[Exchange]:
        """The latest requests, at most a thousand, oldest first."""
        return self.recorder.exchanges()

    def script(
        self,
        *,
        status: int | None = None,
        body: bytes | None = None,
        tamper: bool = False,
        sign_with: RSAPrivateKey | None = None,
        unsigned: bool = False,
        extra_fields: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Queue changes to one response. Each script applies to the next response, also if that is an error.

        `status` selects the spec's response for that status, `body` replaces the body, `extra_fields` are added to it.
        They do not make an invalid request succeed, and such a reply is not stored for the request number.
        `tamper` changes the body after signing, `sign_with` signs with another key, `unsigned` leaves out the signature
        headers, `headers` adds or replaces header fields.
        """
        if body is not None and extra_fields:
            raise ValueError("extra_fields are added to the spec's response; put them into your own body instead")
        script = Script(
            status=status,
            body=body,
            tamper=tamper,
            sign_with=sign_with,
            unsigned=unsigned,
            extra_fields=dict(extra_fields or {}),
            headers=dict(headers or {}),
        )
        with self._lock:
            self._scripts.append(script)

    def reset(self) -> None:
        """Forget scripts, requests, stored replies and the product's state."""
        with self._lock:
            self._scripts = deque[Script]()
            self._replies = ReplyStore()
            self._rates = RateLimits(self.wechat_pay.clock)
            if self.product is not None:
                self.product.reset()
        self.faults.clear()
        self.recorder.clear()

    def decrypt_body(self, request: Exchange, value: Any) -> Any:
        """Decrypt the sensitive texts in the value of a request's body."""
        operation, _ = find_route(self._routes, request.method, request.target.partition("?")[0])
        schema = body_schema(operation)
        return value if schema is None else self._sensitive.decrypt(schema, value)

    def encrypt_request(self, method: str, target: str, value: Any) -> Any:
        """Encrypt the sensitive texts in the value of a request's body, as clients do. Raises RequestRefused."""
        operation, _ = find_route(self._routes, method, target.partition("?")[0])
        schema = body_schema(operation)
        return value if schema is None else self._sensitive.encrypt_request(schema, value)

    def encrypt_resource(self, event_type: str, resource: Any) -> Any:
        """Encrypt the sensitive texts in the resource of a notification, as WeChat Pay does before it sends one."""
        return self._sensitive.encrypt_resource(event_type, resource)

    def _verify(self, method: str, target: str, headers: Headers, body: bytes) -> RequestRefused | None:
        """Return why the signature is refused; None if it is right."""
        covered = signed_body(headers, body)
        try:
            self.wechat_pay.verify_request(method, target, headers, covered)
        except RequestRefused as refusal:
            # ASGI servers drop a question mark without a query, but it is part of the signed target.
            if self._is_signed(method, f"{target}?", headers, covered):
                return None
            if covered is not body and self._is_signed(method, target, headers, body):
                message = f"the whole body was signed; for an upload sign only the text of the part {SIGNED_PART}"
                return RequestRefused(refusal.status, refusal.code, message, refusal.detail)
            return refusal
        return None

    def _is_signed(self, method: str, target: str, headers: Headers, covered: bytes) -> bool:
        try:
            self.wechat_pay.verify_request(method, target, headers, covered)
        except RequestRefused:
            return False
        return True

    def _reply(
        self, route: _Found | RequestRefused, target: str, headers: Headers, body: bytes, script: Script
    ) -> tuple[RequestRefused | None, Reply]:
        try:
            if isinstance(route, RequestRefused):
                raise route
            operation, path_values = route
            call = self._validate(operation, path_values, target.partition("?")[2], headers, body)
            reply = self._run(call, script)
            if script.body is None:
                reply = self._encrypt(call.operation, reply)
            reply = spoil_reply(script.spoil, reply, replies.response_schema(operation, reply.status))
        except RequestRefused as refusal:
            return refusal, replies.error_reply(refusal)
        if script.extra_fields:
            reply = reply.with_value({**(reply.value() if reply.body else {}), **script.extra_fields})
        return None, reply

    def _validate(
        self, operation: Operation, path_values: Mapping[str, str], query: str, headers: Headers, body: bytes
    ) -> Call:
        if self.limits_rates:
            with self._lock:
                self._rates.take(operation)
        check_accept(operation, headers)
        parameters = read_parameters(operation, path_values, query, headers, self._validator)
        value = read_body(operation, headers, body, self._validator, self._sensitive.decrypt)
        path_values = {name: percent_decode(text, "path", name) for name, text in path_values.items()}
        return Call(operation=operation, path_values=path_values, parameters=parameters, body=value)

    def _encrypt(self, operation: Operation, reply: Reply) -> Reply:
        schema = replies.response_schema(operation, reply.status) if self._sensitive.is_used and reply.body else None
        return reply if schema is None else reply.with_value(self._sensitive.encrypt(schema, reply.value()))

    def _run(self, call: Call, script: Script) -> Reply:
        if script.body is not None:
            return Reply(status=script.status or 200, body=script.body)
        if script.status is not None:
            return replies.reply_with_status(call.operation, script.status, call.digest())
        with self._lock:  # of two requests with the same number only one may be the first
            replay = self.product is None or call.operation.id not in NOT_REPLAYED
            return self._replies.get_or_make(call, lambda: self._run_operation(call), replay=replay)

    def _run_operation(self, call: Call) -> Reply:
        if self.product is not None:
            answer = self.product.answer(call.operation.id, call.parameters, call.body)
            if answer is not None:
                self._claim_later(answer.get("token"))
                documented = replies.success_reply(call.operation, call.digest())
                return documented.with_value(answer) if documented.body else documented
        return self._without_next_page(replies.success_reply(call.operation, call.digest()), call.operation)

    def _without_next_page(self, reply: Reply, operation: Operation) -> Reply:
        """Remove the token of the next page from an example page, if `ends_lists` is set."""
        next_field = operation.node.get_value("x-wxbrand-paging", {}).get("next") if self.ends_lists else None
        value = reply.value() if next_field and reply.body else None
        if not isinstance(value, dict) or next_field not in value:
            return reply
        return reply.with_value({name: member for name, member in value.items() if name != next_field})


def _without_frames(refusal: RequestRefused) -> RequestRefused:
    """Return a copy without traceback, whose frames would keep the whole request in memory."""
    return RequestRefused(refusal.status, refusal.code, refusal.message, refusal.detail, number=refusal.number)
