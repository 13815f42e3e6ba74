"""Rows about what happens while a request goes out and its answer is awaited, and about its framing."""

from __future__ import annotations

from wxbrand_runtime import OutcomeUnknown

from tests.runtime.fault_server import OK, Answer, Drip, Drips, HalfClose, Pause, Read, Reset, Send, Silence
from tests.runtime.faults.fault import (
    BROKEN,
    GOOD,
    LARGE,
    LOST,
    OUT_OF_TIME,
    REPLY,
    SHORT,
    Outcome,
    Phase,
    Scene,
    answering,
    playing,
    refused,
    row,
    slow,
    untrusted,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"


def head(*lines: bytes, first: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """The head of an answer."""
    return b"\r\n".join([first, *lines, b"", b""])


def proven(scene: Scene, *lines: bytes, first: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """The head of an answer that is WeChat Pay's."""
    return head(*lines, *scene.head.split(b"\r\n")[:-1], first=first)


def chunks(*pieces: bytes) -> bytes:
    """A body in chunks, ended as it must be."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


LENGTH = b"Content-Length: %d" % len(GOOD)
CODED = b"Transfer-Encoding: chunked"

SENDING = Phase(
    name="sending the request",
    faults=(
        row("accepts and closes", playing(), BROKEN),
        row("accepts and resets", playing(Pause(0.05), Reset()), BROKEN),
        row("reads and closes", playing(Read()), BROKEN),
        row("reads and resets", playing(Read(), Reset()), BROKEN),
        row("reads and half closes", playing(Read(), HalfClose(), Silence()), BROKEN),
        row("half closes at once", playing(HalfClose(), Silence()), BROKEN),
        row("half closes after its answer", playing(lambda s: Answer(s.signed()), HalfClose(), Silence()), REPLY),
        row("resets after its answer", playing(lambda s: Answer(s.signed()), Pause(0.05), Reset()), REPLY),
        row("resets within a large body", playing(Pause(0.02), Reset()), BROKEN, asks=LARGE),
        row("closes within a large body", playing(Pause(0.02)), BROKEN, asks=LARGE),
        slow("never reads a large body", playing(Pause(3 * SHORT), timeout=SHORT), OUT_OF_TIME, asks=LARGE),
        row(
            "answers before it reads a large body",
            playing(Send(head(b"Content-Length: 0", first=b"HTTP/1.1 413 Too Large")), Pause(0.1)),
            refused(413, signed=False),
            asks=LARGE,
        ),
        row("answers unasked", playing(Send(OK), Read()), untrusted("signature-missing")),
        slow("reads and is silent", playing(Read(), Silence(), timeout=SHORT)),
        slow("never reads", playing(Silence(), timeout=SHORT)),
        slow(
            "is silent, with a deadline shorter than the time-out",
            playing(Read(), Silence(), deadline=SHORT),
            Outcome(error=OutcomeUnknown, words="did not answer completely within 0.2"),
        ),
    ),
)

SLOW = Phase(
    name="slow answers",
    faults=(
        slow("drips its status line", playing(Drip(OK * 9, 0.05), timeout=SHORT)),
        slow("drips its header", playing(Answer(b"HTTP/1.1 200 OK\r\n"), Drips(b"A: b\r\n" * 99), timeout=SHORT)),
        slow("drips its body", playing(Answer(head(b"Content-Length: 99")), Drips(b"x" * 99), timeout=SHORT)),
        slow("drips its chunks", playing(Answer(CHUNKED), Drips(b"1\r\nx\r\n" * 99), timeout=SHORT)),
        slow("stops in its status line", playing(Answer(b"HTTP/1.1 2"), Silence(), timeout=SHORT)),
        slow("stops in its header", playing(Answer(b"HTTP/1.1 200 OK\r\nContent-"), Silence(), timeout=SHORT)),
        slow("stops before its body", playing(Answer(head(LENGTH)), Silence(), timeout=SHORT)),
        slow("stops in its body", playing(lambda s: Answer(s.signed()[:-1]), Silence(), timeout=SHORT)),
        slow("stops in a chunk", playing(Answer(CHUNKED + b"9\r\nab"), Silence(), timeout=SHORT)),
        slow("stops before the last chunk", playing(Answer(CHUNKED + b"2\r\n{}\r\n"), Silence(), timeout=SHORT)),
        slow("stops in the trailers", playing(Answer(CHUNKED + b"2\r\n{}\r\n0\r\nA: "), Silence(), timeout=SHORT)),
        slow(
            "stops after 100 Continue", playing(Answer(head(first=b"HTTP/1.1 100 Continue")), Silence(), timeout=SHORT)
        ),
        slow("a body without length that never ends", playing(Answer(head() + b"x"), Silence(), timeout=SHORT)),
        slow("drips 1xx answers without end", playing(Read(), Drips(HINTS * 99), timeout=SHORT)),
    ),
)

INTERIM = Phase(
    name="interim answers",
    faults=(
        *(
            row(
                f"{status} before the answer",
                answering(lambda s, status=status: head(first=b"HTTP/1.1 %d Wait" % status) * 2 + s.signed()),  # type: ignore[misc]
                REPLY,
            )
            for status in (100, 102, 103, 150, 199)
        ),
        row(
            "1xx with signature headers does not count",
            answering(lambda s: proven(s, first=b"HTTP/1.1 103 Hints") + head(LENGTH) + GOOD),
            untrusted("signature-missing"),
        ),
        slow(
            "1xx answers without end",
            playing(Read(), Send(HINTS * 500, forever=True), timeout=SHORT),
            LOST,
        ),
        row("1xx, then closed", playing(Answer(HINTS)), BROKEN),
        row(
            "101 Switching Protocols",
            answering(head(b"Upgrade: x", b"Connection: upgrade", first=b"HTTP/1.1 101 Switching")),
            LOST,
        ),
        row("101, signed, with a body", answering(lambda s: s.signed(status=101)), LOST),
    ),
)
