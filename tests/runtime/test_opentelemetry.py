"""Spans of calls, as OpenTelemetry's own SDK exports them."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import Credentials, NotSent
from wxbrand_runtime.opentelemetry import spans
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import http, signed
from tests.runtime.example_models import Find, Issue
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer, Read, Silence

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
WRITE = Issue(openid=OPENID, out_request_no="no-1")
GOOD = b'{"token":"t"}'


class Exported:
    """A tracer provider, and the spans it has been given."""

    def __init__(self) -> None:
        self.provider = TracerProvider()
        self._exporter = InMemorySpanExporter()
        self.provider.add_span_processor(SimpleSpanProcessor(self._exporter))

    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())


@pytest.fixture
def exported() -> Exported:
    return Exported()


def test_each_attempt_is_a_client_span_under_the_callers_span(
    credentials: Credentials, wechat_pay: WeChatPay, exported: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    with (
        FaultServer([Reply(http(429, b"{}"))], [Reply(signed(wechat_pay, GOOD))]) as server,
        BrandClient(credentials, base_url=f"http://127.0.0.1:{server.port}", hooks=spans(exported.provider)) as client,
        exported.provider.get_tracer("mine").start_as_current_span("order") as order,
    ):
        client.send(WRITE)

    busy, good = exported.spans()[:2]
    assert busy.name == good.name == "Issue"
    assert busy.kind is good.kind is SpanKind.CLIENT
    assert busy.parent == good.parent == order.get_span_context()
    assert dict(busy.attributes or {}) == {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "server.port": server.port,
        "url.template": Issue.operation.path,
        "wxbrand.operation": "Issue",
        "wxbrand.request_id": "08A-268578776",
        "http.response.status_code": 429,
        "http.response.body.size": 2,
        "error.type": "429",
    }
    assert busy.status.status_code is StatusCode.ERROR
    assert (good.attributes or {})["http.request.resend_count"] == 1
    assert good.status.status_code is StatusCode.UNSET
    assert OPENID not in busy.to_json() + good.to_json()


def test_an_unsent_attempt_is_a_span_with_its_error(credentials: Credentials, exported: Exported) -> None:
    with (
        BrandClient(credentials, base_url="http://127.0.0.1:9", hooks=spans(exported.provider), retries=0) as client,
        pytest.raises(NotSent),
    ):
        client.send(Find(openid=OPENID))

    [span] = exported.spans()
    assert (span.attributes or {})["error.type"] == "NotSent"
    assert "http.response.status_code" not in (span.attributes or {})


def test_a_cancelled_task_leaves_no_open_span(credentials: Credentials, exported: Exported) -> None:
    async def run(port: int) -> None:
        hooks = spans(exported.provider)
        async with AsyncBrandClient(credentials, base_url=f"http://127.0.0.1:{port}", hooks=hooks) as client:
            task = asyncio.create_task(client.send(Find(openid=OPENID)))
            await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    with FaultServer([Read(), Silence()]) as server:
        asyncio.run(run(server.port))

    [span] = exported.spans()
    assert (span.attributes or {})["error.type"] == "interrupted"


def test_without_a_provider_the_global_one_is_used(credentials: Credentials) -> None:
    assert isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)  # nothing is set up: spans go nowhere
    with (
        BrandClient(credentials, base_url="http://127.0.0.1:9", hooks=spans(), retries=0) as client,
        pytest.raises(NotSent),
    ):
        client.send(Find(openid=OPENID))


def test_the_import_error_without_opentelemetry_names_the_extra() -> None:
    code = "import sys; sys.modules['opentelemetry'] = None\nimport wxbrand_runtime.opentelemetry"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.stderr.splitlines()[-1] == (
        "ImportError: wxbrand_runtime.opentelemetry needs OpenTelemetry: pip install 'wxbrand[opentelemetry]'"
    )
