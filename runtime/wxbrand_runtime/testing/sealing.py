"""From what a test gives as an answer or a notification to the JSON on the wire: held against its class, then encrypted where that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import encrypt_text
from wxbrand_runtime.models.decoding import DecodeError, decode_body
from wxbrand_runtime.models.encoding import encode_json
from wxbrand_runtime.models.sensitive import replace_texts
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


def json_body(kind: Any, given: Any, brand_key: RSAPublicKey) -> bytes:
    """Write a model, or what JSON is made of, as `kind`. Sensitive texts are given plain and encrypted for the brand.

    Members that `kind` does not know stay as they are. Raises DecodeError for what the client could not read, TypeError
    for what is not JSON.
    """
    body = given if isinstance(given, bytes) else encode_json(given)
    decoded = decode_body(kind, body)
    encrypted = replace_texts(kind, decoded, lambda text, _: encrypt_text(brand_key, text))
    if encrypted is decoded:
        return body
    return json.dumps(_laid_over(json.loads(body), json.loads(encode_json(encrypted)))).encode()


def _laid_over(plain: Any, sealed: Any) -> Any:
    """Give what was plain, with what is known of it sealed."""
    if is_dict(plain) and is_dict(sealed):
        return {name: _laid_over(value, sealed[name]) if name in sealed else value for name, value in plain.items()}
    if is_list(plain) and is_list(sealed):
        return [_laid_over(*pair) for pair in zip(plain, sealed, strict=True)]
    return sealed


__all__ = ["DecodeError", "json_body"]
