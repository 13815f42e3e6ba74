"""The page of one request, over a real socket."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.explain import explain_exchange
from wxbrand_codegen.sandbox.console.details.differences import Piece, compare, show
from wxbrand_codegen.sandbox.console.details.texts import TEXTS
from wxbrand_runtime.http import Answer
from wxbrand_runtime.testing import diagnosis, new_pair
from wxbrand_runtime.testing.diagnosis import SignedRequest

from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"
Exchange = Callable[..., Answer]


@pytest.fixture
def page(call_over_http: Caller, exchange: Exchange) -> Callable[..., str]:
    def page(number: int = 1, language: str = "en") -> str:
        pairs = [("Accept-Language", language)]
        answer = exchange(call_over_http.base_url, "GET", f"/sandbox/requests/{number}", pairs, b"")
        assert answer.status == 200
        return answer.body.decode()

    return page


def text_of(page: str, element: str = "body") -> str:
    """Return what a reader sees of an element that the page has once."""
    inner = page[page.index(f'id="{element}"') :] if element != "body" else page
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", inner)).split())


def test_a_request_that_is_accepted(call_over_http: Caller, coupon: dict[str, Any], page: Callable[..., str]) -> None:
    call_over_http("POST", COUPONS, coupon)

    shown = text_of(page())

    assert "Accepted: the signature verifies, and the request is as the spec says." in shown
    assert "WeChat Pay's signature verifies." in shown
    assert '"token": "ABBpZjCf"' in shown


def test_what_was_signed_stands_beside_what_the_server_built(call_over_http: Caller, page: Callable[..., str]) -> None:
    signed = b'{"coupon_id": "1", "send_request_no": "34657_1"}'
    call_over_http("POST", COUPONS, body=signed.replace(b": ", b":"), signed=("POST", COUPONS, signed))

    english, chinese = page(), page(language="zh")

    assert "The signature is refused: the body was serialised twice" in text_of(english, "verdict")
    assert "签名被拒绝：请求体被序列化了两次" in text_of(chinese, "verdict")
    assert "{&#34;coupon_id&#34;:<mark>·</mark>&#34;1&#34;" in english
    assert "{&#34;coupon_id&#34;:&#34;1&#34;" in english


def test_a_fault_that_spoilt_the_answer_is_named(call_over_http: Caller, page: Callable[..., str]) -> None:
    call_over_http.sandbox.faults.arm("wrong-key", "", 0.0)
    call_over_http("DELETE", COUPONS)
    call_over_http.sandbox.script(tamper=True)
    call_over_http("DELETE", COUPONS)

    armed, scripted = text_of(page(1)), text_of(page(2))

    assert "by a fault that was armed: an answer signed with another key." in armed
    assert "The signature of this answer is wrong on purpose; a client must refuse it." in armed
    assert "The answer was altered on purpose, by a test." in scripted


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("crlf", '<td class="signed">DELETE<mark class="named">CR</mark><span class="named">LF</span></td>'),
        ("no-end", '<td class="built"><mark class="named">LF</mark></td>'),
    ],
)
def test_line_ends_are_shown(call_over_http: Caller, page: Callable[..., str], signed: str, expected: str) -> None:
    from wxbrand_runtime.auth.signing import request_message, sign

    from tests.generator.sandbox.conftest import NOW

    message = request_message("DELETE", COUPONS, NOW, "n1", b"")
    message = message.replace(b"\n", b"\r\n") if signed == "crlf" else message[:-1]
    credentials = call_over_http.credentials
    assert credentials.private_key
    token = (
        f'WECHATPAY-BRAND-SHA256-RSA2048 brand_id="{credentials.brand_id}",nonce_str="n1",timestamp="{NOW}",'
        f'serial_no="{credentials.serial_no}",signature="{sign(credentials.private_key, message)}"'
    )
    call_over_http("DELETE", COUPONS, headers={"Authorization": token})

    assert expected in page()


def test_another_key_is_recognised_and_its_signature_is_not_handed_out(
    call_over_http: Caller, exchange: Exchange, page: Callable[..., str]
) -> None:
    _, call_over_http.credentials = new_pair()  # the same ids with other keys
    call_over_http("DELETE", COUPONS)

    shown = page()

    assert "The signature is refused: another private key made it." in text_of(shown, "verdict")
    assert "What was signed cannot be known without the other key." in text_of(shown)
    assert "There is no command" in text_of(shown)
    assert exchange(call_over_http.base_url, "GET", "/sandbox/requests/1/curl", [], b"").status == 404


def test_the_member_that_was_refused_is_marked(
    call_over_http: Caller, coupon: dict[str, Any], page: Callable[..., str]
) -> None:
    call_over_http("POST", COUPONS, {**coupon, "store_list": [{"store_id": "1"}, {"store_id": "12345"}]})
    call_over_http("POST", COUPONS, {"coupon_id": "1", "display_info": {}})

    too_long, missing = page(1), page(2)

    marked = re.findall(r'<li class="[^"]*refused" aria-current="true">(.*?)</li>', too_long)
    assert list(map(html.unescape, marked)) == ['"store_id": "12345"']
    assert "The body is refused: store_list[1].store_id has 5 characters; at most 3 are allowed." in text_of(
        too_long, "verdict"
    )
    (lacking,) = re.findall(r'<li class="[^"]*refused" aria-current="true">(.*?)</li>', missing)
    assert text_of(lacking) == "send_request_no missing"


@pytest.mark.parametrize(
    "header",
    [
        "Bearer sk-live-1234567890",
        "sk-live-1234567890",
        'WECHATPAY-BRAND-SHA256-RSA2048 brand_id="20000001",signature="sk-live-1234567890"',
    ],
)
def test_no_secret_is_shown(call_over_http: Caller, page: Callable[..., str], exchange: Exchange, header: str) -> None:
    secrets: dict[str, str | None] = {"Authorization": header, "Cookie": "id=sk-live-1", "X-Api-Key": "sk-live-2"}
    call_over_http("DELETE", COUPONS, headers=secrets)

    assert "sk-live" not in page()
    assert exchange(call_over_http.base_url, "GET", "/sandbox/requests/1/curl", [], b"").status == 404


def test_a_signature_is_shortened(call_over_http: Caller, page: Callable[..., str]) -> None:
    call_over_http("DELETE", COUPONS)
    headers = call_over_http.sandbox.requests[0].headers
    signature = (headers.get("Authorization") or "").partition('signature="')[2].partition('"')[0]
    answered = call_over_http.sandbox.requests[0].answer.headers.get("Wechatpay-Signature") or ""

    shown = html.unescape(page())

    assert signature[:12] in shown
    assert signature[:13] not in shown
    assert answered[:13] not in shown


HOSTILE = "</textarea><script>alert(1)</script>\x1b[2J\u202e'\"`{{7*7}}{%"


def test_nothing_that_a_client_sends_becomes_html(
    call_over_http: Caller, exchange: Exchange, page: Callable[..., str]
) -> None:
    target = "/<script>alert(1)</script>?<img/src=x>=<b>&'\"=1"
    body = json.dumps({HOSTILE: HOSTILE}, ensure_ascii=False).encode()
    headers: dict[str, str | None] = {"X-<b>": None, "User-Agent": "<script>alert(1)</script>", "Content-Type": "<i>"}
    call_over_http("POST", target, body=body, headers=headers)
    call_over_http("POST", COUPONS, body=HOSTILE.encode(), headers=headers)
    call_over_http("POST", COUPONS, body=b"\xff\xfe<script>" * 99, headers=headers)

    pages = [page(1), page(2), page(3)]
    pages.append(exchange(call_over_http.base_url, "GET", "/sandbox/?text=<script>", [], b"").body.decode())

    for shown in pages:
        assert shown.count("<script") == 1  # console.js
        assert "<img/src" not in shown
        assert "<b>" not in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "49" not in re.findall(r"\b49\b", shown)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"1" * 100_000,
        b'{"a": 1, "a": 2, "b": 1e400, "c": NaN}',
        b'{"\\ud800": "\\udfff"}',
        b"\x00\x01" * 1000,
        b'"' + b"a" * 1_000_000 + b'"',
        json.dumps([{"n": n} for n in range(20_000)]).encode(),
    ],
)
def test_any_body_can_be_shown(
    call_over_http: Caller, exchange: Exchange, page: Callable[..., str], body: bytes
) -> None:
    call_over_http("POST", COUPONS, body=body)
    call_over_http("POST", COUPONS, body=body, signed=("POST", COUPONS, body + b"\n"))

    assert len(page(1)) < 500_000
    assert "a line feed was signed after the body" in text_of(page(2), "verdict")
    assert exchange(call_over_http.base_url, "GET", "/sandbox/requests/1/curl", [], b"").status in {200, 404}


def test_a_large_body_is_not_tried_again(call_over_http: Caller, page: Callable[..., str]) -> None:
    body = b'{"a": "' + b"a" * 2_000_000 + b'"}'
    call_over_http("POST", COUPONS, body=body, signed=("POST", COUPONS, body + b"\n"))

    shown = text_of(page())

    assert "Likely cause: the body was signed with a line feed after it" in text_of(page(), "verdict")
    assert "The body is too large to try again how it was signed" in shown


def test_many_and_long_fields_are_shown_in_part(
    call_over_http: Caller, exchange: Exchange, page: Callable[..., str]
) -> None:
    query = "&".join(f"a{number}=<b>" for number in range(6_000))
    headers: dict[str, str | None] = {"X-Long": "b" * 5_000, **{f"X-{number}": "<b>" for number in range(90)}}
    call_over_http("GET", f"/a?{query}", headers=headers)

    listed = exchange(call_over_http.base_url, "GET", "/sandbox/", [], b"").body

    assert len(page()) < 300_000
    assert len(listed) < 10_000


def test_the_command_sends_the_same_request_again(call_over_http: Caller, exchange: Exchange, tmp_path: Path) -> None:
    body = b'{"coupon_id":"it\'s \xe5\x88\xb8\\n$(touch pwned)`touch pwned`\x7f","send_request_no":"34657_1"}'
    call_over_http("POST", COUPONS, body=body)
    command = exchange(call_over_http.base_url, "GET", "/sandbox/requests/1/curl", [], b"").body.decode()

    subprocess.run(["bash", "-c", command], check=True, capture_output=True, timeout=30, cwd=tmp_path)
    first, again = call_over_http.sandbox.requests

    assert "\x7f" not in command
    assert list(tmp_path.iterdir()) == []
    assert (again.status, again.target, again.body) == (200, first.target, body)


def test_a_body_that_names_a_file_is_sent_as_it_is(call_over_http: Caller, exchange: Exchange) -> None:
    call_over_http("POST", COUPONS, body=b"@/etc/hostname")
    command = exchange(call_over_http.base_url, "GET", "/sandbox/requests/1/curl", [], b"").body.decode()

    subprocess.run(["bash", "-c", command], check=True, capture_output=True, timeout=30)

    assert call_over_http.sandbox.requests[1].body == b"@/etc/hostname"


def test_explain_is_shown_if_there_is_one(call: Caller) -> None:
    call("DELETE", COUPONS, signed=("DELETE", "/", b""))

    lines = explain_exchange(call.sandbox.requests[0], call.sandbox.wechat_pay)

    assert "  WRONG  the signature does not verify." in "\n".join(lines)
    assert partial(explain_exchange, wechat_pay=call.sandbox.wechat_pay)(call.sandbox.requests[0]) == lines


def test_every_mistake_has_a_sentence_and_an_advice() -> None:
    request = SignedRequest(method="POST", target="/a?b=%20", timestamp=1, nonce="n", body='{"a":"é"}'.encode())
    text = SignedRequest(method="POST", target="/a", timestamp=1, nonce="n", body=b'"{}"')
    codes = {code for each in (request, text) for code, _, _ in diagnosis._mistakes(each, "h")} | {
        "key-other",
        "unknown",
    }

    assert {key.partition(".")[2] for key in TEXTS if key.startswith("mistake.")} == codes
    assert {f"advice.signature.{code.partition('-')[0]}" for code in codes} <= TEXTS.keys()


def plain(side: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in side)


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        (b"a b", b"ab", "a[·]b", "ab"),
        (b"a\n", b"a\r\n", "aLF", "a[CR]LF"),
        (b"\xef\xbb\xbfa", b"a", "[BOM]a", "a"),
        (b"a ", b"a", "a[·]", "a"),
        (b"\xff", b"\xfe", "[0xFF]", "[0xFE]"),
        (b"x", b"x", "x", "x"),
    ],
)
def test_what_differs_is_marked_and_what_is_hidden_is_named(one: bytes, other: bytes, left: str, right: str) -> None:
    sides = compare(one, other)

    assert tuple(plain(list(side)) for side in sides) == (left, right)


def test_long_equal_text_is_left_out() -> None:
    side, _ = compare(b"a" * 10_000 + b"x" + b"b" * 10_000, b"a" * 10_000 + b"y" + b"b" * 10_000)

    assert sum(piece.left_out for piece in side) > 19_000
    assert "[x]" in plain(list(side))
    assert sum(len(piece.text) + piece.left_out for piece in show(b"a" * 100_000)) == 100_000
