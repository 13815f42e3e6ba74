"""Rows about what happens before a request goes out: names, connections, TLS, proxies."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.runtime.conftest import certificate, private_key_of
from tests.runtime.fault_server import (
    OK,
    Answer,
    BelowTls,
    Drips,
    FaultServer,
    Read,
    Reset,
    Send,
    Silence,
    Step,
)
from tests.runtime.faults.fault import (
    BROKEN,
    LOST,
    REPLY,
    SHORT,
    Outcome,
    Phase,
    Place,
    Scene,
    Setting,
    answering,
    not_sent,
    playing,
    row,
    slow,
    untrusted,
)

UNKNOWN_NAME = not_sent("the host name is not known")
NO_TLS = not_sent("no TLS connection to 127.0.0.1")
NOT_TRUSTED = not_sent("is not trusted")
NOT_IN_TIME = not_sent("in the time allowed")


def at(base_url: str, **options: Any) -> Setting:
    """An address where nothing of ours listens."""
    return lambda _stack, _scene: Place(options={"base_url": base_url, **options})


def closed_port() -> int:
    """A port where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def refusing(_stack: ExitStack, _scene: Scene) -> Place:
    """A port where nothing listens."""
    return Place(options={"base_url": f"http://127.0.0.1:{closed_port()}"})


