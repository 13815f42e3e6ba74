"""Rows about the form of an answer: its framing, its header, other protocols, compression."""

from __future__ import annotations

import gzip

from tests.runtime.fault_server import OK, Answer, Read, Send
from tests.runtime.faults.fault import (
    BROKEN,
    ENCODED,
    GOOD,
    LOST,
    NO_HTTP,
    REPLY,
    SHORT,
    TOO_LONG,
    Fault,
    Phase,
    answering,
    playing,
    refused,
    row,
    slow,
    unreadable,
    untrusted,
)
from tests.runtime.faults.sending import CHUNKED, CODED, LENGTH, chunks, head, proven

FRAMING = Phase(
    name="framing of the answer",
    faults=(
        row("no length, until the end", answering(lambda s: proven(s) + GOOD), REPLY),
        row("chunks", answering(lambda s: proven(s, CODED) + chunks(GOOD[:3], GOOD[3:])), REPLY),
        row(
            "chunk extensions",
            answering(lambda s: proven(s, CODED) + b"%x;a=b;c\r\n%b\r\n0;d\r\n\r\n" % (len(GOOD), GOOD)),
            REPLY,
        ),
        row(
            "chunk size with leading zeros",
            answering(lambda s: proven(s, CODED) + b"000%x\r\n%b\r\n0\r\n\r\n" % (len(GOOD), GOOD)),
            REPLY,
        ),
        row("trailers", answering(lambda s: proven(s, CODED) + chunks(GOOD)[:-2] + b"Trailer: t\r\n\r\n"), REPLY),
        row(
            "signature headers in the trailers",
            answering(lambda s: head(CODED) + chunks(GOOD)[:-2] + s.head + b"\r\n"),
            untrusted("signature-missing"),
        ),
        row(
            "signature headers in the trailers too",
            answering(lambda s: proven(s, CODED) + chunks(GOOD)[:-2] + s.head + b"\r\n"),
            REPLY,
        ),
        row("truncated chunk", answering(CHUNKED + b"5\r\nhel"), BROKEN),
        row("no last chunk", answering(lambda s: proven(s, CODED) + chunks(GOOD)[:-5]), BROKEN),
        row("no end after the last chunk", answering(lambda s: proven(s, CODED) + chunks(GOOD)[:-2]), BROKEN),
        row("truncated chunk size", answering(CHUNKED + b"5"), BROKEN),
        row("chunk longer than its size", answering(CHUNKED + b"2\r\nhello\r\n0\r\n\r\n"), LOST),
        row("chunk size that is none", answering(CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n"), LOST),
        row("empty chunk size", answering(CHUNKED + b"\r\nhello\r\n0\r\n\r\n"), LOST),
        row("negative chunk size", answering(CHUNKED + b"-1\r\nhello\r\n0\r\n\r\n"), LOST),
        row(
            "chunk size with a sign",
            answering(lambda s: proven(s, CODED) + b"+%x\r\n%b\r\n0\r\n\r\n" % (len(GOOD), GOOD)),
            NO_HTTP,
        ),
        row(
            "chunk size with 0x",
            answering(lambda s: proven(s, CODED) + b"0x%x\r\n%b\r\n0\r\n\r\n" % (len(GOOD), GOOD)),
            NO_HTTP,
        ),
        row(
            "chunk size with an underscore",
            answering(lambda s: proven(s, CODED) + b"0_%x\r\n%b\r\n0\r\n\r\n" % (len(GOOD), GOOD)),
            NO_HTTP,
        ),
        row("huge chunk size", answering(CHUNKED + b"f" * 40 + b"\r\nhello"), LOST),
        row("chunk size of 1 GB", answering(CHUNKED + b"40000000\r\nhello"), LOST),
        slow(
            "chunk extension without end",
            playing(Answer(CHUNKED + b"5;"), Send(b"x" * 65536, forever=True), timeout=SHORT),
            NO_HTTP,
        ),
        slow(
            "chunks of one byte without end",
            playing(Answer(CHUNKED), Send(b"1\r\nx\r\n" * 9999, forever=True), timeout=SHORT),
        ),
        row("trailers without end", playing(Answer(CHUNKED + b"0\r\n"), Send(b"A: b\r\n" * 9999, forever=True)), LOST),
        row("length too long", answering(lambda s: proven(s, b"Content-Length: 99") + GOOD), BROKEN),
        row(
            "length too short",
            answering(lambda s: proven(s, b"Content-Length: 5") + GOOD),
            untrusted("signature-wrong"),
        ),
        row("two lengths that differ", answering(lambda s: proven(s, LENGTH, b"Content-Length: 5") + GOOD), NO_HTTP),
        row("two lengths that differ, in one line", answering(lambda s: proven(s, LENGTH + b", 5") + GOOD), NO_HTTP),
        row("two equal lengths", answering(lambda s: proven(s, LENGTH, LENGTH) + GOOD), NO_HTTP),
        row("negative length", answering(lambda s: proven(s, b"Content-Length: -5") + GOOD), NO_HTTP),
        row("length with a sign", answering(lambda s: proven(s, LENGTH.replace(b": ", b": +")) + GOOD), NO_HTTP),
        row("length with a blank within", answering(lambda s: proven(s, b"Content-Length: 2 5") + GOOD), NO_HTTP),
        row("length with an underscore", answering(lambda s: proven(s, b"Content-Length: 0_9") + GOOD), NO_HTTP),
        row("length in hexadecimal", answering(lambda s: proven(s, b"Content-Length: 0x9") + GOOD), NO_HTTP),
        row("length in other digits", answering(lambda s: proven(s, "Content-Length: ٩".encode()) + GOOD), NO_HTTP),
        row("length that is no number", answering(lambda s: proven(s, b"Content-Length: two") + GOOD), NO_HTTP),
        row("empty length", answering(lambda s: proven(s, b"Content-Length:") + GOOD), NO_HTTP),
        row("length of 5000 digits", answering(lambda s: proven(s, b"Content-Length: " + b"9" * 5000) + GOOD), LOST),
        row(
            "length beside chunks", answering(lambda s: proven(s, CODED, b"Content-Length: 5") + chunks(GOOD)), NO_HTTP
        ),
        row("unknown transfer coding", answering(lambda s: proven(s, b"Transfer-Encoding: gzip") + chunks(GOOD)), LOST),
        row(
            "gzip, then chunked",
            answering(lambda s: proven(s, b"Transfer-Encoding: gzip, chunked") + chunks(GOOD)),
            LOST,
        ),
        row("chunked twice", answering(lambda s: proven(s, CODED, CODED) + chunks(GOOD)), LOST),
        row("chunked in odd case", answering(lambda s: proven(s, b"transfer-encoding: ChUnKeD") + chunks(GOOD)), REPLY),
        row(
            "transfer coding with a vertical tab",
            answering(lambda s: proven(s, b"Transfer-Encoding: \x0bchunked") + chunks(GOOD)),
            LOST,
        ),
        row("body without end, no length", playing(Answer(head()), Send(b"x" * 65536, forever=True)), TOO_LONG),
        row(
            "body without end, in chunks",
            playing(Answer(CHUNKED), Send(b"10000\r\n" + b"x" * 65536 + b"\r\n", forever=True)),
            TOO_LONG,
        ),
        row(
            "1 GB declared",
            playing(Answer(head(b"Content-Length: 1073741824")), Send(b"x" * 65536, forever=True)),
            TOO_LONG,
        ),
        row("1 GB declared, then closed", answering(head(b"Content-Length: 1073741824")), TOO_LONG),
        row("one byte too long", answering(head(b"Content-Length: 8388609")), TOO_LONG),
        row("more bytes after the answer", answering(lambda s: s.signed() + b"garbage"), REPLY),
        row("a second answer after the answer", answering(lambda s: s.signed() + OK), REPLY),
        # RFC 9112 allows a client to take a bare line feed for a line break; llhttp's authors warn that this opens it to smuggling
        row("bare line feeds", answering(lambda s: s.signed().replace(b"\r\n", b"\n")), NO_HTTP),
        row("blank lines before the answer", answering(lambda s: b"\r\n\r\n" + s.signed()), NO_HTTP),
    ),
)

HEADER = Phase(
    name="header of the answer",
    faults=(
        row(
            "fields without end",
            playing(Answer(b"HTTP/1.1 200 OK\r\n"), Send(b"A: b\r\n" * 9999, forever=True)),
            NO_HTTP,
        ),
        row(
            "a line without end", playing(Answer(b"HTTP/1.1 200 OK\r\nA: "), Send(b"x" * 65536, forever=True)), NO_HTTP
        ),
        row("a status line without end", playing(Answer(b"HTTP/1.1 200 "), Send(b"x" * 65536, forever=True)), NO_HTTP),
        row("a field of 64 KiB", answering(lambda s: proven(s, LENGTH, b"A: " + b"x" * 65536) + GOOD), NO_HTTP),
        row("1000 fields", answering(lambda s: proven(s, LENGTH, *[b"A: b"] * 1000) + GOOD), NO_HTTP),
        row("a line without colon", answering(lambda s: proven(s, LENGTH, b"nonsense") + GOOD), NO_HTTP),
        row("a field without name", answering(lambda s: proven(s, LENGTH, b": nonsense") + GOOD), NO_HTTP),
        row("a blank before the colon", answering(lambda s: proven(s, LENGTH, b"A : b") + GOOD), NO_HTTP),
        # no server may send it (RFC 9112, section 5.2), and llhttp takes it only with every other check of fields turned off
        row("a folded field", answering(lambda s: proven(s, LENGTH, b"A: b", b" c") + GOOD), NO_HTTP),
        row("NUL in a field", answering(lambda s: proven(s, LENGTH, b"A: b\0c") + GOOD), NO_HTTP),
        row("CR in a field", answering(lambda s: proven(s, LENGTH, b"A: b\rB: c") + GOOD), NO_HTTP),
        row("a field in Latin-1", answering(lambda s: proven(s, LENGTH, b"A: \xe9") + GOOD), REPLY),
        row("truncated header", answering(b"HTTP/1.1 200 OK\r\nContent-"), BROKEN),
        row("no blank line", answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"), BROKEN),
        row("only a status line", answering(b"HTTP/1.1 200 OK\r\n\r\n"), untrusted("signature-missing")),
        row("no reason phrase", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 200") + GOOD), REPLY),
    ),
)

PROTOCOL = Phase(
    name="another protocol",
    faults=(
        row("HTTP/0.9", answering(GOOD), LOST),
        row("HTTP/1.0 with length", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.0 200 OK") + GOOD), REPLY),
        row("HTTP/1.0 without length", answering(lambda s: proven(s, first=b"HTTP/1.0 200 OK") + GOOD), REPLY),
        row("HTTP/2 frames", answering(b"\0\0\x12\4\0\0\0\0\0" + bytes(18)), LOST),
        row(
            "HTTP/2.0 in the status line",
            answering(lambda s: proven(s, LENGTH, first=b"HTTP/2.0 200 OK") + GOOD),
            NO_HTTP,
        ),
        row("HTTP/1.2", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.2 200 OK") + GOOD), LOST),
        row("lower-case http", answering(lambda s: proven(s, LENGTH, first=b"http/1.1 200 OK") + GOOD), NO_HTTP),
        row("status 99", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 99 Low") + GOOD), NO_HTTP),
        row(
            "status 600",
            answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 600 High") + GOOD),
            refused(600, signed=True),
        ),
        row(
            "status 999",
            answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 999 High") + GOOD),
            refused(999, signed=True),
        ),
        row("status 2000", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 2000 High") + GOOD), NO_HTTP),
        row("status -200", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 -200 OK") + GOOD), NO_HTTP),
        row("status with a sign", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 +200 OK") + GOOD), NO_HTTP),
        row(
            "status in other digits",
            answering(lambda s: proven(s, LENGTH, first="HTTP/1.1 ２００ OK".encode()) + GOOD),
            NO_HTTP,
        ),
        row("no status", answering(lambda s: proven(s, LENGTH, first=b"HTTP/1.1 OK") + GOOD), NO_HTTP),
        row("TLS alert", answering(b"\x15\3\1\0\2\2\x28"), LOST),
        row("SSH", answering(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), NO_HTTP),
        row("SMTP", answering(b"220 smtp.example ESMTP\r\n"), NO_HTTP),
        row("zeros", answering(bytes(100)), LOST),
        row("blank lines", answering(b"\r\n\r\n\r\n\r\n"), LOST),
        row("zeros without end", playing(Read(), Send(bytes(65536), forever=True)), LOST),
        slow(
            "blank lines without end",
            playing(Read(), Send(b"\r\n" * 30000, forever=True), timeout=SHORT),
            NO_HTTP,
        ),
    ),
)


def coded(coding: bytes, content: bytes) -> Fault:
    """An answer with a content coding, proven, were it not for the coding."""
    return row(
        coding.decode(),
        answering(lambda s: proven(s, b"Content-Length: %d" % len(content), b"Content-Encoding: " + coding) + content),
        ENCODED,
    )


BOMB = gzip.compress(bytes(20_000_000))


COMPRESSED = Phase(
    name="compressed answers",
    faults=(
        coded(b"gzip", gzip.compress(GOOD)),
        coded(b"x-gzip", gzip.compress(GOOD)),
        coded(b"deflate", b"x\x9c"),
        coded(b"br", b"\x8b"),
        coded(b"zstd", b"(\xb5/\xfd"),
        coded(b"compress", b"x"),
        coded(b"GZIP", gzip.compress(GOOD)),
        coded(b"identity, gzip", gzip.compress(GOOD)),
        coded(b"gzip, gzip", gzip.compress(gzip.compress(GOOD))),
        coded(b"unheard-of", b"x"),
        row(
            "a bomb of 20 MB",
            answering(lambda s: proven(s, b"Content-Encoding: gzip", b"Content-Length: %d" % len(BOMB)) + BOMB),
            ENCODED,
        ),
        row(
            "gzip that nobody declares",
            answering(lambda s: s.signed(gzip.compress(GOOD))),
            unreadable("it is not UTF-8"),
        ),
        row("identity", answering(lambda s: s.signed(more=[("Content-Encoding", "identity")])), REPLY),
        row("identity in odd case", answering(lambda s: s.signed(more=[("Content-Encoding", " Identity")])), REPLY),
        row("empty coding", answering(lambda s: s.signed(more=[("Content-Encoding", "")])), REPLY),
        row(
            "an error page in gzip",
            answering(head(b"Content-Encoding: gzip", b"Content-Length: 1", first=b"HTTP/1.1 502 Bad Gateway") + b"x"),
            ENCODED,
        ),
    ),
)
