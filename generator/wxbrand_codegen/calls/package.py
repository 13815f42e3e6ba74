"""The package whose operations can be called, and its operations: found in the client class, without the spec."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

from wxbrand_runtime.client import SyncArea, SyncClient
from wxbrand_runtime.models import Request

from wxbrand_codegen.calls.fields import Field
from wxbrand_codegen.calls.method_help import MethodHelp, member_text
from wxbrand_codegen.config import UsageError, configure
from wxbrand_codegen.suggestions import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class CallableOperation:
    """An operation of a package."""

    area: str
    """Attribute of the client."""

    method: str
    """Method of the area: the operationId in snake_case."""

    request: type[Request[Any]]
    """Its request model, which has the operation's wire facts."""

    help: MethodHelp
    """What the method's docstring says."""

    @property
    def id(self) -> str:
        """The operationId."""
        return self.request.operation.name

    @property
    def is_read(self) -> bool:
        """Whether it changes nothing at WeChat Pay."""
        return self.request.operation.method in {"GET", "HEAD"}

    def text_of(self, field: Field) -> str:
        """Return what the package says of a field or a member: its title, whether it is required, its limits."""
        if len(field.path) == 1 and field.attribute in self.help.parameters:
            return self.help.parameters[field.attribute]
        return member_text(field.owner, field.attribute, is_required=field.is_required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A generated package."""

    name: str
    client: type[SyncClient]
    operations: tuple[CallableOperation, ...]

    def find(self, word: str) -> CallableOperation | None:
        """Return the operation of an operationId, a method, or area and method with a dot between; None if there is none."""
        area, _, name = word.rpartition(".")
        found = [each for each in self.operations if _plain(name) in {_plain(each.id), _plain(each.method)}]
        in_area = [each for each in found if not area or _plain(area) == _plain(each.area)]
        return in_area[0] if len(in_area) == 1 else None

    def unknown(self, word: str) -> str:
        """Say that there is no operation of this name, and which one was probably meant."""
        name = word.rpartition(".")[2]
        same = [f"{each.area}.{each.method}" for each in self.operations if _plain(each.method) == _plain(name)]
        if len(same) > 1:
            return f"{word!r} is in several areas: {', '.join(same)}"
        ids = [each.id for each in self.operations]
        methods = [each.method for each in self.operations]
        known = ids if name != name.lower() else methods
        suggestion = did_you_mean(name.replace("-", "_"), known)
        return f"the package {self.name} has no operation {word!r}{suggestion or '; see wxbrand call --list'}"


def _plain(name: str) -> str:
    """Return a name without what its spellings differ in: capital letters, `_` and `-`."""
    return name.replace("_", "").replace("-", "").lower()


def load_package(name: str | None = None) -> Package:
    """Import the configured package: from the folder `out` of the configuration if it is there, else the installed one.

    name: a package other than the configured one. Raises UsageError if there is none, or it is none of ours.
    """
    config = configure(package=name)
    folder, _ = config.folders
    if (folder / "__init__.py").is_file() and (out := str(config.out.absolute())) not in sys.path:
        sys.path.insert(0, out)
    try:
        module = importlib.import_module(config.package)
        client = _client_class(module)
        operations = tuple(_operations(client))
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != config.package:
            raise
        raise UsageError(
            f"there is no package {config.package}: {folder} does not exist, and it is not installed; "
            "run wxbrand generate, or name another one with --package"
        ) from None
    except ImportError as error:
        raise UsageError(f"{config.package} cannot be imported ({error}); run wxbrand generate again") from None
    return Package(name=config.package, client=client, operations=operations)


def _client_class(module: ModuleType) -> type[SyncClient]:
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if isinstance(value, type) and issubclass(value, SyncClient):
            return value
    raise UsageError(f"{module.__name__} is not a package that wxbrand generated: it has no client")


def _operations(client: type[SyncClient]) -> Iterator[CallableOperation]:
    without_credentials = client.__new__(client)  # areas are made on first use, and only their classes are looked at
    for name, attribute in vars(client).items():
        if isinstance(attribute, cached_property):
            yield from _operations_of(name, type(getattr(without_credentials, name)))


def _operations_of(area: str, class_: type[SyncArea]) -> Iterator[CallableOperation]:
    names = vars(sys.modules[class_.__module__])
    for method, function in vars(class_).items():
        code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
        if code is None or "_send" not in code.co_names:  # methods that page a list call `_pages`
            continue
        used = (names.get(name) for name in code.co_names)
        request = next(each for each in used if isinstance(each, type) and issubclass(each, Request))
        help_ = MethodHelp.of(function.__doc__ or "")
        yield CallableOperation(area=area, method=method, request=request, help=help_)
