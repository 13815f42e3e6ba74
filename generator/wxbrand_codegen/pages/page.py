"""What a documentation page says, whatever it was saved as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["header", "path", "query", "body", "answer"]
"""Where a field stands: a parameter's place, the request's body, or the answer's."""


class PageError(Exception):
    """The text cannot be used as a page of the documentation; one sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page."""

    number: int
    """Line of the file it came from, from 1."""

    text: str
    """Without the marks of its format, and without blanks at its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something on the page that a person has to look at."""

    line: int
    """Line of the file, from 1."""

    text: str
    """What could not be read, and why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A field's type as the page writes it."""

    name: str
    """`string`, `integer`, `number`, `boolean`, `object`, `array` or `file`."""

    length: int | None = None
    """Of `string(40)`: how many characters at most."""

    item: Kind | None = None
    """Of `array[...]`: what it holds; None if the page does not say."""

    def __str__(self) -> str:
        inner = f"[{self.item}]" if self.item else ""
        return f"{self.name}{inner}" + (f"({self.length})" if self.length is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`当且仅当 field 为 VALUE 时必传` and the like: what makes a field necessary or possible."""

    field: str
    values: tuple[str, ...]
    required: bool
    """True if the field must be there then."""

    only: bool
    """True if it must not be there otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the prose says about a value's size."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a member of a body."""

    name: str
    place: Place
    required: bool
    kind: Kind
    title: str
    """What stands in 【】; empty if nothing does."""

    prose: str
    """All the rest, in one line."""

    enum: Mapping[str, str]
    """Each value with its meaning; empty if none is listed."""

    limits: Limits
    conditions: tuple[Condition, ...]
    fields: tuple[Field, ...]
    """Members of the object, or of the array's items."""

    whole: bool
    """True if the page goes on after this field and its members, so that none of them can be missing."""

    line: int
    """Line of the file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many requests are answered in how many seconds."""

    requests: int
    seconds: int
    per: Literal["brand", "merchant"] | None
    """None if the page does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A row of the table of error codes."""

    status: str
    code: str
    meaning: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that could be read, and what could not."""

    method: str
    """In capitals."""

    path: str
    title: str
    updated: str | None
    """Year-month-day."""

    doc_id: str | None
    operation: str | None
    """Class of the Java or Go sample, such as `PreSendUserProductCouponBundle`."""

    hosts: tuple[str, ...]
    rate: Rate | None
    preconditions: tuple[str, ...]
    fields: tuple[Field, ...]
    """In the page's order, the answer's last."""

    whole: frozenset[Place]
    """Places that are shown to their end."""

    parameters: Mapping[str, str]
    """Values of path and query in the sample call."""

    body: Any
    """Body of the sample call; None if there is none, or it cannot be read."""

    answer: Any
    """The sample answer; None if there is none, or it cannot be read."""

    failures: tuple[Failure, ...]
    doubts: tuple[Doubt, ...]

    def at(self, place: Place) -> Iterator[Field]:
        """Give the outermost fields of one place."""
        return (field for field in self.fields if field.place == place)
