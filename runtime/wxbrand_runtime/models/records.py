"""What generated models are made of: records, requests, open enums, limits, times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import Enum, IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar

from msgspec import UNSET, Struct, StructMeta, UnsetType, field

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.rules import Rule
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from wxbrand_runtime.http.messages import Answer

__all__ = [
    "SENSITIVE",
    "UNSET",
    "Content",
    "Limits",
    "NoContent",
    "OneOf",
    "OpenEnum",
    "OpenIntEnum",
    "Operation",
    "Paging",
    "RateLimit",
    "Record",
    "Request",
    "Sensitive",
    "Time",
    "UnsetType",
    "answer_of",
    "given",
    "moment",
    "original_text",
]

_ANSWER = "_answer"

_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_UNKNOWN_OR_MISSING = re.compile(r"(Unexpected keyword|Missing required) argument '(.*)'")


class _ModelMeta(StructMeta):
    """Makes a misspelt or missing field an InvalidRequest, as every other mistake in a request is."""

    if not TYPE_CHECKING:  # type checkers know the fields from the class itself

        def __call__(cls, *values, **fields):  # noqa: N805  (of a metaclass)
            try:
                return super().__call__(*values, **fields)
            except TypeError as problem:
                found = _UNKNOWN_OR_MISSING.fullmatch(str(problem))
                if found is None:
                    raise
                wrong, field_name = found.groups()
            verb = "has no field" if wrong.startswith("Unexpected") else "needs the field"
            raise InvalidRequest(f"{cls.__name__} {verb} {field_name}", field=field_name)


def _shown(model: Any) -> str:
    from wxbrand_runtime.models.reprs import shown  # it stands on the models itself

    return shown(model)


def _shown_members(model: Any) -> list[tuple[str, str]]:
    from wxbrand_runtime.models.reprs import shown_members  # it stands on the models itself

    return [*shown_members(model)]


class Record(Struct, frozen=True, kw_only=True, dict=True, metaclass=_ModelMeta):
    """Base of every object in a request or an answer. `UNSET` stands for a member that is left out."""

    rules: ClassVar[tuple[Rule, ...]] = ()
    """Rules on members together, for requests."""

    def __repr__(self) -> str:
        return _shown(self)

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Tell the library rich the same."""
        return _shown_members(self)


class NoContent(Record, frozen=True, kw_only=True):
    """What an operation returns whose success has no body (204)."""


class Content(Record, frozen=True, kw_only=True):
    """What an operation returns whose success is not JSON: text, an image, any other file."""

    body: bytes
    """As received, verified."""

    media_type: str
    """Value of Content-Type, such as `text/csv; charset=utf-8`; empty if there was none."""

    @property
    def text(self) -> str:
        """The body as text, in the charset that Content-Type names, else UTF-8; what is neither becomes U+FFFD."""
        named = _CHARSET.search(self.media_type)
        try:
            return self.body.decode(named[1] if named else "utf-8", "replace")
        except LookupError:  # a charset that Python does not know
            return self.body.decode("utf-8", "replace")


class Limits(Struct, frozen=True, kw_only=True):
    """What the spec allows for a value on its way out. Answers are never measured against it."""

    min_length: int | None = None
    """Characters (code points) at least."""

    max_length: int | None = None
    """Characters (code points) at most."""

    pattern: str | None = None
    """Python regular expression that must be found in the text."""

    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    """The value must be greater than this."""

    below: float | None = None
    """The value must be less than this."""

    multiple_of: float | None = None

    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False

    min_members: int | None = None
    """Members of a map at least."""

    max_members: int | None = None


class Sensitive(Struct, frozen=True):
    """Marks a text that only the two ends may read, as an extra of `Annotated`: encrypted on the wire, masked in reprs."""


SENSITIVE = Sensitive()


class Paging(Struct, frozen=True, kw_only=True):
    """How an operation that answers with one page of a list leads to the next, by attributes of request and answer."""

    items: str
    """Of the answer: the page's items."""

    page: str = ""
    """Of the request: the token of the page that is wanted; empty for lists that count by offset."""

    next: str = ""
    """Of the answer: the token of the next page."""

    offset: str = ""
    """Of the request: how many items to pass over; empty for lists that go by tokens."""

    limit: str = ""
    """Of the request: how many items a page has."""

    total: str = ""
    """Of the answer: how many items there are; empty when it does not say."""


