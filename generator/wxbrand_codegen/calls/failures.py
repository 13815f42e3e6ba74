"""A call that did not end well: what the client says of it, as text and as JSON, and the command that repeats it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from wxbrand_runtime import (
    ApiError,
    InvalidRequest,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.client.repeat_advice import how_to_repeat

from wxbrand_codegen.calls.answers import compact
from wxbrand_codegen.problems import printable

_IN_PYTHON = "the body is in .answer."
"""How the message of UnreadableResponse ends."""

_MAX_ESCAPE = 10
"""Characters of an escaped one."""


def failure_lines(error: WxbrandError, repeat: str | None, *, output: str) -> list[str]:
    """Return lines that say what happened and how to go on.

    repeat: the command that repeats the call, if that is safe. output: where the body of an unreadable answer is.
    """
    text = str(error).replace(_IN_PYTHON, f"the body is {output}.")
    return [f"{_heading(error)}: {text}", *_how_to_repeat(repeat if error.outcome_unknown else None)]


def _heading(error: WxbrandError) -> str:
    return "the outcome is unknown" if error.outcome_unknown else type(error).__name__


def failure_value(error: WxbrandError, repeat: str | None) -> dict[str, Any]:
    """Return an error as a JSON value. Its members are always the same; those that do not apply are null.

    repeat: the command that repeats the call; None if that is not safe.
    """
    api_error = error if isinstance(error, ApiError) else None
    answered = error if isinstance(error, (ApiError, UnreadableResponse, UntrustedResponse)) else None
    status = error.status if isinstance(error, (ApiError, UntrustedResponse)) else None
    return {
        "type": type(error).__name__,
        "code": api_error.code if api_error else None,
        "message": str(error),
        "field": error.field if isinstance(error, InvalidRequest) else None,
        "status": error.answer.status if isinstance(error, UnreadableResponse) else status,
        "request_id": answered.request_id if answered else None,
        "request_number": error.request_number,
        "outcome_unknown": error.outcome_unknown,
        "retryable": _is_retryable(error, repeat),
        "attempts": error.attempts,
        "repeat": repeat if error.outcome_unknown else None,
    }


def _is_retryable(error: WxbrandError, repeat: str | None) -> bool:
    """Whether the same call may be made again: nothing was carried out, or a repeat cannot take effect twice."""
    if isinstance(error, ApiError):
        return error.retryable
    return isinstance(error, NotSent) or (isinstance(error, OutcomeUnknown) and repeat is not None)


def interrupted_lines(call: Call, repeat: str | None) -> list[str]:
    """Return lines for a write that was interrupted after it may have been sent."""
    line = f"the outcome is unknown: {call.operation.name} may have been carried out: {how_to_repeat(call)}."
    return [line, *_how_to_repeat(repeat)]


def _how_to_repeat(command: str | None) -> list[str]:
    return [] if command is None else ["To repeat it with the same number and values, run:", f"  {command}"]


def repeat_command(call: Call, command: str, arguments: Sequence[str], body: Any) -> str | None:
    """Return the command that repeats a call, to be pasted into a shell; None if a repeat might take effect twice.

    body: the JSON value of `--body`. It replaces `-`, since standard input cannot be read again.
    """
    if not call.is_repeatable:
        return None
    words = [command]
    for before, word in pairwise(["", *arguments]):
        reads_input = word == "--body=-" or (before, word) == ("--body", "-")
        words.append(_quoted(word.removesuffix("-") + compact(body) if reads_input else word))
    return " ".join(words)


def _quoted(word: str) -> str:
    """Return a word as a shell reads it, on one line."""
    if word.isprintable():
        return shlex.quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{printable(escaped, len(word) * _MAX_ESCAPE)}'"
