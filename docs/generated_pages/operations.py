"""A page for each operation and each notification, and the page that lists them."""

from __future__ import annotations

import ast
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.models import Field, Record, UnprovenFact
from wxbrand_codegen.ir.operations import Extensions, Notification, Operation, Response, request_class
from wxbrand_codegen.ir.types import Ref, innermost
from wxbrand_codegen.render.package.reference import example_call

from generated_pages.fields import field_table, rules_below, type_name
from generated_pages.page import Page
from generated_pages.phrases import fact_name, rate, rule_sentence
from generated_pages.words import Language, bullets, escaped, literal, table, word

_FOLDER = "reference/operations"
_PAGES = "https://pay.weixin.qq.com/doc/brand/"
_AREAS = Path(__file__).parents[2] / "generated" / "wxbrand" / "areas"


def operation_pages(api: Api, language: Language) -> Iterator[tuple[str, Page]]:
    """Yield the pages by path, the list first."""
    yield f"{_FOLDER}/index.md", Page(
        title=word("operations", language), text=_index(api, language), section="operations"
    )
    for area in api.areas:
        group = _area_title(area)
        signatures = _signatures(area)
        for operation in area.operations:
            text = "".join(_operation(operation, area, api, signatures, language))
            title = operation.name.snake if language == "en" else operation.title or operation.id
            yield f"{_FOLDER}/{operation.name.snake}.md", Page(
                title=title, text=text, section="operations", group=group
            )
        for notification in area.notifications:
            text = "".join(_notification(notification, api, language))
            title = notification.event_type if language == "en" else notification.title or notification.event_type
            yield f"{_FOLDER}/{_notification_file(notification)}", Page(
                title=title, text=text, section="operations", group=group
            )


def example_code(operation: Operation, area: Area, api: Api) -> str:
    """Return a program that makes the call with the values of the spec's example."""
    call = "\n    ".join(example_call(operation, area, api).splitlines())
    imports = [api.scheme.client, *(["models"] if "models." in call else [])]
    lines = [f"from wxbrand import {', '.join(imports)}"]
    if "moment(" in call:
        lines.append("from wxbrand_runtime import moment")
    lines += ["", f"with {api.scheme.client}.from_env() as client:", f"    reply = {call}", "    print(reply)"]
    return "\n".join(lines) + "\n"


def _index(api: Api, language: Language) -> str:
    parts = [f"# {word('operations', language)}\n\n{word('operations-text', language)}\n\n"]
    head = [word(key, language) for key in ("title", "method", "request")]
    for area in api.areas:
        parts.append(f"## {escaped(area.title or area.name.snake)}\n\n")
        rows = [
            (
                f"[{escaped(each.title or each.id)}]({each.name.snake}.md)",
                f"`{area.name.snake}.{each.name.snake}`",
                f"`{each.method}` {literal(each.path)}",
            )
            for each in area.operations
        ]
        parts.append(table(head, rows))
        events = [
            (
                f"[{escaped(each.title or each.event_type)}]({_notification_file(each)})",
                f"`{each.name.pascal}`",
                literal(each.event_type),
            )
            for each in area.notifications
        ]
        parts.append(table([word("notifications", language), word("class", language), word("event", language)], events))
    return "".join(parts)


def _operation(
    operation: Operation, area: Area, api: Api, signatures: dict[str, str], language: Language
) -> Iterator[str]:
    def say(key: str) -> str:
        return word(key, language)

    yield f"# {escaped(operation.title or operation.id)}\n\n"
    yield f'<p class="request"><span class="verb {operation.method.lower()}">{operation.method}</span> <code>{html.escape(operation.path)}</code></p>\n\n'
    if operation.deprecated:
        yield f"**{say('deprecated')}**\n\n"
    if operation.text:
        yield f"{escaped(operation.text)}\n\n"
    class_ = word("request-class-text", language).format(name=request_class(operation.name))
    rows = [(say("request-class"), class_), *_repeat(operation, language)]
    yield _facts(operation.extensions, rows, language)
    yield f"## {say('call')}\n\n"
    if operation.has_examples:
        yield f"```python\n{example_code(operation, area, api)}```\n\n"
    yield f"```python\n{signatures[operation.name.snake]}\n```\n\n{say('signature-text')}"
    if operation.paging:
        yield " " + say("iterator-text").format(name=operation.paging.method.snake)
    yield "\n\n"
    yield from _request(operation, api, language)
    yield from _responses(operation, api, language)
    yield _unproven(operation.extensions.unproven, language)


def _request(operation: Operation, api: Api, language: Language) -> Iterator[str]:
    for location in ("path", "query", "header", "body"):
        fields = [each.field for each in operation.parameters if each.location == location]
        if not fields:
            continue
        yield f"## {word(location, language)}\n\n{field_table(fields, api.models, language, in_request=True)}"
        if location == "body":
            rules = bullets(escaped(rule_sentence(rule, language)) for rule in operation.body_members.rules)
            rules += rules_below(fields, api.models, language)
            if rules:
                yield f"### {word('rules', language)}\n\n{rules}"


def _responses(operation: Operation, api: Api, language: Language) -> Iterator[str]:
    for response in operation.success_responses:
        yield f"## {word('response', language)} {response.status}\n\n"
        yield from _response(response, api, language)
    if operation.error_responses:
        yield f"## {word('errors', language)}\n\n{word('errors-text', language)}\n\n"
        rows = [(f"`{each.status}`", _code(each), escaped(each.title)) for each in operation.error_responses]
        yield table([word(key, language) for key in ("status", "code", "meaning")], rows)


