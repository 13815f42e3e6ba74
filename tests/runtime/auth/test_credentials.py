"""Keys and credentials: what is taken, what is refused, and that no secret shows."""

from __future__ import annotations

import base64
import copy
import os
import pickle
import pprint
import re
import shutil
import subprocess
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.ids import serial_number_text
from wxbrand_runtime.auth.key_files import read_file
from wxbrand_runtime.auth.keys import read_private_key, read_public_key
from wxbrand_runtime.auth.signing import authorization
from wxbrand_runtime.errors import InvalidCredentials
from wxbrand_runtime.testing import new_private_key

from tests.runtime.conftest import PASSWORD, KeyPair, certificate, private_key_of

API_KEY = "0123456789abcdefABCDEF9876543210"
IDS: dict[str, Any] = {"brand_id": "10001", "serial_no": "5157F09E", "public_key_id": "PUB_KEY_ID_01"}


def pem(key: Any, form: PrivateFormat = PrivateFormat.PKCS8) -> str:
    text: bytes = key.private_bytes(Encoding.PEM, form, NoEncryption())
    return text.decode()


@pytest.fixture
def credentials(brand: KeyPair, platform: KeyPair) -> Credentials:
    return Credentials(private_key=brand.private, public_key=platform.public, api_key=API_KEY, **IDS)


def same(one: rsa.RSAPrivateKey, other: rsa.RSAPrivateKey) -> bool:
    return one.private_numbers() == other.private_numbers()


# Forms in which a key is taken


def bare(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "-----" not in line)


FORMS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: "\ufeff" + text,
    "blank lines around": lambda text: "\n\n  \n" + text + "\n\n",
    "indented": lambda text: text.replace("\n", "\n   "),
    "bag attributes": lambda text: "Bag Attributes\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\n" + text,
    "escaped line ends": lambda text: text.replace("\n", "\\n"),
    "line ends escaped twice": lambda text: text.replace("\n", "\\\\n"),
    "escaped CRLF": lambda text: text.replace("\n", "\\r\\n"),
    "in quotes": lambda text: '"' + text.replace("\n", "\\n") + '"',
    "blanks for line ends": lambda text: text.replace("\n", " "),
    "no final line end": lambda text: text.rstrip("\n"),
    "bare base64": lambda text: bare(text).replace("\n", ""),
    "bare base64 in quotes": lambda text: '"' + bare(text).replace("\n", "") + '"',
    "bare base64 in lines": lambda text: bare(text) + "\n",
    "bare base64 in lines, CRLF and BOM": lambda text: "\ufeff" + bare(text).replace("\n", "\r\n"),
    "bare base64 with escaped line ends": lambda text: bare(text).replace("\n", "\\n"),
}

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16 of Windows Notepad": lambda text: "\ufeff".encode("utf-16-le") + text.lstrip("\ufeff").encode("utf-16-le"),
    "UTF-16, big end first": lambda text: "\ufeff".encode("utf-16-be") + text.lstrip("\ufeff").encode("utf-16-be"),
}


def private_file(path: Path, content: bytes | str) -> Path:
    path.touch(mode=0o600)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("structure", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_private_keys_in_many_forms(brand: KeyPair, tmp_path: Path, form: str, structure: PrivateFormat) -> None:
    text = FORMS[form](brand.private_pem(structure))

    assert same(read_private_key(text), brand.private)
    for encoding, encode in ENCODINGS.items():
        content = encode(text)
        path = private_file(tmp_path / f"{encoding}.pem", content)
        assert same(read_private_key(content), brand.private)
        assert same(read_private_key(read_file(path)), brand.private)
        assert same(read_private_key(read_file(str(path))), brand.private)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("structure", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
def test_public_keys_in_many_forms(platform: KeyPair, form: str, structure: PublicFormat) -> None:
    text = FORMS[form](platform.public_pem(structure))

    assert read_public_key(text) == platform.public
    for encode in ENCODINGS.values():
        assert read_public_key(encode(text)) == platform.public


@pytest.mark.parametrize("tail", [b"", b"\n", b"\r\n"])
def test_keys_in_der(brand: KeyPair, platform: KeyPair, tail: bytes) -> None:
    for private_form in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL):
        der = brand.private.private_bytes(Encoding.DER, private_form, NoEncryption())
        assert same(read_private_key(der + tail), brand.private)
    for public_form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1):
        assert read_public_key(platform.public.public_bytes(Encoding.DER, public_form) + tail) == platform.public