@contextlib.contextmanager
def full_listener(host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A port whose backlog is full, so that further connections get no answer at all."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        time.sleep(0.05)
        yield listener.getsockname()[1]


def full(scheme: str = "http", **options: Any) -> Setting:
    """A server that accepts no more."""
    return lambda stack, _scene: Place(
        options={"base_url": f"{scheme}://127.0.0.1:{stack.enter_context(full_listener())}", **options}
    )


def looking_up(answer: Callable[[], None], **options: Any) -> Setting:
    """A host name for which the system's look-up does this; it knows addresses still."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if str(host).endswith(".example") and not named.get("flags", 0) & socket.AI_NUMERICHOST:
            answer()
        return real(host, *rest, **named)

    def setting(stack: ExitStack, _scene: Scene) -> Place:
        stack.enter_context(patch.object(socket, "getaddrinfo", look_up))
        return Place(options={"base_url": "https://nowhere.example", **options})

    return setting


def unknown() -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def hesitating() -> None:
    time.sleep(2 * SHORT)
    unknown()


def unavailable() -> None:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def two_addresses(*, silent: bool) -> Setting:
    """A host with two addresses of which only the second one works."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        server = stack.enter_context(FaultServer([Answer(scene.signed())]))
        if silent:
            stack.enter_context(full_listener("127.0.0.2", server.port))
        real = socket.getaddrinfo

        def look_up(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
            if host not in {"two.localhost", b"two.localhost"}:
                return real(host, port, *rest, **named)
            if named.get("flags", 0) & socket.AI_NUMERICHOST:
                raise socket.gaierror
            return [found for address in ("127.0.0.2", "127.0.0.1") for found in real(address, port, *rest, **named)]

        stack.enter_context(patch.object(socket, "getaddrinfo", look_up))
        return Place(
            options={"base_url": f"http://two.localhost:{server.port}", "connect_timeout": 4 * SHORT}, server=server
        )

    return setting


CONNECTING = Phase(
    name="finding and reaching the host",
    faults=(
        row("connection refused", refusing, not_sent("connection refused")),
        row("connection refused over IPv6", at("http://[::1]:9"), not_sent("no connection to [::1]:9")),
        row("name that is not known", looking_up(unknown), UNKNOWN_NAME),
        row("no name server answers", looking_up(unavailable), UNKNOWN_NAME),
        slow(
            "look-up that takes long, by the time for connecting",
            looking_up(hesitating, connect_timeout=SHORT),
            NOT_IN_TIME,
        ),
        slow(
            "look-up that takes long, by the time of a try",
            looking_up(hesitating, timeout=SHORT),
            NOT_IN_TIME,
        ),
        row("label of 64 characters", at(f"https://{'a' * 64}.invalid"), UNKNOWN_NAME),
        row("name of 300 characters", at(f"https://{'a.' * 150}invalid"), UNKNOWN_NAME),
        row("empty label", at("https://a..invalid"), UNKNOWN_NAME),
        slow(
            "numbers too large for an address",
            at("https://256.256.256.256", connect_timeout=SHORT),
            not_sent("no connection to 256.256.256.256"),
        ),
        row("two addresses, the first refuses", two_addresses(silent=False), REPLY),
        row("two addresses, the first is silent", two_addresses(silent=True), REPLY),
        slow("no answer to the connection, by the time for connecting", full(connect_timeout=SHORT), NOT_IN_TIME),
        slow("no answer to the connection, by the time of a try", full(timeout=SHORT), NOT_IN_TIME),
        slow("no answer to the connection, by the deadline", full(deadline=SHORT), NOT_IN_TIME),
        slow("no answer to the connection for TLS", full("https", connect_timeout=SHORT), NOT_IN_TIME),
    ),
)


def dated(first: int, last: int) -> Setting:
    """A server whose certificate is valid from one day to another, counted from today."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        chain, key = folder / "chain.pem", folder / "key.pem"
        own = private_key_of(scene.credentials)
        chain.write_bytes(certificate(own, days=(first, last)).public_bytes(Encoding.PEM))
        key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        server = stack.enter_context(FaultServer([Read()], tls=context))
        return Place(options={"base_url": f"https://127.0.0.1:{server.port}", "ca_file": chain}, server=server, reads=0)

    return setting


def speaking(change: Any, *steps: Step, reads: int = 0) -> Setting:
    """A server whose TLS is not as it should be."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        chain, key = folder / "chain.pem", folder / "key.pem"
        own = private_key_of(scene.credentials)
        chain.write_bytes(certificate(own).public_bytes(Encoding.PEM))
        key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        change(context, chain)
        server = stack.enter_context(FaultServer(steps, tls=context))
        return Place(
            options={"base_url": f"https://127.0.0.1:{server.port}", "ca_file": chain}, server=server, reads=reads
        )

    return setting


def at_most(version: ssl.TLSVersion) -> Setting:
    """A server that speaks an old version only."""

    def change(context: ssl.SSLContext, _chain: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = version
            context.maximum_version = version

    return speaking(change)


def wants_certificate(context: ssl.SSLContext, chain: Path) -> None:
    """Make a server ask for a client's certificate, in the version in which the client notices at once."""
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(chain)
    context.maximum_version = ssl.TLSVersion.TLSv1_2


def plain(*steps: Step, **options: Any) -> Setting:
    """A server without TLS where TLS is expected."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        server = stack.enter_context(FaultServer(steps))
        return Place(
            options={"base_url": f"https://127.0.0.1:{server.port}", "ca_file": scene.tls.authority, **options},
            server=server,
            reads=0,
        )

    return setting


def secured(context: str, *, trusted: bool) -> Setting:
    """A server with the certificate of another host, or one that nobody trusts."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        server = stack.enter_context(FaultServer([Read()], tls=getattr(scene.tls, context)))
        options = {"ca_file": scene.tls.elsewhere_authority} if trusted else {}
        return Place(options={"base_url": f"https://127.0.0.1:{server.port}", **options}, server=server, reads=0)

    return setting


SECURING = Phase(
    name="TLS",
    faults=(
        row("certificate that nobody trusts", secured("server", trusted=False), NOT_TRUSTED),
        row("certificate of another host", secured("elsewhere", trusted=True), NOT_TRUSTED),
        row("certificate that has expired", dated(-9, -2), not_sent("is not trusted: certificate has expired")),
        row("certificate that is not valid yet", dated(2, 9), not_sent("is not trusted: certificate is not yet valid")),
        row("no TLS but HTTP", plain(Send(OK)), NO_TLS),
        row("garbage", plain(Send(b"garbage" * 99)), NO_TLS),
        row("TLS alert", plain(Send(b"\x15\3\3\0\2\2\x28")), NO_TLS),
        row("closes in the handshake", plain(), not_sent("")),
        row("resets in the handshake", plain(Reset()), not_sent("")),
        slow("handshake that hangs, by the time for connecting", plain(Silence(), connect_timeout=SHORT), NOT_IN_TIME),
        slow("handshake that hangs, by the time of a try", plain(Silence(), timeout=SHORT), NOT_IN_TIME),
        slow("handshake that hangs, by the deadline", plain(Silence(), deadline=SHORT), NOT_IN_TIME),
        slow("handshake that drips", plain(Drips(b"\x16\3\3\0\x7a" + bytes(99)), connect_timeout=SHORT), NOT_IN_TIME),
        row("TLS 1.0 only", at_most(ssl.TLSVersion.TLSv1), NO_TLS),
        row("TLS 1.1 only", at_most(ssl.TLSVersion.TLSv1_1), NO_TLS),
        row("wants a certificate of the client", speaking(wants_certificate, Read()), NO_TLS),
        row("closes after the handshake", playing(secure=True), BROKEN),
        row("resets after the handshake", playing(Reset(), secure=True), BROKEN),
        row("reads and closes", playing(Read(), secure=True), BROKEN),
        row("reads and resets", playing(Read(), Reset(), secure=True), BROKEN),
        slow(
            "reads and is silent",
            playing(Read(), Silence(), secure=True, timeout=SHORT),
            Outcome(error=LOST.error, words="did not answer completely within"),
        ),
        row("answers over TLS", answering(lambda s: s.signed(), secure=True), REPLY),
        row("answers unsigned over TLS", answering(OK, secure=True), untrusted("signature-missing")),
        row(
            "ends without saying so, no length",
            answering(lambda s: s.signed().replace(b"Content-Length", b"X-Length"), secure=True),
            REPLY,
        ),
        row("garbage within TLS", playing(Read(), BelowTls(b"garbage" * 99), secure=True), LOST),
        row("TLS alert after the handshake", playing(Read(), BelowTls(b"\x15\3\3\0\2\2\x28"), secure=True), LOST),
        row("breaks off its answer over TLS", answering(lambda s: s.signed()[:-1], secure=True), BROKEN),
    ),
)
