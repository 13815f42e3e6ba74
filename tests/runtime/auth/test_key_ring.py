"""The ring of WeChat Pay's public keys: rotation without a restart, and what it refuses."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from wxbrand_runtime import Credentials, Headers, InvalidCredentials, InvalidSignature, KeyRing
from wxbrand_runtime.auth.key_ring import SendingKey
from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.conftest import KeyPair

OLD, NEW = "PUB_KEY_ID_OLD", "PUB_KEY_ID_NEW"


@pytest.fixture(scope="session")
def successor() -> KeyPair:
    """WeChat Pay's next keys."""
    return KeyPair(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture
def ring(platform: KeyPair, brand: KeyPair) -> KeyRing:
    return KeyRing({OLD: platform.public}, sending=OLD, own_key=brand.public)


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidCredentials) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_rotation(ring: KeyRing, platform: KeyPair, successor: KeyPair) -> None:
    ring.add(NEW, successor.public_pem())
    both = dict(ring.items())
    while_both = ring.sending
    ring.send_with(NEW)
    ring.remove(OLD)

    assert both == {OLD: platform.public, NEW: successor.public}
    assert while_both == SendingKey(OLD, platform.public)
    assert ring.sending == (NEW, successor.public)
    assert ring == {NEW: successor.public}


def test_what_is_only_added_is_not_sent(ring: KeyRing, platform: KeyPair, successor: KeyPair, tmp_path: Path) -> None:
    path = tmp_path / "wxp_pub.pem"
    path.write_text(successor.public_pem())

    ring.add_file(NEW, path)
    ring.add("PUB_KEY_ID_THIRD", successor.public)

    assert ring.sending == SendingKey(OLD, platform.public)
    assert OLD in ring
    assert NEW in ring
    assert "PUB_KEY_ID_FOURTH" not in ring
    with pytest.raises(InvalidCredentials) as caught:
        ring.send_with("PUB_KEY_ID_FOURTH")
    assert str(caught.value) == f"no key has this id; the ring has {OLD}, {NEW}, PUB_KEY_ID_THIRD"


def test_a_path_in_the_place_of_a_key_is_told_what_reads_it(ring: KeyRing, tmp_path: Path) -> None:
    path: Any = tmp_path / "wxp_pub.pem"

    assert refusal(lambda: ring.add(NEW, path)) == f"the key of {NEW} is a path; add_file() reads a file"
    assert refusal(lambda: ring.add(NEW, str(path))).startswith(f"the key of {NEW} ")


def test_an_answer_is_believed_by_the_ring_as_it_is_now(ring: KeyRing, successor: KeyPair) -> None:
    next_one = WeChatPay(
        private_key=successor.private,
        public_key_id=NEW,
        account_id="1",
        serial_no="5157F09E",
        account_key=successor.public,
    )
    headers = Headers(next_one.sign_answer(b"{}", timestamp=1000))

    with pytest.raises(InvalidSignature, match="hold only PUB_KEY_ID_OLD"):
        verify_response(headers, b"{}", ring, now=1000)
    ring.add(NEW, successor.public)

    verify_response(headers, b"{}", ring, now=1000)


@pytest.mark.parametrize("form", ["object", "text", "bytes", "file"])
def test_the_forms_of_a_key(ring: KeyRing, successor: KeyPair, tmp_path: Path, form: str) -> None:
    text, path = successor.public_pem(), tmp_path / "wxp_pub.pem"
    path.write_text(text)
    adding: dict[str, Callable[[], None]] = {
        "object": lambda: ring.add(NEW, successor.public, send=True),
        "text": lambda: ring.add(NEW, text, send=True),
        "bytes": lambda: ring.add(NEW, text.encode(), send=True),
        "file": lambda: ring.add_file(NEW, path, send=True),
    }

    adding[form]()

    assert ring.sending == (NEW, successor.public)


def test_all_keys_are_replaced_at_once(ring: KeyRing, platform: KeyPair, successor: KeyPair) -> None:
    ring.replace({OLD: successor.public, NEW: platform.public_pem()}, sending=NEW)

    assert ring == {OLD: successor.public, NEW: platform.public}
    assert ring.sending.id == NEW


