"""Read the files of a request, and fill in the attributes that are derived from a file: its name and its SHA-256 digest."""

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
    """Whether the request has files to read. False for anything that is not a request; validation refuses it later."""
    operation = getattr(request, "operation", None)
    return isinstance(operation, Operation) and bool(operation.files)


def read_files(request: Request[Reply]) -> Request[Reply]:
    """Validate a request and return it with its files read and what is derived from them. Raise InvalidRequest."""
    validate(request)
    operation = request.operation
    changes: dict[str, Any] = {}
    for attribute, max_bytes in operation.files.items():
        value = getattr(request, attribute)
        if is_list(value):
            changes[attribute] = [
                read_file(source, f"{attribute}[{index}]", max_bytes) for index, source in enumerate(value)
            ]
        elif value is not UNSET:
            changes[attribute] = read_file(value, attribute, max_bytes)
    file_attribute = next(iter(operation.files), "")
    file = changes.get(file_attribute)
    if isinstance(file, ReadFile):
        for attribute, source in operation.from_file.items():
            changes[attribute] = _derived(file, file_attribute, source, attribute, getattr(request, attribute))
    return msgspec.structs.replace(request, **changes)


def _derived(file: ReadFile, file_attribute: str, source: str, attribute: str, value: Any) -> Any:
    if source == "sha256":
        if value is not UNSET and value != file.sha256:
            raise InvalidRequest(
                f"{attribute} is not the SHA-256 of {file_attribute} in lower-case hexadecimal; "
                "leave it out to have it computed",
                field=attribute,
            )
        return file.sha256
    if value is UNSET and file.name is not None:
        return file.name
    if value is UNSET and source == "name":
        raise InvalidRequest(
            f"{attribute} is required, because {file_attribute} has no name of its own", field=attribute
        )
    return value