def _response(response: Response, api: Api, language: Language) -> Iterator[str]:
    if response.content_type:
        yield word("content", language).format(type=literal(response.content_type)) + "\n\n"
    elif response.type is None:
        yield word("no-body", language) + "\n\n"
    else:
        yield f"{type_name(response.type, api.models, language)}\n\n"
        yield field_table(_members(response.type, api), api.models, language)
        if response.example is not None:
            yield _json(word("response-example", language), response.example)


def _notification(notification: Notification, api: Api, language: Language) -> Iterator[str]:
    yield f"# {escaped(notification.title or notification.event_type)}\n\n"
    yield f'<p class="request"><span class="verb">POST</span> <code>{html.escape(notification.event_type)}</code></p>\n\n'
    if notification.text:
        yield f"{escaped(notification.text)}\n\n"
    identity = " + ".join(f"`{name}`" for name in (*notification.same_if, "event_type"))
    rows = [(word("class", language), f"`wxbrand.models.{notification.name.pascal}`")]
    if notification.same_if:
        rows.append((word("same-if", language), identity))
    yield _facts(notification.extensions, rows, language)
    yield f"## {word('resource', language)}\n\n{field_table(_members(notification.resource, api), api.models, language)}"
    if notification.example is not None:
        yield _json(word("resource-example", language), notification.example)
    yield _unproven(notification.extensions.unproven, language)


def _facts(extensions: Extensions, first: Sequence[tuple[str, str]], language: Language) -> str:
    rows = list(first)
    if extensions.rate_limit:
        rows.append((word("rate", language), rate(extensions.rate_limit, language)))
    if extensions.preconditions:
        rows.append((word("preconditions", language), "<br>".join(map(escaped, extensions.preconditions))))
    if extensions.page:
        rows.append((word("source", language), _source(extensions.page)))
    cells = "".join(f"| **{name}** | {text} |\n" for name, text in rows)
    return f'<div class="facts" markdown>\n\n| | |\n|---|---|\n{cells}\n</div>\n\n' if rows else ""


def _source(page: Mapping[str, str]) -> str:
    number, title = page.get("id", ""), escaped(page.get("title", ""))
    name = f"[{title or number}]({_PAGES}{number})" if number.isdecimal() else title
    about = ", ".join(part for part in (number, page.get("updated", "")) if part)
    return f"{name} ({about})" if about else name


def _repeat(operation: Operation, language: Language) -> list[tuple[str, str]]:
    extensions = operation.extensions
    is_read = operation.method in {"GET", "HEAD"}
    key = "repeat-read" if is_read else f"repeat-{extensions.repeat or 'unknown'}"
    note = f"<br>{escaped(extensions.repeat_note)}" if extensions.repeat_note else ""
    rows = [(word("repeat", language), word(key, language) + note)]
    if extensions.request_number:
        rows.append((word("number", language), f"`{extensions.request_number.snake}`"))
    return rows


def _unproven(entries: Sequence[UnprovenFact], language: Language) -> str:
    rows = [
        (
            escaped(fact_name(entry, language)),
            escaped("; ".join([*entry.sources, entry.note] if entry.note else entry.sources)),
        )
        for entry in entries
    ]
    head = [word("fact", language), word("sources", language)]
    return (
        f"## {word('unproven', language)}\n\n{word('unproven-text', language)}\n\n{table(head, rows)}" if rows else ""
    )


def _members(type_: Any, api: Api) -> Sequence[Field]:
    inner = innermost(type_)
    model = api.models.get(inner.name) if isinstance(inner, Ref) else None
    return model.fields if isinstance(model, Record) else ()


def _code(response: Response) -> str:
    code = response.example.get("code") if isinstance(response.example, dict) else None
    return literal(code) if isinstance(code, str) else ""


def _json(title: str, value: Any) -> str:
    return f"### {title}\n\n```json\n{json.dumps(value, ensure_ascii=False, indent=2)}\n```\n\n"


def _area_title(area: Area) -> str:
    return area.title.partition("：")[0].rstrip("。") or area.name.snake


def _notification_file(notification: Notification) -> str:
    return f"{notification.event_type.lower().replace('.', '-')}.md"


def _signatures(area: Area) -> dict[str, str]:
    """Return the signature of each method of the synchronous client, by name."""
    tree = ast.parse((_AREAS / f"{area.module}.py").read_text("utf-8"))
    [area_class, *_] = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = [node for node in area_class.body if isinstance(node, ast.FunctionDef)]
    return {method.name: _signature(method, area) for method in methods}


def _signature(method: ast.FunctionDef, area: Area) -> str:
    arguments = []
    for argument, default in zip(method.args.kwonlyargs, method.args.kw_defaults, strict=True):
        annotation = ast.unparse(argument.annotation).replace(" | UnsetType", "") if argument.annotation else "Any"
        arguments.append(
            f"    {argument.arg}: {annotation}{'' if default is None else f' = {ast.unparse(default)}'},\n"
        )
    returns = ast.unparse(method.returns) if method.returns else "None"
    inside = "\n    *,\n" + "".join(arguments) if arguments else ""
    return f"client.{area.name.snake}.{method.name}({inside}) -> {returns}"
