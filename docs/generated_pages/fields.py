"""Tables of fields: one row for each member at any depth, with its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.models import Enum, Field, Models, Record, Union

from generated_pages.phrases import facts, rule_sentence
from generated_pages.words import Language, bullets, escaped, literal, table, type_pattern, type_word, word


def field_table(fields: Sequence[Field], models: Models, language: Language, *, in_request: bool = False) -> str:
    """Return the table of fields and of the members of their objects.

    The table of a request has a column for what is required, if anything is. Elsewhere that is rare, and the description says it.
    """
    rows = [row for field in fields for row in _rows(field, "", models, language, ())]
    cells: list[tuple[str, ...]]
    if in_request and any(row.is_required for row in rows):
        keys = ["field", "type", "required", "description"]
        yes = word("yes", language)
        cells = [(row.name, row.type, yes if row.is_required else "", row.description) for row in rows]
    else:
        keys = ["field", "type", "description"]
        required = f"<br>{word('required-member', language)}"
        cells = [(row.name, row.type, row.description + (required if row.is_required else "")) for row in rows]
    text = table([word(key, language) for key in keys], cells)
    return f'<div class="fields" markdown>\n\n{text}</div>\n\n' if text else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What a table says about one field, as Markdown."""

    name: str
    type: str
    description: str
    is_required: bool


def _rows(field: Field, parent: str, models: Models, language: Language, inside: tuple[str, ...]) -> Iterator[_Row]:
    path, inner = f"{parent}{field.wire}{_brackets(field.type)}", types.innermost(field.type)
    name = f"`{path}`" if not parent else f'<span class="parent">{escaped(parent)}</span>`{path[len(parent) :]}`'
    model = models.get(inner.name) if isinstance(inner, types.Ref) else None
    repeated = isinstance(inner, types.Ref) and inner.name in inside
    description = _description(field, model, language)
    if repeated and isinstance(model, Record):
        description += f" ({word('recursive', language)})"
    type_ = type_name(field.type, models, language)
    yield _Row(name=name, type=type_, description=description, is_required=field.must_be_given)
    if repeated or not isinstance(inner, types.Ref):
        return
    members = model.fields if isinstance(model, Record) else ()
    for member in members:
        yield from _rows(member, f"{path}.", models, language, (*inside, inner.name))


def _brackets(type_: types.Type) -> str:
    match type_:
        case types.ListOf(item=item):
            return f"[]{_brackets(item)}"
        case types.Nullable(item=item):
            return _brackets(item)
        case _:
            return ""


def _description(field: Field, model: object, language: Language) -> str:
    doc = field.doc
    parts = [f"**{escaped(doc.title)}**" if doc.title else "", escaped(doc.text), "; ".join(facts(field, language))]
    if doc.deprecated:
        parts.append(word("deprecated", language))
    if isinstance(model, Enum):
        values = (
            f"{literal(str(member.value))} {escaped(member.meaning)}".rstrip()
            + ("" if not member.deprecated else f" ({word('deprecated', language)})")
            for member in model.members
        )
        parts.append("<br>".join(values))
    if doc.unproven:
        parts.append(f'<span class="unproven">{word("unproven", language)}</span>')
    return "<br>".join(part for part in parts if part)


def type_name(type_: types.Type, models: Models, language: Language) -> str:
    """Return the name of a type for a reader."""
    match type_:
        case types.ListOf(item=item):
            return type_pattern("list", type_name(item, models, language), language)
        case types.MapOf(value=value):
            return type_pattern("map", type_name(value, models, language), language)
        case types.Nullable(item=item):
            return type_pattern("null", type_name(item, models, language), language)
        case types.Ref(name=name):
            return f"{_kind(models.get(name), language)} `{name}`"
        case _:
            return type_word(type(type_).__name__, language)


def _kind(model: object, language: Language) -> str:
    match model:
        case Enum():
            return type_word("Text", language)
        case Union():
            return type_word("Union", language)
        case _:
            return type_word("Record", language)


def rules_below(fields: Sequence[Field], models: Models, language: Language) -> str:
    """Return the rules of the objects in fields, each with the name of its class."""
    found: dict[str, None] = {}
    waiting = [types.innermost(field.type) for field in fields]
    seen: set[str] = set()
    while waiting:
        type_ = waiting.pop(0)
        model = models.get(type_.name) if isinstance(type_, types.Ref) else None
        if not isinstance(model, Record) or model.name.pascal in seen:
            continue
        seen.add(model.name.pascal)
        waiting += [types.innermost(field.type) for field in model.fields]
        for rule in model.rules:
            found[f"`{model.name.pascal}`: {escaped(rule_sentence(rule, language))}"] = None
    return bullets(found)
