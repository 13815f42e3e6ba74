"""The addresses of a host, looked up in a thread: the system's look-up knows no time limit and cannot be broken off."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable

Address = tuple[int, int, int, "tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]"]
"""Family, kind, protocol and address, as sockets take them."""

Found = list[Address] | Exception


def numeric(host: str, port: int) -> list[Address]:
    """Give the address that a host is, if it is one and no name; else none. Waits for nothing."""
    try:
        return _addresses(host, port, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []


def look_up(host: str, port: int, tell: Callable[[Found], object]) -> None:
    """Find the addresses of a host name; `tell` is called in another thread. OSError where there can be no thread."""

    def look() -> None:
        try:
            tell(_addresses(host, port, 0))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label longer than 63 characters
            tell(error)

    try:
        threading.Thread(target=look, daemon=True).start()
    except RuntimeError:  # too many threads, or the interpreter is about to end
        raise OSError(errno.EAGAIN, "no thread") from None


def _addresses(host: str, port: int, flags: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]
