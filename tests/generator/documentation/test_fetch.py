"""`wxbrand docs fetch` against a real server: one line for each outcome, and the right files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.documentation import FetchFailed, fetch

from tests.generator.zip_files import write_zip
from tests.runtime.conftest import Tls
from tests.runtime.fault_server import Answer, ConnectProxy, Drips, FaultServer, Read, Reset, Send, Silence, Step

PATH = "/resource/docs.zip"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n\r\n"


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Two versions of the documentation."""
    folder = tmp_path_factory.mktemp("archives")
    first = write_zip(folder / "1.zip", [("brand/a-1.md", "one"), ("brand/b-2.md", "two")])
    second = write_zip(folder / "2.zip", [("brand/a-1.md", "one and more")])
    return first.read_bytes(), second.read_bytes()


def ok(body: bytes, *fields: str, kind: str = "application/zip", length: int | None = None) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", *fields]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def redirect(target: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def refusal(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: 4\r\n\r\noops".encode()


@dataclass
class Desk:
    """A folder, and a server that answers the next fetches."""

    folder: Path
    server: FaultServer
    capsys: pytest.CaptureFixture[str]

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server.port}{PATH}"

    @property
    def archive(self) -> Path:
        return self.folder / "wechatpay-docs.zip"

    def fetch(self) -> tuple[int, str]:
        """Run the command; return its exit code and the one line that it printed, without address and folder."""
        code = main(["docs", "fetch", "--url", self.url, "--dir", str(self.folder)])
        out, error = self.capsys.readouterr()
        (line,) = (out + error).splitlines()
        assert out if code == 0 else error
        for text in (str(self.folder), self.url, f"127.0.0.1:{self.server.port}"):
            line = line.replace(text, "*")
        return code, line

    def asked(self, number: int) -> dict[str, str]:
        """Return the header fields of a request."""
        lines = self.server.requests[number].decode().split("\r\n")[1:]
        return dict(line.split(": ", 1) for line in lines if line)

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


Answers = Callable[..., Desk]


@pytest.fixture
def answering(tls: Tls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Answers]:
    """Return a function that starts a server with a script for each connection."""
    servers: list[FaultServer] = []

    def start(*scripts: bytes | list[Step]) -> Desk:
        steps = [[Answer(script)] if isinstance(script, bytes) else script for script in scripts]
        servers.append(FaultServer(*steps, tls=tls.server))
        return Desk(tmp_path / "docs", servers[-1], capsys)

    yield start
    for server in servers:
        server.close()


BOTH = ["wechatpay-docs.json", "wechatpay-docs.zip"]


def test_the_first_fetch_brings_the_archive(answering: Answers, archives: tuple[bytes, bytes]) -> None:
    desk = answering(ok(archives[0], 'ETag: "one"', "Last-Modified: Tue, 03 Mar 2026 08:00:00 GMT"))

    code, line = desk.fetch()

    assert (code, line) == (0, "fetched */wechatpay-docs.zip: 0.0 MB, 2 files")
    assert (desk.files, desk.archive.read_bytes()) == (BOTH, archives[0])
    assert desk.server.requests[0].startswith(b"GET /resource/docs.zip HTTP/1.1\r\n")
    assert desk.asked(0) == {"Host": f"127.0.0.1:{desk.server.port}", "Accept-Encoding": "identity"}


def test_an_unchanged_archive_is_not_fetched_again(answering: Answers, archives: tuple[bytes, bytes]) -> None:
    modified = "Tue, 03 Mar 2026 08:00:00 GMT"
    desk = answering(ok(archives[0], 'ETag: W/"one"', f"Last-Modified: {modified}"), NOT_MODIFIED)
    desk.fetch()
    before = desk.archive.stat()

    code, line = desk.fetch()

    assert (code, line) == (0, "unchanged: */wechatpay-docs.zip: 0.0 MB, 2 files")
    assert desk.asked(1)["If-None-Match"] == 'W/"one"'
    assert desk.asked(1)["If-Modified-Since"] == modified
    after = desk.archive.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_changed_archive_replaces_the_old_one(answering: Answers, archives: tuple[bytes, bytes]) -> None:
    desk = answering(ok(archives[0], 'ETag: "one"'), ok(archives[1], 'ETag: "two"'), NOT_MODIFIED)
    desk.fetch()

    code, line = desk.fetch()

    assert (code, line) == (0, "fetched a new version of */wechatpay-docs.zip: 0.0 MB, 1 file")
    assert (desk.files, desk.archive.read_bytes()) == (BOTH, archives[1])
    desk.fetch()
    assert desk.asked(2)["If-None-Match"] == '"two"'


