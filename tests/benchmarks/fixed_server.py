"""A server that answers every request with the same bytes, signed: `python -m tests.benchmarks.fixed_server FOLDER`.

It reads a request up to its Content-Length and looks at nothing else. Signatures are made once a minute, so that their time
is always young enough and signing costs next to nothing.
"""

from __future__ import annotations

import re
import selectors
import socket
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from wxbrand_runtime.auth.signing import response_message, sign

YOUNG = 60  # seconds

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)

BRAND = b'{"token":"3HkJL2g9DzFsXaVbNm0qRwEtYuIoP4c5"}'
MERCHANT = b'{"prepay_id":"wx201410272009395522657a690389285100"}'


def answer(key: RSAPrivateKey, body: bytes) -> bytes:
    """Make an answer as WeChat Pay sends it, now."""
    timestamp, nonce = int(time.time()), "c5ac7061fccab6bf3e254dcf98995b8c"
    lines = (
        "HTTP/1.1 200 OK",
        "Server: nginx",
        "Date: Tue, 24 Nov 2026 12:00:00 GMT",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Connection: keep-alive",
        "Keep-Alive: timeout=8",
        "Cache-Control: no-cache, must-revalidate",
        "X-Content-Type-Options: nosniff",
        "Request-ID: 08F78BB6C50610D8011891F2C43F20C0B80828A1E901-0",
        "Content-Language: zh-CN",
        f"Wechatpay-Nonce: {nonce}",
        f"Wechatpay-Signature: {sign(key, response_message(timestamp, nonce, body))}",
        "Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048",
        f"Wechatpay-Timestamp: {timestamp}",
        "Wechatpay-Serial: PUB_KEY_ID_0116",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + body


class Server:
    """All connections in one thread."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self._key = key
        self._signed = 0.0
        self._brand = self._merchant = b""
        self._received: dict[socket.socket, bytes] = {}
        self._ready = selectors.DefaultSelector()

    def run(self) -> None:
        """Print the address and serve until the process is ended."""
        with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
            print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
            self._ready.register(listener, selectors.EVENT_READ)
            while True:
                for event, _ in self._ready.select():
                    if event.fileobj is listener:
                        self._accept(listener)
                    elif isinstance(event.fileobj, socket.socket):
                        self._read(event.fileobj)

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received[connection] = b""
        self._ready.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> None:
        try:
            came = connection.recv(65536)
        except ConnectionError:
            came = b""
        if not came:
            self._ready.unregister(connection)
            del self._received[connection]
            connection.close()
            return
        request = self._received[connection] + came
        head, end, body = request.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if end and len(body) >= (int(length[1]) if length else 0):
            request = b""
            connection.sendall(self._answer(head))
        self._received[connection] = request

    def _answer(self, head: bytes) -> bytes:
        if time.monotonic() - self._signed > YOUNG:
            self._signed = time.monotonic()
            self._brand, self._merchant = answer(self._key, BRAND), answer(self._key, MERCHANT)
        return self._merchant if head.startswith(b"POST /v3/") else self._brand


if __name__ == "__main__":
    private_key = load_pem_private_key((Path(sys.argv[1]) / "server_key.pem").read_bytes(), None)
    assert isinstance(private_key, RSAPrivateKey)
    Server(private_key).run()
