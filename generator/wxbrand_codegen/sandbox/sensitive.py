"""The sensitive texts in a value, found by the schemas that apply to it: decrypted on arrival, encrypted in answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import decrypt_text, encrypt_text
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.refusals import field_name, param_error
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.unknown_fields import applied, declared_members

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

EXTENSION = "x-wxbrand-sensitive"

_Path = tuple[str | int, ...]
_Turn = Callable[[str, _Path], str]


def opened(schema: Node, value: Any, private_key: RSAPrivateKey) -> Any:
    """Give a request's value with its sensitive texts decrypted; raise RequestRefused, 400, for one that is not encrypted."""

    def turn(text: str, path: _Path) -> str:
        try:
            return decrypt_text(private_key, text)
        except ValueError:
            issue = "must be encrypted with WeChat Pay's public key (RSA-OAEP with SHA-1, in base64)"
            raise param_error("body", field_name(path) or "body", issue) from None

    return _turned((schema,), value, (), turn)


def sealed(schema: Node, value: Any, public_key: RSAPublicKey) -> Any:
    """Give an answer's value with its sensitive texts encrypted for the brand."""

    def turn(text: str, path: _Path) -> str:
        try:
            return encrypt_text(public_key, text)
        except ValueError:
            place = field_name(path) or "the answer"
            raise RequestRefused(501, "NOT_IMPLEMENTED", f"{place} is too long to be encrypted") from None

    return _turned((schema,), value, (), turn)


def is_marked_somewhere(document: Any) -> bool:
    """Whether any schema of a document marks a text as sensitive; most documents need no more than this one look."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if EXTENSION in part:
                return True
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return False


def _turned(schemas: tuple[Node, ...], value: Any, path: _Path, turn: _Turn) -> Any:
    every = tuple(applied(schemas))
    match value:
        case str():
            return turn(value, path) if any(schema.plain(EXTENSION) is True for schema in every) else value
        case dict():
            declared, others = declared_members(every), _below(every, "additionalProperties")
            return {
                name: _turned(declared.get(name, others), member, (*path, name), turn) for name, member in value.items()
            }
        case list():
            items = _below(every, "items")
            return [_turned(items, item, (*path, index), turn) for index, item in enumerate(value)]
        case _:
            return value


def _below(schemas: tuple[Node, ...], key: str) -> tuple[Node, ...]:
    return tuple(node for schema in schemas if (node := schema.get(key)) is not None)
