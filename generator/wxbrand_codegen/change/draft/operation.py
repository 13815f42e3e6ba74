"""Draft the spec of the operation that a page describes."""

from __future__ import annotations

import re
from typing import Any

from wxbrand_codegen.change.draft.schemas import (
    ERROR_SCHEMA,
    PLACEHOLDER,
    Placed,
    ReviewNotes,
    field_schema,
    object_schema,
)
from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.ir.schemes import BRAND, schemes_of_path
from wxbrand_codegen.pages import Field, FieldType, Page

_SIGNATURE = (
    "Authorization 头由方案名和五个参数组成：{id}、nonce_str、timestamp、serial_no、signature。"
    "待签名的文本共五行：请求方法、请求目标、时间戳、随机串、请求体，每行以换行符结束。"
    "签名算法为 RSASSA-PKCS1-v1_5 加 SHA-256，结果用标准 Base64 书写。"
)
_USUAL_ERRORS = {
    "400": ("PARAM_ERROR", "参数错误"),
    "401": ("SIGN_ERROR", "签名错误"),
    "403": ("NO_AUTH", "没有权限"),
    "429": ("RATELIMIT_EXCEEDED", "请求过于频繁"),
    "500": ("SYSTEM_ERROR", "系统错误"),
}
_USUAL_HOSTS = ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")


def drafted_document(page: Page, notes: ReviewNotes) -> dict[str, Any]:
    """Return an OpenAPI document of the operation. Mappings that stand for a field of the page are `Placed`."""
    name = page.operation or _name_from_path(page, notes)
    operation = _operation(page, name, notes)
    schemas: dict[str, Any] = {}
    if fields := page.fields_in("body"):
        schemas[f"{name}RequestBody"] = object_schema(fields, page.body_example, notes)
    if fields := page.fields_in("response"):
        schemas[f"{name}Response"] = object_schema(fields, page.response_example, notes)
    if not page.hosts:
        notes.todo("servers: the page has no 请求域名; the usual hosts are given")
    scheme = next(iter(schemes_of_path(page.path)), BRAND)
    description = _SIGNATURE.format(id=scheme.id_parameter)
    signature = {"type": "http", "scheme": scheme.authorization, "description": description}
    security = f"{scheme.caller}Signature"
    return {
        "openapi": "3.1.1",
        "info": {"title": page.title or name, "version": "0.1.0"},
        "servers": [{"url": host} for host in page.hosts or _USUAL_HOSTS],
        "security": [{security: []}],
        "tags": [{"name": _tag(page.path), "description": PLACEHOLDER}],
        "paths": {page.path: {page.method.lower(): operation}},
        "components": {
            "securitySchemes": {security: signature},
            "schemas": schemas | {"ErrorBody": ERROR_SCHEMA},
        },
    }


def _name_from_path(page: Page, notes: ReviewNotes) -> str:
    notes.todo("operationId: the page has no Java or Go class; the name is made from method and path")
    words = [word for part in page.path.split("/")[2:] if "{" not in part for word in part.split("-")]
    return page.method.capitalize() + "".join(word.capitalize() for word in words if word.isalnum())


def _tag(path: str) -> str:
    """Return the first segment of a path that says something about its area."""
    segments = [part for part in path.split("/") if part and "{" not in part]
    general = {"brand", "marketing", "partner"}
    telling = [part for part in segments if part not in general and not re.fullmatch(r"v\d", part)]
    return re.sub(r"\W", "_", (telling or segments or ["api"])[0])


def _operation(page: Page, name: str, notes: ReviewNotes) -> dict[str, Any]:
    operation: dict[Any, Any] = {}
    if notes.with_source and page.title:
        operation[Comment(f"原文标题：{page.title}")] = None
    operation |= {"operationId": name, "tags": [_tag(page.path)]}
    operation |= {"summary": page.title or "TODO", "description": PLACEHOLDER}
    operation |= _extensions(page, notes)
    if fields := (*page.fields_in("header"), *page.fields_in("path"), *page.fields_in("query")):
        operation["parameters"] = [_parameter(f, page.parameter_examples.get(f.name), notes) for f in fields]
    if fields := page.fields_in("body"):
        is_upload = any(field.type.name == "file" for field in fields)
        media_type = "multipart/form-data" if is_upload else "application/json"
        body = _content(page.body_example, f"{name}RequestBody")
        operation["requestBody"] = {"required": True, "content": {media_type: body}}
    return operation | {"responses": _responses(page, name, notes)}


