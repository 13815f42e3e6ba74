"""`wxbrand explain`: each form of input, each problem, and that no secret is printed."""

from __future__ import annotations

import base64
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wxbrand_codegen.cli.main import main
from wxbrand_runtime import Credentials
from wxbrand_runtime.auth.ids import serial_number_text
from wxbrand_runtime.auth.signing import authorization, request_message, sign
from wxbrand_runtime.client.refusals.sign_information import describe_message
from wxbrand_runtime.testing import WeChatPay, new_pair, new_private_key

from tests.runtime.conftest import certificate, private_key_of

TARGET = "/brand/marketing/product-coupon/users/oh-394z/pre-send-coupon-bundle?a=%2F"
OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
BODY = '{"appid": "wx2335", "name": "券"}'

Said = tuple[int, str]
Explain = Callable[..., Said]


@pytest.fixture(scope="module")
def pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()


@pytest.fixture
def folder(pair: tuple[WeChatPay, Credentials], tmp_path: Path) -> Path:
    wechat_pay, credentials = pair
    private = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = wechat_pay.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "apiclient_key.pem").write_bytes(private)
    (tmp_path / "apiclient_key.pem").chmod(0o600)
    (tmp_path / "wxp_pub.pem").write_bytes(public)
    (tmp_path / "wxbrand.env").write_text(
        f"WXBRAND_BRAND_ID={credentials.brand_id}\nWXBRAND_SERIAL_NO={credentials.serial_no}\n"
        f"WXBRAND_PUBLIC_KEY_ID={credentials.public_key_id}\n"
    )
    return tmp_path


@pytest.fixture
def explain(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Explain:
    def run(content: str | bytes, *files: str, keys: bool = True) -> Said:
        file = tmp_path / "what-i-have.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["explain", str(file), *files, *(["--dir", str(folder)] if keys else [])])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def proof(credentials: Credentials, *, target: str = TARGET, body: str = BODY, at: Any = None, **more: Any) -> str:
    seconds = int(time.time() if at is None else at)
    return authorization(
        credentials, more.pop("method", "POST"), target, body.encode(), timestamp=seconds, nonce="N" * 32, **more
    )


def request(credentials: Credentials, value: str, *, target: str = TARGET, body: str = BODY, key_id: str = "") -> str:
    return (
        f"POST {target} HTTP/1.1\nHost: api.mch.weixin.qq.com\nAuthorization: {value}\n"
        f"Wechatpay-Serial: {key_id or credentials.public_key_id}\nContent-Type: application/json\n\n{body}"
    )


def curl(credentials: Credentials, value: str) -> str:
    return (
        f"curl -X POST \\\n  'https://api.mch.weixin.qq.com{TARGET}' \\\n  -H 'Authorization: {value}' \\\n"
        f"  -H \"Wechatpay-Serial: {credentials.public_key_id}\" \\\n  -d '{BODY}'"
    )


def verbose(credentials: Credentials, value: str) -> str:
    lines = request(credentials, value).split("\n\n", 1)
    head = "\n".join(f"> {line}" for line in lines[0].split("\n"))
    return f"* Connected to api.mch.weixin.qq.com\n{head}\n> \n{lines[1]}"


@pytest.mark.parametrize("form", [request, curl, verbose])
def test_a_request_that_verifies_in_each_form(
    explain: Explain, pair: tuple[WeChatPay, Credentials], form: Callable[[Credentials, str], str]
) -> None:
    _, credentials = pair

    code, said = explain(form(credentials, proof(credentials)))

    assert code == 0, said
    assert "ok     the signature verifies" in said
    assert f'line 2 target: "{TARGET}"' in said
    assert "line 5 body: " in said
    assert "券" in said


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        ({"body": BODY.replace(" ", "")}, "serialised twice"),
        ({"body": json.dumps(json.loads(BODY))}, "serialised twice"),
        ({"body": ""}, "the body was signed as empty"),
        ({"body": BODY + "\n"}, "the body was signed with a line feed after it"),
        ({"target": TARGET.replace("%2F", "/")}, "percent-decoded"),
        ({"target": TARGET.partition("?")[0]}, "without its query"),
        ({"target": f"https://api.mch.weixin.qq.com{TARGET}"}, "the whole URL was signed"),
        ({"method": "post"}, "in lower case"),
        ({"body": "something else"}, "the key is right, but something"),
        ({"method": "GET"}, "GET was signed, and POST was sent"),
        ({"method": "GET", "body": ""}, "GET was signed, and POST was sent, with a body that was not signed"),
        ({"method": "PUT"}, "PUT was signed, and POST was sent"),
        ({"body": json.dumps(BODY)}, "the body was encoded twice (JSON text within a JSON text) for the signature"),
        ({"body": json.dumps(json.loads(BODY), sort_keys=True, indent=None)}, "serialised twice"),
    ],
)
def test_common_mistakes_are_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], change: dict[str, str], likely: str
) -> None:
    _, credentials = pair

    code, said = explain(request(credentials, proof(credentials, **change)))

    assert code == 1
    assert "WRONG  the signature does not verify. Most likely:" in said
    assert likely in said