@pytest.mark.parametrize("form", ["bare base64", "bare base64 in lines", "plain"])
def test_encrypted_keys_in_der_and_base64(brand: KeyPair, form: str) -> None:
    encryption = BestAvailableEncryption(PASSWORD.encode())
    der = brand.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, encryption)

    assert same(read_private_key(der, password=PASSWORD), brand.private)
    assert same(read_private_key(FORMS[form](brand.encrypted_pem()), password=PASSWORD), brand.private)
    assert "encrypted private key; give its password" in refusal(lambda: read_private_key(der))
    assert "the password is wrong" in refusal(lambda: read_private_key(der, password="wrong"))


def p12(brand: KeyPair, password: str | None = PASSWORD, *, with_key: bool = True) -> bytes:
    encryption = NoEncryption() if password is None else BestAvailableEncryption(password.encode())
    key = brand.private if with_key else None
    return pkcs12.serialize_key_and_certificates(b"brand", key, certificate(brand.private), None, encryption)


@pytest.mark.parametrize("password", [None, PASSWORD, PASSWORD.encode()])
def test_pkcs12(brand: KeyPair, tmp_path: Path, password: str | bytes | None) -> None:
    content = p12(brand, PASSWORD if password else None)
    path = private_file(tmp_path / "apiclient_cert.p12", content)

    assert same(read_private_key(content, password=password), brand.private)
    assert same(read_private_key(read_file(path), password=password), brand.private)
    assert same(read_private_key(base64.b64encode(content), password=password), brand.private)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is not here")
@pytest.mark.parametrize("options", [[], ["-legacy"], ["-nocerts"]])
def test_pkcs12_as_openssl_writes_it(brand: KeyPair, tmp_path: Path, options: list[str]) -> None:
    both = private_file(tmp_path / "both.pem", brand.private_pem() + brand.certificate_pem())
    made = subprocess.run(
        ["openssl", "pkcs12", "-export", "-in", both, "-passout", "pass:1900000109", *options],
        capture_output=True,
        check=True,
    )

    assert same(read_private_key(made.stdout, password="1900000109"), brand.private)


def test_what_pkcs12_is_refused(brand: KeyPair) -> None:
    content = p12(brand)

    assert "a PKCS#12 file with a password, or damaged; give its password" in refusal(lambda: read_private_key(content))
    assert "the password is wrong" in refusal(lambda: read_private_key(content, password="wrong"))
    assert "without a private key" in refusal(lambda: read_private_key(p12(brand, with_key=False), password=PASSWORD))
    assert "which holds your private key; give WeChat Pay's" in refusal(lambda: read_public_key(content))
    assert "is cut off: it has 1000 of" in refusal(lambda: read_private_key(content[:1000], password=PASSWORD))


