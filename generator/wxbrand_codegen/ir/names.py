"""Python names, made once from names of the spec and carried as values; no other module changes case.

Every text becomes a name. Letters of other scripts are kept, in the form NFKC in which Python reads them; only characters
that were letters in Unicode 3.2 count, so that the same spec gives the same names on every Python. Names that are the same
are told apart by `distinct_names`.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

_UNICODE = unicodedata.ucd_3_2_0
"""The oldest tables of characters that Python has. They never change, and later ones only add to them."""

_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Nd"})
"""Categories of characters that Python allows in identifiers."""

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d") | {chr(0xFE00 + n) for n in range(16)}
"""Characters of these categories that nobody can see."""

_WORD = re.compile(r"A+(?!a)0*|A?a+0*|0+")
"""A word in the shape of a text, in which every capital letter is A, every other letter a, and every digit 0."""

_CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]*", re.ASCII)
_SIGNED_NUMBER = re.compile(r"[+-](?=[0-9])")

_SIGNS = {
    "!": "exclamation mark", '"': "quote", "#": "hash", "$": "dollar", "%": "percent", "&": "ampersand", "'": "apostrophe",
    "(": "left parenthesis", ")": "right parenthesis", "*": "asterisk", "+": "plus", ",": "comma", "-": "dash", ".": "dot",
    "/": "slash", ":": "colon", ";": "semicolon", "<": "less than", "=": "equals", ">": "greater than", "?": "question mark",
    "@": "at", "[": "left bracket", "\\": "backslash", "]": "right bracket", "^": "caret", "_": "underscore", "`": "backtick",
    "{": "left brace", "|": "bar", "}": "right brace", "~": "tilde", " ": "space", "\t": "tab", "\n": "line feed",
}  # fmt: skip
"""Words for ASCII characters that are not part of a name."""

_MAX_LENGTH = 200
"""Characters of a name before its end is replaced by a digest. Names of areas become names of files, which may have 255."""

Role = Literal["field", "class", "method", "area", "value"]

_PREFIXES: dict[Role, str] = {"field": "field", "class": "Model", "method": "call", "area": "area", "value": "value"}
"""Put before a name that would begin with a digit."""

_ANNOTATION_NAMES = frozenset({"str", "int", "float", "bool", "list", "dict", "datetime"})
"""Used in annotations: a method or field of such a name would hide it in the rest of its class."""

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that no file can have on Windows."""

_RESERVED: dict[Role, frozenset[str]] = {
    "field": _ANNOTATION_NAMES | {"self", "operation", "rules", "tuple"},
    "method": _ANNOTATION_NAMES | {"deprecated"},
    "area": _DEVICES | frozenset({  # attributes of the clients and modules of the package
        "send", "close", "with_options", "backup_base_urls", "from_env", "client", "areas", "models", "default_base_url", "test",
        "tests", "cached_property", "scheme",
    }),
}  # fmt: skip
_RESERVED_CLASSES = frozenset(
    # imported or defined by generated modules
    {
        "Absent", "Any", "Annotated", "Content", "FileSource", "SENSITIVE", "AsyncArea", "AtLeastOne", "ExactlyOne", "Given", "Has", "Is", "NotTogether", "Rule",
        "AsyncPages", "Event", "Literal", "OtherValue", "Notification", "Pages", "Paging", "RateLimit", "AsyncBrandClient", "AsyncClient", "AsyncMerchantClient", "BrandClient", "MerchantClient", "ClassVar", "Limits",
        "NoContent", "OneOf", "OpenEnum", "OpenIntEnum", "Operation", "OperationTests", "Record", "Request", "Rows", "SyncArea",
        "SyncClient", "SyncClientWithoutServer", "AsyncClientWithoutServer", "Time", "UNSET", "UnsetType", "None", "True", "False",
        "TYPE_CHECKING", "Mapping", "Sequence",
    }
)  # fmt: skip

