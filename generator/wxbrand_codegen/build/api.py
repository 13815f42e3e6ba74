"""Build the `Api` value of a joined document. Begin reading here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wxbrand_codegen.build.areas import Areas, with_method_names
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.corrections import Corrections, corrected
from wxbrand_codegen.build.declarations import DeclaredOperation, declared_operations, declared_webhooks
from wxbrand_codegen.build.directions import separate_directions
from wxbrand_codegen.build.document_names import document_names
from wxbrand_codegen.build.examples import ExampleValidator
from wxbrand_codegen.build.extensions import all_unproven_facts, paging_of
from wxbrand_codegen.build.operations import notification_of, operation_of
from wxbrand_codegen.build.renaming import settle_enum_names
from wxbrand_codegen.build.schemas.records import build_models
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.build.sendable import sendable
from wxbrand_codegen.build.signatures import Signatures
from wxbrand_codegen.build.size_budget import SizeBudget
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.api import Api, Area, Skipped
from wxbrand_codegen.ir.operations import Notification
from wxbrand_codegen.ir.servers import WECHAT_PAY, InvalidServer, default_urls, is_backup, server_url
from wxbrand_codegen.problems import Problem, ProblemsFound


@dataclass(frozen=True, kw_only=True)
class Built:
    """An API, and what was found wrong with its spec."""

    api: Api
    declared: Document
    """The document as it is written."""

    corrections: Corrections
    """What the client reads otherwise."""

    advice: tuple[Problem, ...]
    """What does not prevent generation."""

    problems: tuple[Problem, ...] = ()
    """Why the operations in `Api.skipped` cannot be generated."""

    @cached_property
    def document(self) -> Document:
        """The document as the client follows it, for the sandbox and the generated tests."""
        return replace(self.declared, root=corrected(self.declared.root, self.corrections))


def build(document: Document) -> Built:
    """Return the API that a document describes. Raise ProblemsFound if nothing of it can be generated.

    Operations that have a problem are left out and listed in `Api.skipped`.
    """
    skipped: dict[str, Skipped] = {}
    problems: set[Problem] = set()
    contested: set[str] = set()
    while True:
        schemas = Schemas(document.root, contested)
        api = _build(schemas, SizeBudget(document.size), skipped)
        if schemas.classes.clashes:
            contested |= schemas.classes.clashes
            continue
        problems.update(schemas.problems())
        causes = schemas.operations_with_problems(api)
        if schemas.problems() and not causes:
            raise ProblemsFound({*problems, *document.faults})
        skipped |= causes
        if skipped and not any(area.operations for area in api.areas):
            raise ProblemsFound(problems)
        if causes.keys() <= _without_content(api, document.root):
            api = replace(api, skipped=tuple(skipped.values()))
            unused = {replace(fault, advice=True) for fault in document.faults if fault not in problems}
            advice = {*document.advice, *unused, *schemas.problems(advice=True)}
            return Built(
                api=api,
                declared=document,
                corrections=schemas.corrections,
                advice=tuple(sorted(advice, key=Problem.sort_key)),
                problems=tuple(sorted(problems)),
            )
        # build again: what they alone refer to must not be built


def _without_content(api: Api, root: MappingNode) -> set[str]:
    """Return the keys of the operations that were refused before anything in them was built."""
    built = {operation.key for operation in api.operations}
    return {operation.key for operation in declared_operations(root)} - built


def _build(schemas: Schemas, budget: SizeBudget, skipped: Mapping[str, Skipped]) -> Api:
    root = schemas.root
    servers = _servers(schemas)
    signatures = Signatures(schemas, servers)
    schemas.use_names(document_names(schemas))
    areas = Areas(root, schemas.names)
    nodes = _add_operations(areas, skipped, signatures, schemas, budget)
    _add_notifications(areas, skipped, schemas)
    schemas.begin()
    declares_any = any(declared_operations(root)) or any(area.notifications for area in areas.areas())
    if not declares_any and not skipped and not schemas.problems():
        message = "the spec has no operation and no notification to generate; add one under paths or webhooks"
        schemas.problem(root.mark_of("paths"), "no-operation", message)
    models = build_models(schemas)
    built, models = settle_enum_names(areas.areas(), models, schemas.models.combined)
    built, models = separate_directions(built, models, schemas)
    examples = ExampleValidator(models, schemas, budget)
    completed = tuple(_completed(area, nodes, examples, schemas, budget) for area in built)
    info = root.mapping("info") or MappingNode(members={}, mark=root.mark)
    return Api(
        title=info.text("title") or "",
        version=info.text("version") or "",
        text=info.text("description") or "",
        servers=servers,
        scheme=signatures.scheme,
        areas=completed,
        models=examples.models,
        skipped=tuple(skipped.values()),
        unproven=all_unproven_facts(root),
        ignored_rules=tuple(
            sorted({advice.message for advice in schemas.problems(advice=True) if advice.code == "unchecked-keyword"})
        ),
    )


def _servers(context: Context) -> tuple[str, ...]:
    servers = [server for server in context.root.sequence("servers") if isinstance(server, MappingNode)]
    urls = default_urls([plain(server) for server in servers])
    if not servers:
        message = (
            f"the document names no server, so clients call WeChat Pay, {WECHAT_PAY[0]}; add servers to change that"
        )
        context.advise(context.root.mark_of("servers"), "no-server", message)
    for number, server in enumerate(servers):
        try:
            url = server_url(plain(server))
            if number and urls and url != urls[0] and not is_backup(url, urls[0]):
                message = f"clients do not call {url} by themselves; give it as base_url= where it is meant"
                context.advise(server.mark_of("url"), "unused-server", message)
        except InvalidServer as reason:
            effect = (
                "it is not a backup" if number else "so clients have no default address and must be given base_url="
            )
            context.advise(server.mark_of("url"), "unusable-server", f"the server {reason}; {effect}")
    return urls


def _add_operations(
    areas: Areas, skipped: Collection[str], signatures: Signatures, schemas: Schemas, budget: SizeBudget
) -> dict[str, MappingNode]:
    """Build the operations. Return their nodes by key, from which paging is built once all models are known."""
    for path, item in schemas.root.entries("paths").items():
        if path not in skipped:
            schemas.begin(operation=path)
            schemas.has_fault(item)
    nodes: dict[str, MappingNode] = {}
    routes: dict[str, DeclaredOperation] = {}
    for declared in declared_operations(schemas.root):
        first = routes.setdefault(declared.route, declared)
        if declared.key in skipped:
            continue
        schemas.begin(operation=declared.key)
        if schemas.has_fault(declared.node):
            continue
        if first is not declared:
            message = f"{declared.key} and {first.key} ({first.path_mark}) differ only in parameter names"
            schemas.problem(declared.path_mark, "path-clash", f"{message}, so that a server takes one for the other")
            continue
        if not signatures.accepts(declared):
            continue
        area = areas.area_of(declared.node, declared.path)
        operation = operation_of(declared, schemas)
        budget.add(operation, operation.mark)
        areas.operations[area].append(operation)
        nodes[declared.key] = declared.node
    return nodes


def _add_notifications(areas: Areas, skipped: Collection[str], schemas: Schemas) -> None:
    by_event_type: dict[str, Notification] = {}
    for webhook in declared_webhooks(schemas.root):
        if webhook.key in skipped:
            continue
        schemas.begin(operation=webhook.key)
        notification = None if schemas.has_fault(webhook.node) else notification_of(webhook, schemas)
        if notification is None:
            continue
        first = by_event_type.setdefault(notification.event_type, notification)
        if first is not notification:
            message = (
                f"the event type {notification.event_type} is already declared at {first.mark}; remove one of them"
            )
            schemas.problem(notification.mark, "name-clash", message)
        areas.notifications[areas.area_of(webhook.node, webhook.name)].append(notification)


def _completed(
    area: Area, nodes: Mapping[str, MappingNode], examples: ExampleValidator, schemas: Schemas, budget: SizeBudget
) -> Area:
    """Add what needs every model: validated examples and paging."""
    operations = []
    for operation in area.operations:
        schemas.begin(operation=operation.key)
        validated = examples.operation(sendable(operation, examples.models, schemas))
        paging = paging_of(nodes[operation.key], validated, examples.models, schemas)
        operations.append(replace(validated, paging=paging))
    notifications = []
    for notification in area.notifications:
        schemas.begin(operation=notification.key)
        notifications.append(examples.notification(notification))
    budget.add_area(area, examples.models)
    return with_method_names(replace(area, operations=tuple(operations), notifications=tuple(notifications)))
