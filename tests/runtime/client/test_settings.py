"""Base URLs: what is accepted, and why others are refused."""

from __future__ import annotations

import pytest
from wxbrand_runtime.client.settings import is_loopback, parse_base_url


@pytest.mark.parametrize(
    ("text", "url", "authority", "prefix"),
    [
        ("https://api.mch.weixin.qq.com", "https://api.mch.weixin.qq.com", "api.mch.weixin.qq.com", ""),
        ("https://api.mch.weixin.qq.com/", "https://api.mch.weixin.qq.com", "api.mch.weixin.qq.com", ""),
        ("https://API.example:443", "https://api.example", "api.example", ""),
        ("https://gateway.example:8443/wx/pay/", "https://gateway.example:8443", "gateway.example:8443", "/wx/pay"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090", "127.0.0.1:8090", ""),
        ("http://localhost", "http://localhost", "localhost", ""),
        ("http://[::1]:80", "http://[::1]", "[::1]", ""),
    ],
)
def test_good_base_urls(text: str, url: str, authority: str, prefix: str) -> None:
    origin = parse_base_url(text)

    assert (origin.url, origin.authority, origin.prefix) == (url, authority, prefix)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "begin with https"),
        ("api.mch.weixin.qq.com", "begin with https"),
        ("ftp://example.com", "begin with https"),
        ("https://", "begin with https"),
        ("http://api.mch.weixin.qq.com", "must be https"),
        ("http://127.0.0.1.example.com", "must be https"),
        ("https://user:secret@example.com", "user name or password"),
        ("https://example.com?", "query or fragment"),
        ("https://example.com/#", "query or fragment"),
        ("https://example.com/a%2Fb", "plain segments"),
        ("https://example.com/a/../b", "plain segments"),
        ("https://example.com//a", "plain segments"),
        ("https://exa mple.com", "base_url has a blank at position 12; remove it"),
        ("https://example.com\n", r"base_url has a line end at its end \(position 20\); remove it"),
        ("https://example.com\r\n", "base_url has a line end at position 20; remove it"),
        (" https://example.com", "base_url has a blank at position 1; remove it"),
        ("\ufeffhttps://example.com", r"base_url has an invisible character \(U\+FEFF\) at position 1; remove it"),
        ("https://exämple.com", "characters that no host has"),
        ("https://example.com\\@evil.example", "user name"),
        ("https://example.com:port", "not a URL"),
        ("https://example.com:99999", "not a URL"),
        ("https://[::1", "not a URL"),
    ],
)
def test_bad_base_urls_are_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        parse_base_url(text)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
