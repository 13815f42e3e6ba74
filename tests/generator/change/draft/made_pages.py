"""Pages and fields, of which a test names only what it is about."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.pages import Field, FieldType, Page, Place
from wxbrand_codegen.pages.page import Limits


def field(name: str, place: Place = "body", type_: str | FieldType = "string", **facts: Any) -> Field:
    """Make a required field."""
    given = FieldType(name=type_) if isinstance(type_, str) else type_
    usual: dict[str, Any] = {
        "required": True, "title": f"题{name}", "prose": "", "enum": {}, "limits": Limits(), "conditions": (),
        "fields": (), "complete": True, "line": 9,
    }  # fmt: skip
    return Field(name=name, place=place, type=given, **usual | facts)


def page(*fields: Field, **facts: Any) -> Page:
    """Make a complete page of an operation."""
    usual: dict[str, Any] = {
        "method": "POST", "path": "/brand/tea/parties", "title": "登记茶会", "updated": "2026-03-09",
        "doc_id": "4099000001", "operation": None, "hosts": (), "rate": None, "preconditions": (),
        "complete": frozenset({"header", "path", "query", "body", "response", "resource"}), "parameter_examples": {},
        "body_example": None, "response_example": None, "error_codes": (), "doubts": (),
    }  # fmt: skip
    return Page(fields=fields, **usual | facts)


def notification(*fields: Field, **facts: Any) -> Page:
    """Make a complete page of a notification."""
    return page(*fields, **{"path": "", "event_types": ("TEA_PARTY.BEGIN",), "title": "茶会开始通知"} | facts)


def upload(*fields: Field, **facts: Any) -> Page:
    """Make a page of an upload as WeChat Pay has it: `meta` and `file`."""
    meta = field("meta", type_="object", fields=(field("filename"), field("sha256"), *fields))
    file = field("file", type_="file", limits=Limits(max_bytes=9))
    usual = {"path": "/brand/tea/media/upload-image", "title": "图片上传", "body_type": "multipart/form-data"}
    return page(meta, file, field("url", "response"), **usual | {"response_example": {"url": "u"}} | facts)
