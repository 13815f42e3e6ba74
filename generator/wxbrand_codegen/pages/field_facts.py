"""Read the texts of fields, now that the tree is complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wxbrand_codegen.pages.field_tree import OpenField
from wxbrand_codegen.pages.page import Doubt, Field, FieldType, Place
from wxbrand_codegen.pages.prose.characters import pattern_in
from wxbrand_codegen.pages.prose.conditions import case_in, resolved, statements_in
from wxbrand_codegen.pages.prose.limits import length_of_items, limits_in
from wxbrand_codegen.pages.prose.values import default_in, values_in

_TITLE = re.compile(r"\s?[:：]?\s?【([^【】]{1,80})】\s*")
_TITLE_WITHOUT_END = re.compile(r"\s?【([^【】,，。]{1,30})[,，。]")
_IS_FILE = re.compile(r"二进制|文件内容|图片文件|文件流")
_MOST_PROSE = 6_000
"""Characters of a description that are searched for facts. A real one has a few hundred."""

_OF_REQUEST = frozenset({"header", "path", "query", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A field whose listed values are read, before its conditions on other fields are."""

    open: OpenField
    title: str
    lines: tuple[str, ...]
    """Prose without the title, one text a line."""

    enum: dict[str, str]
    rest: str
    """Normalised prose without the list of values."""

    is_long: bool
    """Whether only the beginning of the prose is searched."""

    values_are_unread: bool


def fields_with_facts(
    found: Sequence[OpenField], place: Place, doubts: list[Doubt], *, is_upload: bool = False
) -> tuple[Field, ...]:
    """Return the fields of one object with everything that their texts say."""
    read = [_read(each) for each in found]
    known = {each.open.name: tuple(each.enum) for each in read if each.enum}
    known |= {each.open.name: ("true", "false") for each in read if each.open.type.name == "boolean"}
    return tuple(_close(each, place, known, doubts, is_upload=is_upload) for each in read)


def _read(found: OpenField) -> _Read:
    title, texts = "", [text for text in found.texts if text]
    if texts and (heading := _TITLE.match(texts[0]) or _TITLE_WITHOUT_END.match(texts[0])):
        title, texts[0] = heading[1].strip(), texts[0][heading.end() :]
    lines = tuple(" ".join(text.split()) for text in texts)
    value_type = found.type.item or found.type
    is_long = sum(map(len, lines)) > _MOST_PROSE
    enum, rest, is_announced = values_in(_beginning(lines) if is_long else lines, value_type)
    return _Read(
        open=found,
        title=title,
        lines=lines,
        enum=enum,
        rest="\n".join(line for line in rest if line.strip()),
        is_long=is_long,
        values_are_unread=is_announced and not enum and value_type.name in {"string", "integer"},
    )


def _beginning(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple("\n".join(lines)[:_MOST_PROSE].split("\n"))


def _close(
    read: _Read, place: Place, known: dict[str, tuple[str, ...]], doubts: list[Doubt], *, is_upload: bool
) -> Field:
    found, prose = read.open, read.rest
    field_doubts: list[str] = []
    type_ = _type_of(found, prose, field_doubts, is_upload=is_upload and place == "body")
    limits = limits_in(prose, type_)
    if type_.name == "string":
        pattern, is_unread = pattern_in(prose) if not read.enum else (None, False)
        limits = replace(limits, pattern=pattern, min_length=limits.min_length or found.least)
    else:
        is_unread = type_.name == "array" and pattern_in(prose) != (None, False)
    if is_unread:
        field_doubts.append(f"write a pattern for: {prose[:120]}")
    default, default_is_unread = default_in(prose, type_, read.enum)
    if default_is_unread:
        field_doubts.append(f"cannot read the default: {prose[:120]}")
    if read.is_long:
        field_doubts.append(f"the description is long; facts after its first {_MOST_PROSE:,} characters are not read")
    if read.values_are_unread:
        field_doubts.append("cannot read the values that the page announces")
    statements, unread = statements_in(prose) if place in _OF_REQUEST else ((), ())
    if not found.required and not statements and not unread and place in _OF_REQUEST and (case := case_in(prose)):
        unread = (case,)
    conditions = [resolved(statement, known) for statement in statements]
    unread += tuple(each.text for each, condition in zip(statements, conditions, strict=True) if condition is None)
    field_doubts += [f"cannot read the condition: {text[:120]}" for text in unread]
    if found.conditional and not statements and not unread:
        field_doubts.append("required under a condition that the page does not state")
    doubts += [Doubt(line=found.line, text=f"{found.name}: {text}") for text in field_doubts]
    return Field(
        name=found.name,
        place=place,
        required=found.required,
        type=type_,
        title=read.title,
        prose=" ".join(line for line in read.lines if line),
        enum=read.enum,
        limits=limits,
        default=default,
        conditions=tuple(condition for condition in conditions if condition is not None),
        fields=fields_with_facts(found.members, place, doubts),
        complete=found.complete,
        line=found.line,
    )


def _type_of(found: OpenField, prose: str, field_doubts: list[str], *, is_upload: bool) -> FieldType:
    """Return the type of a field, completed by its members and its prose."""
    type_ = found.type
    if is_upload and type_.name in {"object", "string"} and not found.members:
        says_file = found.name in {"file", "media"} or _IS_FILE.search("".join(found.texts)) is not None
        return FieldType(name="file") if says_file else type_
    if type_.name != "array":
        return type_
    if type_.item is None and found.members:
        return replace(type_, item=FieldType(name="object"))
    if type_.item is None:
        field_doubts.append("an array, but the page does not give the type of its items")
    elif type_.item.name == "string" and type_.item.length is None:
        return replace(type_, item=replace(type_.item, length=length_of_items(prose)))
    return type_
