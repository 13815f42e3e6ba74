"""The README of the package: its areas, and what of the spec is missing."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.render.code import Code, code, identifier, markdown
from wxbrand_codegen.render.documentation import area_heading
from wxbrand_codegen.render.views import ReadmeAreaView, ReadmeView


def readme(api: Api, package: str) -> ReadmeView:
    """Return the view of the README."""
    rows = tuple(code("| {} | {} |", markdown(entry.key), markdown(entry.problem.code)) for entry in api.skipped)
    lines = tuple(code("- {}", markdown(sentence)) for sentence in api.ignored_rules)
    return ReadmeView(
        title=markdown(api.title or package),
        text=markdown(api.text),
        package=identifier(package),
        areas=tuple(map(_area, api.areas)),
        skipped=(rows,) if rows else (),
        ignored_rules=(lines,) if lines else (),
    )


def _area(area: Area) -> ReadmeAreaView:
    module = identifier(area.name.snake)
    return ReadmeAreaView(
        module=module,
        title=markdown(area_heading(area)),
        rows=(
            *(_operation_row(operation, module) for operation in area.operations),
            *(_notification_row(notification, module) for notification in area.notifications),
        ),
    )


def _operation_row(operation: Operation, module: Code) -> Code:
    name = identifier(operation.name.snake)
    iterator = code("、`{}`", identifier(operation.paging.method.snake)) if operation.paging else Code("")
    title, key = markdown(operation.title or operation.id), markdown(operation.key)
    return code("| [`{}`](reference/{}.md#{}){} | {} | {} |", name, module, name, iterator, title, key)


def _notification_row(notification: Notification, module: Code) -> Code:
    name, anchor = identifier(notification.name.pascal), identifier(notification.name.snake)
    title, event_type = markdown(notification.title or notification.event_type), markdown(notification.event_type)
    return code("| [`{}`](reference/{}.md#{}) | {} | {} |", name, module, anchor, title, event_type)