@pytest.mark.parametrize("structure", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
@pytest.mark.parametrize("password", [PASSWORD, PASSWORD.encode()])
def test_an_encrypted_key_opens_with_its_password(
    brand: KeyPair, structure: PrivateFormat, password: str | bytes
) -> None:
    assert same(read_private_key(brand.encrypted_pem(structure), password=password), brand.private)


def test_a_password_of_the_environment_that_is_not_utf_8(brand: KeyPair) -> None:
    text = brand.private_pem(encryption=BestAvailableEncryption(b"\xff\xfe"))

    assert same(read_private_key(text, password=os.fsdecode(b"\xff\xfe")), brand.private)


def test_a_private_key_beside_its_certificate_is_found(brand: KeyPair) -> None:
    assert same(read_private_key(brand.certificate_pem() + brand.private_pem()), brand.private)


def test_key_objects_are_taken_as_they_are(brand: KeyPair) -> None:
    public = brand.public

    assert read_private_key(brand.private) is brand.private
    assert read_public_key(public) is public


# What is refused, and in which words

EC_KEY = ec.generate_private_key(ec.SECP256R1())
ED_KEY = ed25519.Ed25519PrivateKey.generate()


def refusal(call: Callable[[], object]) -> str:
    """The one sentence of an InvalidCredentials that has no other exception hanging on it to print."""
    with pytest.raises(InvalidCredentials) as caught:
        call()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "\n" not in str(caught.value)
    return str(caught.value)


def files(brand: KeyPair, platform: KeyPair) -> dict[str, bytes]:
    """Files that people put in the wrong place, or that are spoiled."""
    encrypted = brand.encrypted_pem()
    texts = {
        "private": brand.private_pem(),
        "public": platform.public_pem(),
        "certificate": brand.certificate_pem(),
        "certificate request": "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
        "encrypted": encrypted,
        "encrypted pkcs1": brand.encrypted_pem(PrivateFormat.TraditionalOpenSSL),
        "encrypted and spoiled": "".join(
            encrypted.splitlines(keepends=True)[:6] + encrypted.splitlines(keepends=True)[9:]
        ),
        "ec": pem(EC_KEY),
        "ec traditional": pem(EC_KEY, PrivateFormat.TraditionalOpenSSL),
        "ed25519": pem(ED_KEY),
        "dsa": pem(dsa.generate_private_key(1024)),
        "openssh": pem(brand.private, PrivateFormat.OpenSSH),
        "short": pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
        "ec public": EC_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        "short public": KeyPair(rsa.generate_private_key(public_exponent=65537, key_size=1024)).public_pem(),
        "empty": "",
        "blank": " \n\n",
        "cut": brand.private_pem()[:900],
        "spoiled": brand.private_pem()[:400] + brand.private_pem()[464:],
        "spoiled public": platform.public_pem()[:100] + platform.public_pem()[160:],
        "no base64": "-----BEGIN PRIVATE KEY-----\n?!\n-----END PRIVATE KEY-----\n",
        "not ASCII": brand.private_pem().replace("MII", "券II"),
        "two keys": brand.private_pem() + platform.private_pem(),
        "bare base64, cut": bare(brand.private_pem())[:1001],
        "bare base64, cut after a byte": bare(brand.private_pem()).replace("\n", "")[:1000],
        "bare base64 of something": base64.b64encode(b"x" * 100).decode(),
        "END alone": bare(brand.private_pem()) + "\n-----END PRIVATE KEY-----\n",
        "other text": "hello",
        "huge": brand.private_pem() + "#" * 70_000,
    }
    binary = {
        "der, cut": brand.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())[:-1],
        "der, spoiled": b"\x30\x82\x00\x10" + b"x" * 16,
        "der of a key": brand.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        "der of a public key": brand.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        "der of a certificate": certificate(brand.private).public_bytes(Encoding.DER),
        "der of an ec key": EC_KEY.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        "binary": b"\x00\xff" * 100,
        "utf-16, cut": brand.private_pem().encode("utf-16")[:-1],
    }
    return {name: text.encode() for name, text in texts.items()} | binary


PRIVATE_REFUSALS = [
    ("public", None, "holds a public key; give your private key, usually the file apiclient_key.pem"),
    ("certificate", None, "holds a certificate; give your private key, usually the file apiclient_key.pem"),
    ("certificate request", None, "holds PEM text that is not a key"),
    ("encrypted", None, "encrypted private key; give its password"),
    ("encrypted pkcs1", None, "encrypted private key; give its password"),
    ("encrypted", "wrong", "cannot be decrypted: the password is wrong"),
    ("encrypted pkcs1", "wrong", "cannot be decrypted: the password is wrong"),
    ("encrypted and spoiled", PASSWORD, "cannot be decrypted: the password is wrong, or the file is damaged"),
    ("private", PASSWORD, "is not encrypted; remove it"),
    ("ec", None, "is of the kind EC"),
    ("ec traditional", None, "is of the kind EC"),
    ("ed25519", None, "is of the kind Ed25519"),
    ("dsa", None, "is of the kind DSA"),
    ("openssh", None, "OpenSSH's format"),
    ("short", None, "is an RSA key of 1024 bits; at least 2048 are needed"),
    ("empty", None, "is empty"),
    ("blank", None, "is empty"),
    ("cut", None, "is cut off"),
    ("spoiled", None, "is damaged"),
    ("no base64", None, "is damaged"),
    ("not ASCII", None, "is not base64"),
    ("two keys", None, "holds 2 keys"),
    ("bare base64, cut", None, "is cut off"),
    ("bare base64, cut after a byte", None, "is cut off: it has 750 of"),
    ("bare base64 of something", None, "is damaged or not a key"),
    ("END alone", None, "is cut off: it has an END line, but no BEGIN line"),
    ("other text", None, "has no BEGIN line"),
    ("huge", None, "is larger than 64 KiB"),
    ("der, cut", None, "is cut off"),
    ("der, spoiled", None, "is damaged or not a key"),
    ("der of a public key", None, "holds a public key; give your private key"),
    ("der of a certificate", None, "holds a certificate; give your private key, usually the file"),
    ("der of an ec key", None, "is of the kind EC"),
    ("binary", None, "is binary, but neither DER nor PKCS#12"),
    ("utf-16, cut", None, "is binary, but neither DER nor PKCS#12"),
]

