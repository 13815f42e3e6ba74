"""The rules on the members of a class, which the runtime evaluates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wxbrand_codegen.ir.models import Condition, Members, Models, Path, Rule
from wxbrand_codegen.ir.rule_evaluation import member_at
from wxbrand_codegen.render.code import Code, bracketed, code, identifier, literal, table
from wxbrand_codegen.render.imports import MODELS, Imports

_CONDITIONS = {
    "present": "Given", "absent": "Absent", "equals": "Is", "contains": "Has", "exactly_one": "ExactlyOne",
    "at_least_one": "AtLeastOne", "not_all": "NotTogether",
}  # fmt: skip


def rules_attribute(members: Members, models: Models, imports: Imports) -> tuple[Code, ...]:
    """Return the class attribute with the rules; nothing if there are none."""
    if not members.rules:
        return ()
    opening = code("{}[tuple[{}, ...]]", imports.add("typing", "ClassVar"), imports.add(MODELS, "Rule"))
    attribute_path = partial(_attribute_path, members=members, models=models)
    rows = [_rule(rule, attribute_path, imports) for rule in members.rules]
    return (table(code("rules: {} = (", opening), rows, 4),)


def _attribute_path(path: Path, members: Members, models: Models) -> str:
    """Return a path of attributes, such as `order.goods_list`, for a path of names on the wire."""
    fields = [member_at(path[: end + 1], members, models) for end in range(len(path))]
    return ".".join(field.name.snake if field else wire for wire, field in zip(path, fields, strict=True))


def _rule(rule: Rule, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    arguments = [_conditions("then", rule.then, attribute_path, imports)]
    if rule.when:
        arguments.insert(0, _conditions("unless" if rule.unless else "when", rule.when, attribute_path, imports))
    return bracketed(code("{}(", imports.add(MODELS, "Rule")), arguments, ")", 8, reserved=1)


def _conditions(
    name: str, conditions: tuple[Condition, ...], attribute_path: Callable[[Path], str], imports: Imports
) -> Code:
    opening = code("{}=(", identifier(name))
    written = [_condition(condition, attribute_path, imports) for condition in conditions]
    if len(written) == 1:
        return table(opening, written, 12, reserved=1)
    return bracketed(opening, written, ")", 12, reserved=1)


def _condition(condition: Condition, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    if condition.alternatives:
        sets = [tuple(attribute_path((*condition.path, wire)) for wire in names) for names in condition.alternatives]
        arguments = [literal(names[0] if len(names) == 1 else names) for names in sets]
    else:
        arguments = [literal(attribute_path(condition.path)), *map(literal, condition.values)]
    return bracketed(code("{}(", imports.add(MODELS, _CONDITIONS[condition.kind])), arguments, ")", 16, reserved=1)
