"""TLS: the contexts that verify servers, and a session that needs no socket.

`ssl` is slow to import, and most programs need it only at the first connection: hence the imports inside functions.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

_READ_SIZE = 1 << 16


@functools.cache  # creating one takes 23 to 47 ms, and it is safe to share
def default_context() -> ssl.SSLContext:
    """Return the context of this process: the system's authorities, host names verified, TLS 1.2 or newer."""
    return _create_context()


def context_trusting(ca_file: str | os.PathLike[str]) -> ssl.SSLContext:
    """Create a context that trusts only the authorities in a PEM file. Raise ValueError if the file cannot be used."""
    if not os.fspath(ca_file):
        raise ValueError("ca_file is empty; leave it out to trust the system's authorities")
    import ssl

    try:
        return _create_context(ca_file)
    except FileNotFoundError:
        why = "there is no such file"
    except ssl.SSLError:
        why = "it holds no certificate in PEM form"
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno else "it cannot be read"
    raise ValueError(f"ca_file {os.fspath(ca_file)!r} cannot be used: {why}")


def _create_context(ca_file: str | os.PathLike[str] | None = None) -> ssl.SSLContext:
    import ssl

    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


class TlsSession:
    """TLS of one connection, bytes in and bytes out; whoever uses it has the socket."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        import ssl

        self._ssl = ssl
        self._incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._object = context.wrap_bio(self._incoming, self.outgoing, server_hostname=host)

    def handshake(self) -> bool:
        """Continue the handshake; return whether it is complete. Raises SSLError."""
        try:
            self._object.do_handshake()
        except self._ssl.SSLWantReadError:
            return False
        return True

    def encrypt(self, message: bytes) -> bytes:
        """Return what to send over the socket for a message."""
        self._object.write(message)
        return self.outgoing.read()

    def feed(self, received: bytes) -> None:
        """Take what was received over the socket; no bytes are the end of the connection."""
        if received:
            self._incoming.write(received)
        else:
            self._incoming.write_eof()

    def read(self) -> bytes | None:
        """Return decrypted bytes, None if more must be received first, no bytes at the end. Raises SSLError."""
        try:
            return self._object.read(_READ_SIZE)
        except self._ssl.SSLWantReadError:
            return None
        except (self._ssl.SSLZeroReturnError, self._ssl.SSLEOFError):  # a response with a length is then incomplete
            return b""

    def is_drained(self) -> bool:
        """Return whether everything received was also read."""
        return not self._object.pending() and not self._incoming.pending
