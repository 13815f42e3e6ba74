"""Whose call it is and where it goes: ids, keys and server, from the environment or from a folder such as the sandbox's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wxbrand_runtime import Credentials, InvalidCredentials
from wxbrand_runtime.client import SyncClient
from wxbrand_runtime.client.settings import DEFAULT_DEADLINE, is_loopback, parse_base_url
from wxbrand_runtime.http import Origin

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.env_file import ENV_FILE, read_env


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A brand or merchant, and the server to call."""

    credentials: Credentials
    base_url: str | None
    """None for the servers of the spec."""

    origin: Origin
    """The first server that is called."""

    @property
    def is_local(self) -> bool:
        """Whether the server is on this machine."""
        return is_loopback(self.origin.host)

    @property
    def masked_id(self) -> str:
        """The end of the id, which is enough to tell two accounts apart."""
        return f"…{self.credentials.account_id[-4:]}"

    def client(self, class_: type[SyncClient], **options: Any) -> SyncClient:
        """Return a client. `timeout` may be longer than the usual deadline, which is then as long."""
        if (timeout := options.get("timeout")) is not None:
            options["deadline"] = max(DEFAULT_DEADLINE, timeout)
        given = {name: value for name, value in options.items() if value is not None}
        return class_(self.credentials, base_url=self.base_url, **given)


def find_account(client: type[SyncClient], directory: Path | None) -> Account:
    """Read ids, keys and base URL from a folder's wxbrand.env, else from the environment.

    Raises InvalidCredentials, and UsageError if the folder has no such file or the base URL cannot be used.
    """
    environ = os.environ if directory is None else _read_folder(directory)
    variable = client.scheme.variable("base_url")
    base_url = environ.get(variable) or None
    if base_url is None and not client.default_base_url:
        raise UsageError(f"the spec names no server; set {variable}")
    try:
        origin = parse_base_url(base_url or client.default_base_url)
    except ValueError as problem:
        raise UsageError(f"{variable}: {problem}") from None
    try:
        credentials = Credentials.from_env(environ, scheme=client.scheme)
    except InvalidCredentials as problem:
        raise InvalidCredentials(f"{problem}{_hint(environ, client, directory)}") from None
    return Account(credentials=credentials, base_url=base_url, origin=origin)


def _read_folder(directory: Path) -> Mapping[str, str]:
    file = directory / ENV_FILE
    if not file.is_file():
        raise UsageError(f"{directory} has no {ENV_FILE}; wxbrand sandbox --dir {directory} makes one")
    return read_env(file)


def _hint(environ: Mapping[str, str], client: type[SyncClient], directory: Path | None) -> str:
    """Say where keys come from, if none are set at all."""
    if directory is not None or any(name.startswith(client.scheme.prefix) for name in environ):
        return ""
    return "; for the keys of a sandbox, give its folder: --dir wxbrand-sandbox"
