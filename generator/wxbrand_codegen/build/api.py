"""Third stage: a joined document into what it means. Raises ProblemsFound with every problem that generation cannot pass over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wxbrand_codegen.build.bodies import body_of
from wxbrand_codegen.build.declared_examples import Judge
from wxbrand_codegen.build.facts import facts_of
from wxbrand_codegen.build.findings import Findings
from wxbrand_codegen.build.paging import paging_of
from wxbrand_codegen.build.parameters import parameters_of, path_shape, without_clashes
from wxbrand_codegen.build.responses import replies_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.build.size_budget import Volume
from wxbrand_codegen.build.unproven import all_unproven
from wxbrand_codegen.build.webhooks import notification_of
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import HTTP_METHODS
from wxbrand_codegen.ir.api import Api, Area, Skipped
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation, operation_key, webhook_key
from wxbrand_codegen.ir.servers import InvalidServer, server_url
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|\{[^{}/?#]+\})+)*/?", re.ASCII)
_UNTELLING = re.compile(r"brand|api|rest|v[0-9]+|\{.*\}|", re.ASCII)


@dataclass(frozen=True, slots=True)
class Built:
    """An Api, and advice that did not keep it from being built."""

    api: Api
    advice: tuple[Problem, ...]


def build(document: Document, *, skip_unsupported: bool = False) -> Built:
    """Give the meaning of a document. Raises ProblemsFound.

    With `skip_unsupported` a rule that cannot be followed is passed over, with advice, and an operation that has a problem
    of its own is left out, and named in `Api.left_out`.
    """
    left_out: dict[str, Skipped] = {}
    while True:
        builder = _Builder(document, left_out, lenient=skip_unsupported)
        api = builder.build()
        problems = builder.found.problems()
        if not problems:
            return Built(api, builder.found.advice())
        blamed = builder.found.blamed(api) if skip_unsupported else {}
        if not blamed:
            raise ProblemsFound(problems)
        left_out |= blamed


class _Builder:
    def __init__(self, document: Document, left_out: dict[str, Skipped], *, lenient: bool) -> None:
        self._root = root = document.root
        self._left_out = left_out
        self.found = Findings()
        self._schemas = Schemas(root, self.found, lenient=lenient)
        self._volume = Volume(document.size)
        self._nodes: dict[str, MappingNode] = {}
        """Operations by their keys."""

    def _problem(self, mark: Mark, code: str, message: str) -> None:
        self.found(Problem(mark=mark, code=code, message=message))

    def build(self) -> Api:
        root = self._root
        servers = self._servers()
        paths = root.mapping("paths")
        groups = self._groups(paths or MappingNode(members={}, mark=root.mark))
        if not any(group.operations for group in groups):
            self._problem(
                root.mark_of("paths"), "no-operation", "the spec has no operation, so there is nothing to generate"
            )
        judge = Judge(self._schemas.models(self.found.at_record), self.found, self._schemas.unread, self._volume)
        groups = tuple(self._judged(group, judge) for group in groups)
        self._refuse_clashes(groups)
        info = root.mapping("info") or MappingNode(members={}, mark=root.mark)
        return Api(
            title=info.text("title") or "",
            version=info.text("version") or "",
            text=info.text("description") or "",
            servers=servers,
            areas=groups,
            models=judge.models,
            skipped=tuple(self._left_out.values()),
            unproven=all_unproven(root),
            ignored_rules=tuple(
                sorted({found.message for found in self.found.advice() if found.code == "unchecked-keyword"})
            ),
        )

    def _judged(self, group: Area, judge: Judge) -> Area:
        """Complete what needs every model: examples, and how pages lead on."""
        operations: list[Operation] = []
        for operation in group.operations:
            self.found.at_operation(operation.key)
            judged = judge.operation(operation)
            paging = paging_of(self._nodes[operation.key], judged, judge.models, self.found)
            operations.append(replace(judged, paging=paging))
        notifications = tuple(map(judge.notification, group.notifications))
        self._volume.area(group, judge.models)
        return replace(group, operations=tuple(operations), notifications=notifications)

    def _servers(self) -> tuple[str, ...]:
        urls = []
        for server in self._root.sequence("servers"):
            if not isinstance(server, MappingNode):
                continue
            try:
                urls.append(server_url(plain(server)))
            except InvalidServer as reason:
                self._problem(server.mark_of("url"), "unusable-server", f"the server {reason}")
        if not urls:
            self._problem(
                self._root.mark_of("servers"),
                "no-server",
                "the spec names no server, such as https://api.mch.weixin.qq.com",
            )
        return tuple(urls)

    def _groups(self, paths: MappingNode) -> tuple[Area, ...]:
        operations: dict[str, list[Operation]] = {}
        areas: dict[str, tuple[Name, str]] = {}
        shapes: dict[str, str] = {}
        for path, item in paths.members.items():
            if path.startswith("x-") or not isinstance(item, MappingNode):
                continue
            self.found.at_nothing()
            earlier = shapes.setdefault(path_shape(path), path)
            if earlier != path:
                message = f"{path} and {earlier} ({paths.mark_of(earlier)}) are one path to a server"
                self._problem(paths.mark_of(path), "path-clash", message)
            for verb in HTTP_METHODS:
                node = item.mapping(verb)
                if node is None or operation_key(verb, path) in self._left_out:
                    continue
                self.found.at_operation(operation_key(verb, path))
                self._refuse_own_servers(item)
                self._refuse_own_servers(node)
                area = self._in_area(areas, node, path)
                self._nodes[operation_key(verb, path)] = node
                operation = self._operation(node, item, path, paths.mark_of(path), verb)
                self._volume.add(operation, operation.mark)
                operations.setdefault(area, []).append(operation)
        notifications = self._notifications(areas)
        self.found.at_nothing()
        return tuple(
            Area(
                name=name,
                title=title,
                operations=tuple(operations.get(key, ())),
                notifications=tuple(notifications.get(key, ())),
            )
            for key, (name, title) in sorted(areas.items())
        )

    def _in_area(self, areas: dict[str, tuple[Name, str]], node: MappingNode, path: str) -> str:
        """Find the area of an operation or webhook, which may be its first."""
        area, title = self._area(node, path)
        if area.snake not in areas:
            areas[area.snake] = (area, title)
            self._reserve_classes(area, node.mark)
        return area.snake

    def _notifications(self, areas: dict[str, tuple[Name, str]]) -> dict[str, list[Notification]]:
        found: dict[str, list[Notification]] = {}
        taken: dict[str, Notification] = {}
        webhooks = self._root.mapping("webhooks")
        for key, item in webhooks.members.items() if webhooks else ():
            operation = item.mapping("post") if isinstance(item, MappingNode) else None
            if operation is None or webhook_key(key) in self._left_out:
                continue
            self.found.at_operation(webhook_key(key))
            notification = notification_of(key, operation, self._schemas)
            if notification is None:
                continue
            if (other := taken.setdefault(notification.event_type, notification)) is not notification:
                message = f"{notification.event_type} is described here and at {other.mark}"
                self._problem(notification.mark, "name-clash", message)
            found.setdefault(self._in_area(areas, operation, key), []).append(notification)
        return found

    def _reserve_classes(self, area: Name, mark: Mark) -> None:
        for pascal in (area.pascal, f"Async{area.pascal}"):
            self._schemas.claim(Name(snake=area.snake, pascal=pascal), mark)

    def _refuse_own_servers(self, holder: MappingNode) -> None:
        if "servers" in holder.members:
            self._problem(
                holder.mark_of("servers"), "unsupported-keyword", "servers of a path or operation are not supported"
            )

    def _refuse_clashes(self, groups: tuple[Area, ...]) -> None:
        ids: dict[str, Operation] = {}
        for group in groups:
            methods: dict[str, Operation] = {}
            for operation in group.operations:
                self._refuse_clash(operation, ids.setdefault(operation.id, operation), f"both {operation.id}")
                method = f"{group.name.snake}.{operation.name.snake}"
                self._refuse_clash(operation, methods.setdefault(operation.name.snake, operation), f"both {method}")
            for operation in group.operations:
                if operation.paging:
                    iterator = operation.paging.method.snake
                    words = f"both {group.name.snake}.{iterator}, one of them as the iterator of a list"
                    self._refuse_clash(operation, methods.setdefault(iterator, operation), words)

    def _refuse_clash(self, operation: Operation, earlier: Operation, words: str) -> None:
        if operation is not earlier:
            self.found.at_operation(operation.key)
            message = f"{operation.id} and {earlier.id} ({earlier.mark}) are {words}"
            self._problem(operation.mark, "name-clash", message)

    def _area(self, node: MappingNode, path: str) -> tuple[Name, str]:
        """Take an ASCII tag, else the first telling segment of the path."""
        tags = [tag for item in node.sequence("tags") if isinstance(tag := plain(item), str)]
        described = {
            tag.text("name"): tag.text("description") or ""
            for tag in self._root.sequence("tags")
            if isinstance(tag, MappingNode)
        }
        for tag in tags:
            if tag.isascii():
                return self._schemas.named(tag, "area", node.mark_of("tags")), described.get(tag, "")
        segments = [part for part in path.split("/") if not _UNTELLING.fullmatch(part)]
        text = segments[0] if segments else "api"
        return self._schemas.named(text, "area", node.mark), described.get(tags[0], tags[0]) if tags else ""

    def _operation(self, node: MappingNode, item: MappingNode, path: str, path_mark: Mark, verb: str) -> Operation:
        own_id = node.text("operationId")
        mark = node.mark_of("operationId") if own_id else node.mark
        readable = re.sub(r"[{}]", "", path).strip("/").replace("/", "_")
        operation_name = self._schemas.named(own_id or f"{verb}_{readable}", "method", mark)
        if verb == "trace":
            self._problem(node.mark, "unsupported-verb", "TRACE is not supported")
        if not _PATH.fullmatch(path) or any(part in {".", ".."} for part in path.split("/")):
            self._problem(
                path_mark, "unusable-path", "a path must begin with / and hold plain segments and {names} only"
            )
        request = Name(snake=f"{operation_name.snake}_request", pascal=f"{operation_name.pascal}Request")
        parameters = parameters_of(item, node, path, path_mark, request, self._schemas)
        body, body_fields = body_of(node, request, self._schemas)
        everything = without_clashes([*parameters, *body_fields], self._schemas)
        self._schemas.claim(request, mark)
        operation = Operation(
            id=own_id or operation_name.snake,
            name=operation_name,
            method=verb.upper(),
            path=path,
            title=node.text("summary") or "",
            text=node.text("description") or "",
            parameters=everything,
            body=body,
            responses=replies_of(node, verb, operation_name, self._schemas),
            extensions=facts_of(node, everything, self._schemas),
            mark=mark,
        )
        if "callbacks" in node.members:
            self._schemas.unread(node.mark_of("callbacks"), "callbacks of an operation are not supported")
        return operation
