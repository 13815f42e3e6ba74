"""The keys of both sides: those that `listen` verifies with, and the folder whose WeChat Pay `trigger` plays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.environment import scheme_of
from wxbrand_runtime.errors import InvalidCredentials

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.env_file import ENV_FILE, SANDBOX_FOLDER, read_env
from wxbrand_codegen.sandbox.folder import prepare


class ReceivingKeys(NamedTuple):
    """Keys of an account that receives notifications."""

    credentials: Credentials
    source: str
    """Where they come from, in words."""


def receiving_keys(directory: str | None, environ: Mapping[str, str] = os.environ) -> ReceivingKeys:
    """Return the keys of a folder; without one, those of the environment, or of the default folder if it has none.

    Raises InvalidCredentials, FolderError and UsageError.
    """
    scheme = scheme_of(environ)
    if directory is None and environ.get(scheme.variable(scheme.id_parameter)):
        credentials = Credentials.from_env(environ)
        source = f"the {scheme.prefix} variables of the environment"
    else:
        folder = sandbox_folder(directory, environ)
        credentials = prepare(folder, scheme_of(read_env(folder / ENV_FILE)).name).credentials
        source = f"the folder {folder}"
    if credentials.api_key is None:
        variable = credentials.scheme.variable("api_key")
        raise InvalidCredentials(f"{variable} is not set; notifications are encrypted with it")
    return ReceivingKeys(credentials, source)


def sandbox_folder(directory: str | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return a folder of a sandbox: the given one, else the one that the variables of the environment name, else the default.

    Raises UsageError if it is a file.
    """
    folder = Path(directory) if directory else _folder_of_environment(environ) or Path(SANDBOX_FOLDER)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; --dir must be a folder")
    return folder


def _folder_of_environment(environ: Mapping[str, str]) -> Path | None:
    """Return the folder whose wxbrand.env was loaded into the environment: it has WeChat Pay's private key as well."""
    file = environ.get(scheme_of(environ).variable("public_key_file"))
    folder = Path(file).parent if file else None
    return folder if folder and (folder / "wxp_key.pem").is_file() else None
