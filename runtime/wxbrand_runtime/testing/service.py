"""The service behind the fake's socket: verify each request, answer it as scripted, and record it."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from wxbrand_runtime.client.serialisation.multipart import signed_bytes
from wxbrand_runtime.testing.answers import (
    Compute,
    PreparedAnswer,
    Script,
    error_answer,
    not_scripted_answer,
    success_status,
    success_type,
)
from wxbrand_runtime.testing.authorization import RequestRefused
from wxbrand_runtime.testing.decoding import RequestClass, find_request_class, parse_multipart
from wxbrand_runtime.testing.faults import Fault, faulty_response
from wxbrand_runtime.testing.loopback import RawResponse, ReceivedRequest, encode_response
from wxbrand_runtime.testing.recorded import RecordedRequest

if TYPE_CHECKING:
    from wxbrand_runtime.testing.wechat_pay import WeChatPay


class ScriptedService:
    """Scripts for operations, and a record of what happened. Any number of threads may use it at once."""

    def __init__(self, wechat_pays: Sequence[WeChatPay]) -> None:
        """wechat_pays: one for each scheme in which requests may be signed."""
        self._wechat_pays = wechat_pays
        self._queues: dict[RequestClass, deque[Script]] = {}
        self._defaults: dict[RequestClass, Script] = {}
        self._request_ids = itertools.count(1)
        self._lock = threading.Lock()  # of the scripts; to append to a list, or to copy one, needs none

        self.requests: list[RecordedRequest[Any]] = []
        """All requests so far."""

        self.unscripted: list[str] = []
        """A sentence for each call that nothing was scripted for."""

        self.failures: list[str] = []
        """A sentence for each function of the test that raised an error."""

    def add(self, class_: RequestClass, script: Script, *, always: bool) -> None:
        """Add a script for an operation: to its queue, or as what is answered whenever the queue is empty."""
        with self._lock:
            if always:
                self._defaults[class_] = script
            else:
                self._queues.setdefault(class_, deque()).append(script)

    def unused(self) -> list[str]:
        """Return a sentence for each operation with unused scripts; then one for each refused request, a possible cause."""
        with self._lock:
            remaining = {class_: len(queue) for class_, queue in self._queues.items() if queue}
        sentences = [
            f"{f'1 answer for {class_.__name__} was' if count == 1 else f'{count} answers for {class_.__name__} were'} "
            "scripted and not used"
            for class_, count in remaining.items()
        ]
        if sentences:
            refusals = [request.refused for request in tuple(self.requests) if request.refused is not None]
            sentences += [f"a request was refused: {str(refusal).splitlines()[0]}" for refusal in refusals]
        return sentences

    def handle(self, received: ReceivedRequest) -> RawResponse:
        """Return the response to a request. The request is recorded before the response is sent."""
        with self._lock:
            scripted = {*self._queues, *self._defaults}
        wechat_pay = self._wechat_pay_for(received)
        request: RecordedRequest[Any] = RecordedRequest(
            method=received.method,
            target=received.target,
            headers=received.headers,
            body=received.body,
            model=find_request_class(received.method, received.target, scripted),
            private_key=wechat_pay.private_key,
        )
        status: int | None
        try:
            parts = parse_multipart(received.headers.get("Content-Type") or "", received.body)
            covered = signed_bytes(parts, received.body)
            wechat_pay.verify_request(received.method, received.target, received.headers, covered)
        except RequestRefused as refused:
            request = replace(request, refused=refused)
            status, response = self._respond(error_answer(refused, {}, signed=False), wechat_pay)
        else:
            status, response = self._run(self._next_script(request.model), request, wechat_pay)
        self.requests.append(replace(request, status=status))
        return response

    def _wechat_pay_for(self, received: ReceivedRequest) -> WeChatPay:
        """Return the one of the scheme that the request names, or the first, which then refuses the request."""
        type_ = (received.headers.get("Authorization") or "").partition(" ")[0]
        return next((each for each in self._wechat_pays if each.scheme.name == type_), self._wechat_pays[0])

    def _next_script(self, class_: RequestClass | None) -> Script | None:
        if class_ is None:
            return None
        with self._lock:
            queue = self._queues.get(class_)
            return queue.popleft() if queue else self._defaults.get(class_)

    def _run(
        self, script: Script | None, request: RecordedRequest[Any], wechat_pay: WeChatPay
    ) -> tuple[int | None, RawResponse]:
        match script:
            case None:
                sentence = f"no answer was scripted for {request}"
                self.unscripted.append(sentence)
                return self._respond(not_scripted_answer(sentence), wechat_pay)
            case Fault():
                model = cast(RequestClass, request.model)
                return faulty_response(script, wechat_pay, success_status(model), success_type(model))
            case PreparedAnswer():
                return self._respond(script, wechat_pay)
            case _:
                return self._respond(self._compute(script, request), wechat_pay)

    def _compute(self, compute: Compute, request: RecordedRequest[Any]) -> PreparedAnswer:
        try:
            return compute(request)
        except RequestRefused as refused:
            return error_answer(refused, {}, signed=True)
        except Exception as problem:  # noqa: BLE001  (of the test's own function: reported when the fake is closed)
            sentence = f"the function that answers {request} raised {type(problem).__name__}: {problem}"
            self.failures.append(sentence)
            return not_scripted_answer(sentence)

    def _respond(self, answer: PreparedAnswer, wechat_pay: WeChatPay) -> tuple[int, RawResponse]:
        signature = wechat_pay.sign_answer(answer.body) if answer.signed else ()
        headers = (*signature, ("Request-ID", f"FAKE{next(self._request_ids):06}-{answer.number}"), *answer.headers)
        return answer.status, RawResponse(content=encode_response(answer.status, headers, answer.body))
