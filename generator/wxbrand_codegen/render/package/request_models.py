"""The models that requests contain, and aliases of what may be passed for some of them.

A plain value may be passed instead of a member of an enum. Beside the class stands an alias that says so, for type checkers:
`ScopeLike = Scope | Literal["ALL", "SINGLE"]`. A union with an enum or a time in it has an alias, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wxbrand_codegen.ir.api import Api, models_in_requests, models_received
from wxbrand_codegen.ir.models import Enum, Models, Union
from wxbrand_codegen.ir.operations import request_class
from wxbrand_codegen.ir.types import Ref, Timestamp, Type, innermost


@dataclass(frozen=True, slots=True)
class RequestModels:
    """The models that requests contain."""

    names: frozenset[str]
    """Class names."""

    only_sent: frozenset[str]
    """Class names of those that are in no response or notification."""

    aliases: Mapping[str, str]
    """Class name of an enum or a union -> its alias."""


def request_models(api: Api) -> RequestModels:
    """Return the models that the requests of an API contain."""
    names = models_in_requests(api)
    requests = {request_class(operation.name) for operation in api.operations}
    classes = requests | api.models.keys() | {notification.name.pascal for notification in api.notifications}
    aliases = {name: _alias(name, classes) for name in names if _has_plain_form(Ref(name=name), api.models, {})}
    return RequestModels(frozenset(names), frozenset(names.keys() - models_received(api).keys()), aliases)


def _alias(name: str, classes: set[str]) -> str:
    """Return the alias of a class. A class of the spec may have that name; underscores then make another one of it."""
    alias = f"{name}Like"
    while alias in classes:
        alias += "_"
    return alias


def _has_plain_form(type_: Type, models: Models, open_unions: Mapping[str, Union]) -> bool:
    """Whether a plain value may be passed somewhere in a value of a type, outside records."""
    inner = innermost(type_)
    model = models.get(inner.name) if isinstance(inner, Ref) else None
    if isinstance(model, Union):
        name = model.name.pascal
        return name not in open_unions and any(
            _has_plain_form(variant, models, {**open_unions, name: model}) for variant in model.variants
        )
    return isinstance(inner, Timestamp) or isinstance(model, Enum)
