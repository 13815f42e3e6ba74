"""`wxbrand doctor`: everything that can be wrong is made wrong, with real keys, files and sockets."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.doctor import examination, installation
from wxbrand_codegen.doctor.environment import known_variables
from wxbrand_codegen.doctor.findings import Finding, Situation
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.env_file import read_env
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Folder, Sandbox, prepare, running
from wxbrand_runtime.auth.ids import serial_number_text
from wxbrand_runtime.testing import new_private_key

Env = dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def env(folder: Folder) -> Env:
    """The variables of a sandbox's folder, with the address of WeChat Pay."""
    values = dict(read_env(folder.directory / "wxbrand.env"))
    del values["WXBRAND_BASE_URL"]
    return values


def certificate(key: RSAPrivateKey, *, days: int) -> x509.Certificate:
    """Return a certificate that is valid for some days from now on; negative: that has expired."""
    name, now = x509.Name([]), datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(0x5F3C2A1B0D9E8F7061524334251607F8E9DACBBC)
    builder = builder.not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=days, hours=1))
    return builder.sign(key, SHA256())


def own_key(folder: Folder) -> RSAPrivateKey:
    key = folder.credentials.private_key
    assert key is not None
    return key


def findings(env: Mapping[str, str], *sections: str, online: bool = False) -> list[Finding]:
    """Return what is found in some sections."""
    situation = Situation(environ=env, online=online)
    checks = [check for name in sections for check in examination.SECTIONS[name]]
    return [finding for check in checks for finding in examination._run(check, situation)]


def said(found: list[Finding], status: str) -> str:
    return "\n".join(f"{each.text} -> {each.advice}" for each in found if each.status == status)


def test_keys_of_a_sandbox_are_fine(env: Env) -> None:
    found = findings(env, "environment", "keys")

    assert said(found, "problem") == said(found, "warning") == ""
    assert "a test signature verifies" in said(found, "ok")
    assert "so its dates are not known" in said(found, "skipped")