def test_the_same_bytes_are_unchanged_even_if_the_server_does_not_say_so(
    answering: Answers, archives: tuple[bytes, bytes]
) -> None:
    desk = answering(ok(archives[0]), chunked(archives[0]))
    desk.fetch()

    assert desk.fetch() == (0, "unchanged: */wechatpay-docs.zip: 0.0 MB, 2 files")


@pytest.mark.parametrize("spoil", ["archive", "record", "no record", "other address"])
def test_a_copy_that_is_not_known_for_certain_is_fetched_whole(
    spoil: str, answering: Answers, archives: tuple[bytes, bytes]
) -> None:
    desk = answering(ok(archives[0], 'ETag: "one"'))
    desk.fetch()
    record = desk.folder / BOTH[0]
    match spoil:
        case "archive":
            desk.archive.write_bytes(archives[1])
        case "record":
            record.write_text("[1")
        case "no record":
            record.unlink()
        case _:
            record.write_text(json.dumps(json.loads(record.read_text()) | {"url": "https://elsewhere.example/"}))

    code, _ = desk.fetch()

    assert code == 0
    assert "If-None-Match" not in desk.asked(1)
    assert desk.archive.read_bytes() == archives[0]


HUGE = 400_000_000
FAULTS: list[tuple[str, bytes | list[Step], str]] = [
    ("interrupted", ok(b"PK\3\4", length=1000), "the connection was closed before the archive was complete"),
    (
        "interrupted in a chunk",
        chunked(b"PK\3\4" * 9)[:-20],
        "the connection was closed before the archive was complete",
    ),
    ("too large", ok(b"PK", length=HUGE), "it has more than 300,000,000 bytes"),
    (
        "a web page",
        ok(b"<html>", kind="text/html; charset=utf-8"),
        "it answered with text/html, not with a zip archive",
    ),
    (
        "no archive",
        ok(b"x" * 1000),
        "what was received cannot be used: not a zip archive that can be read: it is something else",
    ),
    (
        "compressed once more",
        ok(b"x", "Content-Encoding: gzip"),
        "the answer is compressed once more, which was not asked for",
    ),
    (
        "a redirect to http",
        redirect("http://127.0.0.1/docs.zip"),
        "it redirects to http://127.0.0.1; only https addresses are followed",
    ),
    (
        "a redirect with a password",
        redirect("https://me:secret@127.0.0.1/"),
        "it redirects to https://127.0.0.1; only https addresses are followed",
    ),
    (
        "a redirect to nowhere",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        "it answered 302 Found without an address",
    ),
    ("redirects without end", redirect(PATH), "it was redirected more than 5 times"),
    ("not found", refusal("404 Gone fishing"), "it answered 404 Not Found"),
    ("a broken server", refusal("500 Oh"), "it answered 500 Internal Server Error"),
    ("an answer of its own kind", refusal("799 What"), "it answered 799"),
    ("news of a version that nobody asked about", NOT_MODIFIED, "it answered 304 Not Modified"),
    ("no answer", [Read()], "the connection was closed before an answer"),
    ("a reset", [Read(), Reset()], "the connection was closed before an answer"),
    ("no HTTP", [Read(), Send(b"SSH-2.0-x\r\n")], "its answer is not HTTP"),
    ("silence", [Read(), Silence()], "no answer for 0.3 s"),
    (
        "silence in the middle",
        [Read(), Send(ok(b"PK\3\4", length=1000)), Silence()],
        "nothing more was received for 0.3 s",
    ),
]


