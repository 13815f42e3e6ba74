"""Python names, made once from names of the spec and carried as values; no other module changes case.

Only ASCII letters, digits and separators become a name. Anything else is reported to the spec's author, not repaired.
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

_MAX_AREA_LENGTH = 100

Role = Literal["field", "class", "method", "area"]

_PREFIXES: dict[Role, str] = {"field": "field", "class": "Model", "method": "call", "area": "area"}
"""Put before a name that would begin with a digit."""

_ANNOTATION_NAMES = frozenset({"str", "int", "float", "bool", "list", "dict", "datetime"})
"""Used in annotations: a method or field of such a name would hide it in the rest of its class."""

_RESERVED: dict[Role, frozenset[str]] = {
    "field": _ANNOTATION_NAMES | {"self", "operation", "rules", "tuple"},
    "method": _ANNOTATION_NAMES,
    "area": frozenset({  # attributes of the clients and modules of the package
        "send", "close", "with_options", "backup_base_urls", "from_env", "client", "areas", "models", "default_base_url", "test",
        "tests", "cached_property",
    }),
}  # fmt: skip
_RESERVED_CLASSES = frozenset(
    # imported or defined by generated modules
    {
        "Absent", "Any", "Annotated", "Content", "FileSource", "SENSITIVE", "AsyncArea", "AtLeastOne", "ExactlyOne", "Given", "Has", "Is", "NotTogether", "Rule",
        "AsyncPages", "Event", "Notification", "Pages", "Paging", "RateLimit", "AsyncBrandClient", "AsyncClient", "BrandClient", "ClassVar", "Limits",
        "NoContent", "OneOf", "OpenEnum", "OpenIntEnum", "Operation", "OperationTests", "Record", "Request", "Rows", "SyncArea",
        "SyncClient", "SyncClientWithoutServer", "AsyncClientWithoutServer", "Time", "UNSET", "UnsetType", "None", "True", "False",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name in the spellings of Python."""

    snake: str
    """For attributes, parameters, methods and modules; never a keyword."""

    pascal: str
    """For classes."""


class InvalidName(ValueError):
    """A text cannot become a name. The message completes a sentence that begins with the text."""


def make_name(text: str, role: Role) -> Name:
    """Return the name for a text of the spec. Raises InvalidName."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded:
        raise InvalidName("is empty")
    if not _ALLOWED.fullmatch(folded):
        raise InvalidName("has characters other than ASCII letters, digits, spaces and _-./:$@[]{}")
    if folded.startswith("__"):
        raise InvalidName("begins with two underscores, which Python reserves")
    words = _WORD.findall(folded)
    if not words:
        raise InvalidName("has no letter or digit")
    if words[0][0].isdigit():
        words.insert(0, _PREFIXES[role])
    snake = "_".join(word.lower() for word in words)
    if role == "area" and len(snake) > _MAX_AREA_LENGTH:
        raise InvalidName(f"has over {_MAX_AREA_LENGTH} characters, too many for the name of a file")
    pascal = "".join(word.capitalize() if word.isupper() else word[0].upper() + word[1:] for word in words)
    if _CLASS_NAME.fullmatch(folded):
        pascal = folded
    if role == "area":  # a model may have the name of its area: Store in the area store
        pascal = f"{pascal}Area"
    if keyword.iskeyword(snake) or snake in _RESERVED.get(role, ()):
        snake = f"{snake}_"
    return Name(snake=snake, pascal=f"{pascal}_" if pascal in _RESERVED_CLASSES else pascal)


def nested_name(outer: Name, inner: Name) -> Name:
    """Return the name of something nested that has no name of its own: `item` in `Store` becomes `StoreItem`."""
    return Name(
        snake=f"{outer.snake.rstrip('_')}_{inner.snake}",
        pascal=f"{outer.pascal.rstrip('_')}{inner.pascal.rstrip('_')}",
    )


def member_name(value: str | int) -> str:
    """Return the name of an enum's member for its value; characters outside ASCII become code points (`U5238`)."""
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
