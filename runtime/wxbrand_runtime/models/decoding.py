"""Reading the bodies of answers: strictly where one is to be used, tolerantly where it says what went wrong."""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeGuard, Union, cast

import msgspec
from msgspec import UnsetType

from wxbrand_runtime.models.records import OneOf, Record, Time, moment
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    import json


class Unreadable(Exception):
    """A body that is not what the spec describes; the text says why."""


def read_reply(kind: Any, body: bytes) -> Any:
    """Decode a body as its type. Raises Unreadable, also for JSON that two readers could take in two ways."""
    try:
        _refuse_ambiguous(body)
        return _typed(kind, body)
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    except RecursionError:
        why = "it is nested too deeply"
    except (_Ambiguous, msgspec.ValidationError) as problem:
        why = str(problem)
    except (ValueError, msgspec.MsgspecError):
        why = "it is not JSON" if body else "it is empty"
    raise Unreadable(why)


def read_error(body: bytes) -> tuple[str | None, str | None, Any]:
    """Read code, message and detail from whatever came; proxies send HTML, and members come as null or numbers."""
    import json  # slow to import, and not needed before the first answer

    try:
        parsed: object = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None, None, None
    if not is_dict(parsed):
        return None, None, None
    return _said(parsed.get("code")), _said(parsed.get("message")), parsed.get("detail")


def _said(value: object) -> str | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


class _Ambiguous(Exception):
    pass


def _refuse_repeated(members: list[tuple[str, Any]]) -> None:
    names: set[str] = set()
    for name, _ in members:
        if name in names:
            raise _Ambiguous(f"the member {name!r} stands twice in one object")
        names.add(name)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


# The standard library's parser is the one that shows repeated names; msgspec keeps the last one silently.
# Numbers are only passed over (`len` takes any text), so that none is too long.
@cache
def _scanner() -> json.JSONDecoder:
    import json  # see above

    return json.JSONDecoder(
        object_pairs_hook=_refuse_repeated, parse_int=len, parse_float=len, parse_constant=_refuse_constant
    )


def _refuse_ambiguous(body: bytes) -> None:
    _scanner().decode(body.decode())


def own_kind(kind: type, value: Any) -> Any:
    """Read what msgspec does not know: times and values of several kinds."""
    if issubclass(kind, OneOf):
        return _variant(kind, value)
    if kind is not Time:
        raise NotImplementedError  # msgspec's protocol for "not mine"
    if not isinstance(value, str):
        raise ValueError("is not a time, which is text")  # noqa: TRY004  (msgspec adds the place)
    return moment(value)


def _variant(variants: type[OneOf], value: Any) -> Any:
    """Read a value as the kind its tag names, else as the kind that leaves the fewest of its members unread."""
    kinds = _variant_kinds(cast(type, variants))
    if variants.tag and is_dict(value):
        named = variants.tags.get(value.get(variants.tag, ""))
        kinds = tuple(kind for kind in kinds if _is_record(kind) and kind.__name__ == named) or kinds
    read: list[tuple[int, Any]] = []
    for kind in kinds:
        try:
            read.append((_unread(kind, value), msgspec.convert(value, kind, dec_hook=own_kind)))
        except msgspec.ValidationError:
            continue
    if not read:
        raise ValueError(f"fits none of the kinds of {variants.__name__}")
    return min(read, key=lambda pair: pair[0])[1]


@cache
def _variant_kinds(variants: type) -> tuple[Any, ...]:
    return _kinds(typing.get_type_hints(variants, include_extras=True)["kinds"])


def _unread(kind: Any, value: Any) -> int:
    return len(value.keys() - set(kind.__struct_encode_fields__)) if _is_record(kind) and is_dict(value) else 0


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=own_kind)


def _typed(kind: Any, body: bytes) -> Any:
    try:
        return _decoder(kind).decode(body)
    except msgspec.ValidationError:
        # WeChat Pay may write null for a member that is absent: read once more without such members.
        return msgspec.convert(_without_nulls(msgspec.json.decode(body), _kinds(kind)), kind, dec_hook=own_kind)


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """Take an annotation apart: its alternatives, without limits."""
    if typing.get_origin(annotation) is Annotated:
        return _kinds(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return tuple(kind for member in typing.get_args(annotation) for kind in _kinds(member))
    return (annotation,)


@cache
def _member_kinds(record: type[Record]) -> dict[str, tuple[Any, ...]]:
    hints = typing.get_type_hints(record, include_extras=True)
    names = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    return {wire: _kinds(hints[attribute]) for attribute, wire in names}


def _without_nulls(value: Any, kinds: tuple[Any, ...]) -> Any:
    """Leave out members that are null where the spec knows only absence; every other null stays."""
    if is_dict(value):
        for kind in kinds:
            if _is_record(kind):
                return _without_null_members(value, _member_kinds(kind))
            if typing.get_origin(kind) is dict:
                inner = _kinds(typing.get_args(kind)[1])
                return {name: _without_nulls(member, inner) for name, member in value.items()}
    elif is_list(value):
        for kind in kinds:
            if typing.get_origin(kind) is list:
                inner = _kinds(typing.get_args(kind)[0])
                return [_without_nulls(item, inner) for item in value]
    return value


def _without_null_members(members: dict[str, Any], known: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    return {
        name: _without_nulls(member, known.get(name, ()))
        for name, member in members.items()
        if member is not None or UnsetType not in known.get(name, ()) or type(None) in known[name]
    }


def _is_record(kind: Any) -> TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)
