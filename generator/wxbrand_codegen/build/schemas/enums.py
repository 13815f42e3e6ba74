"""Part of build: enums."""

from __future__ import annotations

from wxbrand_codegen.build.remarks import doc_of
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.ir.models import Enum, EnumMember
from wxbrand_codegen.ir.names import Name, member_name
from wxbrand_codegen.problems import Mark, Problem, Report


def choice(node: MappingNode, place: Name, kinds: list[str], report: Report) -> tuple[Enum | None, bool]:
    """Give a schema with `enum` or `const` as a choice, None if it cannot be one, and whether it lists null."""
    items = node.sequence("enum") or ((node.members["const"],) if "const" in node.members else ())
    values = [item for item in items if plain(item) is not None]
    is_text = all(isinstance(plain(item), str) for item in values)
    is_whole = all(type(plain(item)) is int for item in values)
    if not values or not (is_text or is_whole):
        message = "an enum must list text, or whole numbers, and nothing else"
        report(Problem(mark=node.mark, code="unsupported-type", message=message))
        return None, False
    if kinds and kinds != ["string" if is_text else "integer"] and not (is_whole and kinds == ["number"]):
        message = f"the values are not of type {', '.join(kinds)}"
        report(Problem(mark=node.mark_of("enum"), code="enum-of-other-type", message=message))
    made = Enum(name=place, doc=doc_of([node]), members=_members(node, values, report), mark=node.mark)
    return made, len(values) < len(items)


def _members(node: MappingNode, values: list[Node], report: Report) -> tuple[EnumMember, ...]:
    meanings = node.mapping("x-wxbrand-enum-meanings")
    members: dict[str, EnumMember] = {}
    marks: dict[str, Mark] = {}
    for item in values:
        value = plain(item)
        spelled = member_name(value)
        if spelled in members:
            message = f"{value!r} and {members[spelled].value!r} ({marks[spelled]}) are both {spelled} in Python"
            report(Problem(mark=item.mark, code="name-clash", message=message))
        meaning = (meanings.text(str(value)) if meanings else None) or ""
        members[spelled] = EnumMember(name=spelled, value=value, meaning=meaning)
        marks[spelled] = item.mark
    return tuple(members.values())
