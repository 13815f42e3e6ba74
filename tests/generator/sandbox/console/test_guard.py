"""Who may call the paths below /sandbox/: nobody whom a page of another origin sends."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import pytest
from wxbrand_runtime.http import Answer

from tests.generator.sandbox.conftest import Caller

FORM = "application/x-www-form-urlencoded"
PATHS = ("/sandbox/", "/sandbox/events", "/sandbox/static/console.css", "/sandbox/claim", "/sandbox/delivery-plans")
Exchange = Callable[..., Answer]


@pytest.fixture
def port(url: str) -> str:
    return url.rpartition(":")[2]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_the_names_of_this_machine_are_answered(url: str, port: str, exchange: Exchange, name: str) -> None:
    assert exchange(url, "GET", "/sandbox/", [("Host", f"{name}:{port}")], b"").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
@pytest.mark.parametrize("path", [*PATHS, "/sandbox/images/x.png"])
def test_a_name_that_was_made_to_resolve_to_this_machine_is_refused(
    url: str, port: str, exchange: Exchange, host: str, path: str
) -> None:
    answer = exchange(url, "GET", path, [("Host", host.format(port=port))], b"")

    assert answer.status == 403
    assert answer.body.decode() == (
        f"the Host header does not name this sandbox; open http://127.0.0.1:{port}/sandbox/\n"
    )


@pytest.mark.parametrize(
    ("request_line", "hosts", "status"),
    [
        ("GET /sandbox/ HTTP/1.0", [], b"403"),
        ("GET /sandbox/ HTTP/1.1", [], b"400"),
        ("GET /sandbox/ HTTP/1.1", ["127.0.0.1:{port}", "evil.example"], b"400"),
        ("GET /sandbox/ HTTP/1.1", ["127.0.0.1:{port}@evil.example"], b"403"),
        ("GET http://127.0.0.1:{port}/sandbox/ HTTP/1.1", ["evil.example"], b"401"),  # the API's answer: not signed
        ("GET //sandbox/ HTTP/1.1", ["evil.example"], b"401"),
        ("GET /%73andbox/ HTTP/1.1", ["evil.example"], b"403"),
        ("GET /sandbox/%2e%2e/sandbox/ HTTP/1.1", ["evil.example"], b"403"),
    ],
)
def test_odd_requests_do_not_pass(port: str, request_line: str, hosts: list[str], status: bytes) -> None:
    lines = [request_line, *(f"Host: {host}" for host in hosts), "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).format(port=port).encode())
        answer = connection.makefile("rb").read()

    assert answer.split()[1] == status
    assert b"<html" not in answer


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://localhost:{port}"},  # another origin than the Host, though the same machine
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", [*PATHS, "/sandbox/clear", "/sandbox/settings"])
def test_a_page_of_another_origin_is_refused(
    url: str, port: str, exchange: Exchange, headers: dict[str, str], method: str, path: str
) -> None:
    pairs = [(name, text.format(port=port)) for name, text in headers.items()]

    assert exchange(url, method, path, pairs, b"").status == 403


def test_a_link_on_another_site_opens_a_page_and_changes_nothing(url: str, exchange: Exchange) -> None:
    link = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")]

    assert exchange(url, "GET", "/sandbox/", link, b"").status == 200
    assert exchange(url, "POST", "/sandbox/clear", link, b"").status == 403
    assert exchange(url, "POST", "/sandbox/clear", [("Sec-Fetch-Site", "none")], b"").status == 403


def test_a_form_of_another_site_cannot_act(url: str, exchange: Exchange) -> None:
    trick = b'{"token": "x", "ignored": "="}'
    pairs = [("Content-Type", "text/plain"), ("Origin", "https://evil.example")]

    assert exchange(url, "POST", "/sandbox/claim", pairs, trick).status == 403


def test_scripts_act_without_origin(url: str, exchange: Exchange) -> None:
    answer = exchange(url, "POST", "/sandbox/claim", [("Content-Type", "application/json")], b'{"token": "x"}')

    assert answer.status == 404
    assert json.loads(answer.body)["message"] == "this sandbox only returns examples; there is nothing to claim"


def test_pages_of_the_application_under_development_may_show_images(url: str, exchange: Exchange) -> None:
    pairs = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image"), ("Sec-Fetch-Mode", "no-cors")]

    answer = exchange(url, "GET", "/sandbox/images/x.png", pairs, b"")

    assert answer.status == 404  # no such image, but it was not refused
    assert answer.headers.get("Cross-Origin-Resource-Policy") is None


@pytest.mark.parametrize("path", [*PATHS[2:], "/sandbox/", "/sandbox/nothing"])
def test_answers_carry_the_headers_that_restrict_browsers(url: str, exchange: Exchange, path: str) -> None:
    headers = exchange(url, "GET", path, [], b"").headers

    assert "default-src 'none'" in (headers.get("Content-Security-Policy") or "")
    assert "unsafe" not in (headers.get("Content-Security-Policy") or "")
    assert headers.get("X-Content-Type-Options") == "nosniff"
    assert headers.get("Cross-Origin-Resource-Policy") == "same-origin"
    assert headers.get("Cache-Control") == "no-store"
    assert headers.get("Access-Control-Allow-Origin") is None


def test_the_api_itself_is_not_guarded(call_over_http: Caller) -> None:
    answer = call_over_http("DELETE", "/users/o/coupons", headers={"Host": "api.mch.weixin.qq.com", "Origin": "null"})

    assert answer.status == 204
    assert answer.headers.get("Content-Security-Policy") is None


def test_a_switch_is_kept_in_a_cookie_and_leads_back(url: str, exchange: Exchange) -> None:
    answer = exchange(
        url, "POST", "/sandbox/settings", [("Content-Type", FORM)], b"language=zh&back=/sandbox/%3Fstatus%3D4"
    )
    cookie = answer.headers.get("Set-Cookie") or ""

    assert (answer.status, answer.headers.get("Location")) == (303, "/sandbox/?status=4")
    assert cookie.startswith("wxbrand-language=zh;")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "请求" in exchange(url, "GET", "/sandbox/", [("Cookie", cookie)], b"").body.decode()


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/sandbox/", "/elsewhere", "/sandbox/%0D%0AX: y"]
)
def test_a_switch_leads_nowhere_else(url: str, exchange: Exchange, back: str) -> None:
    answer = exchange(url, "POST", "/sandbox/settings", [("Content-Type", FORM)], f"theme=dark&back={back}".encode())

    assert (answer.headers.get("Location") or "").startswith("/sandbox/")
    assert answer.headers.get("X") is None


def test_a_body_over_a_mebibyte_is_refused(url: str, exchange: Exchange) -> None:
    assert exchange(url, "POST", "/sandbox/claim", [], b" " * (1024 * 1024 + 1)).status == 413


@pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5_000, "-1", "1.5", "%D9%A1", "%00"])
def test_a_number_that_no_request_has_is_not_found(url: str, exchange: Exchange, number: str) -> None:
    assert exchange(url, "GET", f"/sandbox/requests/{number}", [], b"").status == 404
    assert exchange(url, "GET", f"/sandbox/requests/{number}/curl", [], b"").status == 404


def test_many_members_do_not_keep_the_sandbox_busy(url: str, exchange: Exchange) -> None:
    members = [f'"{number:06}":1' for number in range(70_000)]
    body = "{" + ",".join([*members, members[-1]]) + "}"

    begin = time.monotonic()
    answer = exchange(url, "POST", "/sandbox/claim", [("Content-Type", "application/json")], body.encode())

    assert answer.status == 400
    assert time.monotonic() - begin < 5  # when each name was compared with each other one: a minute
