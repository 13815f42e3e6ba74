"""Rules about the YAML files themselves: missing quotes, which `fix` adds, and unused components."""

from __future__ import annotations

import json
import os
import re
import tempfile
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import yaml

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import reference_in
from wxbrand_codegen.document.structure import COMPONENT_SECTIONS, Kind, walk
from wxbrand_codegen.document.yaml_reader import events, read
from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.links import resolved
from wxbrand_codegen.lint.subject import Finding, Source, Subject, resolve, sources_of, types_of
from wxbrand_codegen.problems import Mark, Problem

_STRING_TAG = "tag:yaml.org,2002:str"
_NOT_TEXT_HERE = re.compile(
    r"|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
)
"""Scalars that our own reader, too, takes for null, a boolean or a number, unless they are keys."""


@dataclass(frozen=True, slots=True)
class _PlainScalar:
    """A key or value without quotes."""

    mark: Mark
    text: str
    is_key: bool


def unquoted_text(subject: Subject) -> Iterator[Finding]:
    """Other YAML readers take `34657_20250101_123456` for a number and `no` for False, unless in quotes."""
    for scalar in subject.once(_all_unquoted):
        if not scalar.is_key:
            yield scalar.mark, f"other YAML readers do not take {scalar.text} for text; put it in quotes"


def unquoted_key(subject: Subject) -> Iterator[Finding]:
    """Other YAML readers take a status such as 200 for a number, and `on` and `no` for booleans; OpenAPI wants text."""
    for scalar in subject.once(_all_unquoted):
        if scalar.is_key:
            yield scalar.mark, f"other YAML readers do not take the key {scalar.text} for text; put it in quotes"


def number_for_text(subject: Subject) -> Iterator[Finding]:
    """A number is no example of text, and other YAML readers drop its leading zeros."""
    for scalar in _numbers_for_text(subject.document.root, subject.objects):
        yield scalar.mark, f"{scalar.text} should be text, but is not without quotes; put it in quotes"


def unused_component(subject: Subject) -> Iterator[Finding]:
    """A component that nothing refers to goes out of date unnoticed."""
    uses = Counter(target for source in subject.sources for target in _targets(source))
    for source in subject.sources:
        components = source.root.mapping("components") if isinstance(source.root, MappingNode) else None
        for section in COMPONENT_SECTIONS.values():
            named = components.mapping(section) if components else None
            if named is None or reference_in(named) is not None:
                continue
            for name, node in named.members.items():
                reference = reference_in(node)  # another name of its target, which others may refer to directly
                is_used = bool(reference) and uses[_target(reference or "", source)] > 1
                if not is_used and (source.path.as_posix(), f"/components/{section}/{name}") not in uses:
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
            for kind in (node.mapping("discriminator") or node).entries("mapping").values():
                if isinstance(kind, ScalarNode):
                    yield _target(kind.text, source)
                    yield here, f"/components/schemas/{kind.text}"


def _target(reference: str, source: Source) -> tuple[str, str]:
    place, _, fragment = reference.partition("#")
    try:
        path = resolved(source.path.parent / unquote(place)) if place else source.path
    except (OSError, ValueError):
        path = source.path
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in fragment.split("/")]
    return path.as_posix(), "/".join(steps[:4])


def _all_unquoted(subject: Subject) -> tuple[_PlainScalar, ...]:
    return tuple(_unquoted(subject.sources))


def _unquoted(sources: tuple[Source, ...]) -> Iterator[_PlainScalar]:
    """Yield keys and values that are text here, but not to other YAML readers, because they have no quotes."""
    for source in sources:
        seen = set[int]()  # an alias may stand for a node any number of times
        waiting: list[Node] = [source.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ScalarNode):
                if not node.quoted and _is_other_type(node.text) and not _NOT_TEXT_HERE.fullmatch(node.text):
                    yield _PlainScalar(node.mark, node.text, is_key=False)
            elif id(node) not in seen:
                seen.add(id(node))
                if isinstance(node, SequenceNode):
                    waiting.extend(node.items)
                    continue
                waiting.extend(node.members.values())
                for key in node.members:
                    if _is_other_type(key) and key not in node.quoted_keys:
                        yield _PlainScalar(node.mark_of(key), key, is_key=True)


def _plain_scalars(source: Source) -> Iterator[tuple[Mark, str, int]]:
    """Yield the mark, the text and the position of the end of every scalar of a file that is not in quotes."""
    for event in events(source.text()):
        if not isinstance(event, yaml.ScalarEvent) or event.style or event.tag is not None:
            continue
        if (start := event.start_mark) and (end := event.end_mark):
            mark = Mark(file=source.name, line=start.line + 1, column=start.column + 1)
            yield mark, event.value, end.index


