"""A private key that others on the machine can read is warned of, with the command that closes the file."""

from __future__ import annotations

import os
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from wxbrand_runtime import Credentials, InvalidCredentials, LooseKeyFile
from wxbrand_runtime.auth.key_files import read_file
from wxbrand_runtime.auth.keys import read_private_key

from tests.runtime.conftest import PASSWORD, KeyPair, certificate

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")

IDS: dict[str, Any] = {"brand_id": "10001", "serial_no": "5157F09E", "public_key_id": "PUB_KEY_ID_01"}
SOMEBODY = 12345


@pytest.fixture
def key(brand: KeyPair, tmp_path: Path) -> Path:
    path = tmp_path / "the key.pem"
    path.write_text(brand.private_pem())
    return path


@pytest.fixture
def public(platform: KeyPair, tmp_path: Path) -> Path:
    path = tmp_path / "wxp_pub.pem"
    path.write_text(platform.public_pem())
    path.chmod(0o644)
    return path


def owned_by_a_user(path: Path) -> Path:
    if os.geteuid() == 0:
        os.chown(path, SOMEBODY, SOMEBODY)
    return path


def owned_by_root(path: Path) -> Path:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of root")
    return path


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o666, 0o601, 0o700 | 0o010])
def test_a_key_file_of_a_user_is_for_that_user_alone(key: Path, mode: int) -> None:
    owned_by_a_user(key).chmod(mode)
    words = f"{key} holds a private key, and other users of this machine have access to it (mode {mode:04o}); run: chmod 600 '{key}'"

    with pytest.warns(LooseKeyFile, match=re.escape(words)) as caught:
        read_private_key(read_file(key, is_private=True))

    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o650, 0o604, 0o601])
def test_a_key_file_of_root_is_for_root_and_its_group(key: Path, mode: int) -> None:
    owned_by_root(key).chmod(mode)

    with pytest.warns(LooseKeyFile, match=f"mode {mode:04o}.*chmod 640 "):
        read_private_key(read_file(key, is_private=True))


def test_what_turns_out_to_be_no_private_key_is_not_warned_of(brand: KeyPair, key: Path) -> None:
    key.write_text(brand.certificate_pem(), encoding="utf-8")
    key.chmod(0o644)

    with pytest.raises(InvalidCredentials, match="holds a certificate"):  # and a warning would be an error here
        read_private_key(read_file(key, is_private=True))


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
@pytest.mark.parametrize("owned", [owned_by_a_user, owned_by_root])
def test_a_file_that_is_closed_to_others_is_not_warned_of(key: Path, owned: Any, mode: int) -> None:
    owned(key).chmod(mode)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_private_key(read_file(key, is_private=True))


@pytest.mark.parametrize("mode", [0o640, 0o440])
def test_the_group_may_read_a_file_of_root(key: Path, mode: int) -> None:
    owned_by_root(key).chmod(mode)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_private_key(read_file(key, is_private=True))


@pytest.mark.parametrize("link", [False, True])
def test_credentials_warn_of_their_private_key_only(key: Path, public: Path, tmp_path: Path, link: bool) -> None:
    key.chmod(0o644)
    path = tmp_path / "link.pem" if link else key
    if link:
        path.symlink_to(key)
    environ = {f"WXBRAND_{name.upper()}": value for name, value in IDS.items()}
    environ |= {"WXBRAND_PRIVATE_KEY_FILE": str(path), "WXBRAND_PUBLIC_KEY_FILE": str(public)}

    with pytest.warns(LooseKeyFile) as from_files:
        Credentials.from_files(private_key=path, public_key=public, **IDS)
    with pytest.warns(LooseKeyFile) as from_env:
        Credentials.from_env(environ)

    assert [warning.filename for warning in [*from_files, *from_env]] == [__file__, __file__]
    assert str(path) in str(from_files[0].message)


def test_pkcs12_files_are_private_too(brand: KeyPair, public: Path, tmp_path: Path) -> None:
    path = tmp_path / "apiclient_cert.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, brand.private, certificate(brand.private), None, BestAvailableEncryption(PASSWORD.encode())
        )
    )
    path.chmod(0o644)
    ids = {name: value for name, value in IDS.items() if name != "serial_no"}

    with pytest.warns(LooseKeyFile, match=re.escape(str(path))):
        Credentials.from_files(private_key=path, password=PASSWORD, public_key=public, **ids)
