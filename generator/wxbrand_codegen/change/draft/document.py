"""A drafted page as YAML for a person, and as a document that can be built at once. Both come from one structure."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.change.draft.names import area_of
from wxbrand_codegen.change.draft.notes import PLACEHOLDER, Placed, ReviewNotes
from wxbrand_codegen.change.draft.notification import webhook_objects
from wxbrand_codegen.change.draft.operation import operation_object
from wxbrand_codegen.change.draft.spec_names import SpecNames, name_of, notification_names
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.yaml_writer import Comment, to_yaml
from wxbrand_codegen.ir.schemes import BRAND, schemes_of_path
from wxbrand_codegen.pages import Page
from wxbrand_codegen.problems import Mark

_SIGNATURE = (
    "Authorization 头由方案名和五个参数组成：{id}、nonce_str、timestamp、serial_no、signature。"
    "待签名的文本共五行：请求方法、请求目标、时间戳、随机串、请求体，每行以换行符结束。"
    "签名算法为 RSASSA-PKCS1-v1_5 加 SHA-256，结果用标准 Base64 书写。"
)
_USUAL_HOSTS = ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")
_NO_NAMES = SpecNames()


def draft(page: Page, *, names: SpecNames = _NO_NAMES, with_source: bool = False) -> str:
    """Write the spec of what a page describes, with a TODO for everything that a person has to settle.

    `names` are the names of the spec that it will belong to.
    """
    notes = ReviewNotes(with_source=with_source, page=page)
    for doubt in page.doubts:
        notes.todo(f"page line {doubt.line}: {doubt.text}")
    document = drafted_document(page, names, notes)
    head = {Comment(f"Drafted by wxbrand from the page {page.title!r}. Review it and settle every TODO."): None}
    return to_yaml(head | {Comment(f"TODO {text}"): None for text in notes.todos} | document)


def page_document(page: Page, file: str, names: SpecNames = _NO_NAMES) -> Document:
    """Return the document that `draft` writes, inspected and so ready to be built.

    The marks are lines of the page, `file` is its name in them. What is not about a field is marked with the first line.
    """
    root = _mapping(drafted_document(page, names, ReviewNotes(page=page)), Mark(file=file, line=1, column=1))
    return inspect(Document(root=root, sources=(), files={file: root}))


def drafted_document(page: Page, names: SpecNames, notes: ReviewNotes) -> dict[str, Any]:
    """Return an OpenAPI document of an operation, or of webhooks. Mappings that stand for a field are `Placed`."""
    schemas: dict[str, Any] = {}
    described: dict[str, Any] = {}
    if page.event_types:
        event = page.event_types[0]
        tag = names.tag_of(event, event.partition(".")[0].lower())
        by_event = notification_names(page, names, notes)
        described["webhooks"] = webhook_objects(page, by_event, tag, schemas, notes)
    else:
        name, tag = name_of(page, names, notes), names.tag_of(page.path, area_of(page.path))
        described["paths"] = {page.path: {page.method.lower(): operation_object(page, name, tag, schemas, notes)}}
        if not page.hosts:
            notes.todo("servers: the page has no 请求域名; the usual hosts are given")
    scheme = next(iter(schemes_of_path(page.path)), BRAND)
    description = _SIGNATURE.format(id=scheme.id_parameter)
    security = f"{scheme.caller}Signature"
    return {
        "openapi": "3.1.1",
        "info": {"title": page.title or tag, "version": "0.1.0"},
        "servers": [{"url": host} for host in page.hosts or _USUAL_HOSTS],
        "security": [{security: []}],
        "tags": [{"name": tag, "description": PLACEHOLDER}],
        **described,
        "components": {
            "securitySchemes": {security: {"type": "http", "scheme": scheme.authorization, "description": description}},
            "schemas": schemas,
        },
    }


def _mapping(value: dict[Any, Any], mark: Mark) -> MappingNode:
    """Return a mapping as a node. One that has a line of its own is marked with that, and so is all in it."""
    mark = _mark_of(value, mark)
    members = {key: member for key, member in value.items() if not isinstance(key, Comment)}
    return MappingNode(
        members={key: _node(member, mark) for key, member in members.items()},
        mark=mark,
        key_marks={key: _mark_of(member, mark) for key, member in members.items()},
    )


def _node(value: Any, mark: Mark) -> Node:
    match value:
        case dict():
            return _mapping(value, mark)
        case list():
            return SequenceNode(items=tuple(_node(item, mark) for item in value), mark=mark)
        case _:
            return ScalarNode(value=value, mark=mark, text=str(value), quoted=isinstance(value, str))


def _mark_of(value: Any, mark: Mark) -> Mark:
    return Mark(file=mark.file, line=value.line, column=1) if isinstance(value, Placed) else mark
