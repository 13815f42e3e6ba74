"""WeChat Pay's public keys by id, and its platform certificates by serial number. During a rotation the old and the new key are both trusted, without a restart."""

from __future__ import annotations

import os
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from wxbrand_runtime.auth.ids import check_header_value, check_public_key_id
from wxbrand_runtime.auth.key_files import KeySource, named, read_file
from wxbrand_runtime.auth.keys import load_public_key
from wxbrand_runtime.errors import InvalidCredentials


class SendingKey(NamedTuple):
    """The public key named in requests, which also encrypts sensitive texts. Id and key belong together."""

    id: str
    """Sent in the header Wechatpay-Serial: the id of a public key, or the serial number of a platform certificate."""

    key: RSAPublicKey
    """Encrypts sensitive texts."""

    def __repr__(self) -> str:
        return f"SendingKey(id={self.id!r})"


class _State(NamedTuple):
    keys: Mapping[str, RSAPublicKey]
    sending: SendingKey


class KeyRing(Mapping[str, RSAPublicKey]):
    """The trusted public keys of WeChat Pay by id, those of platform certificates by serial number, and which requests name.

    Client and notification handlers share one ring, in any number of threads. A change replaces the whole state at once:
    readers see the old state or the new one, and never wait. `items()`, `keys()` and `values()` are views of the state
    at the time of the call.

    To rotate: `add("PUB_KEY_ID_NEW", new_key)`, then `send_with("PUB_KEY_ID_NEW")` on the day WeChat Pay names, then
    `remove("PUB_KEY_ID_OLD")` once nothing signed with the old key arrives any more.
    """

    __slots__ = ("_lock", "_own_key", "_state")

    def __init__(
        self,
        keys: Mapping[str, RSAPublicKey | KeySource | str | bytes],
        *,
        sending: str,
        own_key: RSAPublicKey | None = None,
    ) -> None:
        """Create a ring of key objects, PEM text or bytes by id. `sending` is the id that requests name.

        `own_key` is the public half of the caller's private key, which the ring refuses. Raises InvalidCredentials.
        """
        self._lock = Lock()
        self._own_key = own_key
        self._state = self._check(keys, sending)

    @property
    def sending(self) -> SendingKey:
        """The id and the key that requests use. Read it once to get a pair that belongs together."""
        return self._state.sending

    def add(self, id: str, key: RSAPublicKey | KeySource | str | bytes, *, send: bool = False) -> None:  # noqa: A002
        """Trust one more key or platform certificate. With `send`, requests name it from now on.

        Give a key object, or PEM text or bytes. Raises InvalidCredentials, also if another key has this id.
        """
        new = self._check_key(id, key)
        with self._lock:
            keys, sending = self._state
            if keys.get(new.id, new.key) != new.key:
                raise InvalidCredentials(f"another key with the id {new.id} is in the ring; remove() that one first")
            self._state = _State(MappingProxyType({**keys, new.id: new.key}), new if send else sending)

    def add_file(self, id: str, path: str | os.PathLike[str], *, send: bool = False) -> None:  # noqa: A002
        """Trust one more key or platform certificate, read from a PEM file. Otherwise like `add`."""
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
        checked = {id_: self._check_key(id_, key) for id_, key in keys.items()}
        by_id = MappingProxyType(dict(checked.values()))
        return _State(by_id, checked.get(sending) or _sending_key(by_id, sending))

    def _check_key(self, id_: object, key: RSAPublicKey | KeySource | str | bytes) -> SendingKey:
        name = f"the key of {check_header_value('public_key_id', id_)}"
        source = named(key, name, "add_file() reads a file")
        public, serial_no = load_public_key(source)
        if self._own_key is not None and self._own_key.public_numbers() == public.public_numbers():
            name = source.name if isinstance(source, KeySource) else name
            raise InvalidCredentials(
                f"{name} is your own public key, of your private key; give WeChat Pay's public key"
            )
        return SendingKey(check_public_key_id(id_, serial_no), public)

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


def _sending_key(keys: Mapping[str, RSAPublicKey], id_: str) -> SendingKey:
    if id_ not in keys:
        raise InvalidCredentials(f"no key has this id; the ring has {', '.join(keys) or 'none'}")
    return SendingKey(id_, keys[id_])
