"""Rows about proxies."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from tests.runtime.fault_server import OK, Answer, ConnectProxy, Drip, FaultServer, Read, Reset, Send, Silence, Step
from tests.runtime.faults.connecting import NOT_IN_TIME, NOT_TRUSTED, UNKNOWN_NAME, at, full_listener
from tests.runtime.faults.fault import (
    BROKEN,
    REPLY,
    SHORT,
    Fault,
    Phase,
    Place,
    Scene,
    Setting,
    not_sent,
    row,
    slow,
    untrusted,
)

PROXY_PASSWORD = "pa55word"


def full_proxy(stack: ExitStack, _scene: Scene) -> Place:
    """A proxy that accepts no more."""
    address = f"http://127.0.0.1:{stack.enter_context(full_listener())}"
    return Place(options={"base_url": "https://127.0.0.2", "proxy": address, "connect_timeout": SHORT})


def proxied(*steps: Step, base_url: str = "https://127.0.0.2", **options: Any) -> Setting:
    """A proxy that plays a script."""

    def setting(stack: ExitStack, _scene: Scene) -> Place:
        proxy = stack.enter_context(FaultServer(steps))
        address = f"http://user:{PROXY_PASSWORD}@127.0.0.1:{proxy.port}"
        return Place(options={"base_url": base_url, "proxy": address, **options}, proxy=proxy)

    return setting


def tunnelled(script: Callable[[Scene], list[Step]], *, trusted: bool = True, reads: int = 1) -> Setting:
    """A server behind a proxy that works."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        server = stack.enter_context(FaultServer(script(scene), tls=scene.tls.server))
        proxy = stack.enter_context(ConnectProxy())
        options: dict[str, Any] = {
            "base_url": f"https://127.0.0.1:{server.port}",
            "proxy": f"http://user:{PROXY_PASSWORD}@127.0.0.1:{proxy.port}",
        }
        more = {"ca_file": scene.tls.authority} if trusted else {}
        return Place(options=options | more, server=server, reads=reads)

    return setting


def behind(answer: bytes) -> Fault:
    """A proxy that refuses the way."""
    status = answer.split(b" ")[1].decode()
    return row(
        f"{answer.decode()} to CONNECT",
        proxied(Answer(b"HTTP/1.1 " + answer[9:] + b"\r\nContent-Length: 2\r\n\r\nno")),
        not_sent(f"refused the tunnel: status {status}"),
    )


ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"

PROXIES = Phase(
    name="proxies",
    faults=(
        behind(b"HTTP/1.1 407 Proxy Authentication Required"),
        behind(b"HTTP/1.1 403 Forbidden"),
        behind(b"HTTP/1.1 502 Bad Gateway"),
        behind(b"HTTP/1.1 503 Service Unavailable"),
        behind(b"HTTP/1.1 302 Found"),
        behind(b"HTTP/1.1 400 Bad Request"),
        row(
            "refuses the connection",
            at("https://127.0.0.2", proxy=f"http://u:p@127.0.0.1:{9}"),
            not_sent("no connection to the proxy 127.0.0.1:9"),
        ),
        row("its name is not known", at("https://127.0.0.2", proxy="http://u:p@a..example:3128"), UNKNOWN_NAME),
        row("closes at once", proxied(), not_sent("")),
        row("closes after CONNECT", proxied(Read()), not_sent("")),
        row("resets after CONNECT", proxied(Read(), Reset()), not_sent("")),
        row("breaks off its answer", proxied(Answer(b"HTTP/1.1 200 Conn")), not_sent("")),
        row("answers garbage", proxied(Answer(b"garbage\r\n\r\n")), not_sent("")),
        row("answers as SOCKS", proxied(Answer(b"\5\xff")), not_sent("")),
        row("answers with a page of its own", proxied(Answer(OK)), not_sent("")),
        row("establishes, then closes", proxied(Answer(ESTABLISHED)), not_sent("")),
        row(
            "establishes, then garbage",
            proxied(Answer(ESTABLISHED + b"garbage" * 99), Silence(), connect_timeout=2 * SHORT),
            not_sent("no"),
        ),
        row(
            "header without end",
            proxied(Answer(b"HTTP/1.1 200 OK\r\n"), Send(b"A: b\r\n" * 9999, forever=True)),
            not_sent(""),
        ),
        slow("is silent", proxied(Read(), Silence(), connect_timeout=SHORT), NOT_IN_TIME),
        slow("drips its answer", proxied(Drip(ESTABLISHED * 9, 0.05), connect_timeout=SHORT), NOT_IN_TIME),
        slow("establishes, then silence", proxied(Answer(ESTABLISHED), Silence(), connect_timeout=SHORT), NOT_IN_TIME),
        slow("no answer to the connection", full_proxy, NOT_IN_TIME),
        row("works", tunnelled(lambda s: [Answer(s.signed())]), REPLY),
        row("works, but the server is not trusted", tunnelled(lambda _: [Read()], trusted=False, reads=0), NOT_TRUSTED),
        row("works, but the server closes", tunnelled(lambda _: [Read()]), BROKEN),
        row("an unsigned answer through it", tunnelled(lambda _: [Answer(OK)]), untrusted("signature-missing")),
    ),
)
