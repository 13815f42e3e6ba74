"""Reprs of models. Reprs end up in logs and tracebacks, so values that identify a person, or work as a key, are masked."""

from __future__ import annotations

from msgspec import UNSET, Struct

from wxbrand_runtime.models.annotations import sensitive_fields
from wxbrand_runtime.type_guards import is_dict, is_list

_PRIVATE = frozenset({"openid", "unionid", "token", "phone_number"})
"""Members that identify a person or work as a key: only their first four characters are printed."""

_MAX_DEPTH = 20


class Verbatim(str):
    """Text that is its own repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str.__str__(self)


def model_repr(model: Struct, *, leave_out: str = "", mask: frozenset[str] = frozenset()) -> str:
    """Return the repr of a model. Private members are cut; sensitive members, and those named in `mask`, are masked.

    `leave_out` names a member that is not printed at all.
    """
    members = repr_members(model, leave_out=leave_out, mask=mask)
    return f"{type(model).__name__}({', '.join(f'{name}={text}' for name, text in members)})"


def repr_members(
    model: Struct, *, leave_out: str = "", mask: frozenset[str] = frozenset()
) -> list[tuple[str, Verbatim]]:
    """Return name and repr of each member, for `__rich_repr__`. Without it the library rich prints every member in full."""
    masked = mask | sensitive_fields(type(model))
    members = ((name, getattr(model, name)) for name in model.__struct_fields__ if name != leave_out)
    return [
        (name, Verbatim("…" if name in masked and value is not None else _member_repr(name, value, 0)))
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
