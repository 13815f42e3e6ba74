"""Spellings, made once and carried as values: nobody else changes case.

Only ASCII letters, digits and separators become a name; anything else is a problem for the spec's author, never cleaned.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

_ALLOWED = re.compile(r"[A-Za-z0-9 _\-./:$@\[\]{}]+", re.ASCII)
_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_PIECE = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
_CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]*", re.ASCII)

_LONGEST_AREA = 100

Role = Literal["field", "class", "member", "method", "area"]

_PREFIXES: dict[Role, str] = {"field": "field", "class": "Model", "member": "value", "method": "call", "area": "area"}
"""Stands before a name that would begin with a digit."""

_IN_ANNOTATIONS = frozenset({"str", "int", "float", "bool", "list", "dict", "datetime"})
"""Printed in annotations: a method or field of that name would take their place for what follows in its class."""

_TAKEN_ATTRIBUTES = _IN_ANNOTATIONS | {"self", "operation", "rules", "tuple"}
_TAKEN_AREAS = frozenset(
    {
        "send",
        "close",
        "with_options",
        "backup_base_urls",
        "from_env",
        "client",
        "areas",
        "models",
        "default_base_url",
        "test",
        "tests",
        "cached_property",
    }
)
_TAKEN: dict[Role, frozenset[str]] = {"field": _TAKEN_ATTRIBUTES, "method": _IN_ANNOTATIONS, "area": _TAKEN_AREAS}
_TAKEN_CLASSES = frozenset(
    # what generated modules import or define
    {
        "Absent", "Any", "Annotated", "Content", "FileSource", "SENSITIVE", "AsyncArea", "AtLeastOne", "ExactlyOne", "Given", "Has", "Is", "NotTogether", "Rule",
        "AsyncPages", "Event", "Notification", "Pages", "Paging", "RateLimit", "AsyncBrandClient", "AsyncClient", "BrandClient", "ClassVar", "Limits",
        "NoContent", "OneOf", "OpenEnum", "OpenIntEnum", "Operation", "OperationTests", "Record", "Request", "Rows", "SyncArea",
        "SyncClient", "Time", "UNSET", "UnsetType", "None", "True", "False",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name in the spellings that Python uses."""

    snake: str
    """For attributes, parameters, methods, modules; never a keyword."""

    pascal: str
    """For classes."""


class InvalidName(ValueError):
    """This text cannot become a name; the message completes a sentence that begins with the text."""


def make_name(text: str, role: Role) -> Name:
    """Make the spellings. Raises InvalidName."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded:
        raise InvalidName("is empty")
    if not _ALLOWED.fullmatch(folded):
        raise InvalidName("has characters other than ASCII letters, digits, spaces and _-./:$@[]{}")
    if role != "member" and folded.startswith("__"):
        raise InvalidName("begins with two underscores, which Python keeps for itself")
    words = _WORD.findall(folded)
    if not words:
        raise InvalidName("has no letter or digit")
    if words[0][0].isdigit():
        words.insert(0, _PREFIXES[role])
    snake = "_".join(word.lower() for word in words)
    if role == "area" and len(snake) > _LONGEST_AREA:
        raise InvalidName(f"has over {_LONGEST_AREA} characters, too many for the name of a file")
    pascal = folded if _CLASS_NAME.fullmatch(folded) else "".join(_capital(word) for word in words)
    if role == "area":  # a model may well have the name of its area: a Store in the area store
        pascal = f"{pascal}Area"
    return Name(snake=_free(snake, role), pascal=f"{pascal}_" if pascal in _TAKEN_CLASSES else pascal)


def nested_name(first: Name, second: Name) -> Name:
    """Name something that has no name of its own after the place it stands in."""
    return Name(
        snake=f"{first.snake.rstrip('_')}_{second.snake}",
        pascal=f"{first.pascal.rstrip('_')}{second.pascal.rstrip('_')}",
    )


def member_name(value: str | int) -> str:
    """Name the member of an enum after its value; characters outside ASCII are spelled by code point (`U5238`)."""
    if value == "":
        return "EMPTY"
    text = str(value).replace("-", "minus ", 1) if isinstance(value, int) and value < 0 else str(value)
    folded = unicodedata.normalize("NFKC", text)
    words = [word for piece in _PIECE.findall(folded) for word in (_WORD.findall(piece) or [f"U{ord(piece):X}"])]
    if not words:
        words = [f"U{ord(c):X}" for c in folded]
    if words[0][0].isdigit():
        words.insert(0, "value")
    return "_".join(word.upper() for word in words)


def _capital(word: str) -> str:
    return word.capitalize() if word.isupper() else word[0].upper() + word[1:]


def _free(snake: str, role: Role) -> str:
    return f"{snake}_" if keyword.iskeyword(snake) or snake in _TAKEN.get(role, ()) else snake
