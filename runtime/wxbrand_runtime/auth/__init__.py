"""Credentials, keys and signatures of WeChat Pay: sign requests, verify responses and callbacks, decrypt.

This package needs `cryptography` and `wxbrand_runtime.errors`, and nothing else of wxbrand. It does no network I/O, so it
works with any HTTP client::

    credentials = Credentials.from_env()
    headers = sign_request(credentials, "GET", url)
    response = requests.get(url, headers=headers)
    verify_response(response.headers, response.content, credentials.public_keys)

To understand the signature, read `signing`, which has the texts that the signatures of requests and responses cover and how
they are signed and verified, then `verification`, which reads a response's signature headers and checks its time. `schemes`
holds the names that differ between kinds of callers, `credentials` joins ids and keys. `keys` loads private keys, public keys
and certificates and checks that they are the right kind; `key_formats` finds them in PEM, DER and PKCS#12. `signers` describes
private keys kept in an HSM or KMS. `decryption` covers sensitive texts and callbacks, and `undecryptable` says why one cannot
be decrypted. `ids` validates ids and serial numbers; `hidden_characters` finds the blanks and line ends in them.
"""

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.decryption import decrypt_certificates, decrypt_text, encrypt_text
from wxbrand_runtime.auth.key_files import LooseKeyFile
from wxbrand_runtime.auth.key_ring import KeyRing, SendingKey
from wxbrand_runtime.auth.keys import CertificateNotValid
from wxbrand_runtime.auth.schemes import BRAND, MERCHANT, Scheme
from wxbrand_runtime.auth.signers import AsyncDecrypter, AsyncSigner, Decrypter, Signer
from wxbrand_runtime.auth.signing import sign_request
from wxbrand_runtime.auth.verification import HeaderFields, verify_response

__all__ = [
    "BRAND",
    "MERCHANT",
    "AsyncDecrypter",
    "AsyncSigner",
    "CertificateNotValid",
    "Credentials",
    "Decrypter",
    "HeaderFields",
    "KeyRing",
    "LooseKeyFile",
    "Scheme",
    "SendingKey",
    "Signer",
    "decrypt_certificates",
    "decrypt_text",
    "encrypt_text",
    "sign_request",
    "verify_response",
]