PUBLIC_REFUSALS = [
    ("private", "holds a private key; give WeChat Pay's public key"),
    ("encrypted", "holds a private key; give WeChat Pay's public key"),
    ("ec public", "is of the kind EC"),
    ("short public", "is an RSA key of 1024 bits"),
    ("spoiled public", "is damaged"),
    ("empty", "is empty"),
    ("der of a key", "holds a private key; give WeChat Pay's public key"),
    ("der, spoiled", "is damaged or not a key"),
    ("binary", "is binary"),
    ("other text", "has no BEGIN line"),
]


@pytest.fixture(scope="session")
def spoiled(brand: KeyPair, platform: KeyPair) -> dict[str, bytes]:
    return files(brand, platform)


@pytest.mark.parametrize(("file", "password", "words"), PRIVATE_REFUSALS)
def test_what_is_no_private_key(
    spoiled: dict[str, bytes], tmp_path: Path, file: str, password: str | None, words: str
) -> None:
    path = tmp_path / "given.pem"
    private_file(path, spoiled[file])

    message = refusal(lambda: read_private_key(read_file(path), password=password))

    assert words in message
    assert str(path) in message


@pytest.mark.parametrize(("file", "words"), PUBLIC_REFUSALS)
def test_what_is_no_public_key(spoiled: dict[str, bytes], tmp_path: Path, file: str, words: str) -> None:
    path = tmp_path / "given.pem"
    private_file(path, spoiled[file])

    message = refusal(lambda: read_public_key(read_file(path)))

    assert words in message
    assert str(path) in message


@pytest.mark.parametrize("read", [read_private_key, read_public_key])
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("missing.pem", "the text given has no BEGIN line and is not base64"),
        ("", "the text given is empty"),
        ("a\0b", "the text given has no BEGIN line"),
        (b"", "the text given is empty"),
        (b"\x30\x82\x04\xbd", "the text given is damaged or not a key"),
        (EC_KEY, "the object given is of the kind EC"),
        (EC_KEY.public_key(), "the object given is of the kind EC"),
        (None, "the object given is a NoneType, not a key"),
    ],
)
def test_sources_that_are_no_key_at_all(read: Callable[[Any], object], source: object, words: str) -> None:
    assert words in refusal(lambda: read(source))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.pem", "missing.pem cannot be opened: there is no such file"),
        (Path("missing.pem"), "missing.pem cannot be opened: there is no such file"),
        (".", ". is a directory"),
        ("", "the path is empty"),
        ("a\0b", "a path is needed here"),
        (b"key.pem", "a path must be str or a path object, not bytes"),
        (None, "a path must be str or a path object, not NoneType"),
    ],
)
def test_paths_that_lead_nowhere(path: Any, words: str) -> None:
    assert words in refusal(lambda: read_file(path))


def test_a_key_in_place_of_a_path_is_not_shown(brand: KeyPair, platform: KeyPair) -> None:
    for form in FORMS.values():
        text = form(brand.private_pem())

        message = refusal(partial(Credentials.from_files, private_key=text, public_key="x", **IDS))

        assert message.startswith("a path is needed here, and the value looks like a key; Credentials(...) takes")