def test_another_key(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    wechat_pay, credentials = pair
    strange = Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        private_key=new_private_key(),
        public_key_id=credentials.public_key_id,
        public_key=wechat_pay.private_key.public_key(),
    )

    code, said = explain(request(credentials, proof(strange)))

    assert code == 1
    assert "another private key made it" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("brand_id=", "brand=", "Authorization has an unknown parameter 'brand'"),
        ("WECHATPAY-BRAND-SHA256-RSA2048", "WECHATPAY2-SHA256-RSA2048", "the Authorization type is not"),
        ('nonce_str="', 'nonce_str="" nonce="', "is not of that form"),
        ("Authorization:", "X-Other:", "the request has no Authorization header"),
        ("Wechatpay-Serial:", "X-Other:", "0 Wechatpay-Serial headers"),
        ("PUB_KEY_ID_", "PUB_KEY_", "Wechatpay-Serial is 'PUB_KEY_0"),
        ('signature="', 'signature="!', "not standard base64"),
        ('serial_no="5F', 'serial_no="6F', "serial_no is '6F"),
        ('brand_id="2', 'brand_id="3', "brand_id is '3"),
    ],
)
def test_other_problems_are_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], old: str, new: str, wrong: str
) -> None:
    _, credentials = pair
    text = request(credentials, proof(credentials))
    assert old in text

    code, said = explain(text.replace(old, new, 1))

    assert code == 1, said
    assert wrong in said


def test_an_old_request_is_noted_and_not_called_wrong(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    _, credentials = pair

    code, said = explain(request(credentials, proof(credentials, at=time.time() - 4000)))

    assert code == 0
    assert "seconds behind this machine's clock" in said


def test_without_keys_only_the_form_is_checked(
    explain: Explain, pair: tuple[WeChatPay, Credentials], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, credentials = pair
    for name in ("PRIVATE_KEY", "PRIVATE_KEY_FILE", "PUBLIC_KEY", "PUBLIC_KEY_FILE"):
        monkeypatch.delenv(f"WXBRAND_{name}", raising=False)

    code, said = explain(request(credentials, proof(credentials)), keys=False)

    assert code == 0
    assert "line 1 method" in said
    assert "cannot be verified without the caller's private key" in said


def test_certificate_and_other_key_of_the_environment_are_known(
    explain: Explain, pair: tuple[WeChatPay, Credentials], monkeypatch: pytest.MonkeyPatch
) -> None:
    wechat_pay, credentials = pair
    made = certificate(private_key_of(credentials))
    public = wechat_pay.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    monkeypatch.setenv("WXBRAND_CERTIFICATE", made.public_bytes(Encoding.PEM).decode())
    monkeypatch.setenv("WXBRAND_OTHER_PUBLIC_KEY_ID", wechat_pay.public_key_id)
    monkeypatch.setenv("WXBRAND_OTHER_PUBLIC_KEY", public.decode())

    code, answered = explain(answer(wechat_pay, BODY.encode()), keys=False)
    refused, asked = explain(request(credentials, proof(credentials)), keys=False)

    assert code == 0
    assert "the signature verifies" in answered
    assert refused == 1
    assert serial_number_text(made.serial_number) in asked


def answer(wechat_pay: WeChatPay, body: bytes, **changes: Any) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in wechat_pay.sign_answer(body, **changes))
    return f"HTTP/1.1 200 OK\n{lines}\n\n{body.decode()}"


def test_an_answer(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    code, said = explain(answer(pair[0], BODY.encode()))

    assert code == 0, said
    assert "This is a response or a notification" in said
    assert "the signature verifies" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"name": "券"', '"name":"券"', "serialised again"),
        ("Wechatpay-Nonce", "X-Nonce", "the header Wechatpay-Nonce is missing"),
        ("PUB_KEY_ID_", "PUB_KEY_", "the known keys are PUB_KEY_ID_"),
        ("Wechatpay-Signature: ", "Wechatpay-Signature: WECHATPAY/SIGNTEST/", "is a probe by WeChat Pay"),
        ("wx2335", "wx0000", "The key is right, but the body was probably"),
    ],
)
def test_a_wrong_answer(explain: Explain, pair: tuple[WeChatPay, Credentials], old: str, new: str, wrong: str) -> None:
    text = answer(pair[0], BODY.encode())
    assert old in text

    code, said = explain(text.replace(old, new, 1))

    assert code == 1
    assert wrong in said


