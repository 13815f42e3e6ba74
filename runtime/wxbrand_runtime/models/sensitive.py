"""Encrypt the sensitive texts of requests for WeChat Pay, and decrypt those of responses and notifications.

Which texts are sensitive is stated by the annotations of the models; the cipher is in `auth.decryption`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast

from msgspec import UNSET, structs

from wxbrand_runtime.auth.decryption import encrypt_text, longest_text
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.annotations import is_marked, is_union, model_fields, union_kinds
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.models.records import Request, is_model
from wxbrand_runtime.models.unreadable import complete_class
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

Replace = Callable[[str, str], str]
"""Takes a sensitive text and its path, and returns the text that replaces it."""

_Model = TypeVar("_Model", bound=Request[Any])


def encrypt_request(request: _Model, public_key: RSAPublicKey) -> _Model:
    """Return a validated request with its sensitive texts encrypted. Raise InvalidRequest for a text that is too long."""
    max_bytes = longest_text(public_key)

    def replace(text: str, path: str) -> str:
        if (size := len(text.encode())) > max_bytes:
            message = f"{path} has {size} bytes in UTF-8; at most {max_bytes} are allowed, because it is sent encrypted"
            raise InvalidRequest(message, field=path)
        return encrypt_text(public_key, text)

    return cast(_Model, replace_texts(type(request), request, replace))


def decrypt_value(type_: Any, value: Any, decrypt_text: Callable[[str], str]) -> Any:
    """Return a value that was decoded as a type, with its sensitive texts decrypted. Raise DecodeError, naming the member.

    `decrypt_text` takes a ciphertext and returns its text, or raises ValueError that says why.
    """

    def replace(ciphertext: str, path: str) -> str:
        try:
            return decrypt_text(ciphertext) if ciphertext else ""
        except ValueError as reason:
            raise DecodeError(f"{path or 'the text'} cannot be decrypted: {reason}") from None

    return replace_texts(type_, value, replace)


def sensitive_texts(type_: Any, value: Any) -> list[str]:
    """Return the sensitive texts in a value of a type, or the ciphertexts if it is not decrypted yet; each once."""
    texts: dict[str, None] = {}

    def keep(text: str, path: str) -> str:  # noqa: ARG001
        if text:
            texts[text] = None
        return text

    replace_texts(type_, value, keep)
    return list(texts)


def replace_texts(type_: Any, value: Any, replace: Replace, path: str = "") -> Any:
    """Return a value of a type with its sensitive texts replaced; the value itself if that changes nothing."""
    if not may_contain_sensitive(type_):
        return value
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is Annotated:
        if not is_marked(type_):
            return replace_texts(arguments[0], value, replace, path)
        return replace(value, path) if isinstance(value, str) else value
    if origin in {Union, types.UnionType}:
        alternatives = (replace_texts(alternative, value, replace, path) for alternative in arguments)
        return next((replaced for replaced in alternatives if replaced is not value), value)
    if origin is list and is_list(value):
        items = [replace_texts(arguments[0], item, replace, f"{path}[{index}]") for index, item in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if origin is dict and is_dict(value):
        members = {key: replace_texts(arguments[1], member, replace, _join(path, key)) for key, member in value.items()}
        return members if any(member is not value[key] for key, member in members.items()) else value
    if is_union(type_):
        return replace_texts(union_kinds(type_), value, replace, path)
    return _replace_in_fields(value, replace, path) if complete_class(value.__class__) is type_ else value


def _replace_in_fields(model: Any, replace: Replace, path: str) -> Any:
    changes: dict[str, Any] = {}
    for attribute, wire, annotation in model_fields(model.__class__):
        old = getattr(model, attribute, UNSET)  # a required member may be missing, see `unreadable`
        new = replace_texts(annotation, old, replace, _join(path, wire))
        if new is not old:
            changes[attribute] = new
    return structs.replace(model, **changes) if changes else model


def _join(path: str, member: str) -> str:
    return f"{path}.{member}" if path else member


@cache
def may_contain_sensitive(type_: Any) -> bool:
    """Whether values of a type may have sensitive texts."""
    return _reaches_mark(type_, set())


def _reaches_mark(type_: Any, seen: set[type]) -> bool:
    if is_marked(type_):
        return True
    if type_ in seen:
        return False
    seen.add(type_)
    if is_union(type_):
        parts: tuple[Any, ...] = (union_kinds(type_),)
    elif is_model(type_):
        parts = tuple(annotation for _, _, annotation in model_fields(type_))
    else:
        parts = typing.get_args(type_)
    return any(_reaches_mark(part, seen) for part in parts)
