"""Proxy settings, and with `--online` name look-up, TLS and the clock of each host."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from wxbrand_codegen.doctor.findings import Finding, Situation, ok, problem, skipped, warning

if TYPE_CHECKING:
    from wxbrand_runtime.http import Origin

_TIMEOUT = 8.0
"""Seconds for each connection."""

_MAX_CLOCK_DIFFERENCE = 300
"""Seconds by which a request's timestamp may differ from WeChat Pay's clock."""

_NOTABLE_CLOCK_DIFFERENCE = 30
_SOON = 7
"""Days before the end of a server's certificate from which on there is a warning."""


def check_proxy(situation: Situation) -> Iterator[Finding]:
    """Look at the variables of proxies. Their passwords are not shown."""
    from wxbrand_runtime.http.proxies import Proxies

    environ = situation.environ
    https, others = _variable(environ, "https_proxy"), ("http_proxy", "all_proxy")
    if not https:
        for name in others:
            if _variable(environ, name):
                yield warning(
                    f"{name.upper()} is set, which wxbrand does not use: all its calls are https",
                    "set HTTPS_PROXY if calls must go through the proxy",
                )
        yield ok("no proxy: HTTPS_PROXY is not set")
        return
    for origin in _origins(situation):
        try:
            proxy = Proxies(None).proxy_for(origin)
        except ValueError as error:
            yield problem(str(error), "correct HTTPS_PROXY; wxbrand takes http:// proxies")
            return
        where = "directly (NO_PROXY, or http)" if proxy is None else f"through the proxy {proxy.origin.authority}"
        yield ok(f"{origin.host} is reached {where}")


def check_certificate_authorities(situation: Situation) -> Iterator[Finding]:
    """Look at the certificate authorities that are trusted."""
    paths = ssl.get_default_verify_paths()
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        value = situation.environ.get(name)
        if value and not os.path.exists(value):  # noqa: PTH110  (a text of the environment)
            yield problem(f"{name} names {value}, which does not exist", "correct it, or remove it")
            return
    count = len(ssl.create_default_context().get_ca_certs())
    if not count and not paths.capath:
        yield problem(
            "this Python knows no certificate authorities, so no https server is trusted",
            "install the system's ca-certificates, or on macOS run 'Install Certificates.command'",
        )
    else:
        yield ok(f"{ssl.OPENSSL_VERSION}, {count or 'a folder of'} certificate authorities")


def check_hosts(situation: Situation) -> Iterator[Finding]:
    """Connect to each host, and compare its clock with this machine's."""
    origins = _origins(situation)
    if not situation.online:
        hosts = ", ".join(origin.host for origin in origins)
        yield skipped(f"connections to {hosts}, and the clock, are only checked with --online")
        return
    for origin in origins:
        yield from _host(origin)


def _origins(situation: Situation) -> list[Origin]:
    from wxbrand_runtime.client.settings import parse_base_url

    from wxbrand_codegen.calls.package import load_package

    if base_url := situation.get("BASE_URL"):
        return [parse_base_url(base_url)]
    client = load_package().client
    return [parse_base_url(url) for url in (client.default_base_url, *client.backup_base_urls) if url]


def _host(origin: Origin) -> Iterator[Finding]:
    from wxbrand_runtime.http.proxies import Proxies

    proxy = Proxies(None).proxy_for(origin)
    server, port = (origin.host, origin.port) if proxy is None else (proxy.host, proxy.port)
    what = f"the proxy {server}" if proxy else server
    try:
        addresses = {entry[4][0] for entry in socket.getaddrinfo(server, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        yield problem(
            f"the name {server} cannot be resolved: {error.strerror}", "check DNS and the network of this machine"
        )
        return
    yield ok(f"{what} is {', '.join(sorted(map(str, addresses)))}")
    try:
        met = _meet(origin, proxy)
    except ssl.SSLCertVerificationError as error:
        yield problem(
            f"the TLS certificate of {origin.host} is not trusted: {error.verify_message}",
            "a proxy that reads TLS must have its authority in SSL_CERT_FILE; otherwise update the system's certificates",
        )
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        through = f" through {what}" if proxy else ""
        yield problem(
            f"no connection to {origin.host_and_port}{through}: {str(reason).lower()}",
            "check HTTPS_PROXY and NO_PROXY" if proxy else "check firewall and proxy: outgoing https must be allowed",
        )
    else:
        yield from _facts(origin, met)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What a server showed."""

    tls: str
    """Version of TLS; empty without."""

    expires: datetime | None
    date: str
    """Header Date."""

    seconds: float
    """From the request to the answer."""

    at: float
    """Unix time between request and answer."""


def _meet(origin: Origin, proxy: Any) -> _Met:
    """Send one unsigned request for the root of a server."""
    host, port = (origin.host, origin.port) if proxy is None else (proxy.host, proxy.port)
    connection: http.client.HTTPConnection
    if origin.scheme == "https":
        connection = http.client.HTTPSConnection(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    if proxy is not None:
        fields = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
        connection.set_tunnel(origin.host, origin.port, fields)
    try:
        connection.connect()
        tls, expires = "", None
        if isinstance(connection.sock, ssl.SSLSocket):
            tls = connection.sock.version() or ""
            not_after = (connection.sock.getpeercert() or {}).get("notAfter")
            expires = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(not_after)), UTC) if not_after else None
        begin = time.time()
        connection.request("GET", "/", headers={"Connection": "close"})
        date = connection.getresponse().getheader("Date") or ""
        seconds = time.time() - begin
        return _Met(tls=tls, expires=expires, date=date, seconds=seconds, at=begin + seconds / 2)
    finally:
        connection.close()


def _facts(origin: Origin, met: _Met) -> Iterator[Finding]:
    if met.tls:
        days = (met.expires - datetime.now(UTC)).days if met.expires else 0
        text = f"{met.tls} with {origin.host}, whose certificate is valid for {days} days"
        if met.expires and days < _SOON:
            yield warning(text, "it is not WeChat Pay's own, or about to be renewed; look at it with openssl s_client")
        else:
            yield ok(text)
    else:
        yield ok(f"{origin.url} answers")
    try:
        ahead = met.at - parsedate_to_datetime(met.date).timestamp()
    except ValueError:
        yield skipped(f"{origin.host} sends no Date, so the clock is not compared")
        return
    seconds = round(abs(ahead))
    text = f"this machine's clock is {seconds} s {'ahead of' if ahead > 0 else 'behind'} that of {origin.host}"
    if seconds > _MAX_CLOCK_DIFFERENCE:
        yield problem(f"{text}; requests are refused above {_MAX_CLOCK_DIFFERENCE} s", "synchronise the clock (NTP)")
    elif seconds > _NOTABLE_CLOCK_DIFFERENCE:
        yield warning(text, f"synchronise the clock (NTP); requests are refused above {_MAX_CLOCK_DIFFERENCE} s")
    else:
        yield ok(f"this machine's clock agrees with that of {origin.host}, within {max(seconds, 1)} s")


def _variable(environ: Any, name: str) -> str:
    return str(environ.get(name) or environ.get(name.upper()) or "")
