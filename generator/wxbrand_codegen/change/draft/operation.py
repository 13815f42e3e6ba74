"""Draft the operation that a page describes: its parameters, its body, its responses and what our extensions say."""

from __future__ import annotations

import re
from typing import Any

from wxbrand_codegen.change.draft.keywords import value_of
from wxbrand_codegen.change.draft.notes import PLACEHOLDER, Placed, ReviewNotes
from wxbrand_codegen.change.draft.responses import content, listed_errors, reference, success_of, usual_errors
from wxbrand_codegen.change.draft.rules import note_conditions
from wxbrand_codegen.change.draft.schemas import field_schema, object_schema, unlisted_members, upload_schema
from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import Field, Page, Place

_READS = re.compile(r"Get|Query|List|Search|Check")
"""Names of operations that change nothing."""

_PARAMETERS: tuple[Place, ...] = ("header", "path", "query")


def operation_object(page: Page, name: str, tag: str, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    """Return the operation. The schemas of its bodies are added to `schemas`."""
    operation = heading(page, name, tag, notes) | _idempotency(page, name, notes) | _paging(page)
    if parameters := parameters_of(page, notes):
        operation["parameters"] = parameters
    if body := _body(page, name, schemas, notes):
        operation["requestBody"] = {"required": True, "content": {media_type_of(page): body}}
    responses = success_of(page, name, schemas, notes) | usual_errors(schemas, notes)
    responses |= listed_errors(page, schemas, notes)
    return operation | {"responses": dict(sorted(responses.items()))}


def heading(page: Page, name: str, tag: str, notes: ReviewNotes) -> dict[str, Any]:
    """Return what operations and notifications begin with: name, tag, title, and the facts about the page."""
    operation: dict[Any, Any] = {}
    if notes.with_source and page.title:
        operation[Comment(f"原文标题：{page.title}")] = None
    operation |= {"operationId": name, "tags": [tag], "summary": page.title or "TODO", "description": PLACEHOLDER}
    if page.updated:
        about = {"id": page.doc_id, "title": page.title, "updated": page.updated}
        operation["x-wxbrand-page"] = {key: value for key, value in about.items() if value}
    else:
        number = f" {page.doc_id}" if page.doc_id else ""
        notes.todo(f"x-wxbrand-page: the page{number} has no 更新时间; add its date")
    return operation | _rate_limit(page, notes) | _preconditions(page, notes)


def _rate_limit(page: Page, notes: ReviewNotes) -> dict[str, Any]:
    rate = page.rate
    if rate is None:
        return {}
    if not rate.requests or not rate.seconds:
        notes.todo(f"x-wxbrand-rate-limit: the page says {rate.requests} in {rate.seconds} s; add what is right")
        return {}
    if rate.per is None:
        notes.todo("x-wxbrand-rate-limit: the page does not say whether it counts per brand; that is assumed")
    return {"x-wxbrand-rate-limit": {"requests": rate.requests, "seconds": rate.seconds, "per": rate.per or "brand"}}


def _preconditions(page: Page, notes: ReviewNotes) -> dict[str, Any]:
    if not page.preconditions:
        return {}
    notes.todo("x-wxbrand-preconditions: replace the page's words by your own")
    return {"x-wxbrand-preconditions": list(page.preconditions)}


def _idempotency(page: Page, name: str, notes: ReviewNotes) -> dict[str, Any]:
    names = [field.name for field in page.fields_in("body")]
    number = next((each for each in names if re.search(r"request_no$|^out_\w*_no$", each)), None)
    if page.method == "GET" or not names or _READS.match(name):
        return {}
    if number is not None:
        notes.todo(f"x-wxbrand-idempotency: say whether repeating with the same {number} is safe")
        return {"x-wxbrand-idempotency": {"field": number, "repeat": "unknown"}}
    if page.method != "POST":
        return {}
    notes.todo("x-wxbrand-idempotency: no field was found that identifies a request; say whether a repeat is safe")
    return {"x-wxbrand-idempotency": {"repeat": "unknown"}}


def _paging(page: Page) -> dict[str, Any]:
    """Return how to get to the next page, if query and response have the members that WeChat Pay uses for it."""
    query = {field.name: field.type.name for field in page.fields_in("query")}
    response = page.fields_in("response")
    types = {field.name: field.type.name for field in response}
    lists = [field.name for field in response if field.type.name == "array"]
    if page.method != "GET" or len(lists) != 1:
        return {}
    paging: dict[str, Any] = {"items": lists[0]}
    if query.get("page_token") == types.get("next_page_token") == "string":
        paging |= {"token": "page_token", "next": "next_page_token"}
    elif query.get("offset") == query.get("limit") == "integer":
        paging |= {"offset": "offset", "limit": "limit"}
    else:
        return {}
    return {"x-wxbrand-paging": paging | ({"total": "total_count"} if types.get("total_count") == "integer" else {})}


def parameters_of(page: Page, notes: ReviewNotes) -> list[dict[str, Any]]:
    """Return the parameters in the order of the page, and those of the path that it does not describe."""
    fields = [field for place in _PARAMETERS for field in page.fields_in(place)]
    parameters = [_parameter(field, page.parameter_examples.get(field.name), notes) for field in fields]
    declared = {(field.place, field.name) for field in fields}
    in_path = dict.fromkeys(re.findall(r"\{([^{}]*)\}", page.path))
    for name in (name for name in in_path if ("path", name) not in declared):
        notes.todo(f"the path contains {{{name}}}, which the page does not describe; it is assumed to be a text")
        example = page.parameter_examples.get(name)
        entry = {"name": name, "in": "path", "required": True, "description": PLACEHOLDER, "schema": {"type": "string"}}
        parameters.append(entry | ({} if example is None else {"example": example}))
    known = {*in_path, *(field.name for field in fields)}
    for name, sample in page.parameter_examples.items():
        if name not in known:
            notes.todo(f"the sample call has {name}={sample}, which the page does not describe")
    return parameters


def _parameter(field: Field, sample: str | None, notes: ReviewNotes) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": field.name, "in": field.place}
    if field.required or field.place == "path":
        entry["required"] = True
    if not field.required and field.place == "path":
        notes.todo(f"{field.name} is optional on the page, but a part of the path is always there", field)
    entry |= notes.description(field)
    note_conditions(field, notes)
    schema = field_schema(field, None, notes)
    entry["schema"] = {k: value for k, value in schema.items() if k != "description" and not isinstance(k, Comment)}
    if field.name.lower() == "wechatpay-serial":
        entry["example"] = "PUB_KEY_ID_0114232134912410000000000000"
    elif sample is not None:
        value = value_of(sample, field.type.name)
        if value is None:
            notes.todo(f"the sample value of {field.name}, {sample}, is not of type {field.type}", field)
        else:
            entry["example"] = value
    return Placed(entry, field.line)


def media_type_of(page: Page) -> str:
    """Return the media type of the request body. A file needs an upload, whatever the page says."""
    has_file = any(field.type.name == "file" for field in page.fields_in("body"))
    return "multipart/form-data" if has_file else page.body_type


def _body(page: Page, name: str, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    """Return the media type object of the request body; nothing if there is none."""
    fields, example = page.fields_in("body"), page.body_example
    if not fields and example is None:
        return {}
    if not fields:
        notes.todo("requestBody: the sample call has a body, but the page lists no fields of it; add them")
        is_json = media_type_of(page) == "application/json"
        return content({} if is_json else {"type": "object", "properties": {}}, example)
    for member in unlisted_members(fields, example):
        notes.todo(f"the sample call has {member}, which the page does not describe")
    is_upload = media_type_of(page) == "multipart/form-data"
    schemas[f"{name}RequestBody"] = (upload_schema if is_upload else object_schema)(fields, example, notes)
    media = content(reference(f"{name}RequestBody"), None if is_upload else example)
    if is_upload and any(field.name == "meta" and field.type.name == "object" for field in fields):
        media["encoding"] = {"meta": {"contentType": "application/json"}}
    return media