def test_header_fields_and_body_from_a_log(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    code, said = explain(answer(pair[0], BODY.encode()).split("\n", 1)[1])

    assert code == 0, said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the input is empty"),
        (b"  \n", "the input is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"PNG\x00", "the input is not text"),
        (b"hello", "neither a curl command"),
        (b"curl 'https://x", "cannot be read: No closing quotation"),
        (b"curl -H 'A: b'", "has no URL"),
        (b"curl https://x -d @body.json", "in another file"),
        (b"<html><body>login</body></html>", "neither a curl command"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_unreadable_input_is_reported_in_one_line(explain: Explain, content: bytes, said: str) -> None:
    code, text = explain(content)

    assert code == 1
    assert text.count("\n") == 1
    assert said in text


def test_no_secret_is_printed(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    _, credentials = pair
    value = proof(credentials, body="other")

    _, said = explain(request(credentials, value))

    signature = value.partition('signature="')[2].partition('"')[0]
    assert signature not in said
    assert signature[:20] not in said
    assert "PRIVATE KEY" not in said
    assert sign(private_key_of(credentials), b"x") not in said


def test_an_environment_file_that_is_not_text_is_named(
    explain: Explain, folder: Path, pair: tuple[WeChatPay, Credentials]
) -> None:
    (folder / "wxbrand.env").write_bytes(b"\xff=1\n")

    code, said = explain(request(pair[1], proof(pair[1])))

    assert code == 1
    assert "wxbrand.env is not UTF-8 text" in said


def run_with(explain: Explain, credentials: Credentials, signed: str, sent: str) -> Said:
    return explain(request(credentials, proof(credentials, body=signed), body=sent))


@pytest.mark.parametrize(
    ("signed", "sent", "words"),
    [
        (
            BODY,
            json.dumps(BODY),
            "encoded twice (JSON text within a JSON text) before it was sent, and signed as it was before",
        ),
        (json.dumps(BODY), json.dumps(BODY), "encoded twice (JSON text within a JSON text): serialise the object once"),
        (
            BODY,
            BODY.encode().decode("latin-1"),
            "the body's UTF-8 was read as Latin-1 and encoded again before it was sent",
        ),
        (BODY.encode().decode("latin-1"), BODY.encode().decode("latin-1"), "the body's UTF-8 was encoded twice"),
    ],
)
def test_a_body_that_is_encoded_twice_is_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], signed: str, sent: str, words: str
) -> None:
    code, said = run_with(explain, pair[1], signed, sent)

    assert code == 1
    assert words in said


def sign_error(signed: bytes, *, nested: bool = False) -> str:
    issue = {"issue": "sign not match"}
    detail = {"field": "signature", "location": "authorization", "sign_information": describe_message(signed)}
    detail |= {"detail": issue} if nested else issue
    return json.dumps({"code": "SIGN_ERROR", "message": "错误的签名，验签失败", "detail": detail}, ensure_ascii=False)


HEAD = "HTTP/1.1 401 Unauthorized\nContent-Type: application/json\nRequest-ID: 08F-0\n\n"
SAME = "WeChat Pay verified the same message as was signed"
OTHER = "WeChat Pay verified another message than was signed. "


def message(method: str = "POST", target: str = TARGET, body: str = BODY) -> bytes:
    return request_message(method, target, NOW, "N" * 32, body.encode())


NOW = int(time.time())


@pytest.mark.parametrize("head", [HEAD, ""])
@pytest.mark.parametrize("nested", [False, True])
def test_a_401_alone_shows_what_was_verified(explain: Explain, head: str, nested: bool) -> None:
    code, said = explain(head + sign_error(message(target=f"/v3/{OPENID}?a=1"), nested=nested), keys=False)

    assert code == 1
    assert "SIGN_ERROR: 错误的签名，验签失败" in said
    assert "field signature in authorization: sign not match" in said
    assert 'line 1 method: "POST"' in said
    assert 'line 2 URL: "/v3/…?a=1"' in said
    assert f'line 4 nonce: "{"N" * 32}"' in said
    assert f"line 5 body: {len(BODY.encode())} bytes" in said
    assert "To see where they differ, give the request as well" in said
    assert OPENID not in said
    assert "wx2335" not in said


@pytest.mark.parametrize(
    ("verified", "words"),
    [
        (message(), SAME),
        (message("GET"), f"{OTHER}Line 1 (method) differs from character 1 on: POST was signed and GET arrived"),
        (message(target=TARGET.partition("?")[0]), f"{OTHER}Line 2 (URL) differs"),
        (message(body=""), "it was signed and did not arrive"),
        (
            message(body=json.dumps(BODY, ensure_ascii=False)),
            f"{OTHER}Line 5 (body) differs from character 1 on: as long as if the JSON was encoded twice",
        ),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "reversed", "verbose", "curl", "two files"])
def test_a_401_with_its_request_says_where_they_differ(
    explain: Explain, pair: tuple[WeChatPay, Credentials], tmp_path: Path, form: str, verified: bytes, words: str
) -> None:
    _, credentials = pair
    asked, refused = request(credentials, proof(credentials, at=NOW)), sign_error(verified)
    second: list[str] = []
    match form:
        case "text":
            text = f"{asked}\n\n{HEAD}{refused}"
        case "json":
            text = f"{asked}\n{refused}\n"
        case "reversed":
            text = f"{HEAD}{refused}\n{asked}"
        case "verbose":
            lines, body = asked.split("\n\n", 1)
            head = "".join(f"> {line}\n" for line in lines.split("\n"))
            answered = "".join(f"< {line}\n" for line in HEAD.strip().split("\n"))
            text = f"* Connected to x\n{head}> \n{body}\n* We are completely uploaded\n< HTTP/1.1 100 Continue\n< \n{answered}< \n{refused}"
        case "curl":
            text = f"$ {curl(credentials, proof(credentials, at=NOW))}\n{refused}"
        case _:
            text = asked
            (tmp_path / "answer.txt").write_text(HEAD + refused)
            second = [str(tmp_path / "answer.txt")]

    code, said = explain(text, *second)

    assert code == 1
    assert words in said
    assert "ok     the signature verifies" in said


def test_a_request_without_its_parts_is_not_compared(explain: Explain) -> None:
    code, said = explain(f"POST /x HTTP/1.1\nHost: a\n\n{{}}\n{HEAD}{sign_error(message())}", keys=False)

    assert code == 1
    assert "the request is not complete" in said


def test_another_error_says_its_field_and_cause(explain: Explain) -> None:
    head = "HTTP/1.1 400 Bad Request\nRequest-ID: 08F-268578704\n\n"
    detail = {"field": "/body/phone", "location": "body", "issue": "rule violated", "value": "13800138000"}
    body = json.dumps({"code": "PARAM_ERROR", "message": "13800138000 is no phone", "detail": detail})

    code, said = explain(head + body, keys=False)

    assert code == 1
    assert "status 400, PARAM_ERROR: … is no phone" in said
    assert "WRONG  field /body/phone in body: rule violated" in said
    assert "268578704: the AppID is not bound to this brand" in said
    assert "13800138000" not in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "HTTP/1.1 429 Too Many Requests\nRetry-After: 7\n\n{}",
            "was not carried out: repeat it later (Retry-After is 7)",
        ),
        (
            "HTTP/1.1 429 Too Many Requests\n\n{}",
            "repeat it later (wait longer each time), with the same request number",
        ),
        (
            "HTTP/1.1 502 Bad Gateway\n\n<html>",
            "A write may have been carried out all the same: repeat it with the same",
        ),
        ('{"code":"SIGN_ERROR","message":"x"}', "give the request as well, in the same or a second file"),
    ],
)
def test_an_error_says_what_to_do(explain: Explain, answer: str, words: str) -> None:
    code, said = explain(answer, keys=False)

    assert code == 1
    assert words in said


