"""The curl command that sends a recorded request to the sandbox again, for bash and zsh."""

from __future__ import annotations

import re

from wxbrand_codegen.sandbox.console.details.differences import decode, name_of
from wxbrand_codegen.sandbox.console.details.headers import SIGNATURE_SHOWN, is_secret
from wxbrand_codegen.sandbox.console.details.signature import Signature
from wxbrand_codegen.sandbox.recording import Exchange

_MOST_BYTES = 64 * 1024
"""Largest body for which there is a command."""

_LEFT_OUT = frozenset({"host", "content-length", "connection", "transfer-encoding", "accept-encoding", "expect"})
_SIGNATURE = re.compile(r'signature="([^"]*)"')


def curl_command(exchange: Exchange, signature: Signature, base_url: str, *, is_whole: bool = False) -> str:
    """Return the command; empty if there is none. Unless `is_whole`, the signature is shortened, and the command shows only.

    There is none for a large or cut body, and none for a signature that is not of the sandbox's key: it could be a real one, which
    WeChat Pay would accept for five minutes.
    """
    is_foreign = (
        bool(signature.problem)
        or signature.is_left
        or (signature.diagnosis is not None and signature.diagnosis.code == "key-other")
    )
    if exchange.is_cut or len(exchange.body) > _MOST_BYTES or b"\x00" in exchange.body or is_foreign:
        return ""
    url = base_url + exchange.target
    lines = [f"curl -i -g --path-as-is -X {_quote(exchange.method.encode())} {_quote(url.encode('latin-1'))}"]
    names = set()
    for name, value in exchange.headers.items():
        names.add(name.lower())
        if name.lower() == "authorization":
            shown = (
                value
                if is_whole
                else _SIGNATURE.sub(lambda match: f'signature="{match[1][:SIGNATURE_SHOWN]}..."', value)
            )
            lines.append(_field(name, shown))
        elif name.lower() not in _LEFT_OUT and not is_secret(name):
            lines.append(_field(name, value))
    lines += [
        f"-H '{name}:'" for name in ("Accept", "Content-Type") if name.lower() not in names
    ]  # curl would add them
    if exchange.body:
        lines.append(f"--data-raw {_quote(exchange.body)}")
    return " \\\n  ".join(lines)


def _field(name: str, value: str) -> str:
    text = f"{name}: {value}" if value else f"{name};"  # with a colon, curl would leave it out
    return f"-H {_quote(text.encode('latin-1'))}"


def _quote(content: bytes) -> str:
    """Quote bytes for bash and zsh, with every character escaped that cannot be seen."""
    text = decode(content)
    if not any(map(name_of, text)):
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + "".join(map(_escaped, text)) + "'"


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if name_of(character):
        return "".join(f"\\x{byte:02x}" for byte in character.encode(errors="surrogateescape"))
    return character
