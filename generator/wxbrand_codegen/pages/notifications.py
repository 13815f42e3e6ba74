"""Read the pages of notifications: event types, the fields of the decrypted resource, and the samples of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from wxbrand_codegen.pages.field_lines import FieldLine, begins_field, events_of
from wxbrand_codegen.pages.page import Field, Line
from wxbrand_codegen.pages.samples import code_of, json_values_in
from wxbrand_codegen.pages.sections import Sections

ENVELOPE = frozenset({"id", "create_time", "event_type", "resource_type", "resource", "summary"})
"""Members that every notification has. No spec describes them."""

CIPHER = frozenset({"algorithm", "ciphertext", "associated_data", "nonce", "original_type"})
"""Members of a resource that is not decrypted."""

_EVENT = re.compile(r"(?<![A-Za-z0-9_.])[A-Z][A-Z0-9_]{1,60}(?:\.[A-Z0-9_]{1,60}){1,4}(?![A-Za-z0-9_.])")
_FIELD_OF_EVENT = re.compile(r"event_type\W{1,4}(?:必填|选填|必传|string)|【(?:通知|事件)类型】", re.IGNORECASE)
_DECRYPTED = re.compile(r"解密(?:之?后|出|得到|的)?|明文")
_SAMPLE_TITLE = re.compile(r".{0,30}(?:示例|样例|范例)(?:如下)?\s?[:：]?")
_STEP = re.compile(r"(?:\d{1,2}[、.．]|[一二三四五六七八九十]{1,2}[、.．]|\d{1,2}\.\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationLines:
    """The parts of a notification's page."""

    envelope: Sequence[Line]
    resource: Sequence[Line]
    """Empty if the page does not describe the decrypted resource."""

    notification_sample: Any
    resource_sample: Any
    event_types: tuple[str, ...]
    is_complete: bool
    """Whether something follows the fields of the resource."""


def is_notification(lines: Sequence[Line]) -> bool:
    """Whether a page without an operation describes a notification."""
    return any("event_type" in line.text and _FIELD_OF_EVENT.search(line.text) for line in lines) or any(
        line.text.strip("：: ") in {"通知参数", "回调通知参数"} for line in lines
    )


def read_notification(sections: Sections, lines: Sequence[Line]) -> NotificationLines:
    """Find the parts of a notification's page."""
    described = [*sections.of("notification", "body")]
    if not any(begins_field(line.text) for line in described):
        described = [
            line for name, held in sections.lines.items() if name not in {"header", "resource"} for line in held
        ]
        described.sort(key=lambda line: line.number)
        first = next((at for at, line in enumerate(described) if begins_field(line.text)), 0)
        described = described[first:]  # what stands before is no field
    envelope, after = _up_to_sample(described)
    resource, _ = _up_to_sample(sections.of("resource"))
    if not any(isinstance(event, FieldLine) for _, event in events_of(resource)):
        resource = _fields_after(after, lines, envelope)
    samples = json_values_in(code_of(lines))
    notification = next((value for value in samples if "event_type" in value), None)
    at = samples.index(notification) if notification is not None else -1
    decrypted = next((value for value in samples[at + 1 :] if _may_be_resource(value)), None)
    ends = max((line.number for line in resource), default=0)
    return NotificationLines(
        envelope=envelope,
        resource=resource,
        notification_sample=notification,
        resource_sample=decrypted,
        event_types=_event_types(envelope, samples, lines),
        is_complete=bool(resource) and any(line.number > ends and line.text for line in lines),
    )


def _may_be_resource(value: dict[str, Any]) -> bool:
    """Whether a sample can be a decrypted resource: it is neither the answer to a notification nor a notification."""
    return "event_type" not in value and not CIPHER & set(value) and not set(value) <= {"code", "message"}


def _up_to_sample(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines where the first sample, or the next step of the page, follows the first field."""
    has_begun = False
    for at, line in enumerate(lines):
        has_begun = has_begun or begins_field(line.text)
        is_sample = _begins_sample(line)
        if has_begun and (is_sample or (_STEP.match(line.text) and _DECRYPTED.search(line.text))):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def _begins_sample(line: Line) -> bool:
    text = line.text
    return line.code or text.startswith(("{", "1{", "1 {")) or text == "1" or _SAMPLE_TITLE.fullmatch(text) is not None


def _fields_after(after: Sequence[Line], lines: Sequence[Line], envelope: Sequence[Line]) -> list[Line]:
    """Return the fields that follow the envelope, wherever the page puts them, up to the next sample."""
    ends = envelope[-1].number if envelope else 0
    following = [line for line in (after or lines) if line.number > ends]
    begins = next((at for at, line in enumerate(following) if begins_field(line.text)), None)
    if begins is None:
        return []
    return list(takewhile(lambda line: not _begins_sample(line), following[begins:]))


def _event_types(envelope: Sequence[Line], samples: Sequence[Any], lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the event types: those that the field lists or names, else those of the samples."""
    names: list[str] = []
    is_within = False
    for _, event in events_of(envelope):
        if isinstance(event, FieldLine):
            is_within = event.name == "event_type"
        elif is_within:
            names += _EVENT.findall(event)
    names += [value["event_type"] for value in samples if _EVENT.fullmatch(str(value.get("event_type", "")))]
    if not names:
        names = [name for line in lines if "类型" in line.text for name in _EVENT.findall(line.text)]
    return tuple(dict.fromkeys(names))


def names_of_envelope(path: tuple[str, ...]) -> frozenset[str]:
    """Return the names of members that every notification has at a path."""
    return {(): ENVELOPE, ("resource",): CIPHER}.get(path, frozenset())


def without_cipher(resource: Field) -> tuple[Field, ...]:
    """Return the members of an envelope's resource, unless they are those of the cipher."""
    return () if CIPHER & {field.name for field in resource.fields} else resource.fields
