"""Part of build: the body of a request."""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.build.multipart import file_of, member_of, most_of, parts_of, rules_of_parts
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.rules import rules_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.ir.media_types import FORM, JSON, MULTIPART, Kind, charset, concrete, preferred, without_parameters
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.names import Name, make_name
from wxbrand_codegen.ir.operations import Body, Parameter
from wxbrand_codegen.ir.types import File, Text, is_sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The one media type that is taken, of those that are offered."""

    kind: Kind
    media_type: str
    """As the spec writes it."""

    media: MappingNode

    @property
    def schema(self) -> Node | None:
        """What describes it."""
        return self.media.get("schema")


def offer_of(content: MappingNode | None, schemas: Schemas) -> Offer | None:
    """Choose among what is offered; None if nothing of it is a media type."""
    medias = {key: media for key, media in content.members.items() if isinstance(media, MappingNode)} if content else {}
    chosen = preferred({key: _is_described(media, schemas) for key, media in medias.items()})
    return Offer(kind=chosen[0], media_type=chosen[1], media=medias[chosen[1]]) if chosen else None


def _is_described(media: MappingNode, schemas: Schemas) -> bool:
    schema = media.get("schema")
    return schema is not None and file_of(schema, schemas) is None


def json_media(content: MappingNode | None, schemas: Schemas) -> MappingNode | None:
    """Give what is offered as JSON, if that is what is taken."""
    offer = offer_of(content, schemas)
    return offer.media if offer and offer.kind == "json" else None


def body_of(node: MappingNode, request: Name, schemas: Schemas) -> tuple[Body | None, list[Parameter]]:
    """Give an operation's body and its fields: the members of an object, the parts of an upload, or one field that is all."""
    declared = node.get("requestBody")
    if declared is None:
        return None, []
    body = schemas.resolve(declared)
    content = body.mapping("content") if isinstance(body, MappingNode) else None
    offer = offer_of(content, schemas)
    if not isinstance(body, MappingNode) or content is None or offer is None:
        kinds = ", ".join(content.members) if content else "nothing"
        message = f"a body must be offered in a media type such as {JSON}, {FORM} or {MULTIPART}; this one is {kinds}"
        schemas.problem(declared.mark, "unsupported-body", message)
        return None, []
    if offer.kind == "file" and without_parameters(offer.media_type).startswith("multipart/"):
        schemas.problem(declared.mark, "unsupported-body", f"of multipart bodies only {MULTIPART} is supported")
        return None, []
    required = is_true(body, "required")
    if offer.kind in {"text", "file"}:
        return _raw(offer, required, schemas)
    if offer.schema is None:
        schemas.problem(body.mark, "unsupported-body", "the body has no schema")
        return None, []
    return _described(offer, offer.schema, required, request, schemas)


def _described(
    offer: Offer, schema: Node, required: bool, request: Name, schemas: Schemas
) -> tuple[Body | None, list[Parameter]]:
    resolved = schemas.object_of(schema)
    content_type = without_parameters(concrete(offer.media_type, offer.kind))
    if resolved is None and offer.kind != "json":
        what = "a form" if offer.kind == "form" else f"a body of {MULTIPART}"
        schemas.problem(offer.media.mark, "unsupported-body", f"{what} must be an object with named members")
        return None, []
    if resolved is None:
        body = Body(required=required, kind="whole", content_type=content_type)
        return body, [_whole(offer.media, schema, required, request, schemas)]
    place = _place(schema, request, schemas)
    example = shown_by(offer.media, schemas)
    shown = example if isinstance(example, MappingNode) else None
    if offer.kind == "multipart":
        body = Body(required=required, kind="multipart", rules=rules_of_parts(resolved, schemas))
        return body, parts_of(offer.media, resolved, shown, place, schemas)
    fields = [member_of(field, shown) for field in schemas.fields_of(resolved, place)]
    if offer.kind == "form":
        _refuse_deep_form(fields, schemas)
        return Body(required=required, kind="form", rules=rules_of(resolved, schemas)), fields
    rules = rules_of(resolved, schemas)
    return Body(required=required, kind="members", content_type=content_type, rules=rules), fields


def _raw(offer: Offer, required: bool, schemas: Schemas) -> tuple[Body, list[Parameter]]:
    """Give a body that is sent as it stands: text, which XML and the like are too, or a file."""
    media = offer.media
    schema = offer.schema
    resolved = schemas.resolve(schema) if schema is not None else None
    described = resolved if isinstance(resolved, MappingNode) else MappingNode(members={}, mark=media.mark)
    if offer.kind == "text" and charset(offer.media_type) not in {"", "utf-8", "utf8", "us-ascii"}:
        schemas.problem(media.mark, "unsupported-body", "a text must be sent in UTF-8")
    is_text = offer.kind == "text"
    field = Field(
        name=make_name("body", "field"),
        wire="body",
        type=(
            Text(limits=limits_of(described, schemas.report)) if is_text else File(max_bytes=most_of(schema, described))
        ),
        required=required,
        doc=schemas.doc(schema if schema is not None else described),
        example=(shown_by(media, schemas) or schemas.example(described)) if is_text else None,
        mark=media.mark,
    )
    body = Body(
        required=required,
        kind="text" if is_text else "file",
        content_type=concrete(offer.media_type, "text") if is_text else offer.media_type.strip(),
    )
    return body, [Parameter(field=field, location="body")]


def _refuse_deep_form(fields: list[Parameter], schemas: Schemas) -> None:
    for parameter in fields:
        if is_sensitive(parameter.field.type):
            message = (
                f"the form's member {parameter.field.wire} is sensitive, but only what stands in JSON is encrypted"
            )
            schemas.problem(parameter.field.mark, "unsupported-sensitive", message)
        if not schemas.is_flat(parameter.field.type, lists=True):
            message = f"the form's member {parameter.field.wire} is neither a plain value nor a list of them"
            schemas.problem(parameter.field.mark, "unsupported-body", message)


def shown_by(node: MappingNode, schemas: Schemas) -> Node | None:
    """Give what a parameter or media type shows: its example, else the first of its examples."""
    if (shown := node.get("example")) is not None:
        return shown
    examples = node.mapping("examples")
    for entry in examples.members.values() if examples else ():
        example = schemas.resolve(entry)
        if isinstance(example, MappingNode) and "value" in example.members:
            return example.members["value"]
    return None


def _place(schema: Node, request: Name, schemas: Schemas) -> Name:
    """Name the place of a body's members: after the schema that is referred to, else after the request."""
    reference = schema.text("$ref") if isinstance(schema, MappingNode) else None
    return schemas.named(reference.rsplit("/", 1)[-1], "class", schema.mark) if reference else request


def _whole(media: MappingNode, schema: Node, required: bool, request: Name, schemas: Schemas) -> Parameter:
    type_ = schemas.type_of(schema, Name(snake=f"{request.snake}_body", pascal=f"{request.pascal}Body"))
    example = shown_by(media, schemas) or schemas.example(schema)
    field = Field(
        name=make_name("body", "field"), wire="body", type=type_, required=required, doc=schemas.doc(schema),
        example=example, mark=media.mark,
    )  # fmt: skip
    return Parameter(field=field, location="body")
