"""Third stage: a joined document into what it means. Raises Refused with every problem that generation cannot pass over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.ir import (
    Api,
    Body,
    Doc,
    Facts,
    Field,
    Group,
    ListOf,
    MapOf,
    Nullable,
    Operation,
    Parameter,
    Place,
    Record,
    Ref,
    Reply,
    Type,
)
from wxbrand_codegen.load import Document
from wxbrand_codegen.names import Name, joined, name
from wxbrand_codegen.nodes import Mapping, Node, Scalar, plain
from wxbrand_codegen.problems import Mark, Problem, Refused
from wxbrand_codegen.schemas import Schemas
from wxbrand_codegen.servers import UnusableServer, server_url
from wxbrand_codegen.shape import VERBS

_RUNTIME_HEADERS = frozenset({"authorization", "wechatpay-serial", "accept", "content-type", "user-agent"})
"""Header parameters that the runtime fills in."""

_FORBIDDEN_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "cookie"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|\{[^{}/?#]+\})*)+", re.ASCII)
_STATUS = re.compile(r"[1-5][0-9]{2}|[1-5]XX|default", re.ASCII)
_UNTELLING = re.compile(r"brand|api|rest|v[0-9]+|\{.*\}|", re.ASCII)
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Built:
    """An Api, and advice that did not keep it from being built."""

    api: Api
    advice: tuple[Problem, ...]


def build(document: Document) -> Built:
    """Give the meaning of a document. Raises Refused."""
    return _Builder(document.root).build()


class _Builder:
    def __init__(self, root: Mapping) -> None:
        self._root = root
        self._found: list[Problem] = []
        self._schemas = Schemas(root, self._found.append)

    def _problem(self, mark: Mark, code: str, message: str, *, advice: bool = False) -> None:
        self._found.append(Problem(mark=mark, code=code, message=message, advice=advice))

    def build(self) -> Built:
        root = self._root
        servers = self._servers()
        paths = root.mapping("paths")
        groups = self._groups(paths) if paths else ()
        if not any(group.operations for group in groups):
            self._problem(root.mark_of("paths"), "no-operation", "the spec has no operation, so there is nothing to generate")
        errors = [problem for problem in self._found if not problem.advice]
        if errors:
            raise Refused(errors)
        info = root.mapping("info")
        api = Api(
            title=(info.text("title") if info else None) or "",
            version=str(plain(info.members["version"])) if info and "version" in info.members else "",
            text=(info.text("description") if info else None) or "",
            servers=servers,
            groups=groups,
            models={key: model for key, model in self._schemas.models.items() if model is not None},
        )
        return Built(api, tuple(problem for problem in self._found if problem.advice))

    def _servers(self) -> tuple[str, ...]:
        urls = []
        for server in self._root.sequence("servers"):
            if not isinstance(server, Mapping):
                continue
            try:
                urls.append(server_url(plain(server)))
            except UnusableServer as reason:
                self._problem(server.mark_of("url"), "unusable-server", f"the server {reason}")
        if not urls:
            self._problem(self._root.mark_of("servers"), "no-server", "the spec names no server, such as https://api.mch.weixin.qq.com")
        return tuple(urls)

    def _groups(self, paths: Mapping) -> tuple[Group, ...]:
        operations: dict[str, list[Operation]] = {}
        areas: dict[str, tuple[Name, str]] = {}
        for path, item in paths.members.items():
            if path.startswith("x-") or not isinstance(item, Mapping):
                continue
            for verb in VERBS:
                node = item.mapping(verb)
                if node is None:
                    continue
                area, title = self._area(node, path)
                operation = self._operation(node, item, path, paths.mark_of(path), verb)
                areas.setdefault(area.snake, (area, title))
                earlier = next((o for o in operations.get(area.snake, ()) if o.name.snake == operation.name.snake), None)
                if earlier:
                    self._problem(
                        operation.mark, "name-clash", f"{operation.id} and {earlier.id} ({earlier.mark}) are both {area.snake}.{operation.name.snake}"
                    )
                operations.setdefault(area.snake, []).append(operation)
        return tuple(
            Group(name=areas[key][0], title=areas[key][1], operations=tuple(own)) for key, own in sorted(operations.items())
        )

    def _area(self, node: Mapping, path: str) -> tuple[Name, str]:
        """Take an ASCII tag, else the first telling segment of the path."""
        tags = [tag for item in node.sequence("tags") if isinstance(tag := plain(item), str)]
        described = {
            tag.text("name"): tag.text("description") or "" for tag in self._root.sequence("tags") if isinstance(tag, Mapping)
        }
        for tag in tags:
            if tag.isascii():
                return self._schemas.named(tag, "area", node.mark_of("tags")), described.get(tag, "")
        segments = [part for part in path.split("/") if not _UNTELLING.fullmatch(part)]
        text = segments[0] if segments else "api"
        return self._schemas.named(text, "area", node.mark), described.get(tags[0], tags[0]) if tags else ""

    def _operation(self, node: Mapping, item: Mapping, path: str, path_mark: Mark, verb: str) -> Operation:
        own_id = node.text("operationId")
        mark = node.mark_of("operationId") if own_id else node.mark
        readable = re.sub(r"[{}]", "", path).strip("/").replace("/", "_")
        operation_name = self._schemas.named(own_id or f"{verb}_{readable}", "method", mark)
        if verb == "trace":
            self._problem(node.mark, "unsupported-verb", "TRACE is not supported")
        if not _PATH.fullmatch(path) or any(part in {".", ".."} for part in path.split("/")):
            self._problem(path_mark, "unusable-path", "a path must begin with / and hold plain segments and {names} only")
        request = Name(snake=f"{operation_name.snake}_request", pascal=f"{operation_name.pascal}Request")
        parameters = self._parameters(node, item, path, path_mark, request)
        body, body_fields = self._body(node, request)
        everything = self._without_clashes([*parameters, *body_fields])
        self._schemas.reserve(request, mark)
        operation = Operation(
            id=own_id or operation_name.snake,
            name=operation_name,
            method=verb.upper(),
            path=path,
            title=node.text("summary") or "",
            text=node.text("description") or "",
            parameters=everything,
            body=body,
            replies=self._replies(node, operation_name),
            facts=self._facts(node, everything),
            mark=mark,
        )
        if "callbacks" in node.members:
            self._problem(node.mark_of("callbacks"), "unsupported-keyword", "callbacks of an operation are not supported")
        return operation

    def _component(self, node: Node) -> Node:
        """Follow a reference to a component of any kind; load has made sure that it leads somewhere."""
        while isinstance(node, Mapping) and (reference := node.text("$ref")):
            found: Node | None = self._root
            for step in reference.split("/")[1:]:
                found = found.get(step) if isinstance(found, Mapping) else None
            if found is None:
                return node
            node = found
        return node

    def _parameters(self, node: Mapping, item: Mapping, path: str, path_mark: Mark, request: Name) -> list[Parameter]:
        declared: dict[tuple[str, str], Mapping] = {}
        for source in (item, node):
            for entry in source.sequence("parameters"):
                parameter = self._component(entry)
                if isinstance(parameter, Mapping):
                    declared[parameter.text("in") or "", parameter.text("name") or ""] = parameter
        made = [made for (place, _), p in declared.items() if (made := self._parameter(p, place, request)) is not None]
        in_template = re.findall(r"\{([^{}]*)\}", path)
        in_path = {parameter.field.wire for parameter in made if parameter.place == "path"}
        for missing in sorted(set(in_template) - in_path):
            self._problem(path_mark, "undeclared-parameter", f"the path holds {{{missing}}}, but no path parameter has that name")
        for extra in sorted(in_path - set(in_template)):
            self._problem(path_mark, "unused-parameter", f"the path parameter {extra} does not stand in the path")
        if len(set(in_template)) < len(in_template):
            self._problem(path_mark, "unusable-path", "the path holds the same {name} twice")
        order = {wire: position for position, wire in enumerate(in_template)}
        return sorted(made, key=lambda p: order.get(p.field.wire, len(order)) if p.place == "path" else len(order))

    def _parameter(self, node: Mapping, place: str, request: Name) -> Parameter | None:
        wire = node.text("name") or ""
        if place == "header" and wire.lower() in _RUNTIME_HEADERS:
            return None
        if place not in {"path", "query", "header"}:
            self._problem(node.mark_of("in"), "unsupported-parameter", f"a parameter in {place or 'no place'} is not supported")
            return None
        if place == "header" and (not _TOKEN.fullmatch(wire) or wire.lower() in _FORBIDDEN_HEADERS):
            self._problem(node.mark_of("name"), "unusable-header", "this header cannot be a parameter")
            return None
        schema = node.get("schema")
        if schema is None:
            self._problem(node.mark, "unsupported-parameter", f"the parameter {wire} has no schema")
            return None
        usual = {"path": "simple", "header": "simple", "query": "form"}[place]
        if (style := node.text("style") or usual) != usual:
            self._problem(node.mark_of("style"), "unsupported-parameter", f"the style {style} is not supported in {place}")
        made = self._schemas.field(
            schema, self._schemas.named(wire, "field", node.mark_of("name")), wire, _is_true(node, "required"), request, node.mark_of("name")
        )
        if not self._is_flat(made.type, lists=place == "query"):
            self._problem(node.mark, "unsupported-parameter", f"the parameter {wire} is neither a plain value nor, in a query, a list of them")
        own = self._schemas.doc(node)
        doc = Doc(
            title=own.title or made.doc.title, text=own.text or made.doc.text, unit=own.unit or made.doc.unit,
            lifetime=made.doc.lifetime, default=made.doc.default, deprecated=own.deprecated or made.doc.deprecated,
        )  # fmt: skip
        shown = self._media_example(node, made.type)
        explode = plain(node.members["explode"]) is not False if "explode" in node.members else True
        return Parameter(
            field=Field(
                name=made.name, wire=wire, type=made.type, required=made.required, doc=doc,
                example=made.example if shown is None else shown, mark=made.mark,
            ),
            place=_place(place),
            joined=place == "query" and not explode,
        )  # fmt: skip

    def _is_flat(self, type_: Type, *, lists: bool) -> bool:
        match type_:
            case ListOf(item=item):
                return lists and self._is_flat(item, lists=False)
            case MapOf() | Nullable():
                return False
            case Ref(name=key):
                return not isinstance(self._schemas.models.get(key), Record | None)
            case _:
                return True

    def _body(self, node: Mapping, request: Name) -> tuple[Body | None, list[Parameter]]:
        declared = node.get("requestBody")
        if declared is None:
            return None, []
        body = self._component(declared)
        content = body.mapping("content") if isinstance(body, Mapping) else None
        media = content.mapping(_JSON) if content else None
        if not isinstance(body, Mapping) or content is None or media is None:
            kinds = ", ".join(content.members) if content else "nothing"
            self._problem(declared.mark, "unsupported-body", f"a body must be offered as {_JSON}; this one is {kinds}")
            return None, []
        required = _is_true(body, "required")
        schema = media.get("schema")
        if schema is None:
            self._problem(media.mark, "unsupported-body", "the body has no schema")
            return None, []
        resolved = self._schemas.resolve(schema)
        if isinstance(resolved, Mapping) and "properties" in resolved.members:
            place = self._body_name(schema, request)
            fields = self._schemas.fields_of(resolved, place)
            example = media.get("example") or self._first_example(media)
            shown = example if isinstance(example, Mapping) else None
            parameters = [Parameter(field=self._with_example(field, shown), place="body") for field in fields]
            return Body(required=required, whole=False), parameters
        type_ = self._schemas.type_of(schema, Name(snake=f"{request.snake}_body", pascal=f"{request.pascal}Body"))
        whole = Field(
            name=name("body", "field"), wire="body", type=type_, required=required, doc=self._schemas.doc(schema),
            example=self._media_example(media, type_), mark=media.mark,
        )  # fmt: skip
        return Body(required=required, whole=True), [Parameter(field=whole, place="body")]

    def _body_name(self, schema: Node, request: Name) -> Name:
        reference = schema.text("$ref") if isinstance(schema, Mapping) else None
        return self._schemas.named(reference.rsplit("/", 1)[-1], "class", schema.mark) if reference else request

    def _with_example(self, field: Field, shown: Mapping | None) -> Field:
        if shown is None:
            return field
        node = shown.get(field.wire)
        value = self._schemas.fitting(node, field.type) if node is not None else None
        return Field(
            name=field.name, wire=field.wire, type=field.type, required=field.required, doc=field.doc,
            example=field.example if value is None else value, mark=field.mark,
        )  # fmt: skip

    def _first_example(self, node: Mapping) -> Node | None:
        examples = node.mapping("examples")
        for entry in examples.members.values() if examples else ():
            shown = self._component(entry)
            if isinstance(shown, Mapping) and "value" in shown.members:
                return shown.members["value"]
        return None

    def _media_example(self, node: Mapping, type_: Type) -> Any:
        shown = node.get("example") or self._first_example(node)
        return self._schemas.fitting(shown, type_) if shown is not None else None

    def _without_clashes(self, parameters: list[Parameter]) -> tuple[Parameter, ...]:
        """Tell a body member from a parameter of the same name by where it stands: `id` and `id_in_body`."""
        taken: dict[str, Parameter] = {}
        for parameter in parameters:
            field = parameter.field
            if field.name.snake in taken:
                suffix = f"in_{parameter.place}"
                field = Field(
                    name=joined(field.name, Name(snake=suffix, pascal=suffix)), wire=field.wire, type=field.type,
                    required=field.required, doc=field.doc, example=field.example, mark=field.mark,
                )  # fmt: skip
            if field.name.snake in taken:
                other = taken[field.name.snake].field
                self._problem(field.mark, "name-clash", f"{field.wire} and {other.wire} ({other.mark}) are both {field.name.snake} in Python")
            taken[field.name.snake] = Parameter(field=field, place=parameter.place, joined=parameter.joined)
        return tuple(taken.values())

    def _replies(self, node: Mapping, operation: Name) -> tuple[Reply, ...]:
        responses = node.mapping("responses")
        replies = []
        for status, entry in (responses.members if responses else {}).items():
            if status.startswith("x-"):
                continue
            mark = responses.mark_of(status) if responses else node.mark
            response = self._component(entry)
            if not _STATUS.fullmatch(status) or not isinstance(response, Mapping):
                self._problem(mark, "unusable-status", f"{status} is not a status such as 200, 4XX or default")
                continue
            replies.append(self._reply(status, response, operation, mark))
        if any(reply.status.startswith("2") for reply in replies):
            replies = [reply for reply in replies if reply.status != "default"]  # it then stands for errors
        if not any(reply.is_success for reply in replies):
            self._problem(node.mark_of("responses"), "no-success", "no success answer (2xx) is described")
        return tuple(replies)

    def _reply(self, status: str, response: Mapping, operation: Name, mark: Mark) -> Reply:
        title = response.text("description") or ""
        content = response.mapping("content")
        if not content or not content.members:
            return Reply(status=status, type=None, title=title, mark=mark)
        media = content.mapping(_JSON)
        is_success = status.startswith("2") or status == "default"
        if media is None:
            if is_success:
                self._problem(mark, "unsupported-answer", f"an answer must be offered as {_JSON}; this one is {', '.join(content.members)}")
            return Reply(status=status, type=None, title=title, mark=mark)
        if not is_success:
            shown = media.get("example") or self._first_example(media)
            return Reply(status=status, type=None, title=title, example=plain(shown) if shown else None, mark=mark)
        schema = media.get("schema")
        if schema is None:
            self._problem(media.mark, "unsupported-answer", "the answer has no schema")
            return Reply(status=status, type=None, title=title, mark=mark)
        ending = "Response" if status in {"200", "201", "default", "2XX"} else f"Response{status}"
        place = Name(snake=f"{operation.snake}_response", pascal=f"{operation.pascal}{ending}")
        type_ = self._schemas.type_of(schema, place)
        example = self._media_example(media, type_)
        if example is None:
            example = self._schemas.example(schema, type_)
        return Reply(status=status, type=type_, title=title, example=example, mark=mark)

    def _facts(self, node: Mapping, parameters: tuple[Parameter, ...]) -> Facts:
        page = node.mapping("x-wxbrand-page")
        rate = node.mapping("x-wxbrand-rate-limit")
        idempotency = node.mapping("x-wxbrand-idempotency")
        number = None
        if idempotency:
            wire = idempotency.text("field")
            number = next((p.field.name for p in parameters if p.field.wire == wire and p.place == "body"), None)
            if number is None:
                self._problem(idempotency.mark_of("field"), "unknown-field", f"the body has no member {wire}")
        numbers = [plain(rate.members[key]) for key in ("requests", "seconds") if key in rate.members] if rate else []
        return Facts(
            page={key: str(plain(value)) for key, value in page.members.items()} if page else {},
            rate=(numbers[0], numbers[1], rate.text("per") or "") if rate and len(numbers) == 2 else None,
            request_number=number,
            repeat_note=(idempotency.text("note") if idempotency else None) or "",
            preconditions=tuple(str(plain(item)) for item in node.sequence("x-wxbrand-preconditions")),
        )


def _is_true(node: Mapping, key: str) -> bool:
    member = node.get(key)
    return isinstance(member, Scalar) and member.value is True


def _place(text: str) -> Place:
    match text:
        case "path" | "query" | "header":
            return text
        case _:
            return "body"