ALTERED = {
    "empty": (lambda _: b"", "The body is empty"),
    "base64": (base64.b64encode, "The body is base64"),
    "gzip": (gzip.compress, "The body is compressed (gzip)"),
    "sorted": (
        lambda body: json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False).encode(),
        "its keys are sorted",
    ),
    "repr": (lambda body: str(json.loads(body)).encode(), "the repr of a dict"),
    "Latin-1": (lambda body: body.decode("latin-1").encode(), "its UTF-8 was read as Latin-1"),
    "GBK": (lambda body: body.decode().encode("gbk"), "it was encoded as GBK instead of UTF-8"),
}


def notification(wechat_pay: WeChatPay, alter: Callable[[bytes], bytes] = lambda body: body) -> bytes:
    headers, body = wechat_pay.encrypt_notification("EXAMPLE.SEND", {"a": 1}, "k" * 32, summary="发放")
    return "".join(f"{name}: {value}\n" for name, value in headers).encode() + b"\n" + alter(body)


@pytest.mark.parametrize(("alter", "words"), ALTERED.values(), ids=ALTERED)
def test_an_altered_notification_is_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], alter: Callable[[bytes], bytes], words: str
) -> None:
    code, said = explain(notification(pair[0], alter))

    assert code == 1, said
    assert words in said
    assert explain(notification(pair[0]))[0] == 0


