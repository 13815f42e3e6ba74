"""Texts that only the two ends may read: encrypted for WeChat Pay on the way out, decrypted on the way in.

RSA-OAEP with SHA-1 and an empty label, as WeChat Pay prescribes it; source: page 4015407589 of its brand documentation.
A model's annotations are turned into steps once, at its first use; models without such texts have none.
"""

from __future__ import annotations

import base64
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1
from msgspec import Struct, structs

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.decoding import Unreadable
from wxbrand_runtime.models.records import OneOf, Record, Request, Sensitive
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

_PADDING = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)  # noqa: S303  (prescribed; sound in OAEP)
_PADDING_BYTES = 42

Turn = Callable[[str, str], str]
"""Takes a sensitive text and the place it stands at, and gives the text to put there."""

_Step = Callable[[Any, str, Turn], Any]
"""Gives a value with the sensitive texts in it turned; the value itself when nothing in it is of that kind."""

_Model = TypeVar("_Model", bound=Request[Any])


def longest(public_key: RSAPublicKey) -> int:
    """Give how many bytes of UTF-8 can be encrypted at most: 214 for a key of 2048 bits."""
    return public_key.key_size // 8 - _PADDING_BYTES


def encrypt(public_key: RSAPublicKey, text: str) -> str:
    """Encrypt a text; gives standard base64. Raises ValueError if it is longer than `longest`."""
    return base64.b64encode(public_key.encrypt(text.encode(), _PADDING)).decode("ascii")


def decrypt(private_key: RSAPrivateKey, ciphertext: str) -> str:
    """Decrypt what `encrypt` gave for this key. Raises ValueError for anything else."""
    return private_key.decrypt(raw(ciphertext), _PADDING).decode()


def raw(ciphertext: str) -> bytes:
    """Give the bytes of a ciphertext. Raises ValueError if it is not standard base64."""
    return base64.b64decode(ciphertext, validate=True)


def sealed(request: _Model, public_key: RSAPublicKey) -> _Model:
    """Give a checked request with its sensitive texts encrypted. Raises InvalidRequest for one that is too long."""
    step = _step(type(request))
    if step is None:
        return request
    most = longest(public_key)

    def turn(text: str, place: str) -> str:
        if (size := len(text.encode())) > most:
            message = f"{place} has {size} bytes in UTF-8; at most {most} may be given, since it is sent encrypted"
            raise InvalidRequest(message, field=place)
        return encrypt(public_key, text)

    return cast(_Model, step(request, "", turn))


def opened(kind: Any, value: Any, decrypted: Callable[[str], str]) -> Any:
    """Give what was read as `kind` with its sensitive texts decrypted. Raises Unreadable, naming the member.

    `decrypted` gives the text of a ciphertext, or raises ValueError.
    """
    step = _step(kind)
    if step is None:
        return value

    def turn(ciphertext: str, place: str) -> str:
        try:
            return decrypted(ciphertext) if ciphertext else ""
        except ValueError:
            raise Unreadable(
                f"{place or 'the text'} cannot be decrypted with the brand's private key; "
                "probably it was encrypted for another API certificate of the brand"
            ) from None

    return step(value, "", turn)


def ciphertexts(kind: Any, value: Any) -> list[str]:
    """Give the sensitive texts, still encrypted, of what was read as `kind`; each once."""
    found: dict[str, None] = {}

    def turn(ciphertext: str, place: str) -> str:  # noqa: ARG001
        if ciphertext:
            found[ciphertext] = None
        return ciphertext

    step = _step(kind)
    if step is not None:
        step(value, "", turn)
    return list(found)


def sensitive_texts(request: Request[Any]) -> list[str]:
    """Give the sensitive texts of a request that was not sealed."""
    found: list[str] = []

    def turn(text: str, place: str) -> str:  # noqa: ARG001
        found.append(text)
        return text

    step = _step(type(request))
    if step is not None:
        step(request, "", turn)
    return found


@cache
def sensitive_members(model: type[Struct]) -> frozenset[str]:
    """Give the attributes that hold sensitive texts, alone or in lists and maps; not those that lie in a model further in."""
    try:
        hints = typing.get_type_hints(model, include_extras=True)
    except NameError:  # a class made in a function names what nobody else sees: nothing of it is known to be harmless
        return frozenset(model.__struct_fields__)
    return frozenset(attribute for attribute in model.__struct_fields__ if is_marked(hints[attribute]))


