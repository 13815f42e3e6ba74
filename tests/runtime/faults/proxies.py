"""Rows about proxies."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

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
    answering,
    not_sent,
    row,
    slow,
    untrusted,
)

PROXY_PASSWORD = "pa55word"
AT_PORT = f"http://user:{PROXY_PASSWORD}@127.0.0.1:PORT"
DEAD = AT_PORT.replace("PORT", "9")


def full_proxy(stack: ExitStack, _scene: Scene) -> Place:
    """A proxy that accepts no more."""
    address = f"http://127.0.0.1:{stack.enter_context(full_listener())}"
    return Place(options={"base_url": "https://127.0.0.2", "proxy": address, "connect_timeout": SHORT})


def proxied(*steps: Step, base_url: str = "https://127.0.0.2", **options: Any) -> Setting:
    """A proxy that plays a script."""

    def setting(stack: ExitStack, _scene: Scene) -> Place:
        proxy = stack.enter_context(FaultServer(steps))
        address = AT_PORT.replace("PORT", str(proxy.port))
        return Place(options={"base_url": base_url, "proxy": address, **options}, proxy=proxy)

    return setting


def tunnelled(script: Callable[[Scene], list[Step]], *, trusted: bool = True, reads: int = 1) -> Setting:
    """A server behind a proxy that works."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        server = stack.enter_context(FaultServer(script(scene), tls=scene.tls.server))
        proxy = stack.enter_context(ConnectProxy())
        options: dict[str, Any] = {
            "base_url": f"https://127.0.0.1:{server.port}",
            "proxy": AT_PORT.replace("PORT", str(proxy.port)),
        }
        more = {"ca_file": scene.tls.authority} if trusted else {}
        return Place(options=options | more, server=server, reads=reads)

    return setting


def with_environment(setting: Setting, **variables: str) -> Setting:
    """The same with environment variables; PORT in one of them is the port of the proxy, which is then no option."""

    def changed(stack: ExitStack, scene: Scene) -> Place:
        place = setting(stack, scene)
        if any("PORT" in value for value in variables.values()):
            port = place.options.pop("proxy").rpartition(":")[2]
            environment = {name: value.replace("PORT", port) for name, value in variables.items()}
        else:
            environment = variables
        stack.enter_context(patch.dict(os.environ, environment))
        return place

    return changed


def behind(answer: bytes) -> Fault:
    """A proxy that refuses the way."""
    status = answer.split(b" ")[1].decode()
    return row(
        f"{answer.decode()} to CONNECT",
        proxied(Answer(b"HTTP/1.1 " + answer[9:] + b"\r\nContent-Length: 2\r\n\r\nno")),
        not_sent(f"refused the tunnel: status {status}"),
    )


REFUSED = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
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
        row(
            "of the environment, refuses the connection",
            with_environment(at("https://127.0.0.2"), HTTPS_PROXY=DEAD),
            not_sent("no connection to the proxy 127.0.0.1:9"),
        ),
        row(
            "of the environment, answers 407",
            with_environment(proxied(Answer(REFUSED)), HTTPS_PROXY=AT_PORT),
            not_sent("refused the tunnel: status 407"),
        ),
        row(
            "of the environment, without a scheme, closes after CONNECT",
            with_environment(proxied(Read()), https_proxy=AT_PORT.removeprefix("http://")),
            not_sent("no connection through the proxy 127.0.0.1"),
        ),
        row(
            "of the environment, works",
            with_environment(tunnelled(lambda s: [Answer(s.signed())]), HTTPS_PROXY=AT_PORT, NO_PROXY="127.0.0.2"),
            REPLY,
        ),
        row(
            "of the environment, lower case before upper case",
            with_environment(tunnelled(lambda s: [Answer(s.signed())]), https_proxy=AT_PORT, HTTPS_PROXY=DEAD),
            REPLY,
        ),
        *(
            row(
                f"of the environment, with NO_PROXY={exceptions}",
                with_environment(answering(lambda s: s.signed(), secure=True), HTTPS_PROXY=DEAD, NO_PROXY=exceptions),
                REPLY,
            )
            for exceptions in ("*", "127.0.0.1", "10.0.0.0/8,127.0.0.0/8")
        ),
        row(
            "of the environment, overridden",
            with_environment(tunnelled(lambda s: [Answer(s.signed())]), HTTPS_PROXY=DEAD, NO_PROXY="*"),
            REPLY,
        ),
        row(
            "of the environment, turned off",
            with_environment(answering(lambda s: s.signed(), secure=True, proxy=False), HTTPS_PROXY=DEAD),
            REPLY,
        ),
        row(
            "of the environment, for http and for all protocols",
            with_environment(answering(lambda s: s.signed(), secure=True), HTTP_PROXY=DEAD, ALL_PROXY=DEAD),
            REPLY,
        ),
        row(
            "of the environment, not used for http",
            with_environment(answering(lambda s: s.signed()), HTTPS_PROXY=DEAD),
            REPLY,
        ),
        row("works", tunnelled(lambda s: [Answer(s.signed())]), REPLY),
        row("works, but the server is not trusted", tunnelled(lambda _: [Read()], trusted=False, reads=0), NOT_TRUSTED),
        row("works, but the server closes", tunnelled(lambda _: [Read()]), BROKEN),
        row("an unsigned answer through it", tunnelled(lambda _: [Answer(OK)]), untrusted("signature-missing")),
    ),
)
