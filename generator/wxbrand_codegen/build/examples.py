"""Validate the examples of a spec, once all models are known.

Until then, the attribute `example` of fields, responses and notifications holds a node of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.rules import without_invalid_rules
from wxbrand_codegen.build.size_budget import SizeBudget
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.examples.repair import NoExample
from wxbrand_codegen.examples.validation import field_mismatch, mismatch
from wxbrand_codegen.examples.values import body_examples, example, field_example
from wxbrand_codegen.ir.api import reachable_models
from wxbrand_codegen.ir.models import Field, Members, Model, Record
from wxbrand_codegen.ir.operations import Location, Notification, Operation, Parameter, Response
from wxbrand_codegen.ir.rule_evaluation import violations
from wxbrand_codegen.ir.types import Anything, Type, is_impossible
from wxbrand_codegen.problems import Mark


class ExampleValidator:
    """Replaces examples by JSON values, drops invalid ones, and makes sure that the generated tests have values."""

    def __init__(self, models: Mapping[str, Model], context: Context, budget: SizeBudget) -> None:
        self._context = context
        self._budget = budget
        self._declared_models = models
        self.models = {name: self._model(model) for name, model in models.items()}
        """Models with validated examples and rules."""

    def operation(self, operation: Operation) -> Operation:
        """Return an operation with valid examples and rules. Report values that need an example."""
        parameters = tuple(map(self._parameter, operation.parameters))
        responses = tuple(map(self._response, operation.responses))
        validated = replace(self._with_valid_rules(operation), parameters=parameters, responses=responses)
        fields = [parameter.field for parameter in parameters]
        have_values = [
            self._has_value(partial(field_example, field, self.models), field.mark, field.wire, field.required)
            for field in fields
        ]
        for response in responses:
            if response.example is not None:
                self._budget.add(response.example, operation.mark)
            elif response.type is not None:
                make = partial(example, response.type, self.models)
                have_values.append(self._has_value(make, response.mark, "the response"))
        have_values.append(all(have_values) and self._has_body(validated))
        self._check_possible(validated)
        return replace(validated, has_examples=all(have_values))

    def notification(self, notification: Notification) -> Notification:
        """Return a notification with a valid example. Report a resource that needs an example."""
        validated = replace(
            notification, example=self._value(notification.example, self._check_of(notification.resource))
        )
        if validated.example is not None:
            self._budget.add(validated.example, validated.mark)
        else:
            make = partial(example, validated.resource, self.models)
            validated = replace(validated, has_examples=self._has_value(make, validated.mark, "the resource"))
        return validated

    def _model(self, model: Model) -> Model:
        if not isinstance(model, Record):
            return model
        rules = without_invalid_rules(model, self._declared_models, self._context)
        return replace(model, fields=tuple(map(self._field, model.fields)), rules=rules)

    def _with_valid_rules(self, operation: Operation) -> Operation:
        if operation.body is None or not operation.body.rules:
            return operation
        rules = without_invalid_rules(operation.body_members, self._declared_models, self._context)
        return replace(operation, body=replace(operation.body, rules=rules))

    def _parameter(self, parameter: Parameter) -> Parameter:
        field = self._field(parameter.field, in_path=parameter.location == "path")
        reason = _location_mismatch(field.example, parameter.location)
        if reason is not None:
            self._report_unused(parameter.field.example, reason)
            field = replace(field, example=None)
        return replace(parameter, field=field)

    def _field(self, field: Field, *, in_path: bool = False) -> Field:
        check = partial(field_mismatch, field=field, models=self._declared_models, in_path=in_path)
        example = self._value(field.example, check)
        return field if example is field.example else replace(field, example=example)

    def _response(self, response: Response) -> Response:
        if response.type is None:
            return response
        return replace(response, example=self._value(response.example, self._check_of(response.type)))

    def _check_of(self, type_: Type) -> Callable[[Any], str | None]:
        return partial(mismatch, type_=type_, models=self._declared_models)

    def _value(self, node: Any, check: Callable[[Any], str | None]) -> Any:
        if not isinstance(node, ScalarNode | SequenceNode | MappingNode):
            return node
        value = plain(node)
        reason = check(value)
        if reason is None:
            return value
        self._report_unused(node, reason)
        return None

    def _report_unused(self, node: Node, reason: str) -> None:
        what = "default" if node.mark in self._context.defaults else "example"
        message = f"this {what} {reason}; it is not used as an example"
        self._context.advise(node.mark, "example-does-not-fit", message)

    def _check_possible(self, operation: Operation) -> None:
        """Report members of the request that can have no value; the client does not offer to send what is wrong."""
        sent = replace(operation, responses=())
        models = (self.models[name] for name in reachable_models([sent], self.models))
        records = (model for model in models if isinstance(model, Record))
        fields = [*(p.field for p in operation.parameters), *(field for record in records for field in record.fields)]
        for field in fields:
            if is_impossible(field.type) and (field.required or isinstance(field.type, Anything)):
                message = f"{field.wire} can have no value, because its schema contradicts itself; correct the schema"
                self._context.problem(field.mark, "impossible-schema", message)

    def _has_body(self, operation: Operation) -> bool:
        if operation.body is None:
            return True
        declared = {
            p.field.wire: p.field.example for p in operation.parameters if p.in_example and p.field.example is not None
        }
        rules = Members((), operation.body.rules)
        violation = next(violations(declared, rules, self.models), None) if declared else None
        if violation is not None:
            message = f"the example violates the rule at {violation.rule.mark}; the generated tests use a corrected one"
            self._context.advise(operation.mark, "example-does-not-fit", message)
        return self._has_value(partial(body_examples, operation, self.models), operation.mark, "the body")

    def _has_value(self, make: Callable[[], Any], mark: Mark, what: str, needed: bool = True) -> bool:
        """Make a value, and count its size. Return whether that succeeds, or the value is not needed."""
        try:
            self._budget.add(make(), mark)
        except NoExample:
            if needed:
                message = (
                    f"no value within the limits of {what} was found, so there are no generated tests; add an example"
                )
                self._context.advise(mark, "needs-example", message)
            return not needed
        return True


def _location_mismatch(value: Any, location: Location) -> str | None:
    """Return why a value cannot be sent in a location, or None if it can."""
    if not isinstance(value, str):
        return None
    if location == "header" and not (value.isascii() and value.isprintable() and value == value.strip()):
        return "cannot be sent in a header, which takes printable ASCII without surrounding spaces"
    if location == "path" and value in {"", ".", ".."}:
        return "cannot be sent in a path, because it would change the path"
    return None
