"""A documentation page as a value, whatever format it was saved in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["header", "path", "query", "body", "response", "resource"]
"""Where a field belongs: the place of a parameter, the request body, the response body, or the decrypted resource of a
notification.
"""

BodyType = Literal["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
"""Media type of a request body."""


class PageError(Exception):
    """The file cannot be read as a page of the documentation; the message is one sentence."""


class NotAnApiPage(PageError):
    """The page describes neither an operation nor a notification: a guide, a list of questions, an overview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page."""

    number: int
    """Line of the saved file, from 1."""

    text: str
    """Without markup, stripped."""

    heading: int = 0
    """Level of the heading, from 1; 0 for other lines, and in plain text."""

    code: bool = False
    """Whether it stands in a block of code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something on the page that a person has to look at."""

    line: int
    text: str
    """What could not be read, in one line."""

    misplaced: str = ""
    """Name of the field, if the doubt is about which object the field belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """A field's type as the page writes it."""

    name: str
    """`string`, `integer`, `number`, `boolean`, `object`, `array` or `file`."""

    length: int | None = None
    """Maximum length in characters: 40 for `string(40)`."""

    item: FieldType | None = None
    """Type of an array's items; None if the page does not give it."""

    def __str__(self) -> str:
        inner = f"[{self.item}]" if self.item else ""
        return f"{self.name}{inner}" + (f"({self.length})" if self.length is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on another field, such as `当且仅当 field 为 VALUE 时必传`."""

    field: str
    values: tuple[str, ...]
    """As the page writes them (`MEMBER`, `true`, `3`), whatever type that field has."""

    required: bool
    """Whether the field is required when the condition holds."""

    only: bool
    """Whether the field is forbidden when the condition does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits stated in the prose; None where it states none."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    pattern: str | None = None
    max_bytes: int | None = None
    """Size limit of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a member of a body."""

    name: str
    place: Place
    required: bool
    type: FieldType
    title: str
    """The text in 【】; empty if there is none."""

    prose: str
    """The rest of the description, in one line."""

    enum: Mapping[str, str]
    """Each value with its meaning; empty if none is listed."""

    limits: Limits
    default: Any = None
    """Value that WeChat Pay assumes when the field is left out, a JSON value of the field's type; None if none is stated."""

    conditions: tuple[Condition, ...]
    fields: tuple[Field, ...]
    """Members of the object, or of the array's items."""

    complete: bool
    """Whether all of the field is on the page. False if the page is cut short within it or its members."""

    line: int

    @property
    def stated_lengths(self) -> tuple[int, ...]:
        """The maximum lengths of its value that the page states: in the type, of items too, and in the prose."""
        type_ = self.type.item if self.type.name == "array" and self.type.item else self.type
        stated = (type_.length, self.limits.max_length if self.type.name == "string" else None)
        return tuple(length for length in stated if length is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate limit."""

    requests: int
    seconds: int
    per: Literal["brand", "merchant"] | None
    """None if the page does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """A row of the table of error codes."""

    status: str
    code: str
    meaning: str
    solution: str = ""
    """What the page advises; empty if it has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that was read from a page, and the doubts. It describes an operation, or a notification."""

    method: str
    """In upper case; `POST` for a notification."""

    path: str
    """Empty for a notification."""

    event_types: tuple[str, ...] = ()
    """Event types of the notification, such as `PRODUCT_COUPON.SEND`; none for an operation."""

    body_type: BodyType = "application/json"
    """Media type of the request body, if there is one."""

    title: str
    updated: str | None
    """Date of the last update, YYYY-MM-DD."""

    doc_id: str | None
    operation: str | None
    """Class of the Java or Go sample, such as `PreSendUserProductCouponBundle`."""

    hosts: tuple[str, ...]
    rate: Rate | None
    preconditions: tuple[str, ...]
    fields: tuple[Field, ...]
    """In the order of the page, those of the response last. Headers that every call has are left out."""

    complete: frozenset[Place]
    """Places that are on the page to their end."""

    parameter_examples: Mapping[str, str]
    """Values of path and query parameters in the sample call."""

    body_example: Any
    """Body of the sample call, or the sample notification; None if there is none, or it cannot be read."""

    response_example: Any
    """The sample response; None if there is none, or it cannot be read."""

    resource_example: Any = None
    """The decrypted resource of the sample notification; None if the page does not show it."""

    success_status: int | None = None
    """HTTP status of a success, such as 200 or 204; None if the page does not say."""

    error_codes: tuple[ErrorCode, ...]
    doubts: tuple[Doubt, ...]

    def fields_in(self, place: Place) -> tuple[Field, ...]:
        """Return the top-level fields of one place."""
        return tuple(field for field in self.fields if field.place == place)
