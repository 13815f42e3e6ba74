"""What the parser refuses beyond llhttp, and what llhttp must go on refusing."""

from __future__ import annotations

import gc

import pytest
from wxbrand_runtime.http import ExchangeFailed
from wxbrand_runtime.http.parser import MAX_OVERHEAD, ResponseParser

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NOT_HTTP = "not an HTTP/1.1 response"


def parse(*pieces: bytes, method: str = "POST", max_body: int = 100) -> ResponseParser:
    parser = ResponseParser(method, max_body)
    for piece in pieces:
        parser.feed(piece)
    return parser


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\r\n" + HEAD, NOT_HTTP),
        (b"HTTP/0.9 200 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/2.0 200 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 000 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 099 OK\r\n\r\n", NOT_HTTP),
        (HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n", NOT_HTTP),
        (HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", NOT_HTTP),
        (HEAD + b"A: b\r\n" * 129 + b"\r\n", NOT_HTTP),
        (HEAD + b"A: " + b"x" * MAX_OVERHEAD, NOT_HTTP),
        (b"HTTP/1.1 103 Hints\r\n\r\n" * 4000, NOT_HTTP),
        (CHUNKED + b"1;" + b"x" * MAX_OVERHEAD, NOT_HTTP),
        (CHUNKED + b"0\r\nA: " + b"x" * MAX_OVERHEAD, NOT_HTTP),
        (HEAD + b"Content-Length: 101\r\n\r\n", "longer than 100 bytes"),
        (HEAD + b"Content-Length: %b2\r\n\r\n" % (b"0" * 5000), "longer than 100 bytes"),
        (HEAD + b"\r\n" + b"x" * 101, "longer than 100 bytes"),
        (CHUNKED + b"65\r\n" + b"x" * 101, "longer than 100 bytes"),
        (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", "otherwise encoded"),
        (HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n", "otherwise encoded"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "another protocol"),
    ],
)
def test_a_response_that_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ExchangeFailed, match=why) as caught:
        parse(content)

    assert caught.value.__context__ is None


@pytest.mark.parametrize("content", [b"", b"HTT", HEAD, HEAD + b"Content-Length: 2\r\n\r\nx", CHUNKED + b"1\r\nx\r\n"])
def test_a_response_that_breaks_off(content: bytes) -> None:
    with pytest.raises(ExchangeFailed, match="closed before the response was complete"):
        parse(*([content] if content else []), b"")


@pytest.mark.parametrize(
    ("content", "body", "allows_another"),
    [
        (HEAD + b"Content-Length: 2\r\n\r\nok", b"ok", True),
        (HEAD + b"Content-Length: 2\r\nConnection: a, Close\r\n\r\nok", b"ok", False),
        (HEAD + b"Content-Length: 2\r\n\r\nokH", b"ok", False),
        (HEAD + b"Content-Length: 2\r\n\r\nok" + HEAD + b"Content-Length: 4\r\n\r\nevil", b"ok", False),
        (HEAD + b"Content-Length: 2\r\nConnection: close\r\n\r\nokx", b"ok", False),
        (CHUNKED + b"1;a=b\r\no\r\n1\r\nk\r\n0\r\nA: b\r\n\r\n", b"ok", True),
        (
            b"HTTP/1.1 150 Wait\r\nContent-Length: 2\r\nA: b\r\n\r\nno" + HEAD + b"Content-Length: 2\r\n\r\nok",
            b"ok",
            True,
        ),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", b"ok", False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b"", True),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", b"", True),
    ],
)
def test_a_response_that_is_complete(content: bytes, body: bytes, allows_another: bool) -> None:
    parser = parse(content)

    assert parser.answer().body == body
    assert parser.answer().headers.get("A") is None
    assert parser.allows_another is allows_another


def test_a_body_without_length_ends_with_the_connection() -> None:
    parser = parse(HEAD + b"\r\no", b"k", b"")

    assert (parser.answer().body, parser.allows_another) == (b"ok", False)


@pytest.mark.parametrize("method", ["HEAD", "CONNECT"])
@pytest.mark.parametrize("fields", [b"", b"Content-Length: 0\r\n", b"Content-Length: 5\r\n"])
def test_an_answer_that_has_no_body_is_complete_after_its_header(method: str, fields: bytes) -> None:
    parser = parse(HEAD + fields + b"\r\n", method=method)

    assert (parser.status, parser.is_complete, parser.has_excess) == (200, True, False)
    assert parse(HEAD + fields + b"\r\nxxxxx", method=method).has_excess


def test_ctrl_c_in_the_midst_of_parsing_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ResponseParser, "on_header", interrupted)

    with pytest.raises(KeyboardInterrupt):
        parse(HEAD + b"A: b\r\n\r\n")


def test_a_parser_that_is_done_leaves_nothing_to_the_garbage_collector() -> None:
    gc.collect()
    parse(HEAD + b"Content-Length: 2\r\n\r\nok")

    assert gc.collect() == 0
