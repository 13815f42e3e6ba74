"""How models show themselves: without what names a person or is as good as a key, since reprs end up in logs."""

from __future__ import annotations

from msgspec import UNSET, Struct

from wxbrand_runtime.models.sensitive import sensitive_members
from wxbrand_runtime.type_guards import is_dict, is_list

_PRIVATE = frozenset({"openid", "unionid", "token", "phone_number"})
"""Members that name a person or are as good as a key: a repr, and so a log or traceback, shows only their beginning."""

_DEEPEST = 20


def shown(model: Struct, *, leave_out: str = "", mask: frozenset[str] = frozenset()) -> str:
    """Give a model's repr: private members cut, sensitive ones and those in `mask` hidden wholly.

    `leave_out` names a member that does not belong there.
    """
    members = shown_members(model, leave_out=leave_out, mask=mask)
    return f"{type(model).__name__}({', '.join(f'{name}={text}' for name, text in members)})"


class Shown(str):
    """Text that is its own repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str.__str__(self)


def shown_members(model: Struct, *, leave_out: str = "", mask: frozenset[str] = frozenset()) -> list[tuple[str, Shown]]:
    """Give the same member by member; the library rich, which asks structs for all they hold, is told this instead."""
    hidden = mask | sensitive_members(type(model))
    members = ((name, getattr(model, name)) for name in model.__struct_fields__ if name != leave_out)
    return [
        (name, Shown("…" if name in hidden and value is not None else _masked(name, value, 0)))
        for name, value in members
        if value is not UNSET
    ]


def _masked(name: str, value: object, depth: int) -> str:
    """Show a member; objects that the spec leaves open may hold private members too."""
    if isinstance(value, str):
        return repr(f"{value[:4]}…" if name in _PRIVATE and len(value) > 4 else value)
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if not is_dict(value) and not is_list(value):
        return repr(value)
    if depth == _DEEPEST:
        return "…"
    if is_dict(value):
        return f"{{{', '.join(f'{key!r}: {_masked(key, member, depth + 1)}' for key, member in value.items())}}}"
    return f"[{', '.join(_masked(name, item, depth + 1) for item in value)}]"
