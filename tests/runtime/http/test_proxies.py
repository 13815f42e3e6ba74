"""Which proxy is used for which origin."""

from __future__ import annotations

import pytest
from wxbrand_runtime.http import Origin
from wxbrand_runtime.http.proxies import Proxies, parse_proxy

PROXY = "http://user:secret@proxy.example:3128"


def proxied(url: str) -> bool:
    scheme, _, authority = url.partition("://")
    host, _, port = authority.rpartition(":")
    return Proxies(None).proxy_for(Origin(scheme=scheme, host=host.strip("[]"), port=int(port))) is not None


@pytest.mark.parametrize(
    ("exceptions", "url"),
    [
        ("*", "https://api.example:443"),
        ("api.example", "https://api.example:443"),
        ("API.example", "https://api.EXAMPLE:443"),
        ("example", "https://api.example:443"),
        (".example", "https://api.example:443"),
        ("*.example", "https://api.example:443"),
        ("a, api.example ,b", "https://api.example:443"),
        ("a api.example", "https://api.example:443"),
        ("api.example:8443", "https://api.example:8443"),
        ("10.1.2.3", "https://10.1.2.3:443"),
        ("10.0.0.0/8", "https://10.1.2.3:443"),
        ("10.1.0.1/16", "https://10.1.2.3:443"),
        ("::1", "https://[::1]:443"),
        ("[::1]", "https://[::1]:443"),
        ("[::1]:8443", "https://[::1]:8443"),
        ("fd00::/8", "https://[fd00::1]:443"),
        ("", "http://127.0.0.1:80"),
    ],
)
def test_an_origin_that_is_reached_directly(exceptions: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", exceptions)

    assert not proxied(url)


@pytest.mark.parametrize(
    "exceptions", ["", ",", ".", "*.", "pi.example", "b.example", "api.example:1", "10.0.0.0/8", "x/y"]
)
def test_an_origin_that_is_reached_through_the_proxy(exceptions: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", exceptions)

    assert proxied("https://api.example:443")


def test_lower_case_has_precedence_even_if_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("https_proxy", "")

    assert not proxied("https://api.example:443")


def test_the_option_overrides_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", "*")
    origin = Origin(scheme="https", host="api.example", port=443)

    given = Proxies("http://other.example:1").proxy_for(origin)

    assert given is not None
    assert given.host == "other.example"
    assert Proxies(False).proxy_for(origin) is None


@pytest.mark.parametrize(
    "url", ["https://user:secret@a:1", "socks5://user:secret@a:1", "user:secret@a", "http://user:secret@[a:1"]
)
def test_an_environment_that_cannot_be_used_does_not_disturb_other_origins(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", url)
    monkeypatch.setenv("NO_PROXY", "api.example")

    assert not proxied("https://api.example:443")
    assert not proxied("http://127.0.0.1:80")
    with pytest.raises(ValueError, match=r"^HTTPS_PROXY must be http://host:port") as caught:
        proxied("https://other.example:443")

    assert "secret" not in repr(caught.value)


def test_no_repr_contains_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)

    assert repr(parse_proxy(PROXY)) == "Proxy(host='proxy.example', port=3128)"
    assert "secret" not in repr(Proxies(None)) + repr(Proxies(PROXY))
