"""Bodies of error answers: code, message and details, read leniently, since proxies send error pages too.

Sources: threads of users about `detail`, and WeChat Pay's page on signatures that do not verify about `sign_information`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list

_MAX_PROBLEMS = 3
_MAX_NODES = 300
"""Members and items of a detail that are looked at."""


class ErrorBody(Struct, frozen=True, kw_only=True):
    """The members of an error answer. Each that is missing or of another type is None."""

    code: str | None = None
    """WeChat Pay's error code."""

    message: str | None = None
    """WeChat Pay's explanation. It may quote a value of the request."""

    detail: Any = None
    """As received."""

    sign_information: dict[str, Any] | None = None
    """What WeChat Pay says of a signature that does not verify."""

    def first_line(self) -> str:
        """Return the first line of the message; what follows, such as the message that was signed, is not for a sentence."""
        return (self.message or "").strip().partition("\n")[0].rstrip(" .。")

    def problems(self) -> list[str]:
        """Return for each field that `detail` names a phrase with the field, its location and the issue. None has its value.

        An issue that only repeats the message is left out.
        """
        detail = _parsed(self.detail)
        private = [*self.values()]
        if isinstance(detail, str):
            return [text] if (text := sanitise(detail, private=private)) else []
        phrases = [_phrase(problem, private, self.message) for problem in _objects(detail)]
        return [phrase for phrase in phrases if phrase][:_MAX_PROBLEMS]

    def values(self) -> Iterator[str]:
        """Yield the values that `detail` quotes, at any depth, as texts. They may be a person's."""
        waiting = [(_parsed(self.detail), False)]
        for _ in range(_MAX_NODES):
            if not waiting:
                return
            node, is_quoted = waiting.pop()
            if is_dict(node):
                waiting += [(member, is_quoted or name == "value") for name, member in node.items()]
            elif is_list(node):
                waiting += [(item, is_quoted) for item in node]
            elif is_quoted and node is not None and not isinstance(node, bool):
                yield str(node)


def read_error_body(body: bytes) -> ErrorBody:
    """Read the body of an error answer. Proxies send HTML, and members may be null or numbers."""
    try:
        parsed: object = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return ErrorBody()
    if not is_dict(parsed):
        return ErrorBody()
    detail = parsed.get("detail")
    outer = _parsed(detail)
    inner = outer.get("detail") if is_dict(outer) else None
    information = [_parsed(each.get("sign_information")) for each in (outer, inner, parsed) if is_dict(each)]
    return ErrorBody(
        code=_text_or_none(parsed.get("code")),
        message=_text_or_none(parsed.get("message")),
        detail=detail,
        sign_information=next((each for each in information if is_dict(each)), None),
    )


def _text_or_none(value: object) -> str | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def _parsed(value: Any) -> Any:
    """Return the object or list that a text holds as JSON; any other value unchanged."""
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _objects(detail: Any) -> list[dict[str, Any]]:
    """Return the objects of `detail` that may describe a field: usually itself, with `issue` perhaps one level below."""
    if is_dict(detail):
        inner = detail.get("detail")
        if is_list(inner):
            return [detail, *_objects(inner)]
        return [inner | detail if is_dict(inner) else detail]
    return [each for each in detail[:_MAX_NODES] if is_dict(each)] if is_list(detail) else []


def _phrase(problem: dict[str, Any], private: list[str], message: str | None) -> str:
    if message is not None and problem.get("issue") == message:
        problem = problem | {"issue": None}
    field, location, issue = (
        sanitise(text, private=private, max_length=100) if (text := _text_or_none(problem.get(name))) else ""
        for name in ("field", "location", "issue")
    )
    where = " in ".join(part for part in (f"field {field}" if field else "", location) if part)
    return ": ".join(part for part in (where, issue) if part)
