"""Draft the responses of an operation: the success, and the errors that the page lists beside the usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.change.draft.schemas import object_schema, unlisted_members
from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import ErrorCode, Page

ERROR_BODY = "ErrorBody"
ERROR_SCHEMA = {
    "type": "object",
    "title": "错误信息",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "title": "错误码", "example": "PARAM_ERROR"},
        "message": {"type": "string", "title": "错误描述", "example": "参数错误"},
        "detail": {"title": "错误详情", "description": "出错的字段、位置和原因；不一定有"},
    },
}
USUAL_ERRORS = {
    "400": ("PARAM_ERROR", "参数错误"),
    "401": ("SIGN_ERROR", "签名错误"),
    "403": ("NO_AUTH", "没有权限"),
    "429": ("RATELIMIT_EXCEEDED", "请求过于频繁"),
    "500": ("SYSTEM_ERROR", "系统错误"),
}


def content(schema: dict[str, Any], example: Any = None) -> dict[str, Any]:
    """Return a media type object."""
    return {"schema": schema} | ({} if example is None else {"example": example})


def reference(name: str) -> dict[str, Any]:
    """Return a reference to a schema of the draft."""
    return {"$ref": f"#/components/schemas/{name}"}


def success_of(page: Page, name: str, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    """Return the success by its status. Its schema is added to `schemas`."""
    fields, example, status = page.fields_in("response"), page.response_example, page.success_status
    has_body = bool(fields) or example is not None
    if status is not None and (status // 100 != 2 or (has_body and status == 204)):
        notes.todo(f"responses: the page says that {status} is a success; decide which status is")
        status = None
    if fields:
        for member in unlisted_members(fields, example):
            notes.todo(f"the sample response has {member}, which the page does not describe")
        schemas[f"{name}Response"] = object_schema(fields, example, notes)
        media = content(reference(f"{name}Response"), example)
        return {str(status or 200): {"description": "成功", "content": {"application/json": media}}}
    if has_body:
        notes.todo("responses: the page has a sample response, but lists no fields of it; add them")
        return {str(status or 200): {"description": "成功", "content": {"application/json": content({}, example)}}}
    if "response" not in page.complete:
        notes.todo("responses: the page is cut short before the response; add its fields")
        return {str(status or 200): {"description": "成功"}}
    if status is None:
        notes.todo("responses: the page lists no fields of the response; it is assumed to have no body")
    return {str(status or 204): {"description": "成功，没有内容"}}


def listed_errors(page: Page, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, dict[str, Any]]:
    """Return the error responses that the page lists, by status. Their schema is added to `schemas`."""
    found: dict[str, list[ErrorCode]] = {}
    for error in page.error_codes:
        if re.fullmatch(r"[45]\d\d", error.status):
            found.setdefault(error.status, []).append(error)
        else:
            said = " ".join(filter(None, (error.code, error.meaning, error.solution)))
            notes.todo(f"responses: the page lists the error {error.status} {said}; add it by hand")
    if advised := [error.code for error in page.error_codes if error.solution]:
        notes.todo(f"responses: say in your own words what the page advises on {', '.join(dict.fromkeys(advised))}")
    if found:
        schemas[ERROR_BODY] = ERROR_SCHEMA
    return {status: _error(errors, "页面所列", notes) for status, errors in found.items()}


def usual_errors(schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, dict[str, Any]]:
    """Return the errors that every operation can answer with, by status. Their schema is added to `schemas`."""
    schemas[ERROR_BODY] = ERROR_SCHEMA
    return {
        status: _error([ErrorCode(status=status, code=code, meaning=meaning)], "通用", notes)
        for status, (code, meaning) in USUAL_ERRORS.items()
    }


def _error(errors: list[ErrorCode], source: str, notes: ReviewNotes) -> dict[str, Any]:
    media: dict[str, Any] = {"schema": reference(ERROR_BODY)}
    values = [{"code": error.code, "message": error.meaning or "TODO"} for error in errors]
    distinct = [value for at, value in enumerate(values) if value not in values[:at]]
    if len(distinct) == 1:
        media["example"] = distinct[0]
    else:
        media["examples"] = {name: {"value": value} for name, value in _named(distinct)}
    codes = "、".join(dict.fromkeys(error.code for error in errors))
    described: dict[Any, Any] = {"description": f"{codes}（{source}）"}
    for error in errors if notes.with_source else ():
        if error.solution:
            described[Comment(f"原文（{error.code}）：{error.solution}")] = None
    return described | {"content": {"application/json": media}}


def _named(values: list[dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each error with a name of its own: its code, which a number follows if the page lists it again."""
    count: dict[str, int] = {}
    for value in values:
        code = value["code"]
        count[code] = count.get(code, 0) + 1
        yield code if count[code] == 1 else f"{code}-{count[code]}", value
