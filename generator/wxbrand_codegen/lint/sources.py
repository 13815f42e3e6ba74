"""Rules about the YAML files themselves: missing quotes, unused components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import yaml

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.structure import COMPONENT_SECTIONS, walk
from wxbrand_codegen.lint.subject import Finding, Source, Subject, resolve, types_of
from wxbrand_codegen.problems import Mark

_STRING_TAG = "tag:yaml.org,2002:str"
_NOT_TEXT_HERE = re.compile(
    r"|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
)
"""Scalars that our own reader, too, takes for null, a boolean or a number, unless they are keys."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainScalar:
    """A key or value without quotes."""

    mark: Mark
    text: str
    end: int
    """Position of its end in the text of the file."""

    is_key: bool


def unquoted_text(subject: Subject) -> Iterator[Finding]:
    """Other YAML readers take `34657_20250101_123456` for a number and `no` for False, unless in quotes."""
    for scalar in unquoted(subject.sources):
        if not scalar.is_key:
            yield scalar.mark, f"other YAML readers do not take {scalar.text} for text; put it in quotes"


def unquoted_key(subject: Subject) -> Iterator[Finding]:
    """Other YAML readers take a status such as 200 for a number, and `on` and `no` for booleans; OpenAPI wants text."""
    for scalar in unquoted(subject.sources):
        if scalar.is_key:
            yield scalar.mark, f"other YAML readers do not take the key {scalar.text} for text; put it in quotes"


def number_for_text(subject: Subject) -> Iterator[Finding]:
    """A number is no example of text, and other YAML readers drop its leading zeros."""
    for scalar in numbers_for_text(subject.document.root):
        yield scalar.mark, f"{scalar.text} should be text, but is not without quotes; put it in quotes"


def unused_component(subject: Subject) -> Iterator[Finding]:
    """A component that nothing refers to goes out of date unnoticed."""
    used = {target for source in subject.sources for target in _targets(source)}
    for source in subject.sources:
        components = source.root.mapping("components") if isinstance(source.root, MappingNode) else None
        for section in COMPONENT_SECTIONS.values():
            named = components.mapping(section) if components else None
            for name in named.members if named else ():
                if named and (source.path.as_posix(), f"/components/{section}/{name}") not in used:
                    remedy = (
                        "refer to it from the paths or webhooks of the root file, or " if section == "pathItems" else ""
                    )
                    yield named.mark_of(name), f"nothing refers to {name} among the {section}; {remedy}remove it"


def _targets(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the file and pointer of everything a file refers to, by `$ref` or, as discriminators do, by name."""
    here = source.path.as_posix()
    waiting: list[Node] = [source.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting.extend(node.items)
        elif isinstance(node, MappingNode):
            waiting.extend(node.members.values())
            if reference := node.text("$ref"):
                yield _target(reference, source)
            for requirement in node.sequence("security"):
                for name in requirement.members if isinstance(requirement, MappingNode) else ():
                    yield here, f"/components/securitySchemes/{name}"
            mapping = (node.mapping("discriminator") or node).mapping("mapping")
            for kind in mapping.members.values() if mapping else ():
                if isinstance(kind, ScalarNode):
                    yield _target(kind.text, source)
                    yield here, f"/components/schemas/{kind.text}"


def _target(reference: str, source: Source) -> tuple[str, str]:
    place, _, fragment = reference.partition("#")
    try:
        path = (source.path.parent / unquote(place)).resolve() if place else source.path
    except (OSError, ValueError):
        path = source.path
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in fragment.split("/")]
    return path.as_posix(), "/".join(steps[:4])


def unquoted(sources: tuple[Source, ...]) -> Iterator[PlainScalar]:
    """Yield keys and values that are text here, but not to other YAML readers, because they have no quotes."""
    for source in sources:
        for scalar in plain_scalars(source):
            if _is_other_type(scalar.text) and (scalar.is_key or not _NOT_TEXT_HERE.fullmatch(scalar.text)):
                yield scalar


def plain_scalars(source: Source) -> Iterator[PlainScalar]:
    """Yield every key and value of a file that has neither quotes nor a tag."""
    expects_key: list[bool | None] = []
    for event in yaml.parse(source.text(), Loader=_Loader):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            expects_key.pop()
        elif isinstance(event, yaml.NodeEvent):
            is_key = bool(expects_key and expects_key[-1])
            if expects_key and expects_key[-1] is not None:
                expects_key[-1] = not is_key
            if isinstance(event, yaml.ScalarEvent) and not event.style and event.tag is None:
                if (start := event.start_mark) and (end := event.end_mark):
                    mark = Mark(file=source.name, line=start.line + 1, column=start.column + 1)
                    yield PlainScalar(mark=mark, text=event.value, end=end.index, is_key=is_key)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                expects_key.append(True if isinstance(event, yaml.MappingStartEvent) else None)


def _is_other_type(text: str) -> bool:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return any(tag != _STRING_TAG and pattern.match(text) for tag, pattern in resolvers)


def numbers_for_text(root: MappingNode) -> Iterator[ScalarNode]:
    """Yield examples, defaults and enum values of text schemas that are not text, because they have no quotes."""
    for node, kind, _ in walk(root):
        schema = node if kind == "Schema" else node.mapping("schema")
        if schema is None:
            continue
        values = [node.members[key] for key in ("example", "default", "const") if key in node.members]
        values.extend(node.sequence("examples") if kind == "Schema" else ())
        values.extend(node.sequence("enum") if kind == "Schema" else ())
        examples = node.mapping("examples")
        for example in examples.members.values() if examples else ():
            value = resolve(root, example).get("value") if isinstance(example, MappingNode) else None
            values.extend([value] if value is not None else [])
        for value in values:
            yield from _numbers_for_text(value, schema, root)


def _numbers_for_text(value: Node, schema: Node | None, root: MappingNode) -> Iterator[ScalarNode]:
    if not isinstance(schema, MappingNode):
        return
    schema = resolve(root, schema)
    match value:
        case ScalarNode(value=bool() | int() | float()) if types_of(schema) == {"string"}:
            yield value
        case MappingNode(members=members):
            properties = schema.mapping("properties")
            for name, member in members.items() if properties else ():
                if properties:
                    yield from _numbers_for_text(member, properties.get(name), root)
        case SequenceNode(items=items):
            for item in items:
                yield from _numbers_for_text(item, schema.get("items"), root)
        case _:
            return


RULES = (unquoted_text, unquoted_key, number_for_text, unused_component)