def test_what_a_ring_refuses(ring: KeyRing, brand: KeyPair, successor: KeyPair, tmp_path: Path) -> None:
    short: Any = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()
    path: Any = tmp_path / "wxp_pub.pem"
    path.write_text(brand.public_pem())
    before = dict(ring.items())

    assert "looks like the serial number" in refusal(lambda: ring.add("5157F09E", successor.public))
    assert "printable ASCII" in refusal(lambda: ring.add('PUB"KEY', successor.public))
    assert "public_key_id is empty" in refusal(lambda: ring.replace({"": successor.public}, sending=""))
    assert "of 1024 bits" in refusal(lambda: ring.add(NEW, short))
    assert f"the key of {NEW} is your own public key" in refusal(lambda: ring.add(NEW, brand.public))
    assert f"{path} is your own public key" in refusal(lambda: ring.add_file(NEW, path))
    assert "add_file() reads a file" in refusal(lambda: ring.add(NEW, path))
    assert "add_file() reads a file" in refusal(lambda: ring.add(NEW, str(path)))
    assert "remove() that one first" in refusal(lambda: ring.add(OLD, successor.public))
    assert f"the ring has {OLD}" in refusal(lambda: ring.send_with(NEW))
    assert f"the ring has {OLD}" in refusal(lambda: ring.remove(NEW))
    assert "choose another with send_with() first" in refusal(lambda: ring.remove(OLD))
    assert f"the ring has {NEW}" in refusal(lambda: ring.replace({NEW: successor.public}, sending=OLD))
    assert "the ring has none" in refusal(lambda: KeyRing({}, sending=OLD))
    assert ring == before


def test_the_same_key_may_be_added_again(ring: KeyRing, platform: KeyPair) -> None:
    ring.add(OLD, platform.public_pem())

    assert list(ring) == [OLD]
    assert len(ring) == 1


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Threads take turns after a microsecond, so that what is not protected goes wrong soon."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless_threads")
def test_id_and_key_that_are_sent_belong_together_while_others_change_them(
    ring: KeyRing, platform: KeyPair, successor: KeyPair
) -> None:
    owners, done, looks = {OLD: platform.public, NEW: successor.public}, Event(), [0, 0]

    def turn() -> None:
        turns = 0
        while turns < 500 or (min(looks) <= 50 and turns < 100_000):
            ring.replace({NEW: successor.public}, sending=NEW)
            ring.replace({OLD: platform.public}, sending=OLD)
            turns += 1

    def look(number: int) -> None:
        while not done.is_set():
            id_, key = ring.sending
            assert key == owners[id_]
            assert all(owners[known] == its for known, its in ring.items())
            assert len(ring.values()) == 1
            looks[number] += 1

    with ThreadPoolExecutor(4) as pool:
        looking = [pool.submit(look, number) for number in range(2)]
        changing = [pool.submit(turn) for _ in range(2)]
        try:
            for change in changing:
                change.result()
        finally:
            done.set()
        for looker in looking:
            looker.result()

    assert min(looks) > 50


@pytest.mark.usefixtures("restless_threads")
def test_no_addition_is_lost_between_threads(ring: KeyRing, successor: KeyPair) -> None:
    ids = [f"PUB_KEY_ID_N{number}" for number in range(400)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda id_: ring.add(id_, successor.public), ids))

    assert set(ring) == {OLD, *ids}


def test_rings_compare_by_what_is_in_them(platform: KeyPair, successor: KeyPair) -> None:
    keys = {OLD: platform.public, NEW: successor.public}

    assert KeyRing(keys, sending=OLD) == KeyRing({NEW: keys[NEW], OLD: keys[OLD]}, sending=OLD)
    assert KeyRing(keys, sending=OLD) != KeyRing(keys, sending=NEW)
    assert KeyRing(keys, sending=OLD) != KeyRing({OLD: keys[OLD]}, sending=OLD)
    assert KeyRing(keys, sending=OLD) != "something else"
    with pytest.raises(TypeError, match="unhashable"):
        hash(KeyRing(keys, sending=OLD))


UNCOPIED = (
    r"^a key ring cannot be copied or pickled, so that a change reaches all its users; "
    r"build it again in the other process, for example with Credentials\.from_env\(\)$"
)


