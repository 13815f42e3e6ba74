"""Uploads, texts and files over real sockets with real keys: what is sent, what is signed, what is refused."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from wxbrand import AsyncBrandClient
from wxbrand_runtime import Content, Credentials, FileSource, InvalidRequest, NoContent, UntrustedResponse, answer_of
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import UNSET, Limits, Operation, Record, Request, UnsetType
from wxbrand_runtime.testing import RequestRefused, WeChatPay

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, http, signed
from tests.runtime.client.serialisation.test_multipart import taken_apart
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer

PNG = b"\x89PNG\r\n\x1a\n\x00--\r\n"
SHA256 = hashlib.sha256(PNG).hexdigest()


class Uploaded(Record, frozen=True, kw_only=True):
    image_url: str


class Upload(Request[Uploaded], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Upload",
        method="POST",
        path="/brand/media/upload-image",
        body="multipart",
        in_meta=("filename", "digest"),
        files={"file": 1000},
        from_file={"filename": "name", "digest": "sha256"},
        spelled={"digest": "sha256"},
        replies={"200": Uploaded},
    )

    file: FileSource
    filename: Annotated[str, Limits(max_length=150, pattern=r"\.(?:[Jj][Pp][Gg]|[Pp][Nn][Gg])\Z")] | UnsetType = UNSET
    digest: str | UnsetType = UNSET


class Foreign(Request[NoContent], frozen=True, kw_only=True):
    """An upload of somebody else's API, without `meta`."""

    operation: ClassVar[Operation] = Operation(
        name="Foreign",
        method="PUT",
        path="/documents",
        body="multipart",
        body_required=False,
        files={"pages": None, "cover": None},
        part_types={"cover": "image/webp", "quoted": "application/json"},
        from_file={"title": "name if known"},
        replies={"204": None},
    )

    pages: list[FileSource] | UnsetType = UNSET
    cover: FileSource | UnsetType = UNSET
    title: str | UnsetType = UNSET
    count: int | UnsetType = UNSET
    place: Uploaded | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    quoted: str | UnsetType = UNSET
    free: dict[str, Any] | UnsetType = UNSET


class Put(Request[Content], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Put",
        method="PUT",
        path="/raw",
        body="file",
        content_type="image/*",
        files={"body": 100},
        accept="text/csv, application/json",
        replies={"200": Content},
    )

    body: FileSource


class Say(Request[Content], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Say",
        method="POST",
        path="/raw",
        body="text",
        content_type="application/xml",
        replies={"200": Content},
    )

    body: str


class Sent:
    """A request as it arrived."""

    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = first.split(" ")
        self.headers = Headers(line.split(": ", 1) for line in lines)  # type: ignore[misc]

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type") or ""

    def parts(self) -> list[tuple[str, str | None, str | None, bytes]]:
        return taken_apart(self.body, self.content_type.partition("boundary=")[2])

    def signature_covers(self, wechat_pay: WeChatPay, body: bytes) -> bool:
        try:
            wechat_pay.verify_request(self.method, self.target, self.headers, body)
        except RequestRefused:
            return False
        return True


Send = Callable[..., tuple[Any, Sent]]


@pytest.fixture(params=[SyncCaller, AsyncCaller], ids=["sync", "async"])
def caller(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Callable[[int], Caller]]:
    made: list[Caller] = []

    def make(port: int) -> Caller:
        made.append(request.param(credentials, base_url=f"http://127.0.0.1:{port}", timeout=5))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def send(caller: Callable[[int], Caller], wechat_pay: WeChatPay) -> Send:
    """Sends a request to a server with one answer; gives the reply and what arrived."""

    def exchange(request: Request[Any], answer: bytes | None = None) -> tuple[Any, Sent]:
        content = signed(wechat_pay, b'{"image_url":"u"}') if answer is None else answer
        with FaultServer([Reply(content)]) as server:
            reply = caller(server.port).send(request)
            (raw,) = server.requests
        return reply, Sent(raw)

    return exchange


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    path.write_bytes(PNG)
    return path


@pytest.fixture
def nobody(caller: Callable[[int], Caller]) -> Iterator[Callable[[Request[Any]], InvalidRequest]]:
    """Sends a request that must be refused; nothing may reach the server."""
    with FaultServer([Reply()]) as server:

        def refused(request: Request[Any]) -> InvalidRequest:
            with pytest.raises(InvalidRequest) as caught:
                caller(server.port).send(request)
            return caught.value

        yield refused
        assert server.connections == 0


