"""Resolve host names in a thread: the system's resolver has no time limit and cannot be cancelled."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable

Address = tuple[int, int, int, "tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]"]
"""Family, type, protocol and address, as sockets take them."""

Resolution = list[Address] | Exception


def numeric_addresses(host: str, port: int) -> list[Address]:
    """Return the address if the host is one, an empty list if it is a name. Never blocks."""
    try:
        return _addresses(host, port, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []


def resolve(host: str, port: int, callback: Callable[[Resolution], object]) -> None:
    """Resolve a host name; `callback` is called in another thread. Raises OSError if no thread can be started."""

    def run() -> None:
        try:
            callback(_addresses(host, port, 0))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label longer than 63 characters
            callback(error)

    try:
        threading.Thread(target=run, daemon=True).start()
    except RuntimeError:  # too many threads, or the interpreter is shutting down
        raise OSError(errno.EAGAIN, "no thread") from None


def _addresses(host: str, port: int, flags: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]
