"""WeChat Pay's public keys by id: old and new during a rotation, swapped without a restart."""

from __future__ import annotations

import os
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from wxbrand_runtime.auth.ids import checked_public_key_id
from wxbrand_runtime.auth.key_files import KeySource, named, read_file
from wxbrand_runtime.auth.keys import read_public_key
from wxbrand_runtime.errors import InvalidCredentials


class SendingKey(NamedTuple):
    """The public key that requests name and sensitive texts are encrypted with. Id and key belong together."""

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
    """Every public key of WeChat Pay that is believed, by id, and which of them is sent with requests.

    One ring is shared by the client and the notification handlers, in any number of threads. A change makes a new
    state and puts it in place at once; whoever reads sees the old state or the new one, and never waits. `items()`,
    `keys()` and `values()` keep to the state they were taken from.

    A rotation: `add("PUB_KEY_ID_NEW", new_key)`, then `send_with("PUB_KEY_ID_NEW")` on the day WeChat Pay names, then
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
        """Take key objects, PEM text or bytes by id; `sending` is the id sent with requests.

        `brand_key` is the brand's own public key, which is refused in the ring. Raises InvalidCredentials.
        """
        self._lock = Lock()
        self._brand_key = brand_key
        self._state = self._checked(keys, sending)

    @property
    def sending(self) -> SendingKey:
        """The id and the key that requests are sent with; take both from one look at it."""
        return self._state.sending

    def add(self, id: str, key: RSAPublicKey | KeySource | str | bytes, *, send: bool = False) -> None:  # noqa: A002
        """Believe one more key (key object, PEM text or bytes); with `send`, requests name it from now on.

        Raises InvalidCredentials, also if another key has this id.
        """
        checked = self._checked_key(id, key)
        with self._lock:
            keys, sending = self._state
            if keys.get(id, checked) != checked:
                raise InvalidCredentials(f"another key with the id {id} is in the ring; remove() that one first")
            added = {**keys, id: checked}
            self._state = _State(MappingProxyType(added), SendingKey(id, checked) if send else sending)

    def add_file(self, id: str, path: str | os.PathLike[str], *, send: bool = False) -> None:  # noqa: A002
        """Believe one more key that stands in a PEM file; else as `add`."""
        self.add(id, read_file(path), send=send)

    def send_with(self, id: str) -> None:  # noqa: A002
        """Let requests name another key of the ring. Raises InvalidCredentials for an id that is not in it."""
        with self._lock:
            keys, _ = self._state
            self._state = _State(keys, _chosen(keys, id))

    def remove(self, id: str) -> None:  # noqa: A002
        """Believe a key no more. Raises InvalidCredentials for the one that requests name, and for unknown ids."""
        with self._lock:
            keys, sending = self._state
            if _chosen(keys, id).id == sending.id:
                raise InvalidCredentials(f"requests are sent with the key {id}; choose another with send_with() first")
            kept = {other: key for other, key in keys.items() if other != id}
            self._state = _State(MappingProxyType(kept), sending)

    def replace(self, keys: Mapping[str, RSAPublicKey | KeySource | str | bytes], *, sending: str) -> None:
        """Put other keys in the place of all that are in the ring, at once. Raises InvalidCredentials."""
        state = self._checked(keys, sending)
        with self._lock:
            self._state = state

    def _checked(self, keys: Mapping[str, RSAPublicKey | KeySource | str | bytes], sending: str) -> _State:
        checked = MappingProxyType({id_: self._checked_key(id_, key) for id_, key in keys.items()})
        return _State(checked, _chosen(checked, sending))

    def _checked_key(self, id_: object, key: RSAPublicKey | KeySource | str | bytes) -> RSAPublicKey:
        known_id = checked_public_key_id(id_)
        name = f"the key of {known_id}"
        public = read_public_key(named(key, name, "add_file() reads a file"))
        refuse_own(self._brand_key, public, name)
        return public

    def __getitem__(self, id_: str) -> RSAPublicKey:
        return self._state.keys[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.keys)

    def __len__(self) -> int:
        return len(self._state.keys)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._state.keys

    # Mapping's own views look at the ring again for each key, which another thread may have removed meanwhile.

    def keys(self) -> KeysView[str]:
        """Give the ids."""
        return self._state.keys.keys()

    def values(self) -> ValuesView[RSAPublicKey]:
        """Give the keys."""
        return self._state.keys.values()

    def items(self) -> ItemsView[str, RSAPublicKey]:
        """Give ids and keys."""
        return self._state.keys.items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeyRing):
            mine, its = self._state, other._state
            return mine.sending.id == its.sending.id and mine.keys == its.keys
        return self._state.keys == other

    __hash__ = None  # type: ignore[assignment]  # it compares by what is in it, and that changes

    def __repr__(self) -> str:
        keys, sending = self._state
        return f"KeyRing({', '.join(keys)}; sending {sending.id})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            "a key ring is neither copied nor pickled, so that a change reaches all who use it; "
            "build it again in the other process, for example with Credentials.from_env()"
        )


def refuse_own(brand_key: RSAPublicKey | None, public_key: RSAPublicKey, name: str) -> None:
    """Raise InvalidCredentials, calling the key by this name, if it is the brand's own public key."""
    if brand_key is not None and brand_key.public_numbers() == public_key.public_numbers():
        raise InvalidCredentials(
            f"{name} is the brand's own public key, the counterpart of the private key; WeChat Pay's belongs there"
        )


def _chosen(keys: Mapping[str, RSAPublicKey], id_: str) -> SendingKey:
    if id_ not in keys:
        raise InvalidCredentials(f"no key has the id asked for; the ring holds {', '.join(keys) or 'none'}")
    return SendingKey(id_, keys[id_])
