"""Part of build: what a schema says of members together, in JSON Schema's own words, as rules.

Read are `if`/`then`/`else`, `dependentRequired`, `not` with `required`, and `oneOf`/`anyOf` whose alternatives are
`required` only, beside an object's `properties` or as parts of its `allOf`. Other forms cannot be followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.build.context import Components
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.ir.rules import Condition, ConditionKind, Path, Rule
from wxbrand_codegen.problems import Mark

_SETS: dict[str, ConditionKind] = {"oneOf": "exactly_one", "anyOf": "at_least_one"}
_IGNORED = frozenset({"type", "title", "description", "$comment"})

RULE_KEYWORDS = frozenset({"if", "then", "else", "dependentRequired", "not"})
"""Keywords that are nothing but rules; `oneOf` and `anyOf` are rules if every alternative is `required` only."""


def rule_parts(node: MappingNode, components: Components) -> tuple[MappingNode, ...]:
    """Give what of a schema, or of the parts it was made of, is a rule on members together."""
    if (joined := components.joined_rules.get(id(node))) is not None:
        return joined
    members = {key: member for key, member in node.members.items() if is_rule(key, member)}
    return (MappingNode(members=members, mark=node.mark, key_marks=node.key_marks),) if members else ()


def is_rule(key: str, member: Node) -> bool:
    """Whether a keyword of a schema is a rule on members together."""
    return key in RULE_KEYWORDS or (
        key in _SETS and isinstance(member, SequenceNode) and all(map(_demands, member.items))
    )


def _demands(branch: Node) -> bool:
    """Whether an alternative says only which members must be there."""
    return (
        isinstance(branch, MappingNode)
        and "required" in branch.members
        and not branch.members.keys() - _IGNORED - {"required"}
    )


def rules_of(node: MappingNode, components: Components) -> tuple[Rule, ...]:
    """Read the rules of an object schema whose `allOf` has been joined."""
    rules = tuple(rule for part in rule_parts(node, components) for rule in _Reader(components).rules(part))
    if len(rules) > MAX_RULES:
        message = f"an object has {len(rules)} rules on its members; {MAX_RULES} are supported"
        components.unread(rules[MAX_RULES].mark, message)
    return rules[:MAX_RULES]


MAX_RULES = 100
"""Rules on the members of one object; people write a dozen."""


MAX_NAMED = 200
"""Names and values in one rule, all of which may stand in the names of its generated tests."""

MAX_LENGTH = 200
"""Characters of a value that a rule compares with."""


class _Unfollowed(Exception):
    """A form that cannot be followed."""

    def __init__(self, mark: Mark, what: str) -> None:
        super().__init__(what)
        self.mark = mark


class _Reader:
    def __init__(self, components: Components) -> None:
        self._components = components

    def rules(self, part: MappingNode) -> Iterator[Rule]:
        try:
            for rule in (*self._conditional(part), *self._dependent(part), *self._always(part)):
                _refuse_empty_or_large(rule)
                yield rule
        except _Unfollowed as problem:
            self._components.unread(problem.mark, f"{problem} in a rule on members is not supported")

    def _conditional(self, part: MappingNode) -> Iterator[Rule]:
        condition = part.get("if")
        if condition is None:
            return
        when = tuple(self._facts(condition, ()))
        if any(fact.alternatives for fact in when):
            raise _Unfollowed(condition.mark, "oneOf, anyOf or not within if")
        for key, unless in (("then", False), ("else", True)):
            outcome = part.get(key) if when or not unless else None  # without a condition `else` never counts
            if outcome is not None and (then := tuple(self._facts(outcome, ()))):
                yield Rule(when=when, unless=unless, then=then, mark=part.mark_of(key))

    def _always(self, part: MappingNode) -> Iterator[Rule]:
        for key in ("not", *_SETS):
            if key in part.members:
                then = tuple(self._facts(MappingNode(members={key: part.members[key]}, mark=part.mark), ()))
                yield Rule(then=then, mark=part.mark_of(key))

    def _dependent(self, part: MappingNode) -> Iterator[Rule]:
        dependent = part.mapping("dependentRequired")
        for wire, needed in (dependent.members if dependent else {}).items():
            then = tuple(Condition(kind="present", path=(name,)) for name in _names(needed))
            if dependent and then:
                yield Rule(when=(Condition(kind="present", path=(wire,)),), then=then, mark=dependent.mark_of(wire))

    def _facts(self, node: Node, base: Path) -> Iterator[Condition]:
        """Read what a schema without a type of its own says of the members below `base`."""
        if isinstance(node, ScalarNode) and node.value is True:
            return
        if not isinstance(node, MappingNode):
            raise _Unfollowed(node.mark, "a schema that is no object")
        for key, member in node.members.items():
            if key == "properties" and isinstance(member, MappingNode):
                for wire, schema in member.members.items():
                    yield from self._of_member(schema, (*base, wire))
            elif key == "required":
                yield from (Condition(kind="present", path=(*base, name)) for name in _names(member))
            elif key == "not":
                yield self._negated(member, base)
            elif key in _SETS and isinstance(member, SequenceNode) and all(map(_demands, member.items)):
                sets = tuple(
                    _names(branch.get("required")) for branch in member.items if isinstance(branch, MappingNode)
                )
                yield Condition(kind=_SETS[key], path=base, alternatives=sets)
            elif key not in _IGNORED and not key.startswith("x-"):
                raise _Unfollowed(node.mark_of(key), key)

    def _of_member(self, schema: Node, path: Path) -> Iterator[Condition]:
        if isinstance(schema, ScalarNode) and schema.value is False:
            yield Condition(kind="absent", path=path)
            return
        if not isinstance(schema, MappingNode):
            yield from self._facts(schema, path)
            return
        rest = {key: member for key, member in schema.members.items() if key not in {"const", "enum", "contains"}}
        if "const" in schema.members:
            yield Condition(kind="equals", path=path, values=_scalars(schema.members["const"]))
        if "enum" in schema.members:
            yield Condition(kind="equals", path=path, values=_scalars(*schema.sequence("enum")))
        if "contains" in schema.members:
            yield Condition(kind="contains", path=path, values=self._contained(schema.members["contains"]))
        yield from self._facts(MappingNode(members=rest, mark=schema.mark, key_marks=schema.key_marks), path)

    def _contained(self, node: Node) -> tuple[object, ...]:
        facts = tuple(self._of_member(node, ()))
        if len(facts) != 1 or facts[0].kind != "equals":
            raise _Unfollowed(node.mark, "contains with anything but const or enum")
        return facts[0].values

    def _negated(self, node: Node, base: Path) -> Condition:
        if not _demands(node) or not isinstance(node, MappingNode):
            raise _Unfollowed(node.mark, "not with anything but required")
        names = _names(node.get("required"))
        if len(names) == 1:
            return Condition(kind="absent", path=(*base, *names))
        return Condition(kind="not_all", path=base, alternatives=tuple((name,) for name in names))


def _scalars(*nodes: Node) -> tuple[object, ...]:
    for node in nodes:
        if not isinstance(node, ScalarNode):
            raise _Unfollowed(node.mark, "a list or object as const or enum")
        if isinstance(node.value, str) and len(node.value) > MAX_LENGTH:
            raise _Unfollowed(node.mark, f"a value of over {MAX_LENGTH} characters")
    return tuple(plain(node) for node in nodes)


def _names(node: Node | None) -> Path:
    return tuple(str(plain(item)) for item in node.items) if isinstance(node, SequenceNode) else ()


def _refuse_empty_or_large(rule: Rule) -> None:
    if not all(
        all(fact.alternatives) if fact.alternatives else fact.path and (fact.values or not fact.compares_values)
        for fact in rule.conditions
    ):
        raise _Unfollowed(rule.mark, "an empty list of names or values")
    parts = [1 + len(fact.values) + sum(map(len, fact.alternatives)) for fact in rule.conditions]
    if sum(parts) > MAX_NAMED:
        raise _Unfollowed(rule.mark, f"a list of over {MAX_NAMED} names and values")
