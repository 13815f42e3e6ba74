"""Part of build: the examples a spec shows, judged once every model is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wxbrand_codegen.build.size_budget import Volume
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.examples.validation import mismatch, violated_rule
from wxbrand_codegen.examples.values import NoExample, body_examples, example, field_example
from wxbrand_codegen.ir.models import Field, Model, Record
from wxbrand_codegen.ir.operations import Location, Notification, Operation, Parameter, Response
from wxbrand_codegen.ir.rule_evaluation import Members, body_members, member_at
from wxbrand_codegen.ir.rules import Condition, Rule
from wxbrand_codegen.ir.types import Anything, ListOf, Nullable, Type
from wxbrand_codegen.problems import Mark, Problem, Report


class Judge:
    """Puts values in the place of examples that still stand as the spec shows them, and leaves out those that do not fit."""

    def __init__(
        self, models: Mapping[str, Model], report: Report, unread: Callable[[Mark, str], None], volume: Volume
    ) -> None:
        self._report = report
        self._volume = volume
        self._unread = unread
        self._unjudged = models
        self.models = {key: self._model(model) for key, model in models.items()}

    def operation(self, operation: Operation) -> Operation:
        """Judge an operation's parameters and answers; each must have an example or allow one to be made."""
        parameters = tuple(map(self._parameter, operation.parameters))
        replies = tuple(self._reply(reply) for reply in operation.responses)
        operation = self._with_body_rules(operation)
        shown = [self._must_show(parameter.field) for parameter in parameters]
        for reply in replies:
            if reply.example is not None:
                self._volume.add(reply.example, operation.mark)
            elif reply.type is not None:
                self._must_make(reply.type, reply.mark, "the answer")
        whole = replace(operation, parameters=parameters, responses=replies)
        if all(shown):
            self._must_have_body(whole)
        return whole

    def notification(self, notification: Notification) -> Notification:
        """Judge the example of what a notification holds; it must have one or allow one to be made."""
        judged = replace(notification, example=self._value(notification.example, notification.resource))
        if judged.example is not None:
            self._volume.add(judged.example, judged.mark)
        else:
            self._must_make(judged.resource, judged.mark, "the resource")
        return judged

    def _model(self, model: Model) -> Model:
        if not isinstance(model, Record):
            return model
        members = Members(model.fields, model.rules)
        return replace(model, fields=tuple(map(self._field, model.fields)), rules=self._rules(members))

    def _with_body_rules(self, operation: Operation) -> Operation:
        if operation.body is None or not operation.body.rules:
            return operation
        return replace(operation, body=replace(operation.body, rules=self._rules(body_members(operation))))

    def _rules(self, members: Members) -> tuple[Rule, ...]:
        """Leave out, with a problem, rules on members that are not there."""
        return tuple(rule for rule in members.rules if self._is_followed(rule, members))

    def _is_followed(self, rule: Rule, members: Members) -> bool:
        named = [(*fact.path, name) for fact in rule.conditions for names in fact.alternatives for name in names]
        named += [fact.path for fact in rule.conditions if not fact.alternatives]
        unknown = next((path for path in named if member_at(path, members, self._unjudged) is None), None)
        if unknown is not None:
            message = f"a rule on {'.'.join(unknown)}, which is not a member that can be reached, is not supported"
            self._unread(rule.mark, message)
            return False
        strange = next(
            (fact for fact in rule.conditions if fact.compares_values and not self._can_be(fact, members)), None
        )
        if strange is not None:
            message = (
                f"a rule compares {'.'.join(strange.path)} with a value that it cannot have, which is not supported"
            )
            self._unread(rule.mark, message)
        return strange is None

    def _can_be(self, fact: Condition, members: Members) -> bool:
        field = member_at(fact.path, members, self._unjudged)
        type_ = field.type if field else Anything()
        if fact.kind == "contains":
            type_ = type_.item if isinstance(type_, Nullable) else type_
            type_ = type_.item if isinstance(type_, ListOf) else type_
        return all(mismatch(value, type_, self._unjudged) is None for value in fact.values)

    def _must_have_body(self, operation: Operation) -> None:
        if operation.body is None:
            return
        shown = {
            p.field.wire: p.field.example for p in operation.parameters if p.in_example and p.field.example is not None
        }
        broken = violated_rule(shown, operation.body.rules) if shown else None
        if broken is not None:
            message = f"the example breaks the rule at {broken.mark}; it is changed to keep it"
            self._report(Problem(mark=operation.mark, code="example-does-not-fit", message=message, advice=True))
        try:
            self._volume.add(body_examples(operation, self.models), operation.mark)
        except NoExample:
            self._needs(operation.mark, "the body")

    def _parameter(self, parameter: Parameter) -> Parameter:
        field = self._field(parameter.field)
        reason = _cannot_stand_in(parameter.location, field.example)
        if reason is not None:
            self._leave_out(parameter.field.example, reason)
            field = replace(field, example=None)
        return replace(parameter, field=field)

    def _field(self, field: Field) -> Field:
        return replace(field, example=self._value(field.example, field.type))

    def _reply(self, reply: Response) -> Response:
        return replace(
            reply, example=self._value(reply.example, reply.type) if reply.type is not None else reply.example
        )

    def _value(self, shown: Any, type_: Type) -> Any:
        if not isinstance(shown, ScalarNode | SequenceNode | MappingNode):
            return shown
        value = plain(shown)
        reason = mismatch(value, type_, self._unjudged)
        if reason is None:
            return value
        self._leave_out(shown, reason)
        return None

    def _leave_out(self, shown: Node, reason: str) -> None:
        message = f"the example {reason}; it is not used"
        self._report(Problem(mark=shown.mark, code="example-does-not-fit", message=message, advice=True))

    def _must_show(self, field: Field) -> bool:
        try:
            self._volume.add(field_example(field, self.models), field.mark)
        except NoExample:
            self._needs(field.mark, field.wire)
            return False
        return True

    def _must_make(self, type_: Type, mark: Mark, what: str) -> None:
        try:
            self._volume.add(example(type_, self.models), mark)
        except NoExample:
            self._needs(mark, what)

    def _needs(self, mark: Mark, what: str) -> None:
        message = f"no value that keeps to the limits of {what} could be made up for the tests; show one as its example"
        self._report(Problem(mark=mark, code="needs-example", message=message))


def _cannot_stand_in(place: Location, value: Any) -> str | None:
    """Say why the wire has no room for a value at a place."""
    if not isinstance(value, str):
        return None
    if place == "header" and not (value.isascii() and value.isprintable() and value == value.strip()):
        return "cannot stand in a header, which takes printable ASCII without outer blanks"
    if place == "path" and value in {"", ".", ".."}:
        return "cannot stand in a path, where it would lead elsewhere"
    return None
