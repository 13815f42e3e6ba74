"""WeChat Pay's public keys by id. During a rotation the old and the new key are both trusted, without a restart."""

from __future__ import annotations

import os
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from wxbrand_runtime.auth.ids import check_public_key_id
from wxbrand_runtime.auth.key_files import KeySource, named, read_file
from wxbrand_runtime.auth.keys import read_public_key
from wxbrand_runtime.errors import InvalidCredentials


class SendingKey(NamedTuple):
    """The public key named in requests, which also encrypts sensitive texts. Id and key belong together."""

    id: str
    """Sent in the header Wechatpay-Serial."""

    key: RSAPublicKey
    """Encrypts sensitive texts."""

    def __repr__(self) -> str:
        return f"SendingKey(id={self.id!r})"


class _State(NamedTuple):
    keys: Mapping[str, RSAPublicKey]
    sending: SendingKey


class KeyRing(Mapping[str, RSAPublicKey]):
    """The trusted public keys of WeChat Pay by id, and which of them requests name.

    Client and notification handlers share one ring, in any number of threads. A change replaces the whole state at once:
    readers see the old state or the new one, and never wait. `items()`, `keys()` and `values()` are views of the state
    at the time of the call.

    To rotate: `add("PUB_KEY_ID_NEW", new_key)`, then `send_with("PUB_KEY_ID_NEW")` on the day WeChat Pay names, then
    `remove("PUB_KEY_ID_OLD")` once nothing signed with the old key arrives any more.
    """

    __slots__ = ("_brand_key", "_lock", "_state")

    def __init__(
        self,
        keys: Mapping[str, RSAPublicKey | KeySource | str | bytes],
        *,
        sending: str,
        brand_key: RSAPublicKey | None = None,
    ) -> None:
        """Create a ring of key objects, PEM text or bytes by id. `sending` is the id that requests name.

        `brand_key` is the brand's own public key, which the ring refuses. Raises InvalidCredentials.
        """
        self._lock = Lock()
        self._brand_key = brand_key
        self._state = self._check(keys, sending)

    @property
    def sending(self) -> SendingKey:
        """The id and the key that requests use. Read it once to get a pair that belongs together."""
        return self._state.sending

    def add(self, id: str, key: RSAPublicKey | KeySource | str | bytes, *, send: bool = False) -> None:  # noqa: A002
        """Trust one more key (key object, PEM text or bytes). With `send`, requests name it from now on.

        Raises InvalidCredentials, also if another key has this id.
        """
        checked = self._check_key(id, key)
        with self._lock:
            keys, sending = self._state
            if keys.get(id, checked) != checked:
                raise InvalidCredentials(f"another key with the id {id} is in the ring; remove() that one first")
            added = {**keys, id: checked}
            self._state = _State(MappingProxyType(added), SendingKey(id, checked) if send else sending)

    def add_file(self, id: str, path: str | os.PathLike[str], *, send: bool = False) -> None:  # noqa: A002
        """Trust one more key, read from a PEM file. Otherwise like `add`."""
        self.add(id, read_file(path), send=send)

    def send_with(self, id: str) -> None:  # noqa: A002
        """Let requests name another key of the ring. Raises InvalidCredentials if the id is not in it."""
        with self._lock:
            keys, _ = self._state
            self._state = _State(keys, _sending_key(keys, id))

    def remove(self, id: str) -> None:  # noqa: A002
        """Stop trusting a key. Raises InvalidCredentials for the key that requests name, and for unknown ids."""
        with self._lock:
            keys, sending = self._state
            if _sending_key(keys, id).id == sending.id:
                raise InvalidCredentials(f"requests are sent with the key {id}; choose another with send_with() first")
            kept = {other: key for other, key in keys.items() if other != id}
            self._state = _State(MappingProxyType(kept), sending)

    def replace(self, keys: Mapping[str, RSAPublicKey | KeySource | str | bytes], *, sending: str) -> None:
        """Replace all keys of the ring at once. Raises InvalidCredentials."""
        state = self._check(keys, sending)
        with self._lock:
            self._state = state

    def _check(self, keys: Mapping[str, RSAPublicKey | KeySource | str | bytes], sending: str) -> _State:
        checked = MappingProxyType({id_: self._check_key(id_, key) for id_, key in keys.items()})
        return _State(checked, _sending_key(checked, sending))

    def _check_key(self, id_: object, key: RSAPublicKey | KeySource | str | bytes) -> RSAPublicKey:
        known_id = check_public_key_id(id_)
        name = f"the key of {known_id}"
        public = read_public_key(named(key, name, "add_file() reads a file"))
        refuse_brand_key(self._brand_key, public, name)
        return public

    def __getitem__(self, id_: str) -> RSAPublicKey:
        return self._state.keys[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.keys)

    def __len__(self) -> int:
        return len(self._state.keys)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._state.keys

    # The views of Mapping would look up each key in the ring again, and another thread may have removed it meanwhile.

    def keys(self) -> KeysView[str]:
        """Return the ids."""
        return self._state.keys.keys()

    def values(self) -> ValuesView[RSAPublicKey]:
        """Return the keys."""
        return self._state.keys.values()

    def items(self) -> ItemsView[str, RSAPublicKey]:
        """Return ids and keys."""
        return self._state.keys.items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeyRing):
            mine, its = self._state, other._state
            return mine.sending.id == its.sending.id and mine.keys == its.keys
        return self._state.keys == other

    __hash__ = None  # type: ignore[assignment]  # equality depends on the keys, and they change

    def __repr__(self) -> str:
        keys, sending = self._state
        return f"KeyRing({', '.join(keys)}; sending {sending.id})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            "a key ring cannot be copied or pickled, so that a change reaches all its users; "
            "build it again in the other process, for example with Credentials.from_env()"
        )


def refuse_brand_key(brand_key: RSAPublicKey | None, public_key: RSAPublicKey, name: str) -> None:
    """Raise InvalidCredentials, with this name of the key, if it is the brand's own public key."""
    if brand_key is not None and brand_key.public_numbers() == public_key.public_numbers():
        raise InvalidCredentials(
            f"{name} is the brand's own public key, which belongs to its private key; give WeChat Pay's public key"
        )


def _sending_key(keys: Mapping[str, RSAPublicKey], id_: str) -> SendingKey:
    if id_ not in keys:
        raise InvalidCredentials(f"no key has this id; the ring has {', '.join(keys) or 'none'}")
    return SendingKey(id_, keys[id_])
