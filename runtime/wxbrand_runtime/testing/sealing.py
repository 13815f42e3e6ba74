"""From what a test gives as an answer or a notification to the JSON on the wire: held against its class, then encrypted where that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from wxbrand_runtime.client import calls
from wxbrand_runtime.models import sensitive
from wxbrand_runtime.models.decoding import Unreadable, read_reply
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


def json_body(kind: Any, given: Any, brand_key: RSAPublicKey) -> bytes:
    """Write a model, or what JSON is made of, as `kind`. Sensitive texts are given plain and encrypted for the brand.

    Members that `kind` does not know stay as they are. Raises Unreadable for what the client could not read, TypeError
    for what is not JSON.
    """
    body = given if isinstance(given, bytes) else calls._encoder.encode(given)
    read = read_reply(kind, body)
    step = sensitive._step(kind)
    if step is None:
        return body
    sealed = step(read, "", lambda text, _: sensitive.encrypt(brand_key, text))
    return json.dumps(_laid_over(json.loads(body), msgspec.json.decode(calls._encoder.encode(sealed)))).encode()


def _laid_over(plain: Any, sealed: Any) -> Any:
    """Give what was plain, with what is known of it sealed."""
    if is_dict(plain) and is_dict(sealed):
        return {name: _laid_over(value, sealed[name]) if name in sealed else value for name, value in plain.items()}
    if is_list(plain) and is_list(sealed):
        return [_laid_over(*pair) for pair in zip(plain, sealed, strict=True)]
    return sealed


__all__ = ["Unreadable", "json_body"]
