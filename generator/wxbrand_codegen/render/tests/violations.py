"""Change an object so that a condition does not hold: the opposite of `examples.repair`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from wxbrand_codegen.examples.repair import MakeValue, Unsatisfiable, make_hold
from wxbrand_codegen.examples.values import example
from wxbrand_codegen.ir.models import Condition, Enum, Members, Models
from wxbrand_codegen.ir.rule_evaluation import member_at, object_at
from wxbrand_codegen.ir.types import Boolean, ListOf, Nullable, Ref, Type


def make_fail(
    condition: Condition,
    value: dict[str, Any],
    members: Members,
    models: Models,
    make: MakeValue,
    *,
    all_present: bool = False,
) -> None:
    """Change an object in place so that a condition fails. Raises Unsatisfiable, NoExample.

    If it is a condition on alternatives, `all_present` tells whether all or none will be there.
    """
    parent_path = condition.path if condition.alternatives else condition.path[:-1]
    parent = object_at(value, parent_path)
    if parent is None or (parent_path and not parent):
        raise Unsatisfiable
    if condition.alternatives:
        names = dict.fromkeys(name for names in condition.alternatives for name in names)
        if all_present or condition.kind == "not_all":
            for name in names:
                present = Condition(kind="present", path=(*condition.path, name))
                make_hold(present, value, members, models, make)
        else:
            for name in names:
                field = member_at((*condition.path, name), members, models)
                if field is None or field.required:
                    raise Unsatisfiable
                parent.pop(name, None)
        return
    name, field = condition.path[-1], member_at(condition.path, members, models)
    if field is None:
        raise Unsatisfiable
    match condition.kind:
        case "present" if not field.required:
            parent.pop(name, None)
        case "absent":
            parent[name] = deepcopy(make(field))
        case "equals":
            parent[name] = _other_value(field.type, condition.values, models)
        case "contains":
            parent[name] = [_other_value(_item_type(field.type), condition.values, models)]
        case _:
            raise Unsatisfiable


def _item_type(type_: Type) -> Type:
    match type_:
        case Nullable(item=ListOf(item=item)) | ListOf(item=item):
            return item
        case _:
            raise Unsatisfiable


def _other_value(type_: Type, values: tuple[Any, ...], models: Models) -> Any:
    match type_:
        case Nullable(item=item):
            return _other_value(item, values, models)
        case Boolean():
            candidates: list[Any] = [True, False]
        case Ref(name=name) if isinstance(enum := models.get(name), Enum):
            candidates = [member.value for member in enum.members]
        case _:
            candidates = [example(type_, models)]
    other = next((value for value in candidates if value not in values), None)
    if other is None:
        raise Unsatisfiable
    return other