def _extensions(page: Page, notes: ReviewNotes) -> dict[str, Any]:
    extensions: dict[str, Any] = {}
    if page.updated:
        about = {"id": page.doc_id, "title": page.title, "updated": page.updated}
        extensions["x-wxbrand-page"] = {key: value for key, value in about.items() if value}
    else:
        notes.todo("x-wxbrand-page: the page has no 更新时间; add its date")
    if rate := page.rate:
        limit = {"requests": rate.requests, "seconds": rate.seconds, "per": rate.per or "brand"}
        extensions["x-wxbrand-rate-limit"] = limit
        if rate.per is None:
            notes.todo("x-wxbrand-rate-limit: the page does not say whether it counts per brand; that is assumed")
    names = [field.name for field in page.fields_in("body")]
    number = next((name for name in names if re.search(r"request_no$|^out_\w*_no$", name)), None)
    if number and page.method != "GET":
        extensions["x-wxbrand-idempotency"] = {"field": number, "repeat": "unknown"}
        notes.todo(f"x-wxbrand-idempotency: say whether repeating with the same {number} is safe")
    if page.preconditions:
        extensions["x-wxbrand-preconditions"] = list(page.preconditions)
        notes.todo("x-wxbrand-preconditions: replace the page's words by your own")
    return extensions


def _parameter(field: Field, sample: str | None, notes: ReviewNotes) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": field.name, "in": field.place}
    if field.required or field.place == "path":
        entry["required"] = True
    entry |= notes.description(field)
    schema = field_schema(field, None, notes)
    entry["schema"] = {k: value for k, value in schema.items() if k != "description" and not isinstance(k, Comment)}
    if field.name.lower() == "wechatpay-serial":
        entry["example"] = "PUB_KEY_ID_0114232134912410000000000000"
    elif sample is not None:
        value = _parse(sample, field.type)
        if value is None:
            notes.todo(f"the sample value of {field.name} is not of type {field.type}", field)
        else:
            entry["example"] = value
    return Placed(entry, field.line)


def _parse(text: str, type_: FieldType) -> Any:
    """Parse a value of a path or query; return None if it is not of the type."""
    if type_.name == "integer" and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if type_.name == "boolean":
        return {"true": True, "false": False}.get(text)
    return text if type_.name == "string" else None


def _content(example: Any, schema: str) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return content if example is None else content | {"example": example}


def _responses(page: Page, name: str, notes: ReviewNotes) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    if page.fields_in("response"):
        content = _content(page.response_example, f"{name}Response")
        responses["200"] = {"description": "成功", "content": {"application/json": content}}
    elif "response" in page.complete:
        responses["204"] = {"description": "成功，没有内容"}
        notes.todo("responses: the page lists no fields of the response; it is assumed to have no body")
    else:
        responses["200"] = {"description": "成功"}
        notes.todo("responses: the page is cut short before the response; add its fields")
    statuses = {*_USUAL_ERRORS, *(error.status for error in page.error_codes)}
    return responses | {status: _error(page, status) for status in sorted(statuses)}


def _error(page: Page, status: str) -> dict[str, Any]:
    listed = [(error.code, error.meaning or "TODO") for error in page.error_codes if error.status == status]
    errors = listed or [_USUAL_ERRORS[status]]
    content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/ErrorBody"}}
    if len(errors) == 1:
        content["example"] = {"code": errors[0][0], "message": errors[0][1]}
    else:
        content["examples"] = {code: {"value": {"code": code, "message": message}} for code, message in errors}
    codes = "、".join(dict.fromkeys(code for code, _ in errors))
    description = f"{codes}（{'页面所列' if listed else '通用'}）"
    return {"description": description, "content": {"application/json": content}}
