"""From a request that came in to what goes out: verified, found in the scripts, answered, recorded."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from wxbrand_runtime.client.serialisation.multipart import signed_bytes
from wxbrand_runtime.testing.faults import Fault, faulty_answer
from wxbrand_runtime.testing.loopback import Outgoing, Received, http_answer
from wxbrand_runtime.testing.operations import model_of
from wxbrand_runtime.testing.parts import parts_of
from wxbrand_runtime.testing.recorded import RecordedRequest
from wxbrand_runtime.testing.refusals import RequestRefused
from wxbrand_runtime.testing.scripts import Later, Ready, Script, Scripts, success_status

if TYPE_CHECKING:
    from wxbrand_runtime.testing.wechat_pay import WeChatPay

_JSON = {"Content-Type": "application/json"}


class Play:
    """What was scripted, and what happened."""

    def __init__(self, wechat_pay: WeChatPay) -> None:
        self.scripts = Scripts()
        self._wechat_pay = wechat_pay
        self._requests: list[RecordedRequest[Any]] = []
        self._unscripted: list[str] = []
        self._failures: list[str] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def requests(self) -> tuple[RecordedRequest[Any], ...]:
        """Give every request so far."""
        with self._lock:
            return tuple(self._requests)

    def failures(self) -> list[str]:
        """Say which functions of the test failed."""
        with self._lock:
            return list(self._failures)

    def unscripted(self) -> list[str]:
        """Say which calls had no script."""
        with self._lock:
            return [f"no answer was scripted for {call}" for call in self._unscripted]

    def unused(self) -> list[str]:
        """Say which scripts were not used; and which requests were refused, which may be the reason."""
        said = [
            f"1 answer for {model.__name__} was" if count == 1 else f"{count} answers for {model.__name__} were"
            for model, count in self.scripts.unused().items()
        ]
        said = [f"{answers} scripted and not used" for answers in said]
        if said:
            refusals = (each.refused for each in self.requests() if each.refused is not None)
            said += [f"a request was refused: {str(refusal).splitlines()[0]}" for refusal in refusals]
        return said

    def receive(self, received: Received) -> Outgoing:
        """Take a request; it is recorded before its answer goes out."""
        request: RecordedRequest[Any] = RecordedRequest(
            method=received.method,
            target=received.target,
            headers=received.headers,
            body=received.body,
            model=model_of(received.method, received.target, self.scripts.models()),
            private_key=self._wechat_pay.private_key,
        )
        try:
            self._verify(received)
        except RequestRefused as refused:
            return self._record(replace(request, refused=refused), *self._signed(refusal(refused, {}, signed=False)))
        script = None if request.model is None else self.scripts.next(request.model)
        return self._record(request, *self._carried_out(script, request))

    def _record(self, request: RecordedRequest[Any], status: int | None, outgoing: Outgoing) -> Outgoing:
        with self._lock:
            self._requests.append(replace(request, status=status))
        return outgoing

    def _verify(self, received: Received) -> None:
        parts = parts_of(received.headers.get("Content-Type") or "", received.body)
        covered = signed_bytes(parts, received.body)
        self._wechat_pay.verify_request(received.method, received.target, received.headers, covered)

    def _carried_out(self, script: Script | None, request: RecordedRequest[Any]) -> tuple[int | None, Outgoing]:
        match script:
            case None:
                with self._lock:
                    self._unscripted.append(str(request))
                return self._signed(_not_scripted(f"no answer was scripted for {request}"))
            case Fault():
                return faulty_answer(script, self._wechat_pay, success_status(cast(Any, request.model)))
            case Later(compute):
                return self._signed(self._computed(compute, request))
            case Ready():
                return self._signed(script)

    def _computed(self, compute: Callable[[RecordedRequest[Any]], Ready], request: RecordedRequest[Any]) -> Ready:
        try:
            return compute(request)
        except RequestRefused as refused:
            return refusal(refused, {}, signed=True)
        except Exception as problem:  # noqa: BLE001  (of the test's own function: the end of the test tells it)
            sentence = f"the function that answers {request} raised {type(problem).__name__}: {problem}"
            with self._lock:
                self._failures.append(sentence)
            return _not_scripted(sentence)

    def _signed(self, ready: Ready) -> tuple[int, Outgoing]:
        signature = self._wechat_pay.sign_answer(ready.body) if ready.signed else ()
        headers = (*signature, ("Request-ID", f"FAKE{next(self._numbers):06}-0"), *ready.headers)
        return ready.status, Outgoing(content=http_answer(ready.status, headers, ready.body))


def refusal(refused: RequestRefused, headers: Mapping[str, str], *, signed: bool) -> Ready:
    """Make the answer to a request that is not carried out."""
    fields = {**_JSON, **headers}
    return Ready(status=refused.status, headers=tuple(fields.items()), body=refused.body(), signed=signed)


def _not_scripted(sentence: str) -> Ready:
    """Answer with a status that no client tries again."""
    body = json.dumps({"code": "NOT_SCRIPTED", "message": sentence}, ensure_ascii=False).encode()
    return Ready(status=400, headers=tuple(_JSON.items()), body=body)