def test_text_is_never_taken_for_a_path(
    brand: KeyPair, platform: KeyPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    private_file(tmp_path / "apiclient_key", brand.private_pem())
    private_file(tmp_path / "wxp_pub", platform.public_pem())
    keys: dict[str, Any] = {"private_key": "apiclient_key", "public_key": "wxp_pub"}

    assert same(private_key_of(Credentials.from_files(**keys, **IDS)), brand.private)
    assert "private_key has no BEGIN line" in refusal(lambda: Credentials(**keys, **IDS))
    assert "WXBRAND_PRIVATE_KEY has no BEGIN line" in refusal(
        lambda: Credentials.from_env({f"WXBRAND_{name.upper()}": value for name, value in {**keys, **IDS}.items()})
    )


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", denied)

    assert "may not be read by this user" in refusal(lambda: read_file("key.pem"))


def test_key_objects_in_each_others_place(brand: KeyPair) -> None:
    wrong_private: Any = brand.public
    wrong_public: Any = brand.private

    assert "(public key); give your private key" in refusal(lambda: read_private_key(wrong_private))
    assert "(private key); give WeChat Pay's public key" in refusal(lambda: read_public_key(wrong_public))


# Credentials


def test_credentials_from_objects_text_and_bytes_are_the_same(brand: KeyPair, platform: KeyPair) -> None:
    objects = Credentials(private_key=brand.private, public_key=platform.public, **IDS)
    text = Credentials(private_key=brand.private_pem(), public_key=platform.public_pem(), **IDS)
    octets = Credentials(private_key=brand.private_pem().encode(), public_key=platform.public_pem().encode(), **IDS)

    assert objects == text == octets
    assert len({objects, text, octets}) == 1
    assert same(private_key_of(text), brand.private)
    assert text.public_keys == {"PUB_KEY_ID_01": platform.public}


def test_credentials_that_differ_are_not_equal(credentials: Credentials, brand: KeyPair, platform: KeyPair) -> None:
    plain = Credentials(private_key=brand.private, public_key=platform.public, **IDS)

    assert credentials != plain
    assert plain != Credentials(private_key=platform.private, public_key=brand.public, **IDS)
    assert plain != "something else"


def test_credentials_sign(credentials: Credentials) -> None:
    assert 'brand_id="10001"' in authorization(credentials, "GET", "/", b"", timestamp=1, nonce="n")


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_credentials_from_files(brand: KeyPair, platform: KeyPair, tmp_path: Path, password: str | None) -> None:
    private_file(tmp_path / "key.pem", brand.encrypted_pem() if password else brand.private_pem())
    (tmp_path / "pub.pem").write_text(platform.public_pem())

    made = Credentials.from_files(
        private_key=str(tmp_path / "key.pem"),
        public_key=tmp_path / "pub.pem",
        password=password,
        api_key=API_KEY,
        **IDS,
    )

    assert same(private_key_of(made), brand.private)
    assert made.public_key == platform.public
    assert made.api_key == API_KEY


@pytest.mark.parametrize("name", ["private_key", "public_key"])
@pytest.mark.parametrize("value", ["apiclient_key.pem", Path("apiclient_key.pem")])
def test_a_path_in_the_constructor_is_sent_to_from_files(
    brand: KeyPair, platform: KeyPair, name: str, value: object
) -> None:
    keys: dict[str, Any] = {"private_key": brand.private, "public_key": platform.public} | {name: value}

    assert f"use Credentials.from_files({name}=...)" in refusal(lambda: Credentials(**IDS, **keys))


@pytest.mark.parametrize("name", ["brand_id", "serial_no", "public_key_id"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "is empty"),
        (10001, "must be text, not int"),
        (True, "must be text, not bool"),
        (1.5, "must be text, not float"),
        (b"10001", "must be text, not bytes"),
        ("10001 ", "has a blank at its end (position 6); remove it"),
        ("10001\n", "has a line end at its end (position 6); remove it"),
        (" 10001\n", "has a blank at position 1; remove it"),
        ("\u200e10001", "has an invisible character (U+200E) at position 1; remove it"),
        ('1"1', "printable ASCII"),
        ("1'1", "printable ASCII"),
        ("1,1", "printable ASCII"),
        ("1\\1", "printable ASCII"),
        ("1 1", "has a blank at position 2; remove it"),
        ("1\r\n1", "has a line end at position 2; remove it"),
        ("1\x7f1", "has a control character (U+007F) at position 2; remove it"),
        ("品牌", "printable ASCII"),
        ("١", "printable ASCII"),
    ],
)
def test_ids_must_be_fit_for_a_header(brand: KeyPair, platform: KeyPair, name: str, value: object, words: str) -> None:
    ids = IDS | {name: value}

    message = refusal(lambda: Credentials(private_key=brand.private, public_key=platform.public, **ids))

    assert message.startswith(name)
    assert words in message


def test_a_lower_case_serial_number_is_written_in_upper_case(brand: KeyPair, platform: KeyPair) -> None:
    ids = IDS | {"serial_no": "5157f09efdc096de"}

    assert Credentials(private_key=brand.private, public_key=platform.public, **ids).serial_no == "5157F09EFDC096DE"


