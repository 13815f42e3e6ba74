"""The folder of keys and `wxbrand.env`."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from wxbrand_codegen.sandbox import FolderError, prepare
from wxbrand_runtime.auth import MERCHANT, Credentials

from tests.runtime.conftest import private_key_of

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("apiclient_key.pem", "apiclient_pub.pem", "wxp_key.pem", "wxp_pub.pem")
BASE_URL = "http://127.0.0.1:8090"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a prepared folder, made once because keys are slow to make."""
    directory = tmp_path_factory.mktemp("ready")
    prepare(directory).write_env(BASE_URL)
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture
def folder(ready: dict[str, bytes], tmp_path: Path) -> Path:
    for name, content in ready.items():
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def env(directory: Path) -> dict[str, str]:
    lines = (directory / "wxbrand.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_a_new_folder_gets_all_files(tmp_path: Path) -> None:
    directory = tmp_path / "a" / "b"

    prepare(directory).write_env(BASE_URL)

    assert sorted(path.name for path in directory.iterdir()) == sorted([*KEYS, "wxbrand.env"])
    assert (directory / "apiclient_key.pem").read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert (directory / "wxp_pub.pem").read_text().startswith("-----BEGIN PUBLIC KEY-----")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}
    assert modes["apiclient_key.pem"] == modes["wxp_key.pem"] == modes["wxbrand.env"] == 0o600


def test_the_environment_file_makes_credentials(folder: Path) -> None:
    prepared = prepare(folder)
    prepared.write_env(BASE_URL)
    values = env(folder)

    credentials = Credentials.from_files(
        brand_id=values["WXBRAND_BRAND_ID"],
        serial_no=values["WXBRAND_SERIAL_NO"],
        private_key=values["WXBRAND_PRIVATE_KEY_FILE"],
        public_key_id=values["WXBRAND_PUBLIC_KEY_ID"],
        public_key=values["WXBRAND_PUBLIC_KEY_FILE"],
        api_key=values["WXBRAND_API_KEY"],
    )

    wechat_pay = prepared.wechat_pay
    assert credentials.brand_id == wechat_pay.account_id
    assert credentials.serial_no == wechat_pay.serial_no
    assert credentials.public_key.public_numbers() == wechat_pay.private_key.public_key().public_numbers()
    assert private_key_of(credentials).public_key().public_numbers() == wechat_pay.account_key.public_numbers()
    assert values["WXBRAND_BASE_URL"] == BASE_URL


def test_paths_are_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)

    prepare(folder.relative_to(folder.parent)).write_env(BASE_URL)

    assert env(folder)["WXBRAND_PRIVATE_KEY_FILE"] == str(folder.resolve() / "apiclient_key.pem")


def test_a_second_start_changes_only_the_address(folder: Path) -> None:
    prepare(folder).write_env(BASE_URL)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    prepare(folder).write_env("http://127.0.0.1:1")

    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.pop("wxbrand.env") == before.pop("wxbrand.env").replace(BASE_URL.encode(), b"http://127.0.0.1:1")
    assert after == before


def test_edited_ids_are_kept(folder: Path) -> None:
    api_key = "A" * 32
    (folder / "wxbrand.env").write_text(
        f"# mine\nWXBRAND_BRAND_ID=123\nWXBRAND_SERIAL_NO=AB\nWXBRAND_API_KEY={api_key}\n"
    )

    prepared = prepare(folder)

    assert (prepared.wechat_pay.account_id, prepared.wechat_pay.serial_no) == ("123", "AB")
    assert prepared.api_key == api_key
    assert api_key not in repr(prepared)
    assert prepared.wechat_pay.public_key_id.startswith("PUB_KEY_ID_")


def test_processes_that_begin_together_get_the_same_keys_and_ids(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        folders = list(threads.map(lambda _: prepare(tmp_path), range(4)))

    assert all(folder.credentials == folders[0].credentials for folder in folders)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*KEYS, "wxbrand.env"])
    assert stat.S_IMODE((tmp_path / "apiclient_key.pem").stat().st_mode) == 0o600