def test_a_ring_shows_ids_and_is_neither_copied_nor_pickled(ring: KeyRing, successor: KeyPair) -> None:
    ring.add(NEW, successor.public)

    assert repr(ring) == f"KeyRing({OLD}, {NEW}; sending {OLD})"
    assert repr(ring.sending) == f"SendingKey(id='{OLD}')"
    copying: list[Callable[[Any], object]] = [pickle.dumps, copy.copy, copy.deepcopy]
    for copied in copying:
        with pytest.raises(TypeError, match=UNCOPIED):
            copied(ring)


# In credentials


def made(brand: KeyPair, platform: KeyPair, **more: Any) -> Credentials:
    ids = {"brand_id": "10001", "serial_no": "5157F09E", "public_key_id": OLD}
    return Credentials(private_key=brand.private, public_key=platform.public, **(ids | more))


def test_credentials_follow_their_ring(brand: KeyPair, platform: KeyPair, successor: KeyPair) -> None:
    credentials = made(brand, platform, other_public_keys={NEW: successor.public_pem()})
    before, twin = hash(credentials), made(brand, platform, other_public_keys={NEW: successor.public})
    were_equal = credentials == twin

    credentials.public_keys.send_with(NEW)

    assert were_equal
    assert (credentials.public_key_id, credentials.public_key) == (NEW, successor.public)
    assert hash(credentials) == before
    assert credentials != twin


def test_the_ring_of_credentials_refuses_the_brands_own_key(brand: KeyPair, platform: KeyPair) -> None:
    given = refusal(lambda: made(brand, platform, other_public_keys={NEW: brand.public}))
    added = refusal(lambda: made(brand, platform).public_keys.add(NEW, brand.public))
    twice = refusal(lambda: made(brand, platform, other_public_keys={OLD: platform.public}))

    assert given == added
    assert given.startswith(f"the key of {NEW} is your own public key")
    assert twice == "other_public_keys contains the id given as public_key_id; remove it there"


@pytest.fixture
def environ(brand: KeyPair, platform: KeyPair, successor: KeyPair) -> dict[str, str]:
    return {
        "WXBRAND_BRAND_ID": "10001",
        "WXBRAND_SERIAL_NO": "5157F09E",
        "WXBRAND_PRIVATE_KEY": brand.private_pem(),
        "WXBRAND_PUBLIC_KEY_ID": OLD,
        "WXBRAND_PUBLIC_KEY": platform.public_pem(),
        "WXBRAND_OTHER_PUBLIC_KEY_ID": NEW,
        "WXBRAND_OTHER_PUBLIC_KEY": successor.public_pem(),
    }


def test_another_key_from_files_and_from_the_environment(
    environ: dict[str, str], brand: KeyPair, platform: KeyPair, successor: KeyPair, tmp_path: Path
) -> None:
    expected = made(brand, platform, other_public_keys={NEW: successor.public})
    texts = {"key.pem": brand.private_pem(), "pub.pem": platform.public_pem(), "new.pem": successor.public_pem()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o600)
    named = {**environ, "WXBRAND_OTHER_PUBLIC_KEY": "", "WXBRAND_OTHER_PUBLIC_KEY_FILE": str(tmp_path / "new.pem")}

    from_files = Credentials.from_files(
        brand_id="10001",
        serial_no="5157F09E",
        private_key=tmp_path / "key.pem",
        public_key_id=OLD,
        public_key=tmp_path / "pub.pem",
        other_public_keys={NEW: tmp_path / "new.pem"},
    )

    assert from_files == Credentials.from_env(environ) == Credentials.from_env(named) == expected
    assert expected.public_key_id == OLD


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("WXBRAND_OTHER_PUBLIC_KEY_ID", "not in the environment: WXBRAND_OTHER_PUBLIC_KEY_ID"),
        (
            "WXBRAND_OTHER_PUBLIC_KEY",
            "not in the environment: WXBRAND_OTHER_PUBLIC_KEY or WXBRAND_OTHER_PUBLIC_KEY_FILE",
        ),
    ],
)
def test_half_of_another_key_in_the_environment(environ: dict[str, str], missing: str, words: str) -> None:
    del environ[missing]

    assert refusal(lambda: Credentials.from_env(environ)) == words