_FORMS: dict[Role, str] = {
    "class": "begin with a capital letter, or a letter that has no case",
    "value": "be written in capital letters, as far as they have a case",
    "field": "begin with a small letter, or a letter that has no case",
    "method": "begin with a small letter, or a letter that has no case",
    "area": "begin with a small letter, or a letter that has no case",
}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name in the spellings of Python."""

    snake: str
    """For attributes, parameters, methods and modules; never a keyword."""

    pascal: str
    """For classes."""

    prefix: str = ""
    """What names of nested classes begin with, if not with the name of this class."""

    alternative: str = ""
    """For a nested class: its name if `pascal` is taken. Its two parts are joined by an underscore, as in no other name."""

    @property
    def constant(self) -> str:
        """For members of enums."""
        return _upper(self.snake)


@lru_cache(maxsize=100_000)
def make_name(text: str, role: Role) -> Name:
    """Return the name for a text of the spec. Only words count, so that several texts may have the same name."""
    folded = _folded(text)
    return _name(text, _words(folded) or _spelled_words(folded), role)


def spelled_name(text: str, role: Role, *, capitals: bool = False) -> Name:
    """Return a longer name, in which characters between words are words too and, with `capitals`, how it uses these."""
    folded = _folded(text)
    words, case = _spelled_words(folded), _case(folded)
    natural = {"class": "pascal", "value": "upper"}.get(role, "lower")
    return _name(text, [*words, case] if capitals and case and case != natural else words, role)


def digest_name(text: str, role: Role, identity: str, length: int = 6) -> Name:
    """Return the name followed by the first digits of the SHA-256 of what identifies the thing that is named."""
    name, digest = make_name(text, role), _digest(identity)[:length]
    return Name(snake=f"{name.snake.rstrip('_')}_{digest}", pascal=f"{name.pascal.rstrip('_')}_{digest}")


def nested_name(outer: Name, inner: Name) -> Name:
    """Return the name of something nested that has no name of its own: `item` in `Store` becomes `StoreItem`."""
    pascal = inner.pascal.rstrip("_")
    return Name(
        snake=f"{outer.snake.rstrip('_')}_{inner.snake}",
        pascal=f"{(outer.prefix or outer.pascal).rstrip('_')}{pascal}",
        alternative=f"{(outer.alternative or outer.pascal).rstrip('_')}_{pascal}",
    )


def chosen_name(text: str, role: Role) -> Name:
    """Return the name that an author chose (`x-wxbrand-name`), exactly as written. Raises InvalidName."""
    if not is_identifier(text) or text.startswith("_"):
        raise InvalidName(
            "is not a Python identifier of visible letters, digits and underscores that begins with a letter"
        )
    first = text if role == "value" else text[0]
    if first != (_upper(first) if role in {"class", "value"} else _lower(first)):
        raise InvalidName(f"has another form than the names around it; it must {_FORMS[role]}")
    reserved = _RESERVED_CLASSES if role == "class" else _RESERVED.get(role, frozenset())
    if keyword.iskeyword(text) or text in reserved or (role == "area" and text.lower() in reserved):
        raise InvalidName("is a word that Python or the generated code uses itself")
    if len(text) > _MAX_LENGTH:
        raise InvalidName(f"has over {_MAX_LENGTH} characters")
    made = make_name(text, role)
    if role == "class":
        return Name(snake=made.snake, pascal=text)
    return Name(snake=text, pascal=made.pascal)


class InvalidName(ValueError):
    """A chosen text cannot be a name. The message completes a sentence that begins with the text."""


def is_identifier(text: str) -> bool:
    """Whether a text is an identifier on every Python, is read as it is written, and can be seen. Keywords count."""
    return (
        text.isidentifier()
        and unicodedata.normalize("NFKC", text) == text
        and all(character == "_" or _is_letter(character) for character in text)
    )


def module_name(name: str) -> str:
    """Return the name of the file for an area: small ASCII letters, on which every file system agrees."""
    module = re.sub(r"[^a-z0-9_]", lambda found: f"u{ord(found[0]):x}", name.lower())
    return module if len(module) <= _MAX_LENGTH else f"{module[: _MAX_LENGTH - 7]}_{_digest(name)[:6]}"


def _name(text: str, words: list[str], role: Role) -> Name:
    if not is_identifier(words[0]):
        words = [_PREFIXES[role], *words]
    snake = "_".join(map(_lower, words))
    pascal = unicodedata.normalize("NFKC", "".join(map(_capitalised, words)))
    folded = _folded(text)
    if _CLASS_NAME.fullmatch(folded) and words == _words(folded):
        pascal = folded
    if len(snake) > _MAX_LENGTH:
        digest = _digest(text)[:6]
        snake, pascal = f"{snake[:_MAX_LENGTH].rstrip('_')}_{digest}", f"{pascal[:_MAX_LENGTH]}_{digest}"
    if role == "area":  # a model may have the name of its area: Store in the area store
        pascal = f"{pascal}Area"
    if role != "value" and (keyword.iskeyword(snake) or snake in _RESERVED.get(role, ())):
        snake = f"{snake}_"
    return Name(snake=snake, pascal=f"{pascal}_" if pascal in _RESERVED_CLASSES else pascal)


def _words(folded: str) -> list[str]:
    """Return the words of a text, without the characters between them."""
    sign = _SIGNED_NUMBER.match(folded)
    words = [_SIGNS[sign[0]].replace("dash", "minus")] if sign else []
    shape = "".join(map(_shape, folded))
    return words + [folded[found.start() : found.end()] for found in _WORD.finditer(shape)]


def _spelled_words(folded: str) -> list[str]:
    """Return the words of a text and a word for each character between them. One underscore only separates."""
    words: list[str] = []
    shape = "".join(map(_shape, folded))
    for found in re.finditer(r"[Aa0]+|[^Aa0]", shape):
        piece = folded[found.start() : found.end()]
        is_separator = (
            piece == "_" and re.search(r"[Aa0]_\Z", shape[: found.end()]) and re.match("[Aa0]", shape[found.end() :])
        )
        if found[0][0] in "Aa0":
            words += _words(piece)
        elif not is_separator:
            word = "minus" if piece == "-" and not words else _SIGNS.get(piece) or f"u{ord(piece):x}"
            words += word.split()
    return words or ["empty"]


def _case(folded: str) -> str:
    """Return how a text uses capital letters; empty if it has no letters that could be capital."""
    cased = [character for character in folded if _lower(character) != _upper(character)]
    if not cased:
        return ""
    if _upper(folded) == folded:
        return "upper"
    if _lower(folded) == folded:
        return "lower"
    return "pascal" if _upper(cased[0]) == cased[0] else "camel"


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    """Normalise a text as Python does with identifiers, except for characters that are newer than our tables."""
    if text.isascii():
        return text
    runs = ((known, "".join(run)) for known, run in groupby(text, key=_is_known))
    return "".join(unicodedata.normalize("NFKC", run) if known else run for known, run in runs)


def _is_known(character: str) -> bool:
    return character.isascii() or _UNICODE.category(character) != "Cn"


def _is_letter(character: str) -> bool:
    """Whether a character can be part of an identifier: a letter, a mark on one, or a digit."""
    if character.isascii():
        return character.isalnum()
    return _UNICODE.category(character) in _LETTERS and character not in _INVISIBLE


def _shape(character: str) -> str:
    if character.isascii():
        return "0" if character.isdigit() else "A" if character.isupper() else "a" if character.islower() else character
    if not _is_letter(character):
        return " "
    return "A" if _lower(character) != character else "a"


def _upper(text: str) -> str:
    return text.upper() if text.isascii() else "".join(_converted(character, character.upper()) for character in text)


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(_converted(character, character.lower()) for character in text)


def _converted(character: str, converted: str) -> str:
    """Return a character in another case, unless that is several characters, or newer than our tables."""
    is_usable = len(converted) == 1 and _is_known(converted) and unicodedata.normalize("NFKC", converted) == converted
    return converted if is_usable else character


def _capitalised(word: str) -> str:
    rest = word[1:]
    return _upper(word[0]) + (_lower(rest) if _upper(word) == word else rest)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
