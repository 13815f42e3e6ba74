"""Keys and certificates, made once per test run."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID
from wxbrand_runtime import Credentials
from wxbrand_runtime.client import retries
from wxbrand_runtime.testing import WeChatPay, new_pair

PASSWORD = "correct-horse-battery"


@dataclass(frozen=True)
class KeyPair:
    """An RSA key and the forms in which people have it."""

    private: rsa.RSAPrivateKey

    @property
    def public(self) -> rsa.RSAPublicKey:
        return self.private.public_key()

    def private_pem(
        self, form: PrivateFormat = PrivateFormat.PKCS8, encryption: KeySerializationEncryption | None = None
    ) -> str:
        return self.private.private_bytes(Encoding.PEM, form, encryption or NoEncryption()).decode()

    def encrypted_pem(self, form: PrivateFormat = PrivateFormat.PKCS8) -> str:
        return self.private_pem(form, BestAvailableEncryption(PASSWORD.encode()))

    def public_pem(self, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> str:
        return self.public.public_bytes(Encoding.PEM, form).decode()

    def certificate_pem(self) -> str:
        return certificate(self.private).public_bytes(Encoding.PEM).decode()


HERE = (x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1")))


def certificate(
    key: rsa.RSAPrivateKey, names: Iterable[x509.GeneralName] = HERE, days: tuple[int, int] = (-1, 1)
) -> x509.Certificate:
    """A self-signed certificate, for this machine and from yesterday until tomorrow if nothing else is said."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
        .sign(key, SHA256())
    )


@pytest.fixture(scope="session")
def brand() -> KeyPair:
    """The brand's keys."""
    return KeyPair(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture(scope="session")
def platform() -> KeyPair:
    """WeChat Pay's keys."""
    return KeyPair(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@dataclass(frozen=True)
class Tls:
    """A server's certificate and the contexts of both sides."""

    server: ssl.SSLContext
    elsewhere: ssl.SSLContext
    """The same, with a certificate for another host."""
    client: ssl.SSLContext
    """Trusts these two certificates and no other."""
    authority: Path
    """The certificate, for a process of its own."""
    elsewhere_authority: Path
    """The one for another host."""


@pytest.fixture(scope="session")
def tls(brand: KeyPair, tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """TLS for a server on 127.0.0.1 that only its own client context trusts."""
    folder = tmp_path_factory.mktemp("tls")
    authority, key = folder / "certificate.pem", folder / "key.pem"
    authority.write_text(brand.certificate_pem())
    key.write_text(brand.private_pem())
    elsewhere = folder / "elsewhere.pem"
    other = certificate(brand.private, [x509.DNSName("elsewhere.example")])
    elsewhere.write_bytes(other.public_bytes(Encoding.PEM))
    client = ssl.create_default_context(cafile=authority)
    client.load_verify_locations(elsewhere)
    return Tls(_serving(authority, key), _serving(elsewhere, key), client, authority, elsewhere)


def _serving(chain: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


@pytest.fixture(scope="session")
def wechat_pay_and_credentials() -> tuple[WeChatPay, Credentials]:
    """Both sides, with fresh keys."""
    return new_pair()


@pytest.fixture(scope="session")
def wechat_pay(wechat_pay_and_credentials: tuple[WeChatPay, Credentials]) -> WeChatPay:
    """The other side."""
    return wechat_pay_and_credentials[0]


@pytest.fixture(scope="session")
def credentials(wechat_pay_and_credentials: tuple[WeChatPay, Credentials]) -> Credentials:
    """The brand's side."""
    return wechat_pay_and_credentials[1]


def private_key_of(credentials: Credentials) -> rsa.RSAPrivateKey:
    """The key of credentials that hold one, not a signer."""
    assert credentials.private_key is not None
    return credentials.private_key


@pytest.fixture
def client_environ(credentials: Credentials) -> dict[str, str]:
    """All that a client needs, as environment variables."""
    private = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = credentials.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        "WXBRAND_BRAND_ID": credentials.brand_id,
        "WXBRAND_SERIAL_NO": credentials.serial_no,
        "WXBRAND_PRIVATE_KEY": private.decode(),
        "WXBRAND_PUBLIC_KEY_ID": credentials.public_key_id,
        "WXBRAND_PUBLIC_KEY": public.decode(),
    }


class Clock(SimpleNamespace):
    """What measures tries; stands still until it is moved."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of tries, in the place of the machine's."""
    clock = Clock()
    monkeypatch.setattr(retries, "time", clock)
    return clock
