"""Rows about whole answers: whether they prove anything, what their status says, what stands in their body."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA512, HashAlgorithm
from wxbrand_runtime.auth.signing import PROBE_PREFIX, request_message, response_message, sign
from wxbrand_runtime.testing import new_private_key

from tests.runtime.callers import http
from tests.runtime.conftest import private_key_of
from tests.runtime.fault_server import Answer
from tests.runtime.faults.fault import (
    GOOD,
    NOW,
    REPLY,
    Fault,
    Outcome,
    Phase,
    Scene,
    answering,
    playing,
    row,
    unreadable,
    untrusted,
)

WRONG = untrusted("signature-wrong")
SIGNED = ("Timestamp", "Nonce", "Serial", "Signature")


def change(name: str, value: Callable[[str], str]) -> Callable[[Scene], bytes]:
    """An answer one of whose signature headers is made another."""
    return lambda scene: scene.spoiled({name: value((fields := scene.signature())[name]), **_others(fields, name)})


def _others(fields: dict[str, str], name: str) -> dict[str, str | None]:
    return {other: value for other, value in fields.items() if other != name}


def resigned(scene: Scene, message: bytes, method: padding.AsymmetricPadding, algorithm: HashAlgorithm) -> str:
    """Another kind of signature."""
    return base64.b64encode(scene.wechat_pay.private_key.sign(message, method, algorithm)).decode()


def with_signature(make: Callable[[Scene, bytes], str]) -> Callable[[Scene], bytes]:
    """An answer whose signature is made of the message that ought to be signed."""
    return lambda s: s.spoiled(
        {"Timestamp": str(NOW), "Nonce": "n", "Signature": make(s, response_message(NOW, "n", GOOD))}
    )


def timestamped(text: str, signed_as: int | str = NOW) -> Callable[[Scene], bytes]:
    """An answer with this timestamp, truly signed over it or over another one."""

    def content(scene: Scene) -> bytes:
        message = f"{signed_as}\nn\n".encode() + GOOD + b"\n"
        written = text.encode().decode("latin-1")
        return scene.spoiled(
            {"Timestamp": written, "Nonce": "n", "Signature": sign(scene.wechat_pay.private_key, message)}
        )

    return content


def clock(seconds: int, outcome: Outcome) -> Fault:
    """A time that differs."""
    return row(f"timestamp {seconds:+d} s", answering(timestamped(str(NOW + seconds), NOW + seconds)), outcome)


def repeated(name: str, *, same: bool) -> Fault:
    """A signature header twice."""

    def content(scene: Scene) -> bytes:
        fields = [(f"Wechatpay-{each}", value) for each, value in scene.signature().items()]
        return http(200, GOOD, [*fields, (f"WECHATPAY-{name}", dict(fields)[f"Wechatpay-{name}"] if same else "x")])

    kind = "the same" if same else "another one"
    return row(f"{name} twice, {kind}", answering(content), untrusted("header-duplicated", f"Wechatpay-{name} came 2"))


def cased(name: str, spelled: Callable[[str], str]) -> Fault:
    """A signature header in odd case."""

    def content(scene: Scene) -> bytes:
        fields = scene.signature()
        return http(
            200,
            GOOD,
            [(spelled(f"Wechatpay-{each}") if each == name else f"Wechatpay-{each}", fields[each]) for each in fields],
        )

    return row(spelled(f"Wechatpay-{name}"), answering(content), REPLY)


def of_the_request(scene: Scene) -> Answer:
    """An answer that sends the request's own signature back."""

    def content(request: bytes) -> bytes:
        parameters = dict(part.split(b"=", 1) for part in request.split(b"RSA2048 ")[1].split(b"\r\n")[0].split(b","))
        given = {name.decode(): value.strip(b'"').decode() for name, value in parameters.items()}
        return scene.spoiled(
            {"Timestamp": given["timestamp"], "Nonce": given["nonce_str"], "Signature": given["signature"]}
        )

    return Answer(content)


