"""Reading the files of a request, before its conversation, which itself does no I/O; and what follows from a file."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Operation, Request
from wxbrand_runtime.models.files import ReadFile, read_file
from wxbrand_runtime.models.validation import validate
from wxbrand_runtime.type_guards import is_list

Reply = TypeVar("Reply")


def has_files(request: object) -> bool:
    """Whether files are to be read before this is sent."""
    operation = getattr(request, "operation", None)
    return isinstance(operation, Operation) and bool(operation.files)


def with_files_read(request: Request[Reply]) -> Request[Reply]:
    """Check a request, read its files, and fill in what follows from the one there is. Raises InvalidRequest."""
    validate(request)
    operation = request.operation
    changed: dict[str, Any] = {}
    for attribute, most in operation.files.items():
        given = getattr(request, attribute)
        if is_list(given):
            changed[attribute] = [
                read_file(source, f"{attribute}[{place}]", most) for place, source in enumerate(given)
            ]
        elif given is not UNSET:
            changed[attribute] = read_file(given, attribute, most)
    only = next(iter(operation.files), "")
    file = changed.get(only)
    if isinstance(file, ReadFile):
        for attribute, what in operation.from_file.items():
            given = getattr(request, attribute)
            changed[attribute] = (
                _digest(file, given, attribute, only)
                if what == "sha256"
                else _name(file, given, attribute, only, required=what == "name")
            )
    return msgspec.structs.replace(request, **changed)


def _name(file: ReadFile, given: Any, attribute: str, only: str, *, required: bool) -> Any:
    if given is not UNSET:
        return given
    if file.name is None and required:
        raise InvalidRequest(f"{attribute} must be given, for {only} has no name of its own", field=attribute)
    return UNSET if file.name is None else file.name


def _digest(file: ReadFile, given: Any, attribute: str, only: str) -> Any:
    if given is not UNSET and given != file.sha256:
        raise InvalidRequest(
            f"{attribute} is not the SHA-256 of {only} in lower-case hexadecimal; leave it out to have it computed",
            field=attribute,
        )
    return file.sha256
