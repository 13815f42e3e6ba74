"""Read the arguments of `Credentials` from environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wxbrand_runtime.auth.key_files import KeySource, read_file
from wxbrand_runtime.errors import InvalidCredentials

PRIVATE_KEY = "WXBRAND_PRIVATE_KEY"
_OTHER = "WXBRAND_OTHER_PUBLIC_KEY"
_CERTIFICATE = "WXBRAND_CERTIFICATE"


def key_source(environ: Mapping[str, str], name: str) -> KeySource | None:
    """Return the text in a variable, or the file named by the variable with _FILE; None if neither is set."""
    text, path = environ.get(name), environ.get(f"{name}_FILE")
    if text and path:
        raise InvalidCredentials(f"{name} and {name}_FILE are both set; keep one")
    if text:
        return KeySource(text, name, f"for a path use {name}_FILE")
    return read_file(path, is_private=name == PRIVATE_KEY) if path else None


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of `Credentials`. Raises InvalidCredentials that names all missing variables."""
    given = {name: value for name, value in environ.items() if name.startswith("WXBRAND_") and value}
    missing = _missing(given)
    if missing:
        raise InvalidCredentials(f"not in the environment: {', '.join(missing)}")
    other = key_source(given, _OTHER)
    return {
        "brand_id": given["WXBRAND_BRAND_ID"],
        "serial_no": given.get("WXBRAND_SERIAL_NO"),
        "certificate": key_source(given, _CERTIFICATE),
        "private_key": key_source(given, PRIVATE_KEY),
        "password": given.get(f"{PRIVATE_KEY}_PASSWORD"),
        "public_key_id": given["WXBRAND_PUBLIC_KEY_ID"],
        "public_key": key_source(given, "WXBRAND_PUBLIC_KEY"),
        "other_public_keys": {given[f"{_OTHER}_ID"]: other} if other else None,
        "api_key": given.get("WXBRAND_API_KEY"),
    }


def _missing(given: Mapping[str, str]) -> list[str]:
    certificate = (_CERTIFICATE, f"{_CERTIFICATE}_FILE")
    needed: list[tuple[str, ...]] = [("WXBRAND_BRAND_ID",)]
    text, path = given.get(PRIVATE_KEY), given.get(f"{PRIVATE_KEY}_FILE", "")
    is_pem = "-----BEGIN" in text if text else not path.lower().endswith((".p12", ".pfx"))
    if is_pem:  # PKCS#12 includes its certificate
        needed.append(("WXBRAND_SERIAL_NO", *certificate))
    needed.append(("WXBRAND_PUBLIC_KEY_ID",))
    needed += [(name, f"{name}_FILE") for name in (PRIVATE_KEY, "WXBRAND_PUBLIC_KEY")]
    others = [(f"{_OTHER}_ID",), (_OTHER, f"{_OTHER}_FILE")]
    if any(given.keys() & set(names) for names in others):
        needed += others
    return [" or ".join(names) for names in needed if not given.keys() & set(names)]
