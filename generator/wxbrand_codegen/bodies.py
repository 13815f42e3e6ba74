"""Part of build: the body of a request."""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.ir import Body, Field, Parameter
from wxbrand_codegen.media import FORM, JSON, is_form, is_json
from wxbrand_codegen.names import Name, name
from wxbrand_codegen.nodes import Mapping, Node, is_true
from wxbrand_codegen.rules import rules_of
from wxbrand_codegen.schemas import Schemas


def json_media(content: Mapping | None) -> Mapping | None:
    """Give what is offered as JSON, whatever parameters stand behind the media type."""
    offered = content.members if content else {}
    media = next((offered[media_type] for media_type in offered if is_json(media_type)), None)
    return media if isinstance(media, Mapping) else None


def form_media(content: Mapping | None) -> Mapping | None:
    """Give what is offered as a form."""
    offered = content.members if content else {}
    media = next((offered[media_type] for media_type in offered if is_form(media_type)), None)
    return media if isinstance(media, Mapping) else None


def body_of(node: Mapping, request: Name, schemas: Schemas) -> tuple[Body | None, list[Parameter]]:
    """Give an operation's body and its fields: the members of an object, or one field that is all of it."""
    declared = node.get("requestBody")
    if declared is None:
        return None, []
    body = schemas.resolve(declared)
    content = body.mapping("content") if isinstance(body, Mapping) else None
    media, form = json_media(content), form_media(content)
    if not isinstance(body, Mapping) or content is None or (media is None and form is None):
        kinds = ", ".join(content.members) if content else "nothing"
        message = f"a body must be offered as {JSON} or {FORM}; this one is {kinds}"
        schemas.problem(declared.mark, "unsupported-body", message)
        return None, []
    chosen = media or form
    schema = chosen.get("schema") if chosen else None
    if chosen is None or schema is None:
        schemas.problem(body.mark, "unsupported-body", "the body has no schema")
        return None, []
    required = is_true(body, "required")
    resolved = schemas.object_of(schema)
    if resolved is not None:
        fields = _members(chosen, schema, resolved, request, schemas)
        if media is None:
            _refuse_deep_form(fields, schemas)
        return Body(required=required, whole=False, form=media is None, rules=rules_of(resolved, schemas)), fields
    if media is None:
        schemas.problem(chosen.mark, "unsupported-body", "a form must be an object with named members")
    return Body(required=required, whole=True), [_whole(chosen, schema, required, request, schemas)]


def _refuse_deep_form(fields: list[Parameter], schemas: Schemas) -> None:
    for parameter in fields:
        if not schemas.is_flat(parameter.field.type, lists=True):
            message = f"the form's member {parameter.field.wire} is neither a plain value nor a list of them"
            schemas.problem(parameter.field.mark, "unsupported-body", message)


def shown_by(node: Mapping, schemas: Schemas) -> Node | None:
    """Give what a parameter or media type shows: its example, else the first of its examples."""
    if (shown := node.get("example")) is not None:
        return shown
    examples = node.mapping("examples")
    for entry in examples.members.values() if examples else ():
        example = schemas.resolve(entry)
        if isinstance(example, Mapping) and "value" in example.members:
            return example.members["value"]
    return None


def _members(media: Mapping, schema: Node, resolved: Mapping, request: Name, schemas: Schemas) -> list[Parameter]:
    reference = schema.text("$ref") if isinstance(schema, Mapping) else None
    place = schemas.named(reference.rsplit("/", 1)[-1], "class", schema.mark) if reference else request
    example = shown_by(media, schemas)
    shown = example if isinstance(example, Mapping) else None
    fields = schemas.fields_of(resolved, place)
    return [
        Parameter(field=_showing(field, shown), place="body", shown=shown is not None and field.wire in shown.members)
        for field in fields
    ]


def _showing(field: Field, shown: Mapping | None) -> Field:
    example = shown.get(field.wire) if shown else None
    return field if example is None else replace(field, example=example)


def _whole(media: Mapping, schema: Node, required: bool, request: Name, schemas: Schemas) -> Parameter:
    type_ = schemas.type_of(schema, Name(snake=f"{request.snake}_body", pascal=f"{request.pascal}Body"))
    example = shown_by(media, schemas) or schemas.example(schema)
    field = Field(
        name=name("body", "field"), wire="body", type=type_, required=required, doc=schemas.doc(schema),
        example=example, mark=media.mark,
    )  # fmt: skip
    return Parameter(field=field, place="body")
