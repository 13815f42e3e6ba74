"""Run the README: its Python code against a sandbox, and compare its commands with the command line."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox, prepare, running
from wxbrand_runtime import Credentials
from wxbrand_runtime.auth.signing import authorization, request_message, sign, verify
from wxbrand_runtime.testing import new_private_key

from tests.runtime.conftest import certificate, private_key_of

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
KEYS = README.split("## Keys\n")[1].split("\n## ")[0]
ROTATION, SIGNING = re.findall(r"```python\n(.*?)```", KEYS, re.DOTALL)
[WATCHING] = re.findall(r"```python\n(.*?)```", README.split("## Watching calls\n")[1].split("\n## ")[0], re.DOTALL)
OTHER_CLIENTS = re.findall(
    r"```python\n(.*?)```", README.split("## Signing with another HTTP client\n")[1].split("\n## ")[0], re.DOTALL
)
[THROUGH_HTTPX2] = re.findall(
    r"```python\n(.*?)```", README.split("## Sending through httpx2\n")[1].split("\n## ")[0], re.DOTALL
)
LIMITING, SHARING = re.findall(r"```python\n(.*?)```", README.split("## Rate limits\n")[1].split("\n## ")[0], re.DOTALL)
BLOCKS = re.findall(r"```python\n(.*?)```", README.split("## Notifications")[0], re.DOTALL)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = prepare(tmp_path_factory.mktemp("keys"))
    document, _ = read(ROOT / "spec" / "openapi.yaml")
    with running(Sandbox(plain(document.root), folder.wechat_pay)) as url:
        folder.write_env(url)
        lines = (folder.directory / "wxbrand.env").read_text("utf-8").splitlines()
        yield dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("block", BLOCKS, ids=["sync", "async"])
def test_the_first_call_of_the_readme_works(block: str, environment: dict[str, str]) -> None:
    for example, variable in (
        ("20000001", "WXBRAND_BRAND_ID"),
        ("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "WXBRAND_SERIAL_NO"),
        ("PUB_KEY_ID_0114232134912410000000000000", "WXBRAND_PUBLIC_KEY_ID"),
        ("BrandClient(credentials)", "WXBRAND_BASE_URL"),
    ):
        mine = environment[variable]
        block = block.replace(example, f"BrandClient(credentials, base_url={mine!r})" if "(" in example else mine)

    done = subprocess.run(
        [sys.executable, "-c", block],
        capture_output=True,
        text=True,
        cwd=Path(environment["WXBRAND_PRIVATE_KEY_FILE"]).parent,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ABBpZjCfAAAB")


@pytest.fixture
def in_folder(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Credentials:
    """The credentials of the sandbox, with the ids of the README, in a working directory that has its files."""
    example = "PUB_KEY_ID_0114232134912410000000000000"
    for name, value in (environment | {"WXBRAND_PUBLIC_KEY_ID": example}).items():
        monkeypatch.setenv(name, value)
    credentials = Credentials.from_env()
    monkeypatch.chdir(tmp_path)
    pem = certificate(private_key_of(credentials)).public_bytes(Encoding.PEM)
    (tmp_path / "apiclient_cert.pem").write_bytes(pem)
    (tmp_path / "wxp_pub.pem").write_bytes(Path(environment["WXBRAND_PUBLIC_KEY_FILE"]).read_bytes())
    (tmp_path / "new_wxp_pub.pem").write_bytes(
        new_private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return credentials


def test_the_rotation_of_the_readme_works(in_folder: Credentials) -> None:
    names: dict[str, Any] = {}

    exec(ROTATION, names)

    assert list(names["credentials"].public_keys) == [names["credentials"].public_key_id]
    assert names["credentials"].public_key_id.endswith("1")
    assert names["credentials"].public_key != in_folder.public_key


def test_the_signer_of_the_readme_signs(in_folder: Credentials) -> None:
    class Kms:
        def sign(self, *, key: str, algorithm: str, message: bytes) -> bytes:
            assert (key, algorithm) == ("brand", "RSASSA_PKCS1_V1_5_SHA_256")
            return base64.b64decode(sign(private_key_of(in_folder), message))

    names: dict[str, Any] = {"kms": Kms()}

    exec(SIGNING, names)

    made = authorization(names["credentials"], "GET", "/", b"", timestamp=1, nonce="n")
    signature = re.search('signature="(.*?)"', made)
    assert signature
    verify(private_key_of(in_folder).public_key(), request_message("GET", "/", 1, "n", b""), signature[1])
    assert names["credentials"].private_key is None


@pytest.mark.parametrize(
    ("block", "printed"),
    [*zip(OTHER_CLIENTS, ["1", "https://www.example.com/wechatpay/notify"], strict=True)],
    ids=["httpx2", "requests"],
)
def test_other_http_clients_send_signed_requests_and_verify_the_response(
    block: str,
    printed: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    exec(block.replace("https://api.mch.weixin.qq.com", environment["WXBRAND_BASE_URL"]), {})

    assert capsys.readouterr().out == f"{printed}\n"


def test_a_client_sends_through_httpx2(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    exec(THROUGH_HTTPX2, {})

    assert capsys.readouterr().out == "1\n"


def test_the_hook_of_the_readme_is_called(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    call = 'client.product_coupon.list_user_product_coupons(openid="o" + "x" * 27, appid="wx233544546545989")'

    exec(WATCHING.replace("    ...\n", f"    {call}\n"), {})

    assert re.fullmatch(r"ListUserProductCoupons 1 done [0-9.]+ s \S+\n", capsys.readouterr().out)


def test_the_tests_in_the_readme_pass(tmp_path: Path) -> None:
    handlers, own_tests = (
        README.split(f"## {heading}\n")[1].split("\n## ")[0] for heading in ("Notifications", "Your own tests")
    )
    for section in (handlers, own_tests):
        for name, block in re.findall(r"```python\n# (\w+\.py).*?\n(.*?)```", section, re.DOTALL):
            (tmp_path / name).write_text(block, "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_the_limiters_of_the_readme_work(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    names: dict[str, Any] = {}

    exec(LIMITING, names)
    exec(SHARING, names)

    assert names["page"].user_coupon_list
    assert "password" not in repr(names["limiter"])


def test_every_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"wxbrand (generate|check|lint|diff|draft|drift|init|sandbox|explain|demo)\b", README))

    helped = subprocess.run(
        [sys.executable, "-m", "wxbrand_codegen", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert named
    assert all(re.search(rf"^ +{command} ", helped, re.MULTILINE) for command in named)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README)) - {""}))
def test_every_file_the_readme_links_to_exists(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link).exists()