LONG = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
DECIMAL = str(int(LONG, 16))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((form, "5157F0") for form in ("51:57:F0", "serial=5157F0", "serial=51:57:f0", "5157f0", "0x5157F0", "0X5157f0", "51 57 f0")),
        ("0x157F0", "0157F0"),  # Python's hex() leaves out the first zero
        (DECIMAL, LONG),
        (str(2**160 - 1), "F" * 40),
        ("00" + "F" * 40, "F" * 40),
        (":".join(["00", *["b5"] * 20]), "B5" * 20),
        ("1" * 40, "1" * 40),  # forty digits are a hexadecimal serial number
        ("0x" + "1" * 48, "1" * 48),
        ("157F0", "157F0"),
    ],
)  # fmt: skip
def test_a_serial_number_is_taken_as_programs_print_it(
    brand: KeyPair, platform: KeyPair, value: str, expected: str
) -> None:
    ids = IDS | {"serial_no": value}

    assert Credentials(private_key=brand.private, public_key=platform.public, **ids).serial_no == expected


@pytest.mark.parametrize("value", ["serial=", "0x", "5157 F", "PUB_KEY_ID_01", "9" * 49, "1" * 49 + "A\n", "-5"])
def test_another_serial_number_is_refused(brand: KeyPair, platform: KeyPair, value: str) -> None:
    ids = IDS | {"serial_no": value}

    message = refusal(lambda: Credentials(private_key=brand.private, public_key=platform.public, **ids))

    assert "openssl x509 -noout -serial -in apiclient_cert.pem" in message or "remove it" in message


def test_a_serial_number_that_is_an_integer_is_refused_with_its_text(brand: KeyPair, platform: KeyPair) -> None:
    ids = IDS | {"serial_no": int(LONG, 16)}

    message = refusal(lambda: Credentials(private_key=brand.private, public_key=platform.public, **ids))

    assert message == f"serial_no must be text, not int; in hexadecimal it is {LONG}"


@pytest.mark.parametrize("form", ["{:d}", "0x{:x}", "{:X}"])
def test_a_serial_number_in_any_form_may_stand_beside_its_certificate(
    brand: KeyPair, platform: KeyPair, form: str
) -> None:
    made_by = certificate(brand.private)
    text = made_by.public_bytes(Encoding.PEM)
    serial_no = serial_number_text(made_by.serial_number)
    keys: dict[str, Any] = {"private_key": brand.private, "public_key": platform.public, "certificate": text}
    ids = IDS | {"serial_no": form.format(int(serial_no, 16))}

    assert Credentials(**keys, **ids).serial_no == serial_no
    other = IDS | {"serial_no": form.format(int(serial_no, 16) + 1)}
    assert f"{serial_no}; remove serial_no" in refusal(lambda: Credentials(**keys, **other))


@pytest.mark.parametrize("form", ["{:d}", "0x{:x}", "{:x}"])
def test_a_platform_certificate_may_be_named_in_any_form(brand: KeyPair, form: str) -> None:
    made_by = certificate(new_private_key())
    text = made_by.public_bytes(Encoding.PEM)
    serial_no = serial_number_text(made_by.serial_number)
    ids = IDS | {"public_key_id": form.format(int(serial_no, 16))}

    made = Credentials(private_key=brand.private, public_key=text, **ids)

    assert made.public_key_id == serial_no


@pytest.mark.parametrize("value", ["PUB_KEY_ID_0" + "1" * 33, "PUB_KEY_ID_", "any-other.name"])
def test_public_key_ids_are_opaque(brand: KeyPair, platform: KeyPair, value: str) -> None:
    ids = IDS | {"public_key_id": value}

    made = Credentials(private_key=brand.private, public_key=platform.public, **ids)

    assert list(made.public_keys) == [value]


def test_a_certificate_serial_number_is_no_public_key_id(brand: KeyPair, platform: KeyPair) -> None:
    ids = IDS | {"public_key_id": "5157F09EFDC096DE15EBE81A47057A72"}

    message = refusal(lambda: Credentials(private_key=brand.private, public_key=platform.public, **ids))

    assert "looks like the serial number of a certificate" in message


