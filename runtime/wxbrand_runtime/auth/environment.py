"""Read the arguments of `Credentials` from environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wxbrand_runtime.auth.key_files import KeySource, read_file
from wxbrand_runtime.auth.schemes import BRAND, SCHEMES, Scheme
from wxbrand_runtime.errors import InvalidCredentials


def key_source(environ: Mapping[str, str], name: str, *, is_private: bool = False) -> KeySource | None:
    """Return the text in a variable, or the file named by the variable with _FILE; None if neither is set."""
    text, path = environ.get(name), environ.get(f"{name}_FILE")
    if text and path:
        raise InvalidCredentials(f"{name} and {name}_FILE are both set; keep one")
    if text:
        return KeySource(text, name, f"for a path use {name}_FILE")
    return read_file(path, is_private=is_private) if path else None


def scheme_of(environ: Mapping[str, str]) -> Scheme:
    """Return the first scheme whose id is set, or BRAND."""
    return next((scheme for scheme in SCHEMES if environ.get(scheme.variable(scheme.id_parameter))), BRAND)


def read_environment(environ: Mapping[str, str], scheme: Scheme | None = None) -> dict[str, Any]:
    """Return the arguments of `Credentials`. Raises InvalidCredentials that names all missing variables."""
    scheme = scheme or scheme_of(environ)
    given = {name: value for name, value in environ.items() if name.startswith(scheme.prefix) and value}
    missing = _missing(given, scheme)
    if missing:
        raise InvalidCredentials(f"not in the environment: {', '.join(missing)}")
    name = scheme.variable
    other = key_source(given, name("other_public_key"))
    return {
        scheme.id_parameter: given[name(scheme.id_parameter)],
        "serial_no": given.get(name("serial_no")),
        "certificate": key_source(given, name("certificate")),
        "private_key": key_source(given, name("private_key"), is_private=True),
        "password": given.get(name("private_key_password")),
        "public_key_id": given[name("public_key_id")],
        "public_key": key_source(given, name("public_key")),
        "other_public_keys": {given[name("other_public_key_id")]: other} if other else None,
        "api_key": given.get(name("api_key")),
    }


def _missing(given: Mapping[str, str], scheme: Scheme) -> list[str]:
    def key(name: str) -> tuple[str, ...]:
        return scheme.variable(name), scheme.variable(f"{name}_file")

    needed: list[tuple[str, ...]] = [(scheme.variable(scheme.id_parameter),)]
    text, path = (given.get(variable, "") for variable in key("private_key"))
    is_pem = "-----BEGIN" in text if text else not path.lower().endswith((".p12", ".pfx"))
    if is_pem:  # PKCS#12 includes its certificate
        needed.append((scheme.variable("serial_no"), *key("certificate")))
    needed += [(scheme.variable("public_key_id"),), key("private_key"), key("public_key")]
    others = [(scheme.variable("other_public_key_id"),), key("other_public_key")]
    if any(given.keys() & set(names) for names in others):
        needed += others
    return [" or ".join(names) for names in needed if not given.keys() & set(names)]
