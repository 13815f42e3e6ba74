"""Members that could not be read and were put aside: where they are kept, and objects that lack a required one.

An object keeps what was put aside in it beside its fields, so that it is equal to one that never had these members. If it lacks a
required member, it is of a subclass whose attribute for that member raises UnreadableMember. Objects that were read as a
whole have neither, and cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from msgspec import NODEFAULT, UNSET, Struct, structs

from wxbrand_runtime.errors import UnreadableMember
from wxbrand_runtime.values import Value

_MEMBERS = "_unreadable"

MembersByAttribute = Mapping[str, tuple[UnreadableMember, ...]]
"""Attribute -> what was put aside at it or below it."""


class Part(Struct, frozen=True):
    """What could be read of a value."""

    value: Any

    members: tuple[UnreadableMember, ...] = ()
    """What was put aside."""

    is_complete: bool = True
    """Whether it has every member that the spec proves to be required."""


class Received(Value, frozen=True, dict=True):
    """Base of objects in responses and notifications. Copies and pickles keep what was put aside."""

    def __copy__(self) -> Self:
        copied = structs.replace(self)
        _keep(copied, _members_by_attribute(self))
        return copied

    def __reduce__(self) -> Any:
        members = _members_by_attribute(self)
        model = complete_class(type(self))
        if not members and model is type(self):
            return super().__reduce__()
        values = {name: value for name in self.__struct_fields__ if (value := getattr(self, name, UNSET)) is not UNSET}
        return make_partly, (model, values, members)


def unreadable_members(value: object) -> tuple[UnreadableMember, ...]:
    """Return the members of a response, of a notification, or of an object in one that could not be read and were put aside.

    Each has its `place`, the `reason` and the raw `value`. Members of objects below are included. Values made by hand, or by
    changing others, have none.
    """
    return tuple(member for members in _members_by_attribute(value).values() for member in members)


def members_at(value: object, attribute: str) -> tuple[UnreadableMember, ...]:
    """Return what was put aside at an attribute or below it."""
    return _members_by_attribute(value).get(attribute, ())


def attach_members(value: Any, members: tuple[UnreadableMember, ...]) -> None:
    """Keep what was put aside in a whole response. An object has it already, by attribute; a list or a map has not."""
    if not isinstance(value, Received):
        _keep(value, {"": members})


def make_partly(model: Any, values: Mapping[str, Any], members: MembersByAttribute) -> Any:
    """Make an object from those of its members that could be read."""
    missing = tuple(name for name in required_attributes(model) if name not in values)
    class_ = _class_without(model, missing) if missing else model
    made = class_(**values, **dict.fromkeys(missing, UNSET))
    _keep(made, members)
    return made


def complete_class(class_: Any) -> Any:
    """Return the class that an object would be of if it lacked no required member."""
    return getattr(class_, "_complete_class", class_)


@cache
def required_attributes(model: Any) -> tuple[str, ...]:
    """Return the attributes without a default."""
    names: tuple[str, ...] = model.__struct_fields__
    defaults = model.__struct_defaults__
    with_default = zip(names[len(names) - len(defaults) :], defaults, strict=True)
    optional = {name for name, default in with_default if default is not NODEFAULT}
    return tuple(name for name in names if name not in optional)


def _members_by_attribute(value: object) -> MembersByAttribute:
    members: MembersByAttribute = getattr(value, "__dict__", {}).get(_MEMBERS, {})
    return members


def _keep(value: object, members: MembersByAttribute) -> None:
    if members:
        vars(value)[_MEMBERS] = members


@cache
def _class_without(model: Any, missing: tuple[str, ...]) -> Any:
    namespace: dict[str, Any] = {name: _hole(model, name) for name in missing}
    namespace |= {"__module__": model.__module__, "__doc__": model.__doc__, "_complete_class": model}
    return type(model)(f"PartlyRead{model.__name__}", (model,), namespace, frozen=True, kw_only=True)


def _hole(model: Any, attribute: str) -> property:
    """Return a property that raises UnreadableMember unless the attribute was given a value, as by `msgspec.structs.replace`."""
    field = getattr(model, attribute)

    def read(self: Any) -> Any:
        value = field.__get__(self)
        if value is not UNSET:
            return value
        for member in members_at(self, attribute):
            raise member.again()
        raise UnreadableMember(attribute, "could not be read", UNSET)

    return property(read)
