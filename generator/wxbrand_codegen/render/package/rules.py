"""Rules on the members of a record or request, as a class attribute that the runtime evaluates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wxbrand_codegen.ir.models import Condition, Members, Models, Path, Rule
from wxbrand_codegen.ir.rule_evaluation import member_at
from wxbrand_codegen.render.code import Code, bracketed, code, literal, one_per_line
from wxbrand_codegen.render.imports import MODELS, Imports

_CLASSES = {
    "present": "Given", "absent": "Absent", "equals": "Is", "contains": "Has", "exactly_one": "ExactlyOne",
    "at_least_one": "AtLeastOne", "not_all": "NotTogether",
}  # fmt: skip


def rules_attribute(members: Members, models: Models, imports: Imports) -> tuple[Code, ...]:
    """Return the class attribute with the rules; nothing if there are none."""
    if not members.rules:
        return ()
    annotation = code("{}[tuple[{}, ...]]", imports.add("typing", "ClassVar"), imports.add(MODELS, "Rule"))
    attribute_path = partial(_attribute_path, members=members, models=models)
    rows = [_rule(rule, attribute_path, imports) for rule in members.rules]
    return (one_per_line(code("rules: {} = (", annotation), rows, ")", 4),)


def _attribute_path(path: Path, members: Members, models: Models) -> str:
    """Return a path of attributes, such as `order.goods_list`, for a path of names on the wire."""
    prefixes = [path[: end + 1] for end in range(len(path))]
    fields = [(prefix[-1], member_at(prefix, members, models)) for prefix in prefixes]
    return ".".join(field.name.snake if field else wire for wire, field in fields)


def _rule(rule: Rule, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    arguments = [code("then={}", _conditions(rule.then, attribute_path, imports))]
    if rule.when:
        when = _conditions(rule.when, attribute_path, imports)
        arguments.insert(0, code("unless={}" if rule.unless else "when={}", when))
    return bracketed(code("{}(", imports.add(MODELS, "Rule")), arguments, ")", 8, reserved=1)


def _conditions(conditions: tuple[Condition, ...], attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    written = [_condition(condition, attribute_path, imports) for condition in conditions]
    return code("({},)", written[0]) if len(written) == 1 else bracketed(Code("("), written, ")", 12, reserved=8)


def _condition(condition: Condition, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    if condition.alternatives:
        sets = [tuple(attribute_path((*condition.path, wire)) for wire in names) for names in condition.alternatives]
        arguments = [literal(names[0] if len(names) == 1 else names) for names in sets]
    else:
        arguments = [literal(attribute_path(condition.path)), *map(literal, condition.values)]
    return bracketed(code("{}(", imports.add(MODELS, _CLASSES[condition.kind])), arguments, ")", 12, reserved=12)