def _loosened(text: str) -> str:
    """The same bytes to a lax reader: the last character holds bits that stand for nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text[:-3] + letters[letters.index(text[-3]) + 1] + "=="


MISSING = {name: "signature-missing" if name == "Signature" else "header-missing" for name in SIGNED}

PROOF = Phase(
    name="proof of the answer",
    faults=(
        *(row(f"no {name}", answering(lambda s, name=name: s.spoiled({name: None})), untrusted(MISSING[name])) for name in SIGNED),  # type: ignore[misc]
        *(row(f"empty {name}", answering(lambda s, name=name: s.spoiled({name: ""})), untrusted(MISSING[name])) for name in SIGNED),  # type: ignore[misc]
        *(row(f"blank {name}", answering(lambda s, name=name: s.spoiled({name: "  "})), untrusted(MISSING[name])) for name in SIGNED),  # type: ignore[misc]
        *(repeated(name, same=same) for name in SIGNED for same in (True, False)),
        *(cased(name, spelled) for name in SIGNED for spelled in (str.upper, str.lower, str.swapcase)),
        row("no signature headers at all", answering(http(200, GOOD)), untrusted("signature-missing")),
        row(
            "other Signature-Type",
            answering(lambda s: s.spoiled({"Signature-Type": "WECHATPAY2-SHA256-RSA2048"})),
            REPLY,
        ),
        row("no Signature-Type", answering(lambda s: s.spoiled({"Signature-Type": None})), REPLY),
        row("tampered body", answering(lambda s: s.signed().replace(b'"t', b'"u')), WRONG),
        row(
            "body with a blank more", answering(lambda s: http(200, GOOD + b" ", s.wechat_pay.sign_answer(GOOD))), WRONG
        ),
        row("another object", answering(lambda s: http(200, b"{}", s.wechat_pay.sign_answer(GOOD))), WRONG),
        row("no body where one was signed", answering(lambda s: http(200, b"", s.wechat_pay.sign_answer(GOOD))), WRONG),
        row("a body where none was signed", answering(lambda s: http(200, GOOD, s.wechat_pay.sign_answer(b""))), WRONG),
        row(
            "body serialised again",
            answering(lambda s: http(200, GOOD.replace(b":", b": "), s.wechat_pay.sign_answer(GOOD))),
            WRONG,
        ),
        row(
            "body with a line feed behind it",
            answering(lambda s: http(200, GOOD + b"\n", s.wechat_pay.sign_answer(GOOD))),
            WRONG,
        ),
        row(
            "body with a byte order mark before it",
            answering(lambda s: http(200, b"\xef\xbb\xbf" + GOOD, s.wechat_pay.sign_answer(GOOD))),
            WRONG,
        ),
        row(
            "tampered status",
            answering(lambda s: s.signed(status=299)),
            unreadable("declares no status 299", status=299, carried_out=False),
        ),
        row("tampered timestamp", answering(change("Timestamp", lambda text: str(int(text) + 1))), WRONG),
        row("tampered nonce", answering(change("Nonce", lambda text: text + "0")), WRONG),
        row("nonce in another case", answering(change("Nonce", str.swapcase)), WRONG),
        row("nonce in quotes", answering(change("Nonce", lambda text: f'"{text}"')), WRONG),
        row("nonce with a tab within", answering(change("Nonce", lambda text: text[:9] + "\t" + text[9:])), WRONG),
        row(
            "tampered signature",
            answering(change("Signature", lambda text: ("B" if text[0] == "A" else "A") + text[1:])),
            WRONG,
        ),
        row(
            "tampered serial",
            answering(change("Serial", lambda text: text[:-1] + "2")),
            untrusted("unknown-public-key"),
        ),
        row(
            "serial of nobody",
            answering(change("Serial", lambda _: "PUB_KEY_ID_9")),
            untrusted("unknown-public-key", "hold only PUB_KEY_ID_"),
        ),
        row("serial in lower case", answering(change("Serial", str.lower)), untrusted("unknown-public-key")),
        row("serial in quotes", answering(change("Serial", lambda text: f'"{text}"')), untrusted("unknown-public-key")),
        row(
            "serial with blanks within",
            answering(change("Serial", lambda text: text.replace("_", " "))),
            untrusted("unknown-public-key"),
        ),
        row("serial between blanks", answering(change("Serial", lambda text: f"  {text}\t ")), REPLY),
        row(
            "serial of the brand's certificate",
            answering(lambda s: s.spoiled({"Serial": s.credentials.serial_no})),
            untrusted("unknown-public-key"),
        ),
        row(
            "serial of 7000 characters",
            answering(change("Serial", lambda _: "x" * 7000)),
            untrusted("unknown-public-key"),
        ),
        row("serial in Latin-1", answering(change("Serial", lambda _: "PUB\xa0KEY")), untrusted("unknown-public-key")),
        row(
            "garbage as signature",
            answering(change("Signature", lambda _: "%%%")),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row("short signature", answering(change("Signature", lambda _: "AAAA")), WRONG),
        row("signature of zeros", answering(with_signature(lambda s, m: base64.b64encode(bytes(256)).decode())), WRONG),
        row(
            "SIGNTEST",
            answering(change("Signature", lambda text: PROBE_PREFIX + text[len(PROBE_PREFIX) :])),
            untrusted("signature-probe", "WECHATPAY/SIGNTEST/"),
        ),
        row("SIGNTEST alone", answering(change("Signature", lambda _: PROBE_PREFIX)), untrusted("signature-probe")),
        row(
            "SIGNTEST and no base64",
            answering(change("Signature", lambda _: PROBE_PREFIX + "%%%=")),
            untrusted("signature-probe"),
        ),
        row(
            "SIGNTEST before the true one",
            answering(change("Signature", lambda text: PROBE_PREFIX + text)),
            untrusted("signature-probe"),
        ),
        row("signtest in lower case", answering(change("Signature", lambda text: PROBE_PREFIX.lower() + text)), WRONG),
        row(
            "signature with a blank within",
            answering(change("Signature", lambda text: text[:40] + " " + text[40:])),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "signature with a tab within",
            answering(change("Signature", lambda text: text[:40] + "\t" + text[40:])),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row("signature between blanks", answering(change("Signature", lambda text: f"  {text}  ")), REPLY),
        row(
            "signature in quotes",
            answering(change("Signature", lambda text: f'"{text}"')),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "url-safe base64",
            answering(change("Signature", lambda text: text[:-3].translate(str.maketrans("+/A", "-_-")) + "-==")),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "base64 without padding",
            answering(change("Signature", lambda text: text.rstrip("="))),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "base64 with padding too much",
            answering(change("Signature", lambda text: text + "==")),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "base64 with text behind the padding",
            answering(change("Signature", lambda text: text + "AAAA")),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "base64 with loose last bits",
            answering(change("Signature", _loosened)),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "base64 with a foreign character",
            answering(change("Signature", lambda text: "!" + text)),
            untrusted("signature-wrong", "not standard base64"),
        ),
        row(
            "signature in hexadecimal", answering(change("Signature", lambda text: base64.b64decode(text).hex())), WRONG
        ),
        row(
            "signature a byte short",
            answering(change("Signature", lambda text: base64.b64encode(base64.b64decode(text)[:-1]).decode())),
            WRONG,
        ),
        row(
            "signature a byte long",
            answering(change("Signature", lambda text: base64.b64encode(b"\0" + base64.b64decode(text)).decode())),
            WRONG,
        ),
        row("signature of 7000 characters", answering(change("Signature", lambda _: "A" * 7000)), WRONG),
        row(
            "signature of another body",
            answering(lambda s: http(200, GOOD, s.wechat_pay.sign_answer(b'{"token":"u"}'))),
            WRONG,
        ),
        row("signature of the request", playing(of_the_request), WRONG),
        row(
            "signature of the request's message by WeChat Pay",
            answering(
                with_signature(
                    lambda s, _: sign(s.wechat_pay.private_key, request_message("POST", "/", NOW, "n", GOOD))
                )
            ),
            WRONG,
        ),
        row(
            "signature without the last line feed",
            answering(with_signature(lambda s, m: sign(s.wechat_pay.private_key, m[:-1]))),
            WRONG,
        ),
        row(
            "signature over CR LF",
            answering(with_signature(lambda s, m: sign(s.wechat_pay.private_key, m.replace(b"\n", b"\r\n")))),
            WRONG,
        ),
        row(
            "PSS padding",
            answering(with_signature(lambda s, m: resigned(s, m, padding.PSS(padding.MGF1(SHA256()), 32), SHA256()))),
            WRONG,
        ),
        row("SHA-1", answering(with_signature(lambda s, m: resigned(s, m, padding.PKCS1v15(), SHA1()))), WRONG),
        row("SHA-512", answering(with_signature(lambda s, m: resigned(s, m, padding.PKCS1v15(), SHA512()))), WRONG),
        row(
            "a digest instead of a signature",
            answering(with_signature(lambda s, m: base64.b64encode(hashlib.sha256(m).digest()).decode())),
            WRONG,
        ),
        row("another key", answering(with_signature(lambda s, m: sign(new_private_key(), m))), WRONG),
        row(
            "the brand's own key", answering(with_signature(lambda s, m: sign(private_key_of(s.credentials), m))), WRONG
        ),
        clock(-31_536_000, untrusted("clock-difference", "31536000 s behind this machine's clock")),
        clock(-301, untrusted("clock-difference", "301 s behind")),
        clock(-300, untrusted("clock-difference", "300 s behind")),
        clock(-299, REPLY),
        clock(299, REPLY),
        clock(300, untrusted("clock-difference", "300 s ahead of this machine's clock")),
        clock(301, untrusted("clock-difference", "301 s ahead of")),
        clock(31_536_000, untrusted("clock-difference", "31536000 s ahead of")),
        row("timestamp 0", answering(timestamped("0", 0)), untrusted("clock-difference")),
        row(
            "timestamp in milliseconds",
            answering(timestamped(f"{NOW}000", f"{NOW}000")),
            untrusted("timestamp-unreadable"),
        ),
        row("timestamp between blanks", answering(timestamped(f"  {NOW}  ")), REPLY),
        *(
            row(f"timestamp {name}", answering(timestamped(text)), untrusted("timestamp-unreadable"))
            for name, text in {
                "negative": f"-{NOW}",
                "with a sign": f"+{NOW}",
                "with a fraction": f"{NOW}.0",
                "with an exponent": "17e8",
                "in hexadecimal": hex(NOW),
                "with underscores": f"{NOW:_}",
                "with commas": f"{NOW:,}",
                "with a blank within": "1700 000000",
                "in full-width digits": str(NOW).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
                "in Arabic digits": str(NOW).translate({ord("0") + digit: 0x660 + digit for digit in range(10)}),
                "as a date": "2023-11-14T22:13:20Z",
                "as an HTTP date": "Tue, 14 Nov 2023 22:13:20 GMT",
                "as NaN": "NaN",
                "of 20 digits": "9" * 20,
                "of 5000 digits": "9" * 5000,
            }.items()
        ),
        row("timestamp with a leading zero", answering(timestamped(f"0{NOW}")), untrusted("timestamp-unreadable")),
    ),
)