@pytest.mark.parametrize(
    "value", ["", "short", API_KEY + "0", API_KEY[:-1] + "-", API_KEY[:-1] + "é", 32, API_KEY.encode()]
)
def test_an_api_key_is_32_letters_or_digits(brand: KeyPair, platform: KeyPair, value: Any) -> None:
    keys: dict[str, Any] = {"private_key": brand.private, "public_key": platform.public}

    message = refusal(lambda: Credentials(api_key=value, **keys, **IDS))

    assert "exactly 32 ASCII letters or digits" in message
    assert not (value and str(value) in message.replace("32", "") and value != 32)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (API_KEY + "\n", "this has a line end at its end (position 33); remove it"),
        (API_KEY + "\r\n", "this has a line end at position 33; remove it"),
        ("\ufeff" + API_KEY, "this has an invisible character (U+FEFF) at position 1; remove it"),
        (API_KEY[:8] + " " + API_KEY[8:], "this has a blank at position 9; remove it"),
        (API_KEY[:-1] + "\n", "this has a line end at its end (position 32); remove it"),
        (f'"{API_KEY}"', "this is in quotes; remove them"),
    ],
)
def test_what_is_wrong_with_an_api_key_is_named(brand: KeyPair, platform: KeyPair, value: str, words: str) -> None:
    keys: dict[str, Any] = {"private_key": brand.private, "public_key": platform.public}
    as_variables = {"WXBRAND_" + name.upper(): text for name, text in (IDS | {"api_key": value}).items()}
    as_variables |= {"WXBRAND_PRIVATE_KEY": brand.private_pem(), "WXBRAND_PUBLIC_KEY": platform.public_pem()}

    for make in (lambda: Credentials(api_key=value, **keys, **IDS), lambda: Credentials.from_env(as_variables)):
        assert refusal(make) == f"api_key must be exactly 32 ASCII letters or digits; {words}"


def test_the_brands_own_public_key_is_refused(brand: KeyPair, tmp_path: Path) -> None:
    path = tmp_path / "pub.pem"
    path.write_text(brand.public_pem())
    private_file(tmp_path / "key.pem", brand.private_pem())

    given = refusal(lambda: Credentials(private_key=brand.private, public_key=brand.public, **IDS))
    read = refusal(lambda: Credentials.from_files(private_key=tmp_path / "key.pem", public_key=path, **IDS))

    assert given.startswith("the key of PUB_KEY_ID_01 is your own public key")
    assert read.startswith(f"{path} is your own public key")


# Environment


@pytest.fixture
def environ(brand: KeyPair, platform: KeyPair) -> dict[str, str]:
    return {
        "WXBRAND_BRAND_ID": "10001",
        "WXBRAND_SERIAL_NO": "5157F09E",
        "WXBRAND_PRIVATE_KEY": brand.private_pem(),
        "WXBRAND_PUBLIC_KEY_ID": "PUB_KEY_ID_01",
        "WXBRAND_PUBLIC_KEY": platform.public_pem(),
        "WXBRAND_API_KEY": API_KEY,
        "PATH": "/bin",
    }


def test_credentials_from_the_environment(environ: dict[str, str], credentials: Credentials) -> None:
    assert Credentials.from_env(environ) == credentials


