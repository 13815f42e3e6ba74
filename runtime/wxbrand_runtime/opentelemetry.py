"""OpenTelemetry spans of calls: one client span for each attempt, named after the operation.

Attributes follow OpenTelemetry's semantic conventions for HTTP clients; none contains a value of the request.
Needs `pip install 'wxbrand[opentelemetry]'` and an OpenTelemetry SDK, which the application sets up.
"""

from __future__ import annotations

from typing import Any

from wxbrand_runtime.client import Hooks, RequestEvent, ResponseEvent
from wxbrand_runtime.errors import ApiError

try:
    from opentelemetry.trace import Span, SpanKind, Status, StatusCode, TracerProvider, get_tracer
except ImportError:
    raise ImportError(
        "wxbrand_runtime.opentelemetry needs OpenTelemetry: pip install 'wxbrand[opentelemetry]'"
    ) from None


def spans(tracer_provider: TracerProvider | None = None) -> Hooks:
    """Return hooks that create the spans: `BrandClient(credentials, hooks=spans())`.

    tracer_provider: default: OpenTelemetry's global one. The parent of a span is the current span of the caller.
    """
    tracer = get_tracer("wxbrand", tracer_provider=tracer_provider)
    open_spans: dict[RequestEvent, Span] = {}

    def begin(event: RequestEvent) -> None:
        attributes: dict[str, Any] = {
            "http.request.method": event.method,
            "server.address": event.host,
            "server.port": event.port,
            "url.template": event.path,
            "wxbrand.operation": event.operation,
        }
        if event.attempt_number > 1:
            attributes["http.request.resend_count"] = event.attempt_number - 1
        open_spans[event] = tracer.start_span(event.operation, kind=SpanKind.CLIENT, attributes=attributes)

    def end(event: ResponseEvent) -> None:
        span = open_spans.pop(event.request)
        if event.status is not None:
            span.set_attribute("http.response.status_code", event.status)
            span.set_attribute("http.response.body.size", event.size)
        if event.request_id is not None:
            span.set_attribute("wxbrand.request_id", event.request_id)
        error_type = _error_type(event)
        if error_type is not None:
            span.set_attribute("error.type", error_type)
            span.set_status(Status(StatusCode.ERROR, error_type))
        span.end()

    return Hooks(request=begin, response=end)


def _error_type(event: ResponseEvent) -> str | None:
    """Return the value of `error.type`: the status of an ApiError, else the name of the error class."""
    if isinstance(event.error, ApiError):
        return str(event.status)
    if event.error is not None:
        return type(event.error).__name__
    return "interrupted" if event.interrupted else None
