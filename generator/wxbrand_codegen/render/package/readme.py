"""Part of render: the package's README, in Markdown."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.render.code import Code, code, identifier, markdown
from wxbrand_codegen.render.documentation import area_heading
from wxbrand_codegen.render.views import ReadmeAreaView, ReadmeView


def readme(api: Api, package: str) -> ReadmeView:
    """Give what the package holds, and what was left out."""
    rows = tuple(code("| {} | {} |", markdown(entry.key), markdown(entry.problem.code)) for entry in api.skipped)
    lines = tuple(code("- {}", markdown(sentence)) for sentence in api.ignored_rules)
    return ReadmeView(
        title=markdown(api.title or package),
        text=markdown(api.text),
        package=identifier(package),
        areas=tuple(map(_area, api.areas)),
        left_out=(rows,) if rows else (),
        passed_over=(lines,) if lines else (),
    )


def _area(group: Area) -> ReadmeAreaView:
    return ReadmeAreaView(
        module=identifier(group.name.snake),
        title=markdown(area_heading(group)),
        rows=tuple(_row(operation, group.name) for operation in group.operations)
        + tuple(_notification_row(notification, group.name) for notification in group.notifications),
    )


def _row(operation: Operation, area: Name) -> Code:
    name = identifier(operation.name.snake)
    more = code("、`{}`", identifier(operation.paging.method.snake)) if operation.paging else Code("")
    title = markdown(operation.title or operation.id)
    return code(
        "| [`{}`](reference/{}.md#{}){} | {} | {} |",
        name,
        identifier(area.snake),
        name,
        more,
        title,
        markdown(operation.key),
    )


def _notification_row(notification: Notification, area: Name) -> Code:
    name, anchor = identifier(notification.name.pascal), identifier(notification.name.snake)
    title = markdown(notification.title or notification.event_type)
    return code(
        "| [`{}`](reference/{}.md#{}) | {} | {} |",
        name, identifier(area.snake), anchor, title, markdown(notification.event_type),
    )  # fmt: skip