@pytest.mark.parametrize("encoded", [True, False])
@pytest.mark.parametrize("multi", [True, False])
def test_the_event_of_an_api_gateway_is_read(
    explain: Explain, pair: tuple[WeChatPay, Credentials], encoded: bool, multi: bool
) -> None:
    headers, body = pair[0].encrypt_notification("EXAMPLE.SEND", {"a": 1}, "k" * 32)
    fields = (
        {"multiValueHeaders": {name: [value] for name, value in headers}, "headers": None}
        if multi
        else {"headers": dict(headers)}
    )
    event = {**fields, "body": (base64.b64encode(body) if encoded else body).decode(), "isBase64Encoded": encoded}

    code, said = explain(json.dumps(event))

    assert code == 0, said
    assert ("pass base64.b64decode(event['body']) to parse()" in said) is encoded
    assert explain(json.dumps(event | {"body": "券", "isBase64Encoded": True}))[1].count("\n") == 1


PIECES = [
    b"POST /a HTTP/1.1\n", b"HTTP/1.1 401 x\n", b"HTTP/2 200\n", b"GET http://[x HTTP/1.1\n", b"> ", b"< ", b"* x\n", b"\n\n", b"\r\n", b" ",
    b'{"code":"SIGN_ERROR","detail":{"sign_information":{"truncated_sign_message":"GET\\n/"}}}', b'{"headers":{"a":[1]},"body":',
    b"null}", b"curl https://x ", b"curl 'http://[' ", b"-d '{}'", b"Wechatpay-Signature: A\n", b"Wechatpay-Timestamp: " + b"9" * 5000 + b"\n",
    b"Wechatpay-Nonce: n\n", b"Wechatpay-Serial: PUB_KEY_ID_00000000000000000000000000000001\n", b"Request-ID: a-268578704\n", b"\x00", b"\xff",
    b'Authorization: WECHATPAY-BRAND-SHA256-RSA2048 brand_id="1",nonce_str="a",timestamp="' + b"9" * 5000 + b'",serial_no="a",signature="a"\n',
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"\x1c")  # white space as text, but not as bytes
@given(content=st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=9).map(b"".join))
def test_any_input_is_explained_or_refused(content: bytes, explain: Explain) -> None:
    code, said = explain(content)

    assert code in {0, 1}
    assert said


def test_a_request_whose_body_is_missing_is_not_blamed(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    asked = request(pair[1], proof(pair[1]), body="").replace("Content-Type:", "Content-Length: 30\nContent-Type:")

    code, said = explain(f"{asked}\n{HEAD}{sign_error(message())}")

    assert code == 1
    assert "Content-Length is 30, but the captured body has 0 bytes: it is not complete" in said
    assert "does not verify" not in said
    assert "the request is not complete" in said


@pytest.mark.parametrize("name", ["empty", "base64", "gzip", "repr"])
def test_the_form_of_a_notification_is_named_without_keys(
    explain: Explain, pair: tuple[WeChatPay, Credentials], name: str
) -> None:
    alter, words = ALTERED[name]

    code, said = explain(notification(pair[0], alter), keys=False)

    assert code == 1
    assert words in said
    assert explain(notification(pair[0]), keys=False)[0] == 0


def test_a_401_to_a_signature_of_another_message_does_not_blame_the_key(
    explain: Explain, pair: tuple[WeChatPay, Credentials]
) -> None:
    asked = request(pair[1], proof(pair[1], at=NOW, body=BODY.replace(" ", "")))

    code, said = explain(f"{asked}\n\n{HEAD}{sign_error(message())}")

    assert code == 1
    assert "serialised twice" in said
    assert "WeChat Pay verified this same message, so it arrived as it was sent" in said
    assert "key or the serial number is wrong" not in said
