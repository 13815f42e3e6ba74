"""Read the rules on the members of an object, which JSON Schema expresses beside `properties` or in parts of `allOf`.

Supported are `if`/`then`/`else`, `dependentRequired`, `not` with `required`, and `oneOf`/`anyOf` whose schemas only
have `required`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import IGNORED_IN_RULES, RULE_KEYWORDS, is_rule, only_requires
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.models import Condition, ConditionKind, Members, Models, Path, Rule
from wxbrand_codegen.ir.rule_evaluation import member_at
from wxbrand_codegen.ir.types import Anything, ListOf, Nullable
from wxbrand_codegen.problems import Mark

MAX_RULES = 100
"""Rules on the members of one object; people write a dozen."""

MAX_NAMES = 200
"""Names and values in one rule, all of which may occur in the names of its generated tests."""

MAX_VALUE_LENGTH = 200
"""Characters of a value that a rule compares with."""

_ALTERNATIVES: dict[str, ConditionKind] = {"oneOf": "exactly_one", "anyOf": "at_least_one"}


class _Unsupported(Exception):
    """A rule has a form that is not supported."""

    def __init__(self, mark: Mark, what: str) -> None:
        super().__init__(what)
        self.mark = mark


def rules_of(schema: MappingNode, context: Context) -> tuple[Rule, ...]:
    """Return the rules of an object schema whose `allOf` has been merged."""
    stated = tuple(rule for part in rule_parts(schema, context) for rule in _supported_rules(part, context))
    rules = (*stated, *_rules_on_tags(schema, context))
    if len(rules) > MAX_RULES:
        message = f"an object has {len(rules)} rules on its members; {MAX_RULES} are supported"
        for rule in rules[MAX_RULES:]:
            _ignore(rule, message, context)
    return rules[:MAX_RULES]


def ignore_rules(schema: MappingNode, context: Context) -> None:
    """Report rules in a schema without properties."""
    for part in rule_parts(schema, context):
        for key in part.members.keys() & RULE_KEYWORDS:
            context.ignore(part, key, f"{key} is not checked in a schema without properties")


def _rules_on_tags(schema: MappingNode, context: Context) -> Iterator[Rule]:
    """Yield a rule for each discriminator that lists several values, of which only one is that of this schema."""
    for wire, tag in context.tags_of(schema).items():
        node = schema.entries("properties").get(wire)
        listed = context.resolve(node) if node is not None else None
        values = [plain(item) for item in listed.sequence("enum")] if isinstance(listed, MappingNode) else []
        if tag.text in values and len(values) > 1:
            yield Rule(then=(Condition(kind="equals", path=(wire,), values=(tag.text,)),), mark=schema.mark)


def sent_rules(rules: tuple[Rule, ...], is_received: Callable[[Path], bool], context: Context) -> tuple[Rule, ...]:
    """Return the rules that name no member which is only received (`readOnly`). Advise on the others."""
    kept: list[Rule] = []
    for rule in rules:
        received = next(filter(is_received, rule.members), None)
        if received is None:
            kept.append(rule)
        else:
            message = f"a rule names {'.'.join(received)}, which is readOnly, so requests are not checked against it"
            context.advise(rule.mark, "rule-on-read-only", message)
    return tuple(kept)


def rule_parts(schema: MappingNode, context: Context) -> tuple[MappingNode, ...]:
    """Return the rules in a schema, or in each of the parts from which it was merged, as schemas."""
    if (merged := context.merged_rules.get(id(schema))) is not None:
        return merged
    members = {key: member for key, member in schema.members.items() if is_rule(key, member)}
    return (MappingNode(members=members, mark=schema.mark, key_marks=schema.key_marks),) if members else ()


def without_invalid_rules(members: Members, models: Models, context: Context) -> tuple[Rule, ...]:
    """Return the rules on members that exist, with values that they can have. Report the others."""
    return tuple(rule for rule in members.rules if _is_valid(rule, members, models, context))


def _is_valid(rule: Rule, members: Members, models: Models, context: Context) -> bool:
    unknown = next((path for path in rule.members if member_at(path, members, models) is None), None)
    if unknown is not None:
        message = f"a rule names {'.'.join(unknown)}, which is not a property of the object"
        _ignore(rule, message, context)
        return False
    for condition in rule.conditions:
        if condition.compares_values and not _can_hold(condition, members, models):
            message = f"a rule compares {'.'.join(condition.path)} with a value that it cannot have"
            _ignore(rule, message, context)
            return False
    return True


def _ignore(rule: Rule, message: str, context: Context) -> None:
    context.advise(rule.mark, "unchecked-keyword", f"{message}, so it is ignored")
    context.corrections[rule.mark] = {}


def _can_hold(condition: Condition, members: Members, models: Models) -> bool:
    field = member_at(condition.path, members, models)
    type_ = field.type if field else Anything()
    if condition.kind == "contains":
        type_ = type_.item if isinstance(type_, Nullable) else type_
        type_ = type_.item if isinstance(type_, ListOf) else type_
    return all(mismatch(value, type_, models) is None for value in condition.values)


def _supported_rules(part: MappingNode, context: Context) -> Iterator[Rule]:
    try:
        for rule in (*_conditional(part), *_dependent(part), *_unconditional(part)):
            _check_size(rule)
            yield rule
    except _Unsupported as problem:
        context.advise(
            problem.mark, "unchecked-keyword", f"{problem} in a rule on members is not checked; the rule is ignored"
        )
        for key in part.members:
            context.correct(part, key, {})


def _conditional(part: MappingNode) -> Iterator[Rule]:
    condition = part.get("if")
    if condition is None:
        return
    when = tuple(_conditions(condition, ()))
    if any(condition.alternatives for condition in when):
        raise _Unsupported(condition.mark, "oneOf, anyOf or not within if")
    for key, unless in (("then", False), ("else", True)):
        outcome = part.get(key) if when or not unless else None  # if there is no condition, `else` never applies
        if outcome is not None and (then := tuple(_conditions(outcome, ()))):
            yield Rule(when=when, unless=unless, then=then, mark=part.mark_of(key))


def _dependent(part: MappingNode) -> Iterator[Rule]:
    dependent = part.mapping("dependentRequired")
    for wire, required in (dependent.members if dependent else {}).items():
        then = tuple(Condition(kind="present", path=(name,)) for name in _names(required))
        if dependent and then:
            yield Rule(when=(Condition(kind="present", path=(wire,)),), then=then, mark=dependent.mark_of(wire))


def _unconditional(part: MappingNode) -> Iterator[Rule]:
    for key in ("not", *_ALTERNATIVES):
        if key in part.members:
            then = tuple(_conditions(MappingNode(members={key: part.members[key]}, mark=part.mark), ()))
            yield Rule(then=then, mark=part.mark_of(key))


def _conditions(schema: Node, path: Path) -> Iterator[Condition]:
    if isinstance(schema, ScalarNode) and schema.value is True:
        return
    if not isinstance(schema, MappingNode):
        raise _Unsupported(schema.mark, "a schema that is not an object")
    for key, member in schema.members.items():
        if key == "properties" and isinstance(member, MappingNode):
            for wire, member_schema in member.members.items():
                yield from _member_conditions(member_schema, (*path, wire))
        elif key == "required":
            yield from (Condition(kind="present", path=(*path, name)) for name in _names(member))
        elif key == "not":
            yield _negation(member, path)
        elif key in _ALTERNATIVES and isinstance(member, SequenceNode) and all(map(only_requires, member.items)):
            yield Condition(kind=_ALTERNATIVES[key], path=path, alternatives=tuple(map(_required_names, member.items)))
        elif key not in IGNORED_IN_RULES and not key.startswith("x-"):
            raise _Unsupported(schema.mark_of(key), key)


def _member_conditions(schema: Node, path: Path) -> Iterator[Condition]:
    if isinstance(schema, ScalarNode) and schema.value is False:
        yield Condition(kind="absent", path=path)
        return
    if not isinstance(schema, MappingNode):
        yield from _conditions(schema, path)
        return
    rest = {key: member for key, member in schema.members.items() if key not in {"const", "enum", "contains"}}
    if "const" in schema.members:
        yield Condition(kind="equals", path=path, values=_values(schema.members["const"]))
    if "enum" in schema.members:
        yield Condition(kind="equals", path=path, values=_values(*schema.sequence("enum")))
    if "contains" in schema.members:
        yield Condition(kind="contains", path=path, values=_contained_values(schema.members["contains"]))
    yield from _conditions(MappingNode(members=rest, mark=schema.mark, key_marks=schema.key_marks), path)


def _contained_values(schema: Node) -> tuple[object, ...]:
    conditions = tuple(_member_conditions(schema, ()))
    if len(conditions) != 1 or conditions[0].kind != "equals":
        raise _Unsupported(schema.mark, "contains with anything but const or enum")
    return conditions[0].values


def _negation(schema: Node, path: Path) -> Condition:
    if not only_requires(schema):
        raise _Unsupported(schema.mark, "not with anything but required")
    names = _required_names(schema)
    if len(names) == 1:
        return Condition(kind="absent", path=(*path, *names))
    return Condition(kind="not_all", path=path, alternatives=tuple((name,) for name in names))


def _values(*nodes: Node) -> tuple[object, ...]:
    for node in nodes:
        if not isinstance(node, ScalarNode):
            raise _Unsupported(node.mark, "a list or object as const or enum")
        if isinstance(node.value, str) and len(node.value) > MAX_VALUE_LENGTH:
            raise _Unsupported(node.mark, f"a value of over {MAX_VALUE_LENGTH} characters")
    return tuple(plain(node) for node in nodes)


def _required_names(schema: Node) -> Path:
    return _names(schema.get("required")) if isinstance(schema, MappingNode) else ()


def _names(node: Node | None) -> Path:
    return tuple(str(plain(item)) for item in node.items) if isinstance(node, SequenceNode) else ()


def _check_size(rule: Rule) -> None:
    """Raise _Unsupported for a rule without names or values, or with too many."""
    if not all(
        (
            all(condition.alternatives)
            if condition.alternatives
            else condition.path and (condition.values or not condition.compares_values)
        )
        for condition in rule.conditions
    ):
        raise _Unsupported(rule.mark, "an empty list of names or values")
    counts = [1 + len(condition.values) + sum(map(len, condition.alternatives)) for condition in rule.conditions]
    if sum(counts) > MAX_NAMES:
        raise _Unsupported(rule.mark, f"a list of over {MAX_NAMES} names and values")
