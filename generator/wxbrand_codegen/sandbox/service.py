"""A WeChat Pay that knows one spec: a request in, a signed answer out. No sockets, no clock but WeChat Pay's."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import RequestRefused, WeChatPay
from wxbrand_runtime.testing.refusals import sign_error

from wxbrand_codegen.sandbox.idempotency import Call, Memory
from wxbrand_codegen.sandbox.product.notifications import WAITS
from wxbrand_codegen.sandbox.product.operations import NOT_REPLAYED, Product
from wxbrand_codegen.sandbox.replies import Reply, of_status, refused, reply_schema, success
from wxbrand_codegen.sandbox.requests.bodies import body_schema, check_accept, check_body
from wxbrand_codegen.sandbox.requests.multipart import signed_body
from wxbrand_codegen.sandbox.requests.parameters import check_parameters
from wxbrand_codegen.sandbox.requests.routes import Match, Operation, find, read_routes
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.validation import Schemas
from wxbrand_codegen.sandbox.script import Arrival, Script, signed, unsigned
from wxbrand_codegen.sandbox.sensitive import is_marked_somewhere, opened, sealed
from wxbrand_codegen.sandbox.webhooks import resource_schemas

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

CLAIM = "/sandbox/claim"
"""Not of the API: POST {"token": ...} here plays the user who claims in the app what a token offers; unsigned."""

OUTSIDE_THE_API = (
    f'outside the API this sandbox takes POST {CLAIM} with {{"token": "..."}}, unsigned: a user who claims'
)

_REMEMBERED_REQUESTS = 1_000


class Sandbox:
    """Answers requests as the spec describes. Any number of threads may ask at once."""

    def __init__(self, document: Mapping[str, Any], wechat_pay: WeChatPay) -> None:
        self.wechat_pay = wechat_pay
        """Whose keys and clock are used."""
        self._routes = read_routes(document)
        self._schemas = Schemas(document)
        self._is_marked = is_marked_somewhere(document)
        self._resources = dict(resource_schemas(document))
        self._lock = threading.Lock()
        self.ends_lists = False
        """Whether a page of a list that is an example names no next one, so that going through the list ends."""
        self.product: Product | None = None
        """Set by `play`."""
        self.base_url = "http://127.0.0.1"
        """Where it is served; whoever serves it says so."""
        self._claim_after: float | None = None
        self._log: Callable[[str], None] = lambda _line: None
        self.reset()

    def play(
        self,
        api_key: str,
        *,
        notify_to: str | None = None,
        strict: bool = True,
        claim_after: float | None = None,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> Product:
        """From now on play the product: what is made is kept, and notifications are sent. See `Product`.

        `claim_after` seconds after a pre-send its user claims the coupons; with None somebody must call `claim`.
        Without `play` every answer is the example of the spec.
        """
        self.product = Product(
            self.wechat_pay,
            api_key,
            base_url=lambda: self.base_url,
            notify_to=notify_to,
            strict=strict,
            waits=waits,
            log=log,
        )
        self._claim_after, self._log = claim_after, log
        return self.product

    def _claim_later(self, token: object) -> None:
        if isinstance(token, str) and self._claim_after is not None:
            timer = threading.Timer(self._claim_after, self._claim_as_user, [token])
            timer.daemon = True
            timer.start()

    def _claim_as_user(self, token: str) -> None:
        try:
            self.claim(token)
        except RequestRefused as refusal:  # claimed by hand, forgotten, or the budget has run out meanwhile
            self._log(f"a pre-sent coupon was not claimed: {refusal.message}")

    def claim(self, token: str) -> list[dict[str, Any]]:
        """Play the user who claims in the app what a token offers; give the coupons. Raises RequestRefused."""
        with self._lock:
            if self.product is None:
                raise RequestRefused(404, "NOT_FOUND", "this sandbox gives examples only; nothing can be claimed")
            return self.product.claim(token)

    def image(self, path: str) -> bytes | None:
        """Give an image that was uploaded, by its path; None if there is none."""
        with self._lock:
            return self.product.image(path) if self.product is not None else None

    def answer(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request. `target` is path and query exactly as on the request line."""
        with self._lock:
            script = self._scripts.popleft() if self._scripts else Script()
        try:
            self._verify(method, target, headers, body)
        except RequestRefused as refusal:
            answer = unsigned(refused(refusal), script)  # WeChat Pay signs nothing for a caller it does not know
        else:
            reply = self._reply(method, target, headers, body, script)
            if method == "HEAD":
                reply = replace(reply, body=b"")  # what is not sent is not signed (RFC 9110, section 9.3.2)
            answer = signed(reply, script, self.wechat_pay)
        arrival = Arrival(method=method, target=target, headers=headers, body=body, status=answer.status)
        with self._lock:
            self._arrivals.append(arrival)
        return answer

    @property
    def requests(self) -> list[Arrival]:
        """What arrived, oldest first; of a great many, the last thousand."""
        with self._lock:
            return list(self._arrivals)

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
        """Queue how the next answer departs from the usual one.

        `status` takes the spec's answer of that status, `body` replaces the body, `extra_fields` adds to it. None of
        them makes a refused request pass, and a reply of their making is not kept for the request number.
        `tamper` changes the body after signing, `sign_with` signs with another key, `unsigned` leaves the signature
        headers off, `headers` adds or replaces header fields. A script serves one answer, be it a refusal.
        """
        if body is not None and extra_fields:
            raise ValueError("extra_fields go into the spec's answer; with a body of your own, write them there")
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
        """Forget scripts, requests and request numbers."""
        with self._lock:
            self._scripts = deque[Script]()
            self._arrivals = deque[Arrival](maxlen=_REMEMBERED_REQUESTS)
            self._memory = Memory()
            if self.product is not None:
                self.product.reset()

    def _verify(self, method: str, target: str, headers: Headers, body: bytes) -> None:
        covered = signed_body(headers, body)
        try:
            self.wechat_pay.verify_request(method, target, headers, covered)
        except RequestRefused:
            # A server may not see a question mark with nothing behind it, but it is signed.
            if self._is_signed(method, f"{target}?", headers, covered):
                return
            if covered is not body and self._is_signed(method, target, headers, body):
                message = f"the whole body was signed; of an upload only the text of its part {SIGNED_PART} is"
                raise sign_error("signature", message) from None
            raise

    def _is_signed(self, method: str, target: str, headers: Headers, covered: bytes) -> bool:
        try:
            self.wechat_pay.verify_request(method, target, headers, covered)
        except RequestRefused:
            return False
        return True

    def _reply(self, method: str, target: str, headers: Headers, body: bytes, script: Script) -> Reply:
        try:
            call = self._checked(method, target, headers, body)
            reply = self._sealed(call.match.operation, self._carried_out(call, script), script)
        except RequestRefused as refusal:
            return refused(refusal)
        return reply.with_fields(script.extra_fields) if script.extra_fields else reply

    def _checked(self, method: str, target: str, headers: Headers, body: bytes) -> Call:
        path, _, query = target.partition("?")
        match = self._match(method, path)
        check_accept(match.operation, headers)
        parameters = check_parameters(match, query, headers, self._schemas)
        value = check_body(match.operation, headers, body, self._schemas, self._opened)
        return Call(match=match, parameters=parameters, body=value)

    def _match(self, method: str, path: str) -> Match:
        try:
            return find(self._routes, method, path)
        except RequestRefused as refusal:
            if refusal.status != 404 or self.product is None:
                raise
            raise RequestRefused(404, refusal.code, f"{refusal.message}; {OUTSIDE_THE_API}") from None

    def opened(self, arrival: Arrival, value: Any) -> Any:
        """Decrypt the sensitive texts in what the body of a request says."""
        operation = find(self._routes, arrival.method, arrival.target.partition("?")[0]).operation
        schema = body_schema(operation)
        return value if schema is None else self._opened(schema, value)

    def sealed_resource(self, event_type: str, resource: Any) -> Any:
        """Encrypt for the brand the sensitive texts in what a notification of this event will hold."""
        schema = self._resources.get(event_type) if self._is_marked else None
        return resource if schema is None else sealed(schema, resource, self.wechat_pay.brand_public_key)

    def _opened(self, schema: Node, value: Any) -> Any:
        return opened(schema, value, self.wechat_pay.private_key) if self._is_marked else value

    def _sealed(self, operation: Operation, reply: Reply, script: Script) -> Reply:
        """Encrypt the sensitive texts in an answer of the spec's making."""
        schema = reply_schema(operation, reply.status) if self._is_marked and script.body is None else None
        if schema is None or not reply.body:
            return reply
        return reply.with_value(sealed(schema, reply.value(), self.wechat_pay.brand_public_key))

    def _carried_out(self, call: Call, script: Script) -> Reply:
        operation = call.match.operation
        if script.body is not None:
            return Reply(status=script.status or 200, body=script.body)
        if script.status is not None:
            return of_status(operation, script.status, call.digest())
        with self._lock:  # two requests with one number must not both be the first
            renewed = self.product is not None and operation.node.plain("operationId") in NOT_REPLAYED
            return self._memory.recall(call, lambda: self._first_answer(call), renewed=renewed)

    def _first_answer(self, call: Call) -> Reply:
        operation = call.match.operation
        if self.product is not None:
            answer = self.product.answer(operation.node.plain("operationId", ""), call.parameters, call.body)
            if answer is not None:
                self._claim_later(answer.get("token"))
                documented = success(operation, call.digest())
                return documented.with_value(answer) if documented.body else documented
        return self._last_page(success(operation, call.digest()), operation)

    def _last_page(self, reply: Reply, operation: Operation) -> Reply:
        """Let a page that is an example be the last one, where a client is to go through the list."""
        paging = operation.node.get("x-wxbrand-paging") if self.ends_lists else None
        following = paging.plain("next") if paging is not None else None
        value = reply.value() if following and reply.body else None
        if not isinstance(value, dict) or following not in value:
            return reply
        return reply.with_value({name: member for name, member in value.items() if name != following})
