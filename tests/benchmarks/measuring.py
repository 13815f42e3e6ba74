"""What the benchmarks of the client share: keys in a folder, the server beside it, interpreters that find their bytecode."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

ROOT = Path(__file__).resolve().parents[2]

PEER_WORKER = Path(__file__).with_name("peer_worker.py")
"""Is run by the interpreter that has wechatpayv3, which need not have anything of ours."""

NO_PEER = (
    "wechatpayv3 is left out; to measure it beside the client: python -m venv /tmp/wechatpayv3 && "
    "/tmp/wechatpayv3/bin/pip install 'wechatpayv3[async]==2.0.4', then --peer /tmp/wechatpayv3/bin/python"
)


def write_keys(folder: Path) -> None:
    """Write the caller's private key, and the server's with its public half, as WeChat Pay hands them out."""
    for name, public_name in (("apiclient_key.pem", None), ("server_key.pem", "wxp_pub.pem")):
        key = rsa.generate_private_key(65537, 2048)
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        if public_name is not None:
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (folder / public_name).write_bytes(public)


def environment(folder: Path) -> dict[str, str]:
    """Give an environment in which modules are compiled once, and nothing goes through a proxy."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


@contextlib.contextmanager
def process(command: Sequence[str | Path], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that is spoken with line by line, and end it."""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def line_of(running: subprocess.Popen[str]) -> str:
    """Take the next line that a process prints; ends the program if there is none."""
    assert running.stdout is not None
    line = running.stdout.readline()
    if not line:
        raise SystemExit(f"{running.args!r} ended with {running.wait()}")
    return line


@contextlib.contextmanager
def fixed_server(folder: Path) -> Iterator[str]:
    """Run the server, and give its address."""
    with process([sys.executable, "-m", "tests.benchmarks.fixed_server", folder], folder) as running:
        yield line_of(running).strip()
