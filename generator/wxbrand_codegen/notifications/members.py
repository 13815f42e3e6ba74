"""Set and remove members of a resource: `goods[0].price=100`, with values typed by the spec, or `:=` for JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.models import Enum, Field, Model, Models, Record, Union
from wxbrand_codegen.notifications.events import Event
from wxbrand_codegen.problems import printable
from wxbrand_codegen.suggestions import did_you_mean

_SETTING = re.compile(r"(?P<path>[^=]+?)(?P<sign>:=|=)(?P<value>.*)", re.DOTALL)
_PATH = re.compile(r"[^.\[\]]+(?:\[[0-9]{1,4}\])*(?:\.[^.\[\]]+(?:\[[0-9]{1,4}\])*)*")
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")

Steps = tuple[str | int, ...]


class Setting(NamedTuple):
    """What one `--set` says."""

    path: str
    value: str
    is_json: bool


def parse_setting(text: str) -> Setting:
    """Parse `member=value` or `member:=JSON`. Raises UsageError."""
    match = _SETTING.fullmatch(text)
    if match is None or not _PATH.fullmatch(match["path"]):
        raise UsageError(
            f"--set {printable(text, 100)}: write member=value, such as coupon_code=A1, or member:=JSON; members within others as in "
            "a.b or list[0].c"
        )
    return Setting(match["path"], match["value"], match["sign"] == ":=")


def make_resource(
    event: Event, settings: Sequence[Setting], without: Sequence[str], *, given: Any = None, number: int = 0
) -> Any:
    """Return the resource of an event: what is given, else the spec's example made anew, with members set and removed.

    number: of the event among those that are sent together, from 0. Raises UsageError.
    """
    resource = deepcopy(given)
    if given is None:
        resource = event.resource()
        event.renew(resource, number)
    for setting in settings:
        set_member(resource, event.notification.resource, event.models, setting)
    for path in without:
        remove_member(resource, path)
    return resource


def find_mismatch(event: Event, resource: Any) -> str | None:
    """Return in a sentence how a resource differs from the spec; None if it does not."""
    reason = mismatch(resource, event.notification.resource, event.models)
    return f"the resource {reason}" if reason else None


def set_member(resource: Any, type_: types.Type, models: Models, setting: Setting) -> None:
    """Set a member, and create the objects and lists around it. Raises UsageError for a member that there is not."""
    steps = _steps(setting.path)
    if not isinstance(resource, dict):
        raise UsageError(f"--set {setting.path}: the resource is no object")
    container, inner = resource, type_
    for index, step in enumerate(steps):
        inner = _member_type(inner, models, step, setting.path)
        is_last = index == len(steps) - 1
        value = _value(setting, inner, models) if is_last else None
        container = _put(container, step, value, steps[index + 1] if not is_last else None, setting.path)


def remove_member(resource: Any, path: str) -> None:
    """Remove a member. Raises UsageError if the resource does not have it."""
    steps = _steps(path) if _PATH.fullmatch(path) else ()
    container = resource
    for step in steps[:-1]:
        container = _get(container, step)
    if not steps or _get(container, steps[-1]) is _MISSING:
        known = [member for member in member_paths_of(resource) if member]
        raise UsageError(
            f"--without {printable(path, 100)}: the resource has no such member{did_you_mean(path, known)}"
        )
    del container[steps[-1]]


def member_paths_of(value: Any) -> Iterator[str]:
    """Iterate over the members of a JSON value, at any depth."""
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        name = step if isinstance(step, str) else f"[{step}]"
        yield name
        for path in member_paths_of(inner):
            yield f"{name}{path}" if path.startswith("[") else f"{name}.{path}"


class _Missing:
    """The type of `_MISSING`."""


_MISSING = _Missing()


def _steps(path: str) -> Steps:
    return tuple(int(index) if index else name for index, name in _STEP.findall(path))


def _get(container: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return container.get(step, _MISSING) if isinstance(container, dict) else _MISSING
    return container[step] if isinstance(container, list) and step < len(container) else _MISSING


def _put(container: Any, step: str | int, value: Any, next_step: str | int | None, path: str) -> Any:
    """Put a value into a container, or what the next step needs, and return what is there then."""
    if next_step is not None:
        wanted = dict if isinstance(next_step, str) else list
        old = _get(container, step)
        value = old if isinstance(old, wanted) else wanted()
    if isinstance(step, int) and step > len(container):
        raise UsageError(f"--set {path}: the list before it has {len(container)} items; set [{len(container)}] first")
    if isinstance(step, int) and step == len(container):
        container.append(value)
    else:
        container[step] = value
    return value


def _plain(type_: types.Type) -> types.Type:
    return _plain(type_.item) if isinstance(type_, types.Nullable) else type_


def _member_type(type_: types.Type, models: Models, step: str | int, path: str) -> types.Type:
    plain = _plain(type_)
    if isinstance(plain, types.Anything):
        return plain
    if isinstance(step, int):
        if isinstance(plain, types.ListOf):
            return plain.item
        raise UsageError(f"--set {path}: what [{step}] is put after is not a list")
    if isinstance(plain, types.MapOf):
        return plain.value
    if isinstance(plain, types.ListOf):
        raise UsageError(f"--set {path}: {step} is within a list; write the item, such as [0]")
    fields = {field.wire: field for field in _fields(plain, models)}
    if step not in fields:
        raise UsageError(
            f"--set {path}: {step} is not a member of the resource{did_you_mean(step, fields, or_list=True)}"
        )
    return fields[step].type


def _fields(type_: types.Type, models: Models) -> list[Field]:
    """Return the members of an object; of a union those of all variants."""
    plain = _plain(type_)
    model: Model | None = models.get(plain.name) if isinstance(plain, types.Ref) else None
    if isinstance(model, Record):
        return list(model.fields)
    if isinstance(model, Union):
        return [field for variant in model.variants for field in _fields(variant, models)]
    return []


def _value(setting: Setting, type_: types.Type, models: Models) -> Any:
    if setting.is_json:
        try:
            return json.loads(setting.value)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"--set {setting.path}: what follows := is not JSON: {error}") from None
    return _typed(setting.value, type_, models)


def _typed(text: str, type_: types.Type, models: Models) -> Any:
    """Return a text as a value of a type if it is one; as a text otherwise."""
    plain = _plain(type_)
    model = models.get(plain.name) if isinstance(plain, types.Ref) else None
    if isinstance(plain, types.Text | types.Timestamp | types.File):
        return text
    if isinstance(model, Enum) and any(isinstance(member.value, str) for member in model.members):
        return text
    if isinstance(plain, types.Constant) and isinstance(plain.value, str):
        return text
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