def test_ids_that_the_environment_file_lacks_are_kept_for_the_next_process(folder: Path) -> None:
    (folder / "wxbrand.env").write_text("WXBRAND_BRAND_ID=123\nWXBRAND_BASE_URL=http://127.0.0.1:1\n")

    first, second = prepare(folder), prepare(folder)

    assert first.credentials == second.credentials
    assert env(folder)["WXBRAND_BRAND_ID"] == "123"
    assert env(folder)["WXBRAND_BASE_URL"] == "http://127.0.0.1:1"


def test_the_credentials_are_those_that_an_application_reads(folder: Path) -> None:
    assert prepare(folder).credentials == Credentials.from_env(env(folder))


@pytest.mark.parametrize("name", ["apiclient_pub.pem", "wxp_pub.pem"])
def test_a_missing_public_key_is_derived(folder: Path, ready: dict[str, bytes], name: str) -> None:
    (folder / name).unlink()

    prepare(folder)

    assert (folder / name).read_bytes() == ready[name]


@pytest.mark.parametrize("name", ["apiclient_key.pem", "wxp_key.pem"])
def test_a_public_key_alone_is_not_overwritten(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(FolderError, match=f"{name}.* is missing"):
        prepare(folder)

    assert not (folder / name).exists()


def test_keys_of_different_pairs_are_refused(folder: Path, ready: dict[str, bytes]) -> None:
    (folder / "wxp_pub.pem").write_bytes(ready["apiclient_pub.pem"])

    with pytest.raises(FolderError, match=r"wxp_pub\.pem does not match wxp_key\.pem"):
        prepare(folder)


def test_a_file_without_a_key_is_named(folder: Path, ready: dict[str, bytes]) -> None:
    (folder / "apiclient_key.pem").write_bytes(ready["apiclient_pub.pem"])
    with pytest.raises(FolderError, match=r"apiclient_key\.pem is not a PEM private key without password"):
        prepare(folder)

    (folder / "apiclient_key.pem").write_bytes(ready["apiclient_key.pem"])
    (folder / "apiclient_pub.pem").write_bytes(b"hello")
    with pytest.raises(FolderError, match=r"apiclient_pub\.pem is not a PEM public key"):
        prepare(folder)


def test_an_elliptic_key_is_refused(folder: Path) -> None:
    key = generate_private_key(SECP256R1())
    (folder / "apiclient_key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(FolderError, match="is not an RSA key"):
        prepare(folder)


def test_an_encrypted_key_is_refused(folder: Path) -> None:
    key = prepare(folder).wechat_pay.private_key
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    (folder / "wxp_key.pem").write_bytes(pem)

    with pytest.raises(FolderError, match="without password"):
        prepare(folder)


@pytest.mark.parametrize(
    "line", ["WXBRAND_API_KEY=short", 'WXBRAND_BRAND_ID="1"', "WXBRAND_SERIAL_NO=xyz", "WXBRAND_PUBLIC_KEY_ID=a b"]
)
def test_an_invalid_value_in_the_environment_file_is_named(folder: Path, line: str) -> None:
    (folder / "wxbrand.env").write_text(line)

    with pytest.raises(FolderError, match=f"the value of {line.partition('=')[0]} must match"):
        prepare(folder)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderError, match="file"):
        prepare(tmp_path / "file")


def test_a_folder_that_played_brands_keeps_its_keys_and_ids_for_merchants(tmp_path: Path) -> None:
    brand = prepare(tmp_path)
    brand.write_env("http://127.0.0.1:1")

    merchant = prepare(tmp_path, MERCHANT.name)

    assert merchant.api_key == brand.api_key
    assert merchant.wechat_pay.serial_no == brand.wechat_pay.serial_no
    assert merchant.wechat_pay.public_key_id == brand.wechat_pay.public_key_id
    assert merchant.wechat_pay.account_key == brand.wechat_pay.account_key
    assert env(tmp_path)["WXPAY_BASE_URL"] == "http://127.0.0.1:1"
    assert all(line.startswith("WXPAY_") for line in (tmp_path / "wxbrand.env").read_text("utf-8").splitlines())