def test_meta_is_filled_in_from_the_file_and_alone_is_signed(send: Send, logo: Path, wechat_pay: WeChatPay) -> None:
    reply, sent = send(Upload(file=logo))

    meta = f'{{"filename":"logo.png","sha256":"{SHA256}"}}'.encode()
    assert reply == Uploaded(image_url="u")
    assert sent.content_type.startswith("multipart/form-data; boundary=")
    assert sent.headers.get("Content-Length") == str(len(sent.body))
    assert sent.parts() == [
        ("meta", None, "application/json", meta),
        ("file", "logo.png", "image/png", PNG),
    ]
    assert sent.signature_covers(wechat_pay, meta)
    assert not sent.signature_covers(wechat_pay, sent.body)


def test_a_file_object_can_be_sent_again(send: Send, logo: Path) -> None:
    with logo.open("rb") as opened:
        request = Upload(file=opened)

        (_, first), (_, second) = send(request), send(request)

    assert first.body == second.body
    assert first.content_type == second.content_type


def test_a_slow_file_does_not_block_the_event_loop(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    others_may_run = threading.Event()
    waited: list[bool] = []

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            waited.append(others_may_run.wait(5))
            return super().read(size)

    async def main(port: int) -> Any:
        async with AsyncBrandClient(credentials, base_url=f"http://127.0.0.1:{port}") as client:
            sending = asyncio.create_task(client.send(Upload(file=Slow(PNG), filename="a.png")))
            while not waited and not sending.done():
                await asyncio.sleep(0.01)
                others_may_run.set()
            return await sending

    with FaultServer([Reply(signed(wechat_pay, b'{"image_url":"u"}'))]) as server:
        assert asyncio.run(main(server.port)) == Uploaded(image_url="u")
    assert set(waited) == {True}


def test_bytes_need_the_name_that_meta_must_have(send: Send, nobody: Callable[[Request[Any]], InvalidRequest]) -> None:
    error = nobody(Upload(file=PNG))
    _, sent = send(Upload(file=PNG, filename="券.PNG"))

    assert (error.field, str(error)) == ("filename", "filename is required, because file has no name of its own")
    assert json.loads(sent.parts()[0][3]) == {"filename": "券.PNG", "sha256": SHA256}
    assert sent.parts()[1] == ("file", "券.PNG", "image/png", PNG)


def test_a_given_name_overrides_the_name_of_the_file(send: Send, logo: Path) -> None:
    _, sent = send(Upload(file=logo, filename="other.jpg", digest=SHA256))

    assert json.loads(sent.parts()[0][3])["filename"] == "other.jpg"
    assert sent.parts()[1][1:3] == ("other.jpg", "image/jpeg")


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"filename": "logo.gif"}, "filename", "the pattern"),
        ({"filename": "a" * 147 + ".png"}, "filename", "at most 150"),
        ({"filename": 3}, "filename", "must be text"),
        ({"digest": "0" * 64}, "digest", "digest is not the SHA-256 of file"),
        ({"digest": SHA256.upper()}, "digest", "in lower-case hexadecimal"),
        ({"file": None}, "file", "must be a file"),
        ({"file": 3}, "file", "must be a file"),
        ({"file": UNSET}, "file", "must be a file"),
        ({"file": b"x" * 1001}, "file", "file has 1001 bytes; at most 1000 are allowed"),
        ({"file": "nowhere.png"}, "file", "there is no such file"),
    ],
)
def test_what_breaks_a_rule_is_not_sent(
    nobody: Callable[[Request[Any]], InvalidRequest], change: dict[str, Any], field: str, words: str
) -> None:
    error = nobody(Upload(**({"file": PNG, "filename": "logo.png"} | change)))

    assert error.field == field
    assert words in str(error)


def test_the_name_of_a_file_is_validated_as_a_member_of_meta(
    nobody: Callable[[Request[Any]], InvalidRequest], tmp_path: Path
) -> None:
    path = tmp_path / "logo.gif"
    path.write_bytes(PNG)

    assert nobody(Upload(file=path)).field == "filename"


