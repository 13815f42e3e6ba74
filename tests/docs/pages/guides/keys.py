"""A new public key of WeChat Pay, and a key service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from wxbrand_runtime.testing import new_private_key

from tests.docs.story import Story

KMS = """
import base64
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from wxbrand_runtime.auth.signing import sign as sign_with


def sign(*, key: str, algorithm: str, message: bytes) -> bytes:
    assert (key, algorithm) == ("brand", "RSASSA_PKCS1_V1_5_SHA_256")
    return base64.b64decode(sign_with(load_pem_private_key(Path("apiclient_key.pem").read_bytes(), None), message))
"""


@contextmanager
def surroundings(story: Story) -> Iterator[None]:
    """Write the key, and a module `kms` whose keys the page's signer uses."""
    pem = new_private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    story.write("new_wxp_pub.pem", pem.decode())
    story.write("kms.py", KMS)
    story.prelude = "import kms\n"
    yield
