"""Part of render: rules on members together, as the runtime reads them."""

from __future__ import annotations

from wxbrand_codegen.ir.models import Models
from wxbrand_codegen.ir.rule_evaluation import Members, member_at
from wxbrand_codegen.ir.rules import Condition, Path, Rule
from wxbrand_codegen.render.annotations import Imports
from wxbrand_codegen.render.code import Code, call, code, literal, together

RULES = "wxbrand_runtime.models"
_CLASSES = {
    "present": "Given", "absent": "Absent", "equals": "Is", "contains": "Has", "exactly_one": "ExactlyOne",
    "at_least_one": "AtLeastOne", "not_all": "NotTogether",
}  # fmt: skip


def rules_attribute(members: Members, models: Models, imports: Imports) -> tuple[Code, ...]:
    """Give the class attribute that holds the rules; nothing where there are none."""
    if not members.rules:
        return ()
    writer = _Writer(members, models, imports)
    kind = code("{}[tuple[{}, ...]]", imports.need("typing", "ClassVar"), imports.need(RULES, "Rule"))
    rows = [writer.rule(rule) for rule in members.rules]
    margin = " " * 8
    return (Code(f"rules: {kind} = (\n" + "".join(f"{margin}{row},\n" for row in rows) + "    )"),)


class _Writer:
    def __init__(self, members: Members, models: Models, imports: Imports) -> None:
        self._members = members
        self._models = models
        self._imports = imports

    def rule(self, rule: Rule) -> Code:
        parts = [code("then={}", self._facts(rule.then, 12))]
        if rule.when:
            condition = self._facts(rule.when, 12)
            parts.insert(0, code("unless={}" if rule.unless else "when={}", condition))
        return call(code("{}(", self._imports.need(RULES, "Rule")), parts, ")", 8, used=1)

    def _facts(self, facts: tuple[Condition, ...], indent: int) -> Code:
        written = [self._fact(fact) for fact in facts]
        if len(written) == 1:
            return code("({},)", written[0])
        return call(Code("("), written, ")", indent, used=8)

    def _fact(self, fact: Condition) -> Code:
        name = self._imports.need(RULES, _CLASSES[fact.kind])
        if fact.alternatives:
            sets = [tuple(self._attribute((*fact.path, wire)) for wire in names) for names in fact.alternatives]
            arguments = [literal(names[0]) if len(names) == 1 else _tuple(names) for names in sets]
        else:
            arguments = [literal(self._attribute(fact.path)), *map(literal, fact.values)]
        return call(code("{}(", name), arguments, ")", 12, used=12)

    def _attribute(self, path: Path) -> str:
        """Write a path as the runtime follows it, by attributes."""
        return ".".join(_spelled(path[: end + 1], self._members, self._models) for end in range(len(path)))


def _tuple(names: tuple[str, ...]) -> Code:
    return code("({})", together(", ", map(literal, names)))


def _spelled(path: Path, members: Members, models: Models) -> str:
    field = member_at(path, members, models)
    return field.name.snake if field else path[-1]