class RateLimit(NamedTuple):
    """How often an operation may be called; what is more is answered with 429."""

    requests: int
    """Requests at most, in any `seconds`."""

    seconds: int

    per: Literal["brand", "merchant"]
    """Whose requests are counted together: those of a brand id, or those of a merchant with all its brands."""


class Operation(Struct, frozen=True, kw_only=True):
    """The wire facts of one operation, as the spec states them."""

    name: str
    """operationId, or what stands in for it."""

    method: str
    """Upper case."""

    path: str
    """Template with `{name}` places, percent-encoded elsewhere."""

    in_path: tuple[str, ...] = ()
    """Attributes of the request that stand in the path."""

    in_query: tuple[str, ...] = ()
    """Attributes that go into the query, in this order."""

    in_header: tuple[str, ...] = ()
    """Attributes that are header fields."""

    joined: tuple[str, ...] = ()
    """Query attributes whose list is sent as one comma-separated value instead of one pair per item."""

    body: Literal["members", "whole", "form", "multipart", "text", "file"] | None = None
    """`members`: all other attributes are the members of a JSON object. `whole`: the one other attribute is the JSON body.
    `form`: all other attributes are the names of a form (application/x-www-form-urlencoded).
    `multipart`: they are the parts of multipart/form-data, or members of its part `meta`.
    `text`, `file`: the one other attribute is the body as it stands."""

    body_required: bool = True
    """False when the body may be left out: an empty one is then not sent."""

    content_type: str = "application/json"
    """Media type of the body, but for forms and multipart; with `*` in it, it follows from the file's name."""

    in_meta: tuple[str, ...] = ()
    """Attributes that are members of the part `meta`, which is a JSON object and stands first."""

    files: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    """Attributes that are files, or lists of them -> bytes at most; None where the spec does not say."""

    part_types: Mapping[str, str] = field(default_factory=dict[str, str])
    """Attributes that are parts -> media type, where the spec names one."""

    from_file: Mapping[str, Literal["name", "name if known", "sha256"]] = field(
        default_factory=dict[str, Literal["name", "name if known", "sha256"]]
    )
    """Attributes that are filled in from the one file, and with what."""

    accept: str = "application/json"
    """Value of Accept."""

    spelled: Mapping[str, str] = field(default_factory=dict[str, str])
    """Attribute -> its spelling on the wire, where the two differ."""

    replies: Mapping[str, Any]
    """Status (`200`, `2XX`, `default`) of each declared success -> type of its body; None for no body, `Content` if not JSON."""

    request_number: str | None = None
    """Attribute that makes a repeat safe (idempotency key); None when the spec names none."""

    repeat_is_safe: bool = False
    """True if the spec says that repeating with the same values, and the same number if there is one, does nothing twice."""

    paging: Paging | None = None
    """Set when the operation answers with one page of a list."""

    rate_limit: RateLimit | None = None
    """None when the spec states no rate."""

    def wire(self, attribute: str) -> str:
        """Give an attribute's spelling on the wire."""
        return self.spelled.get(attribute, attribute)


Reply = TypeVar("Reply")


class Request(Struct, Generic[Reply], frozen=True, kw_only=True, metaclass=_ModelMeta):
    """Base of the request models: path, query, header and body fields of one operation together.

    Hand it to `client.send`, which checks it against the spec before anything leaves.
    """

    operation: ClassVar[Operation]

    rules: ClassVar[tuple[Rule, ...]] = ()
    """Rules on members together."""

    def __repr__(self) -> str:
        return _shown(self)

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Tell the library rich the same."""
        return _shown_members(self)


_ASKED_FOR = "_asked_for"

Asked = TypeVar("Asked", bound=Enum)


def _asked_for(value: Asked) -> Asked:
    setattr(value, _ASKED_FOR, True)
    return value


def may_be_sent(value: Enum) -> bool:
    """Whether the spec lists a value, or its sender asked for it by `unlisted`."""
    return value.value in type(value)._value2member_map_ or hasattr(value, _ASKED_FOR)


class OpenEnum(StrEnum):
    """Known values of a text that may get new ones: an unknown value in an answer survives, with `is_known` False.

    An unknown value is refused in a request, unless it was made by `unlisted`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        return cls._made(value)

    @classmethod
    def _made(cls, value: str) -> Self:
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    @classmethod
    def unlisted(cls, value: str) -> Self:
        """Make a value that the spec does not list yet, to be sent all the same."""
        return _asked_for(cls._made(value))

    @property
    def is_known(self) -> bool:
        """Whether the spec lists this value."""
        return self._value_ in type(self)._value2member_map_


