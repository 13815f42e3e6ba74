"""Base classes of generated models: records (JSON objects) and requests.

Their reprs end up in logs and tracebacks, so values that identify a person, or work as a key, are masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeGuard, TypeVar

from msgspec import UNSET, Struct, StructMeta, UnsetType

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.annotations import sensitive_fields
from wxbrand_runtime.models.operations import Operation
from wxbrand_runtime.models.plain_values import convert_fields
from wxbrand_runtime.models.rules import Rule
from wxbrand_runtime.models.unreadable import Received
from wxbrand_runtime.models.wire_names import stand_in
from wxbrand_runtime.type_guards import is_dict, is_list
from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    from wxbrand_runtime.http import Answer

__all__ = ["UNSET", "Content", "Model", "NoContent", "Record", "Reply", "Request", "UnsetType", "given", "is_model"]

_PRIVATE = frozenset({"openid", "unionid", "token", "phone_number"})
"""Members that identify a person or work as a key: only their first four characters are printed."""

_MAX_DEPTH = 20

_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_UNEXPECTED_OR_MISSING = re.compile(r"(Unexpected keyword|Missing required) argument '(.*)'")


class _Verbatim(str):
    """Text that is its own repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str.__str__(self)


def repr_members(model: Struct, *, leave_out: str = "", mask: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return name and repr of each member, for `__rich_repr__`. Private members are cut; sensitive members are masked.

    mask: further members to mask. leave_out: a member that is not printed at all.
    """
    masked = mask | sensitive_fields(type(model))
    members = ((name, getattr(model, name, UNSET)) for name in model.__struct_fields__ if name != leave_out)
    return [
        (name, _Verbatim("…" if name in masked and value is not None else _member_repr(name, value, 0)))
        for name, value in members
        if value is not UNSET
    ]


def _member_repr(name: str, value: object, depth: int) -> str:
    """Return the repr of a member. Objects that the spec leaves open may hold private members too."""
    if isinstance(value, str):
        return repr(f"{value[:4]}…" if name in _PRIVATE and len(value) > 4 else value)
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if not is_dict(value) and not is_list(value):
        return repr(value)
    if depth == _MAX_DEPTH:
        return "…"
    if is_dict(value):
        return f"{{{', '.join(f'{key!r}: {_member_repr(key, member, depth + 1)}' for key, member in value.items())}}}"
    return f"[{', '.join(_member_repr(name, item, depth + 1) for item in value)}]"


_make = StructMeta.__call__  # by `super()` it takes longer


class _ModelMeta(StructMeta):
    """Takes plain values in place of members of enums and of times.

    Raises InvalidRequest for a misspelt or missing field, as for every other mistake in a request.
    """

    if not TYPE_CHECKING:  # type checkers know the fields from the class itself

        def __new__(mcls, name, bases, namespace, **options):
            if renamed := options.get("rename"):
                options["rename"] = {attribute: stand_in(wire) for attribute, wire in renamed.items()}
            return super().__new__(mcls, name, bases, namespace, **options)

        def __call__(cls, /, *values, **fields):  # noqa: N805  (of a metaclass; a field may be called cls)
            convert_fields(cls, fields)
            try:
                return _make(cls, *values, **fields)
            except TypeError as problem:
                match = _UNEXPECTED_OR_MISSING.fullmatch(str(problem))
                if match is None:
                    raise
                mistake, field_name = match.groups()
            verb = "has no field" if mistake.startswith("Unexpected") else "needs the field"
            raise InvalidRequest(f"{cls.__name__} {verb} {field_name}", field=field_name)


class Model(Value, frozen=True, kw_only=True, metaclass=_ModelMeta):
    """Base of records and requests. A member that is left out is `UNSET`."""

    rules: ClassVar[tuple[Rule, ...]] = ()
    """Rules on several members together, for requests."""

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Return the members that a repr may contain, private ones masked."""
        return repr_members(self)


def is_model(annotation: Any) -> TypeGuard[type[Model]]:
    """Whether an annotation is the class of a record or a request."""
    return isinstance(annotation, type) and issubclass(annotation, Model)


class Record(Model, Received, frozen=True, kw_only=True, dict=True):
    """Base of every JSON object in a request or a response."""


class NoContent(Record, frozen=True, kw_only=True):
    """The reply of an operation whose success has no body (204)."""


class Content(Record, frozen=True, kw_only=True):
    """The reply of an operation whose success is not JSON: text, an image or any other file."""

    body: bytes
    """As received, verified."""

    media_type: str
    """Value of Content-Type, such as `text/csv; charset=utf-8`; empty if there was none."""

    @property
    def text(self) -> str:
        """The body as text, in the charset that Content-Type names, otherwise UTF-8. Invalid bytes become U+FFFD."""
        charset = _CHARSET.search(self.media_type)
        try:
            return self.body.decode(charset[1] if charset else "utf-8", "replace")
        except LookupError:  # a charset that Python does not know
            return self.body.decode("utf-8", "replace")


Reply = TypeVar("Reply")


class Request(Model, Generic[Reply], frozen=True, kw_only=True):
    """Base of the request models: path, query, header and body fields of one operation together.

    Pass it to `client.send`, which validates it before anything is sent.
    """

    operation: ClassVar[Operation]


Member = TypeVar("Member")


def given(value: Member | UnsetType) -> Member:
    """Return a member that a response or a notification may leave out. Raise ValueError if it is UNSET.

    Type checkers then know that it is not UNSET.
    """
    if isinstance(value, UnsetType):
        raise ValueError(  # noqa: TRY004  (the type is right, the value is missing)
            "the member is UNSET: it was left out of what was received"
        )
    return value


_ANSWER = "_answer"


class _List(list[Any]):
    """A reply that is a JSON array. Unlike a plain list it has attributes."""


class _Dict(dict[str, Any]):
    """A reply that is an open JSON object. Unlike a plain dict it has attributes."""


def attach_answer(reply: Any, answer: Answer) -> Any:
    """Return the reply with the raw answer attached, outside its fields."""
    attached = reply
    if is_list(reply):
        attached = _List(reply)
    elif is_dict(reply):
        attached = _Dict(reply)
    if isinstance(attached, (Record, _List, _Dict)):  # a single text, number or null has no attributes
        vars(attached)[_ANSWER] = answer
    return attached


def answer_of(reply: object) -> Answer:
    """Return the raw answer (status, headers, body bytes, Request-ID) that a client's reply was decoded from.

    Raise TypeError for anything else, also for a part of a reply.
    """
    answer: Answer | None = getattr(reply, "__dict__", {}).get(_ANSWER)
    if answer is None:
        raise TypeError("answer_of takes what a client's method returned, not a part of it or a model made by hand")
    return answer