def test_without_meta_the_whole_body_is_signed(send: Send, wechat_pay: WeChatPay, logo: Path) -> None:
    request = Foreign(
        pages=[b"one", logo],
        cover=io.BytesIO(b"cover"),
        count=3,
        place=Uploaded(image_url="券"),
        tags=["a", "b"],
        quoted="q",
        free={"a": [1]},
    )

    _, sent = send(request, signed(wechat_pay, b"", 204))

    assert sent.parts() == [
        ("pages", "pages", "application/octet-stream", b"one"),
        ("pages", "logo.png", "image/png", PNG),
        ("cover", "cover", "image/webp", b"cover"),
        ("count", None, None, b"3"),
        ("place", None, "application/json", '{"image_url":"券"}'.encode()),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("quoted", None, "application/json", b'"q"'),
        ("free", None, "application/json", b'{"a":[1]}'),
    ]
    assert sent.signature_covers(wechat_pay, sent.body)


def test_an_optional_name_is_left_out_if_the_file_has_none(send: Send, wechat_pay: WeChatPay) -> None:
    _, sent = send(Foreign(cover=b"x"), signed(wechat_pay, b"", 204))

    assert [part[0] for part in sent.parts()] == ["cover"]


def test_an_optional_upload_can_be_left_out(send: Send, wechat_pay: WeChatPay) -> None:
    _, sent = send(Foreign(), signed(wechat_pay, b"", 204))

    assert (sent.body, sent.content_type) == (b"", "")


def test_a_multipart_body_needs_a_part(nobody: Callable[[Request[Any]], InvalidRequest]) -> None:
    assert "at least one part" in str(nobody(Foreign(tags=[])))


def test_an_error_names_the_index_of_a_file(nobody: Callable[[Request[Any]], InvalidRequest]) -> None:
    assert nobody(Foreign(pages=[b"a", "nowhere"])).field == "pages[1]"
    assert nobody(Foreign(pages=[b"a", 3])).field == "pages[1]"  # type: ignore[list-item]


def test_a_file_as_the_whole_body(send: Send, wechat_pay: WeChatPay, logo: Path) -> None:
    reply, sent = send(Put(body=logo), signed(wechat_pay, b"a,b\n"))

    assert reply == Content(body=b"a,b\n", media_type="")
    assert (sent.body, sent.content_type) == (PNG, "image/png")
    assert sent.headers.get("Accept") == "text/csv, application/json"
    assert sent.signature_covers(wechat_pay, PNG)


def test_a_file_of_another_media_type_is_refused(nobody: Callable[[Request[Any]], InvalidRequest]) -> None:
    error = nobody(Put(body=PNG))

    assert (error.field, "must be image/*" in str(error)) == ("body", True)


def test_a_text_as_the_whole_body(send: Send, wechat_pay: WeChatPay) -> None:
    _, sent = send(Say(body="<券/>"), signed(wechat_pay, b""))

    assert (sent.body, sent.content_type) == ("<券/>".encode(), "application/xml")
    assert sent.signature_covers(wechat_pay, sent.body)


@pytest.mark.parametrize(
    ("media_type", "body", "text"),
    [
        ("text/csv", "券".encode(), "券"),
        ("text/plain; charset=GBK", "券".encode("gbk"), "券"),
        ('text/plain; x=y; Charset="utf-16"', "券".encode("utf-16"), "券"),
        ("text/plain; charset=unheard-of", "券".encode(), "券"),
        ("image/png", b"\xff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_response_that_is_not_json_is_returned_unchanged(
    send: Send, wechat_pay: WeChatPay, media_type: str, body: bytes, text: str
) -> None:
    answer = http(200, body, [*wechat_pay.sign_answer(body), ("Content-Type", media_type)])

    reply, _ = send(Say(body=""), answer)

    assert (reply.body, reply.media_type, reply.text) == (body, media_type, text)
    assert answer_of(reply).body == body
    assert pickle.loads(pickle.dumps(reply)) == reply


def test_a_response_that_is_not_json_must_be_signed_too(send: Send, wechat_pay: WeChatPay) -> None:
    with pytest.raises(UntrustedResponse):
        send(Say(body=""), http(200, b"other", wechat_pay.sign_answer(b"a,b")))


def test_no_repr_contains_file_content(logo: Path) -> None:
    assert repr(Upload(file=PNG, filename="a.png")) == f"Upload(file=<{len(PNG)} bytes>, filename='a.png')"
    assert repr(Content(body=b"secret", media_type="text/csv")) == "Content(body=<6 bytes>, media_type='text/csv')"