class OpenIntEnum(IntEnum):
    """The same for whole numbers."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return cls._made(value)

    @classmethod
    def _made(cls, value: int) -> Self:
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = value
        return member

    @classmethod
    def unlisted(cls, value: int) -> Self:
        """Make a value that the spec does not list yet, to be sent all the same."""
        return _asked_for(cls._made(value))

    @property
    def is_known(self) -> bool:
        """Whether the spec lists this value."""
        return self._value_ in type(self)._value2member_map_


class _Kinds(type):
    def __instancecheck__(cls, value: object) -> bool:
        """Answer msgspec, which asks whether what was read is of the annotated class: it is of one of the kinds."""
        return True


class OneOf(metaclass=_Kinds):
    """Base of what stands for a value of several kinds, named by the annotation `kinds`.

    Reading gives a value of the kind that fits best, and sending takes one; there is never a value of this class itself.
    """

    tag: ClassVar[str]
    """Member that tells the kind (the discriminator), or empty."""

    tags: ClassVar[Mapping[str, str]]
    """Value of that member -> class name of the kind."""

    def __init_subclass__(cls, *, tag: str = "", tags: Mapping[str, str] | None = None) -> None:
        cls.tag = tag
        cls.tags = tags or {}


_RFC3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d+)?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)

_NO_TIME = "is not a time such as 2025-01-01T00:00:00+08:00"

if TYPE_CHECKING:
    Time = datetime
else:

    class Time(datetime):
        """A moment from an answer: an aware datetime that keeps its original text, see `original_text`."""

        @classmethod
        def parse(cls, text):
            """Read RFC 3339, with or without seconds (the documentation shows both); raise ValueError for anything else."""
            match = _RFC3339.fullmatch(text)
            if not match:
                raise ValueError(_NO_TIME)
            day, minutes, seconds, fraction, offset = match.groups()
            seconds = ":59" if seconds == ":60" else seconds or ":00"  # a leap second, which datetime cannot hold
            micro = (fraction or ".0")[:7]
            offset = "+00:00" if offset in "Zz" else offset
            try:
                moment = cls.fromisoformat(f"{day}T{minutes}{seconds}{micro:0<7}{offset}")
            except ValueError:  # a 13th month; its text may quote ours
                raise ValueError(_NO_TIME) from None
            moment._text = text
            return moment

        def __reduce_ex__(self, protocol):
            if hasattr(self, "_text"):
                return Time.parse, (self._text,)
            return super().__reduce_ex__(protocol)  # computed here: it may have another time zone, or none


def original_text(moment: datetime) -> str:
    """Give a moment as the answer wrote it; for one that was computed here, RFC 3339 with offset."""
    text: str = getattr(moment, "_text", "") or moment.isoformat()
    return text


def moment(text: str) -> datetime:
    """Read RFC 3339 text with an offset, seconds or not. Raises ValueError."""
    return Time.parse(text)  # type: ignore[attr-defined,no-any-return]  # a datetime to type checkers, see above


class _List(list[Any]):
    """An answer that is a JSON array, with room for the raw answer."""


class _Dict(dict[str, Any]):
    """An answer that is an open JSON object, with room for the raw answer."""


def remember(reply: Any, answer: Answer) -> Any:
    """Attach the raw answer to a reply, outside its fields."""
    kept = reply
    if is_list(reply):
        kept = _List(reply)
    elif is_dict(reply):
        kept = _Dict(reply)
    if isinstance(kept, (Record, _List, _Dict)):  # a lone text, number or null has no room
        vars(kept)[_ANSWER] = answer
    return kept


Value = TypeVar("Value")


def given(value: Value | UnsetType) -> Value:
    """Give a member that an answer or a notification may leave out, for type checkers too. Raises ValueError if it is UNSET."""
    if isinstance(value, UnsetType):
        raise ValueError(  # noqa: TRY004  (the type is right: nothing is a value here)
            "the member was left out (UNSET): what came does not have it"
        )
    return value


def answer_of(reply: object) -> Answer:
    """Give the raw answer (status, headers, body bytes, Request-ID) that a client's reply was read from.

    Raises TypeError for anything that is not the outermost object a client returned.
    """
    answer: Answer | None = getattr(reply, "__dict__", {}).get(_ANSWER)
    if answer is None:
        raise TypeError("answer_of takes what a client's method returned, not a part of it or something made by hand")
    return answer
