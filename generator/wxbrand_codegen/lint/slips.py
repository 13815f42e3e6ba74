"""Rules about what OpenAPI allows but was probably not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]  # the parser behind `re`; there is no public one
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.media_types import FORM, JSON, MULTIPART, is_json, kind_of, without_parameters
from wxbrand_codegen.lint.subject import Finding, Subject, resolve, types_of
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern
from wxbrand_codegen.suggestions import did_you_mean

_CHARACTERS = {kinds.LITERAL, kinds.IN, kinds.CATEGORY, kinds.NOT_LITERAL}
_REPEATS = {kinds.MAX_REPEAT, kinds.MIN_REPEAT}


def array_without_items(subject: Subject) -> Iterator[Finding]:
    """Without a schema for its items, an array takes any JSON values."""
    for schema in subject.schemas:
        if types_of(schema) == {"array"} and not {"items", "prefixItems", "$ref", "allOf"} & schema.members.keys():
            yield schema.mark_of("type"), "this array has no items, so it takes any JSON values; add items"


def unanchored_pattern(subject: Subject) -> Iterator[Finding]:
    """A pattern without ^ and $ is content with a match anywhere in the text."""
    for schema in subject.schemas:
        pattern = schema.text("pattern")
        missing = _missing_anchors(pattern) if pattern else ""
        if missing:
            message = (
                f"the pattern has no {missing}, so other characters may stand there; for the whole text write ^...$"
            )
            yield schema.mark_of("pattern"), message


def _missing_anchors(pattern: str) -> str:
    """Return the anchors without which a repetition at the same end of the pattern is pointless; empty if there are none."""
    try:
        tree = list(parser.parse(python_pattern(pattern), re.ASCII))
    except (UntranslatablePattern, re.error, RecursionError):
        return ""
    missing = []
    if tree and _repeats_a_character(tree[0]):
        missing.append("^")
    if tree and _repeats_a_character(tree[-1]):
        missing.append("$")
    return " and no ".join(missing)


def _repeats_a_character(part: tuple[Any, Any]) -> bool:
    operator, argument = part
    return operator in _REPEATS and len(argument[2]) == 1 and argument[2][0][0] in _CHARACTERS


def repeated_required(subject: Subject) -> Iterator[Finding]:
    """A name that stands twice is often a slip for another one."""
    for schema in subject.schemas:
        names: set[object] = set()
        for item in schema.sequence("required"):
            name = plain(item)
            if isinstance(name, str) and name in names:
                yield item.mark, f"{name} is listed twice; remove it, or write the name that was meant"
            names.add(str(name))


def body_on_get(subject: Subject) -> Iterator[Finding]:
    """Many servers and proxies ignore the body of a GET, HEAD or DELETE, or refuse the request."""
    for operation in subject.operations():
        if operation.body is not None and operation.method in {"GET", "HEAD", "DELETE"}:
            message = f"{operation.id} has a body, which servers may ignore in a {operation.method}"
            yield operation.mark, f"{message}; check the method, or use query parameters"


def optional_body(subject: Subject) -> Iterator[Finding]:
    """Without `required: true` a caller may leave the whole body out."""
    for operation in subject.operations():
        needed = [p.field.wire for p in operation.parameters if p.location == "body" and p.field.required]
        if operation.body is not None and not operation.body.required and needed:
            message = f"the body of {operation.id} may be left out, although {needed[0]} is required in it"
            yield operation.mark, f"{message}; add required: true to requestBody"


def unknown_media_type(subject: Subject) -> Iterator[Finding]:
    """A misspelt media type makes a body of raw bytes."""
    for node, kind in subject.objects:
        content = node.mapping("content") if kind in {"RequestBody", "Response"} else None
        for media_type, media in content.members.items() if content else ():
            guess = did_you_mean(without_parameters(media_type), (JSON, FORM, MULTIPART))
            is_described = isinstance(media, MappingNode) and "schema" in media.members
            if content and guess and kind_of(media_type) in {None, "file"} and not is_json(media_type) and is_described:
                yield content.mark_of(media_type), f"{media_type} is taken for bytes, which are not described{guess}"


def trailing_slash(subject: Subject) -> Iterator[Finding]:
    """A slash at the end of a path is sent and signed, and makes it another path."""
    for path in subject.document.root.entries("paths"):
        if path.endswith("/") and path != "/" and (paths := subject.document.root.mapping("paths")):
            yield paths.mark_of(path), f"{path} ends in a slash, which is sent; remove it unless the page has it"


def repeated_tag(subject: Subject) -> Iterator[Finding]:
    """Of two descriptions of one tag, only the first is used."""
    names: set[str] = set()
    for tag in subject.document.root.sequence("tags"):
        name = tag.text("name") if isinstance(tag, MappingNode) else None
        if name in names:
            yield tag.mark, f"the tag {name} is declared twice; remove one of them"
        names.add(name or "")


def undeclared_security(subject: Subject) -> Iterator[Finding]:
    """A security requirement names an entry of `components/securitySchemes`."""
    components = subject.document.root.mapping("components")
    declared = components.entries("securitySchemes") if components else {}
    holders = [subject.document.root, *(node for _, node in subject.operation_nodes())]
    for holder in holders:
        for requirement in holder.sequence("security"):
            for name in requirement.members if isinstance(requirement, MappingNode) else ():
                if name not in declared and isinstance(requirement, MappingNode):
                    message = f"there is no security scheme {name}{did_you_mean(name, sorted(declared))}"
                    yield requirement.mark_of(name), f"{message}; declare it under components/securitySchemes"


def unused_discriminator(subject: Subject) -> Iterator[Finding]:
    """A discriminator that no variant has cannot tell them apart."""
    for schema in subject.schemas:
        discriminator = schema.mapping("discriminator")
        name = discriminator.text("propertyName") if discriminator else None
        for variant in (*schema.sequence("oneOf"), *schema.sequence("anyOf")) if name else ():
            found = resolve(subject.document.root, variant) if isinstance(variant, MappingNode) else None
            if found is not None and "properties" in found.members and name not in found.entries("properties"):
                yield schema.mark_of("discriminator"), f"{name} is not a property of every variant; add it to each"
                break


RULES = (
    array_without_items, unanchored_pattern, repeated_required, body_on_get, optional_body, unknown_media_type,
    trailing_slash, repeated_tag, undeclared_security, unused_discriminator,
)  # fmt: skip