def is_marked(annotation: Any) -> bool:
    """Whether values of a type are sensitive texts, alone or in lists and maps; what lies in a model further in is not meant."""
    if typing.get_origin(annotation) is Annotated and _has_mark(annotation):
        return True
    if _is_variants(annotation):
        annotation = _kinds(annotation)
    return any(map(is_marked, typing.get_args(annotation)))


def _has_mark(annotation: Any) -> bool:
    return any(isinstance(extra, Sensitive) for extra in typing.get_args(annotation))


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, (Record, Request))


def _is_variants(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, OneOf)


@cache
def _hints(model: type) -> dict[str, Any]:
    return typing.get_type_hints(model, include_extras=True)


def _kinds(variants: type) -> Any:
    return _hints(variants)["kinds"]


def _parts(annotation: Any) -> tuple[Any, ...]:
    """Give what an annotation is made of: alternatives, items, members."""
    if _is_variants(annotation):
        return (_kinds(annotation),)
    if _is_model(annotation):
        return tuple(_hints(annotation)[attribute] for attribute in annotation.__struct_fields__)
    return typing.get_args(annotation)


def _reaches(annotation: Any, seen: set[type]) -> bool:
    """Whether a sensitive text may stand anywhere in a value."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        if annotation in seen:
            return False
        seen.add(annotation)
    if typing.get_origin(annotation) is Annotated and _has_mark(annotation):
        return True
    return any(_reaches(part, seen) for part in _parts(annotation))


@cache
def _step(annotation: Any) -> _Step | None:
    if not _reaches(annotation, set()):
        return None
    if typing.get_origin(annotation) is Annotated:
        return _text if _has_mark(annotation) else _step(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return _first_of([step for part in _parts(annotation) if (step := _step(part)) is not None])
    if typing.get_origin(annotation) is list:
        return _list_of(_step(typing.get_args(annotation)[0]))
    if typing.get_origin(annotation) is dict:
        return _map_of(_step(typing.get_args(annotation)[1]))
    return _variants(annotation) if _is_variants(annotation) else _model(annotation)


def _text(value: Any, place: str, turn: Turn) -> Any:
    return turn(value, place) if isinstance(value, str) else value


def _first_of(steps: list[_Step]) -> _Step:
    def alternatives(value: Any, place: str, turn: Turn) -> Any:
        for step in steps:
            turned = step(value, place, turn)
            if turned is not value:
                return turned
        return value

    return alternatives


def _list_of(item: _Step | None) -> _Step:
    step = cast(_Step, item)

    def items(value: Any, place: str, turn: Turn) -> Any:
        if not is_list(value):
            return value
        turned = [step(entry, f"{place}[{position}]", turn) for position, entry in enumerate(value)]
        return turned if any(map(_differs, turned, value)) else value

    return items


def _map_of(member: _Step | None) -> _Step:
    step = cast(_Step, member)

    def members(value: Any, place: str, turn: Turn) -> Any:
        if not is_dict(value):
            return value
        turned = {key: step(entry, _below(place, key), turn) for key, entry in value.items()}
        return turned if any(map(_differs, turned.values(), value.values())) else value

    return members


def _variants(variants: type) -> _Step:
    def kinds(value: Any, place: str, turn: Turn) -> Any:
        step = _step(_kinds(variants))  # looked up this late because a kind may hold the whole again
        return value if step is None else step(value, place, turn)

    return kinds


def _model(kind: type[Record | Request[Any]]) -> _Step:
    def members(value: Any, place: str, turn: Turn) -> Any:
        if value.__class__ is not kind:
            return value
        turned = {
            attribute: changed
            for attribute, wire, step in _member_steps(kind)  # looked up this late because a model may hold itself
            if (changed := step(before := getattr(value, attribute), _below(place, wire), turn)) is not before
        }
        return structs.replace(value, **turned) if turned else value

    return members


@cache
def _member_steps(kind: type[Record | Request[Any]]) -> list[tuple[str, str, _Step]]:
    wires = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    steps = [(attribute, wire, _step(_hints(kind)[attribute])) for attribute, wire in wires]
    return [(attribute, wire, step) for attribute, wire, step in steps if step is not None]


def _below(place: str, member: str) -> str:
    return f"{place}.{member}" if place else member


def _differs(one: object, other: object) -> bool:
    return one is not other