@pytest.mark.parametrize("has_copy", [False, True], ids=["first", "again"])
@pytest.mark.parametrize(("script", "line"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_what_goes_wrong_is_one_line_and_leaves_the_copy_as_it_was(
    script: bytes | list[Step],
    line: str,
    has_copy: bool,
    answering: Answers,
    archives: tuple[bytes, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wxbrand_codegen.documentation.https._SILENCE", 0.3)
    desk = answering(*[ok(archives[0])] * has_copy, script)
    if has_copy:
        desk.fetch()

    code, printed = desk.fetch()

    assert (code, printed) == (1, f"wxbrand: *: {line}")
    assert desk.files == (BOTH if has_copy else [])
    assert not has_copy or desk.archive.read_bytes() == archives[0]


def test_a_redirect_to_another_https_address_is_followed(
    answering: Answers, archives: tuple[bytes, bytes], tls: Tls
) -> None:
    with FaultServer([Answer(ok(archives[0]))], tls=tls.server) as other:
        desk = answering(redirect(f"https://127.0.0.1:{other.port}/moved?v=2"))

        code, _ = desk.fetch()

        assert (code, desk.archive.read_bytes()) == (0, archives[0])
        assert other.requests[0].startswith(b"GET /moved?v=2 HTTP/1.1\r\n")


def test_more_bytes_than_the_limit_are_not_received(answering: Answers, tmp_path: Path) -> None:
    desk = answering(chunked(b"PK\3\4" * 1000))

    with pytest.raises(FetchFailed, match=re.escape("it has more than 1,000 bytes")):
        fetch(desk.url, desk.folder, most_bytes=1000)
    assert desk.files == []


def test_a_server_that_never_comes_to_an_end(
    answering: Answers, archives: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_codegen.documentation.https._WHOLE_TIME", 0.5)
    desk = answering([Read(), Send(ok(b"", length=1000)), Drips(b"P" * 1000)])

    assert desk.fetch() == (1, "wxbrand: *: it was not complete after 0.5 s")


def test_a_hostile_archive_does_not_replace_the_copy(
    answering: Answers, archives: tuple[bytes, bytes], tmp_path: Path
) -> None:
    hostile = write_zip(tmp_path / "hostile.zip", [("../escape.md", "x")]).read_bytes()
    desk = answering(ok(archives[0]), ok(hostile))
    desk.fetch()

    code, line = desk.fetch()

    assert code == 1
    assert line.endswith("cannot be used: refused: the archive has a path with ..: ../escape.md")
    assert desk.archive.read_bytes() == archives[0]


def test_ctrl_c_leaves_the_copy_as_it_was(
    answering: Answers, archives: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = answering(ok(archives[0]), ok(b"PK\3\4" * 1_000_000))
    desk.fetch()

    def interrupt(step: str) -> None:
        if step.startswith("fetching"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(desk.url, desk.folder, progress=interrupt)
    assert (desk.files, desk.archive.read_bytes()) == (BOTH, archives[0])


def test_a_server_that_cannot_be_reached(answering: Answers, tls: Tls, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = answering(b"")
    desk.server.close()

    assert desk.fetch() == (1, "wxbrand: *: no connection to *: connection refused")

    with FaultServer([], tls=tls.elsewhere) as stranger:
        desk.server = stranger
        code, line = desk.fetch()
    assert code == 1
    assert line.startswith("wxbrand: *: the TLS certificate of * is not trusted: ")


def test_the_proxy_of_the_environment_is_used(
    answering: Answers, archives: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = answering(ok(archives[0]))
    with ConnectProxy() as proxy, ConnectProxy(b"407 Proxy Authentication Required") as strict:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{strict.port}")
        refused = desk.fetch()
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:pa55word@127.0.0.1:{proxy.port}")
        fetched = desk.fetch()
        monkeypatch.setenv("NO_PROXY", "127.0.0.0/8")
        direct = desk.fetch()

    address = f"127.0.0.1:{strict.port}"
    assert refused == (1, f"wxbrand: *: the proxy {address} answered 407 Proxy Authentication Required")
    assert (fetched[0], direct[0]) == (0, 0)
    assert len(proxy.heads) == 1
    assert b"Proxy-Authorization: Basic dXNlcjpwYTU1d29yZA==" in proxy.heads[0]
    monkeypatch.setenv("HTTPS_PROXY", "socks5://me:pa55word@127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY")
    line = "the proxy cannot be used: HTTPS_PROXY must be http://host:port or http://user:password@host:port"
    assert desk.fetch() == (1, f"wxbrand: *: {line}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/docs.zip",
        "https://me:secret@127.0.0.1/x",
        "https://",
        "https://a:x/",
        "file:///x",
        "https://a/ b",
    ],
)
def test_an_address_that_cannot_be_used_is_a_wrong_command(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["docs", "fetch", "--url", url, "--dir", str(tmp_path / "docs")])

    assert code == 2
    assert "--url must be an address that begins with https://" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()


def test_a_file_in_the_place_of_the_folder_is_a_wrong_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").write_text("")

    assert main(["docs", "fetch", "--dir", str(tmp_path / "docs")]) == 2
    assert "--dir must be a folder" in capsys.readouterr().err


def test_the_command_as_a_process_trusts_what_the_environment_names(
    answering: Answers, archives: tuple[bytes, bytes]
) -> None:
    desk = answering(ok(archives[0]))
    command = [sys.executable, "-m", "wxbrand_codegen", "docs", "fetch", "--url", desk.url, "--dir", str(desk.folder)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    untrusting = os.environ | {"SSL_CERT_FILE": os.devnull}
    refused = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=untrusting)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("fetched ")
    assert refused.returncode == 1
    assert "is not trusted" in refused.stderr
    assert desk.archive.read_bytes() == archives[0]