@pytest.mark.parametrize(
    ("days", "status", "message"),
    [(-2, "problem", "expired on"), (10, "warning", "expires in 10 days"), (100, "ok", "100 days")],
)
def test_the_dates_of_the_certificate(
    env: Env, folder: Folder, tmp_path: Path, days: int, status: str, message: str
) -> None:
    signed = certificate(own_key(folder), days=days)
    (tmp_path / "apiclient_cert.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    env["WXBRAND_CERTIFICATE_FILE"] = str(tmp_path / "apiclient_cert.pem")
    env["WXBRAND_SERIAL_NO"] = serial_number_text(signed.serial_number)

    found = findings(env, "keys")

    assert message in said(found, status)
    assert not (said(found, "problem") and status != "problem")


def test_a_certificate_of_another_key_and_another_serial_number(env: Env, tmp_path: Path, folder: Folder) -> None:
    key = new_private_key()
    (tmp_path / "apiclient_key.pem").write_bytes(Path(env["WXBRAND_PRIVATE_KEY_FILE"]).read_bytes())
    (tmp_path / "apiclient_key.pem").chmod(0o600)
    (tmp_path / "apiclient_cert.pem").write_bytes(certificate(key, days=100).public_bytes(Encoding.PEM))
    env["WXBRAND_PRIVATE_KEY_FILE"] = str(tmp_path / "apiclient_key.pem")

    problems = said(findings(env, "keys"), "problem")

    assert "belongs to another private key" in problems
    assert "WXBRAND_SERIAL_NO is not the serial number of" in problems


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_a_private_key_that_others_can_read(env: Env, tmp_path: Path) -> None:
    loose = tmp_path / "apiclient_key.pem"
    loose.write_bytes(Path(env["WXBRAND_PRIVATE_KEY_FILE"]).read_bytes())
    loose.chmod(0o666)
    env["WXBRAND_PRIVATE_KEY_FILE"] = str(loose)

    problems = said(findings(env, "keys"), "problem")

    assert "mode 0666" in problems
    assert "-> run: chmod" in problems


@pytest.mark.parametrize(
    ("changes", "section", "status", "message"),
    [
        ({"WXBRAND_PRIVATE_KEY_FILE": "missing.pem"}, "keys", "problem", "there is no such file"),
        ({"WXBRAND_PUBLIC_KEY_ID": ""}, "keys", "problem", "not in the environment: WXBRAND_PUBLIC_KEY_ID"),
        ({"WXBRAND_PUBLIC_KEY_ID": ""}, "environment", "warning", "WXBRAND_PUBLIC_KEY_ID is empty"),
        ({"WXBRAND_PUBLIC_KEY_ID": "wxp"}, "keys", "warning", "has an unusual form"),
        ({"WXBRAND_API_KEY": "short"}, "keys", "problem", "api_key must be exactly 32"),
        ({"WXBRAND_API_KEY": ""}, "keys", "warning", "notifications cannot be decrypted"),
        ({"WXBRAND_PUBLIC_KEY": "x"}, "environment", "problem", "WXBRAND_PUBLIC_KEY and WXBRAND_PUBLIC_KEY_FILE are both set"),
        ({"WXPAY_MCHID": "1"}, "environment", "warning", "WXBRAND_BRAND_ID and WXPAY_MCHID are both set"),
        ({"WXBRAND_BRANDID": "1"}, "environment", "warning", "did you mean WXBRAND_BRAND_ID?"),
        ({"WXBRAND_BASE_URL": "http://shop.example"}, "environment", "problem", "base_url must be https"),
        ({"HTTPS_PROXY": "socks5://127.0.0.1:1"}, "network", "problem", "must be http://host:port"),
        ({"http_proxy": "http://127.0.0.1:1"}, "network", "warning", "HTTP_PROXY is set, which wxbrand does not use"),
        ({"SSL_CERT_FILE": "/missing.pem"}, "network", "problem", "/missing.pem, which does not exist"),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_named(
    env: Env, monkeypatch: pytest.MonkeyPatch, changes: Env, section: str, status: str, message: str
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in changes.items():
        monkeypatch.setenv(name, value)

    found = findings(env | changes, section)

    assert message in said(found, status)


def test_the_variables_that_are_known_are_those_that_are_read(env: Env) -> None:
    assert set(env) <= known_variables()
    assert {"WXPAY_MCHID", "WXBRAND_PRIVATE_KEY_PASSWORD", "WXBRAND_OTHER_PUBLIC_KEY_FILE"} <= known_variables()


@contextmanager
def server(date: float) -> Iterator[str]:
    """Serve 404 with a Date of one's choice."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(404)
            self.send_header("Date", formatdate(date, usegmt=True))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Write no log."""

    started = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=started.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{started.server_port}"
    finally:
        started.shutdown()
        thread.join()
        started.server_close()


@pytest.mark.parametrize(
    ("ahead", "status", "message"), [(900, "problem", "900 s ahead of"), (-60, "warning", "behind")]
)
def test_a_clock_that_is_wrong(env: Env, ahead: int, status: str, message: str) -> None:
    with server(datetime.now(UTC).timestamp() - ahead) as url:
        found = findings(env | {"WXBRAND_BASE_URL": url}, "network", online=True)

    text = said(found, status).replace(str(ahead + 1), str(ahead)).replace(str(ahead - 1), str(ahead))
    assert message in text
    assert "synchronise the clock" in text


def test_a_proxy_that_is_dead(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://user:secret-password@127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")

    found = findings(env | {"https_proxy": "http://user:secret-password@127.0.0.1:9"}, "network", online=True)

    assert "through the proxy 127.0.0.1:9" in said(found, "ok")
    assert "through the proxy 127.0.0.1: connection refused -> check HTTPS_PROXY" in said(found, "problem")
    assert "secret-password" not in str(found)


@pytest.fixture(scope="module")
def sandbox(folder: Folder) -> Iterator[str]:
    played = Sandbox(plain(read(brand_spec())[1].document.root), folder.wechat_pay)
    played.play(folder.api_key)
    with running(played) as url:
        yield url


def test_a_signed_read_proves_the_keys(env: Env, sandbox: str) -> None:
    found = findings(env | {"WXBRAND_BASE_URL": sandbox}, "network", "signed read", online=True)

    assert said(found, "problem") == ""
    assert "agrees with that of 127.0.0.1" in said(found, "ok")
    assert "ids and signing keys are right" in said(found, "ok")


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_a_signed_read_does_not_warn_of_what_is_a_finding(env: Env, sandbox: str, tmp_path: Path) -> None:
    loose = tmp_path / "apiclient_key.pem"
    loose.write_bytes(Path(env["WXBRAND_PRIVATE_KEY_FILE"]).read_bytes())
    loose.chmod(0o666)
    values = env | {"WXBRAND_BASE_URL": sandbox, "WXBRAND_PRIVATE_KEY_FILE": str(loose)}

    assert said(findings(values, "signed read", online=True), "ok")  # a warning would be an error here


def test_a_signed_read_that_cannot_be_sent_says_why_once(env: Env) -> None:
    (found,) = findings(env | {"WXBRAND_BASE_URL": "http://127.0.0.1:9"}, "signed read", online=True)

    assert found.status == "problem"
    assert found.text.startswith("GetNotifyConfig was not sent: no connection to 127.0.0.1:9")


def test_a_signed_read_with_wrong_keys_says_so(env: Env, sandbox: str, folder: Folder) -> None:
    pem = new_private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    other = {name: value for name, value in env.items() if name != "WXBRAND_PRIVATE_KEY_FILE"}

    refused = findings(other | {"WXBRAND_PRIVATE_KEY": pem, "WXBRAND_BASE_URL": sandbox}, "signed read", online=True)
    unknown = findings(
        env | {"WXBRAND_PUBLIC_KEY_ID": "PUB_KEY_ID_1", "WXBRAND_BASE_URL": sandbox}, "signed read", online=True
    )

    assert "401 SIGN_ERROR" in said(refused, "problem")
    assert unknown[0].status != "ok"


def test_no_signed_read_and_no_connection_without_online(env: Env) -> None:
    found = findings(env | {"WXBRAND_BASE_URL": "http://127.0.0.1:9"}, "network", "signed read")

    assert said(found, "problem") == ""
    assert said(found, "skipped").count("--online") == 2


def test_extras_that_are_missing_are_named_with_what_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = metadata.version

    def version(name: str) -> str:
        if name in {"black", "throttled-py"}:
            raise metadata.PackageNotFoundError(name)
        return "0.1" if name == "msgspec" else installed(name)

    monkeypatch.setattr(metadata, "version", version)

    found = list(installation.check_packages(Situation()))

    assert "extra codegen" in said(found, "warning")
    assert "missing: black -> run pip install 'wxbrand[codegen]'" in said(found, "warning")
    assert "shared through Redis): not installed; run pip install 'wxbrand[rate-limits]'" in said(found, "skipped")
    assert "msgspec 0.1 (needed: " in said(found, "problem")


def test_a_check_that_fails_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def check_something(_: Situation) -> Iterator[Finding]:
        raise RuntimeError("a secret")

    monkeypatch.setitem(examination.SECTIONS, "environment", (check_something,))

    sections = {section.name: section.findings for section in examination.examine(Situation(environ={}))}

    assert said(list(sections["environment"]), "problem") == (
        "check something failed with RuntimeError -> report it, with this whole output"
    )
    assert sections["project"]


Blocked = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_without(tmp_path: Path) -> Blocked:
    """Run `python -m wxbrand_codegen.doctor --json` where some packages cannot be imported."""

    def run(*packages: str) -> subprocess.CompletedProcess[str]:
        block = "".join(f"sys.modules[{name!r}] = None; " for name in packages)
        run_module = "runpy.run_module('wxbrand_codegen.doctor', run_name='__main__')"
        program = f"import runpy, sys; sys.argv = ['doctor', '--json']; {block}{run_module}"
        return subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120
        )

    return run


@pytest.mark.parametrize(
    "packages",
    [("click", "rich", "rich_click"), ("cryptography",), ("msgspec",), ("httptools",), ("yaml", "starlette")],
)
def test_a_broken_installation_can_be_examined(run_without: Blocked, packages: tuple[str, ...]) -> None:
    done = run_without(*packages)

    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert {"installation", "keys", "network", "project"} <= {each["section"] for each in report}
    if packages[0] in {"cryptography", "msgspec", "httptools"}:
        assert done.returncode == 1
        assert any(packages[0] in each["text"] for each in report if each["status"] == "problem")


def test_the_command_prints_no_secret(
    env: Env, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Folder
) -> None:
    monkeypatch.chdir(tmp_path)
    pem = Path(env.pop("WXBRAND_PRIVATE_KEY_FILE")).read_text(encoding="utf-8")
    values = {**env, "WXBRAND_PRIVATE_KEY": pem, "WXBRAND_PRIVATE_KEY_PASSWORD": "the-password"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    status = main(["doctor"])

    out, err = capsys.readouterr()
    assert status == 1  # a password for a key that is not encrypted
    assert "remove it" in out
    for secret in (folder.api_key, "the-password", pem.splitlines()[1]):
        assert secret not in out + err


def test_the_folder_of_a_sandbox_is_examined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Folder
) -> None:
    monkeypatch.chdir(tmp_path)

    status = main(["doctor", "--dir", str(folder.directory), "--json"])
    report = json.loads(capsys.readouterr().out)
    missing = main(["doctor", "--dir", "nowhere"])

    assert status == 0
    assert any(str(folder.directory) in each["text"] for each in report)
    assert missing == 2
    assert "nowhere has no wxbrand.env" in capsys.readouterr().err


def test_generated_code_that_is_stale_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert main(["generate"]) == 0
    fresh = findings({}, "project")
    module = next((tmp_path / "generated").glob("*/client.py"))
    module.write_text("# edited\n")

    stale = findings({}, "project")

    assert "all up to date" in said(fresh, "ok")
    assert "client.py -> run wxbrand generate" in said(stale, "problem")