def _is_other_type(text: str) -> bool:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1])
    return resolvers is not None and any(tag != _STRING_TAG and pattern.match(text) for tag, pattern in resolvers)


def _numbers_for_text(root: MappingNode, objects: Iterable[tuple[MappingNode, Kind]]) -> Iterator[ScalarNode]:
    """Yield examples, defaults and enum values of text schemas that are not text, because they have no quotes."""
    for node, kind in objects:
        schema = node if kind == "Schema" else node.mapping("schema")
        if schema is None:
            continue
        values = [node.members[key] for key in ("example", "default", "const") if key in node.members]
        values.extend(node.sequence("examples") if kind == "Schema" else ())
        values.extend(node.sequence("enum") if kind == "Schema" else ())
        for example in node.entries("examples").values():
            value = resolve(root, example).get("value") if isinstance(example, MappingNode) else None
            values.extend([value] if value is not None else [])
        for value in values:
            yield from _numbers_within(value, schema, root)


def _numbers_within(value: Node, schema: Node | None, root: MappingNode) -> Iterator[ScalarNode]:
    if not isinstance(schema, MappingNode):
        return
    schema = resolve(root, schema)
    match value:
        case ScalarNode(value=bool() | int() | float()) if types_of(schema) == {"string"}:
            yield value
        case MappingNode(members=members):
            properties = schema.entries("properties")
            for name, member in members.items():
                yield from _numbers_within(member, properties.get(name), root)
        case SequenceNode(items=items):
            for item in items:
                yield from _numbers_within(item, schema.get("items"), root)
        case _:
            return


def fix(document: Document) -> tuple[Problem, ...]:
    """Add missing quotes in place and return what was changed. A file whose meaning would change is left alone."""
    sources = sources_of(document)
    codes = {scalar.mark: "unquoted-key" if scalar.is_key else "unquoted-text" for scalar in _unquoted(sources)}
    objects = ((node, kind) for node, kind, _ in walk(document.root))
    numbers = {scalar.mark: "number-for-text" for scalar in _numbers_for_text(document.root, objects)}
    return tuple(found for source in sources for found in _fix_file(source, codes | numbers))


def _fix_file(source: Source, codes: dict[Mark, str]) -> list[Problem]:
    text = source.text()
    done: list[Problem] = []
    pieces: list[str] = []
    copied = 0
    for mark, value, end in _plain_scalars(source):
        start = end - len(value)
        quoted = json.dumps(value, ensure_ascii=False)
        if mark in codes and text[start:end] == value and quoted == f'"{value}"':
            pieces += [text[copied:start], quoted]
            copied = end
            message = f"{value} is now in quotes"
            done.append(Problem(mark=mark, code=codes[mark], message=message, advice=True))
    if not done:
        return []
    bom = BOM_UTF8 if source.path.read_bytes().startswith(BOM_UTF8) else b""
    content = bom + "".join([*pieces, text[copied:]]).encode()
    return done if _replace(source, content, {problem.mark for problem in done}) else []


def _replace(source: Source, content: bytes, quoted: set[Mark]) -> bool:
    """Replace the file if the new content means the same; return whether it does."""
    handle, name = tempfile.mkstemp(prefix=".wxbrand-", dir=source.path.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if not _is_equivalent(source.root, read(stage, source.name), quoted):
            return False
        stage.chmod(source.path.stat().st_mode & 0o7777)
        replace_file(stage, source.path)
        return True
    finally:
        stage.unlink(missing_ok=True)


def _is_equivalent(before: Node, after: Node, quoted: set[Mark]) -> bool:
    """Compare all values and the order of keys; what was put in quotes must be the same text."""
    match before, after:
        case MappingNode(members=old), MappingNode(members=new):
            return list(old) == list(new) and all(_is_equivalent(old[key], new[key], quoted) for key in old)
        case SequenceNode(items=olds), SequenceNode(items=news):
            return len(olds) == len(news) and all(_is_equivalent(a, b, quoted) for a, b in zip(olds, news, strict=True))
        case ScalarNode(mark=mark, text=text, value=value), ScalarNode(value=now):
            return now == text if mark in quoted else (type(now), now) == (type(value), value)
        case _:
            return False


RULES = (unquoted_text, unquoted_key, number_for_text, unused_component)
