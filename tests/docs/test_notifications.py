"""Run the notification handlers of the guide in the real frameworks, behind their own servers."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from wxbrand_runtime import Credentials
from wxbrand_runtime.testing import WeChatPay, new_pair

from tests.docs.blocks import named_blocks, pages
from tests.runtime.conftest import private_key_of

FILES = named_blocks(pages("en")["guides/notifications"])
HANDLERS = {"FastAPI": "main", "Flask": "app", "Django": "urls"}

SERVERS = {
    "FastAPI": """
import socket, uvicorn
from MODULE import app
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run([listening])
""",
    "Flask": """
from werkzeug.serving import make_server
from MODULE import app
server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.serve_forever()
""",
    "Django": """
import django.conf
django.conf.settings.configure(ROOT_URLCONF="MODULE", ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="tests", MIDDLEWARE=[
    "django.middleware.security.SecurityMiddleware", "django.middleware.csrf.CsrfViewMiddleware"])
from wsgiref.simple_server import make_server
from django.core.wsgi import get_wsgi_application
server = make_server("127.0.0.1", 0, get_wsgi_application())
print(server.server_port, flush=True)
server.serve_forever()
""",
}


@dataclass(frozen=True)
class Shop:
    """A brand's server, running in a process of its own."""

    url: str
    folder: Path

    def rows(self) -> list[tuple[str, str, bytes]]:
        with closing(sqlite3.connect(self.folder / "notices.db")) as database:
            return database.execute("SELECT repeat_key, event_type, resource FROM notices").fetchall()


@pytest.fixture(scope="module")
def both() -> tuple[WeChatPay, Credentials]:
    return new_pair()


@pytest.fixture(params=HANDLERS)
def shop(request: pytest.FixtureRequest, both: tuple[WeChatPay, Credentials], tmp_path: Path) -> Iterator[Shop]:
    credentials = both[1]
    private = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = credentials.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    module = HANDLERS[request.param]
    for name in ("notices.py", f"{module}.py"):
        (tmp_path / name).write_text(FILES[name], "utf-8")
    (tmp_path / "serve.py").write_text(SERVERS[request.param].replace("MODULE", module))
    environment = {
        "WXBRAND_BRAND_ID": credentials.brand_id,
        "WXBRAND_SERIAL_NO": credentials.serial_no,
        "WXBRAND_PRIVATE_KEY": private.decode(),
        "WXBRAND_PUBLIC_KEY_ID": credentials.public_key_id,
        "WXBRAND_PUBLIC_KEY": public.decode(),
        "WXBRAND_API_KEY": credentials.api_key or "",
    }
    with (
        (tmp_path / "errors.txt").open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "serve.py"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=errors
        ) as server,
    ):
        try:
            assert server.stdout is not None
            port = server.stdout.readline().decode().strip()
            assert port, (tmp_path / "errors.txt").read_text()
            yield Shop(f"http://127.0.0.1:{port}/wechat-pay", tmp_path)
        finally:
            server.terminate()


def post(url: str, headers: Iterable[tuple[str, str]], body: bytes) -> tuple[int, bytes]:
    request = urllib.request.Request(url, data=body, headers=dict(headers))
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


def test_a_handler_of_the_guide_stores_each_event_once_and_refuses_forged_ones(
    shop: Shop, both: tuple[WeChatPay, Credentials]
) -> None:
    wechat_pay, credentials = both
    assert credentials.api_key
    resource = {"coupon_code": "Code_123456", "remark": "券"}
    headers, body = wechat_pay.encrypt_notification("EXAMPLE.SEND", resource, credentials.api_key, id="notice-1")

    assert post(shop.url, headers, body + b" ") == (500, b'{"code": "FAIL", "message": "signature-wrong"}')
    assert post(shop.url, headers, body) == (204, b"")
    assert post(shop.url, headers, body) == (204, b"")

    assert [(key, event, json.loads(kept)) for key, event, kept in shop.rows()] == [
        ("notice-1 EXAMPLE.SEND", "EXAMPLE.SEND", resource)
    ]
    refusals = (shop.folder / "errors.txt").read_text()
    assert "callback refused (signature-wrong)" in refusals
    assert "Traceback" not in refusals