def test_credentials_from_the_process_environment(
    environ: dict[str, str], credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert Credentials.from_env() == credentials


def test_credentials_from_files_that_the_environment_names(
    environ: dict[str, str], credentials: Credentials, tmp_path: Path
) -> None:
    for name in ("WXBRAND_PRIVATE_KEY", "WXBRAND_PUBLIC_KEY"):
        path = tmp_path / name
        private_file(path, environ.pop(name))
        environ[f"{name}_FILE"] = str(path)

    assert Credentials.from_env(environ) == credentials


def test_an_empty_api_key_in_the_environment_is_none(environ: dict[str, str]) -> None:
    assert Credentials.from_env(environ | {"WXBRAND_API_KEY": ""}).api_key is None


def test_all_that_is_missing_is_named_at_once(environ: dict[str, str]) -> None:
    message = refusal(lambda: Credentials.from_env({"WXBRAND_SERIAL_NO": "", "WXBRAND_API_KEY": API_KEY}))

    assert message == (
        "not in the environment: WXBRAND_BRAND_ID, "
        "WXBRAND_SERIAL_NO or WXBRAND_CERTIFICATE or WXBRAND_CERTIFICATE_FILE, WXBRAND_PUBLIC_KEY_ID, "
        "WXBRAND_PRIVATE_KEY or WXBRAND_PRIVATE_KEY_FILE, WXBRAND_PUBLIC_KEY or WXBRAND_PUBLIC_KEY_FILE"
    )


@pytest.mark.parametrize("name", ["WXBRAND_PRIVATE_KEY", "WXBRAND_PUBLIC_KEY"])
def test_text_and_file_of_one_key_exclude_each_other(environ: dict[str, str], name: str) -> None:
    message = refusal(lambda: Credentials.from_env(environ | {f"{name}_FILE": "x.pem"}))

    assert message == f"{name} and {name}_FILE are both set; keep one"


@pytest.mark.parametrize("name", ["WXBRAND_PRIVATE_KEY", "WXBRAND_PUBLIC_KEY"])
def test_a_path_in_place_of_text_is_sent_to_the_other_variable(environ: dict[str, str], name: str) -> None:
    message = refusal(lambda: Credentials.from_env(environ | {name: "/keys/x.pem"}))

    assert message == f"{name} has no BEGIN line and is not base64, so it is not a key; for a path use {name}_FILE"


# Secrets and copies


def test_credentials_do_not_change(credentials: Credentials) -> None:
    changing: Any = credentials

    with pytest.raises(AttributeError, match="are immutable"):
        changing.brand_id = "2"
    with pytest.raises(AttributeError, match="are immutable"):
        del changing.api_key
    with pytest.raises(TypeError):
        changing.public_keys["other"] = changing.public_key


def test_copies_are_the_credentials_themselves(credentials: Credentials) -> None:
    assert copy.copy(credentials) is credentials
    assert copy.deepcopy({"a": credentials})["a"] is credentials


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_credentials_are_not_pickled(credentials: Credentials, protocol: int) -> None:
    with pytest.raises(TypeError, match=r"Credentials\.from_env\(\)"):
        pickle.dumps(credentials, protocol)


def pieces(*secrets: str) -> set[str]:
    """Every run of 12 characters of the secrets that is not part of a BEGIN or END line."""
    lines = [line for secret in secrets for line in secret.splitlines() if not line.startswith("-----")]
    return {line[start : start + 12] for line in lines for start in range(len(line) - 11)}


def test_no_secret_in_any_text_of_credentials(credentials: Credentials, brand: KeyPair, platform: KeyPair) -> None:
    secrets = pieces(brand.private_pem(), brand.private_pem(PrivateFormat.TraditionalOpenSSL), API_KEY)

    shown = repr(credentials) + str(credentials) + f"{credentials}" + pprint.pformat([credentials])

    assert repr(credentials) == "Credentials(brand_id='10001', serial_no='5157F09E', public_key_id='PUB_KEY_ID_01')"
    assert not [piece for piece in secrets if piece in shown]
    with pytest.raises(TypeError):
        vars(credentials)


def test_no_secret_in_any_error_or_traceback(spoiled: dict[str, bytes], brand: KeyPair, platform: KeyPair) -> None:
    text = brand.private_pem()
    bare = "".join(text.splitlines()[1:-1])
    calls: list[Callable[[], object]] = [
        lambda: read_file(bare),
        lambda: read_file(bare[:64]),
        lambda: read_file(bare[:120].replace("+", "\n")),
        lambda: read_private_key(bare[:64]),
        lambda: read_private_key(bare[:-40]),
        lambda: Credentials(private_key=bare[:-3], public_key=platform.public, **IDS),
        lambda: Credentials(private_key=text, public_key=platform.public, api_key=API_KEY + "x", **IDS),
        lambda: Credentials(private_key=text, public_key=text, **IDS),
        lambda: Credentials.from_env({"WXBRAND_PRIVATE_KEY": bare, "WXBRAND_API_KEY": API_KEY}),
        lambda: read_public_key(text),
        lambda: read_public_key(bare),
        lambda: read_private_key(p12(brand)),
        lambda: read_private_key(p12(brand), password=API_KEY),
    ]
    calls += [lambda content=content: read_private_key(content) for content in spoiled.values()]  # type: ignore[misc]
    calls += [
        lambda content=content: read_private_key(content, password=PASSWORD)  # type: ignore[misc]
        for content in spoiled.values()
    ]
    secrets = pieces(API_KEY, PASSWORD, text, bare, *(content.decode("latin-1") for content in spoiled.values()))

    shown = ""
    for call in calls:
        try:
            call()
        except InvalidCredentials as error:
            shown += "".join(traceback.format_exception(error)) + repr(error)

    shown = re.sub(r'  File ".*\n(?:    .*\n)+', "", shown)  # source lines of this test and of the reader
    assert shown.count("InvalidCredentials") > 40
    assert not [piece for piece in secrets if piece in shown]
