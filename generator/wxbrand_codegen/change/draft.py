"""From a page to a draft of the spec, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from wxbrand_codegen.document.yaml_writer import Comment, to_yaml
from wxbrand_codegen.pages import Field, Page
from wxbrand_codegen.pages.page import Condition, Kind, Limits
from wxbrand_codegen.pages.prose import lifetime_in

_RUNTIME = frozenset({"authorization", "accept", "content-type", "user-agent"})
"""Headers that every call has and no spec describes."""

REWORD = "TODO：用自己的话说明"
"""Stands where a description is wanted."""

_SIGNATURE = (
    "Authorization 头由方案名和五个参数组成：brand_id、nonce_str、timestamp、serial_no、signature。"
    "待签名的文本共五行：请求方法、请求目标、时间戳、随机串、请求体，每行以换行符结束。"
    "签名算法为 RSASSA-PKCS1-v1_5 加 SHA-256，结果用标准 Base64 书写。"
)
_USUAL = {
    "400": ("PARAM_ERROR", "参数错误"),
    "401": ("SIGN_ERROR", "签名错误"),
    "403": ("NO_AUTH", "没有权限"),
    "429": ("RATELIMIT_EXCEEDED", "请求过于频繁"),
    "500": ("SYSTEM_ERROR", "系统错误"),
}
_HOSTS = ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")


def draft(page: Page, *, with_source: bool = False) -> str:
    """Write the spec of one operation, with a TODO for everything a person has to settle."""
    return to_yaml(_Draft(page, with_source).document())


class _Draft:
    def __init__(self, page: Page, with_source: bool) -> None:
        self._page = page
        self._with_source = with_source
        self._todo = [f"page line {doubt.line}: {doubt.text}" for doubt in page.doubts]
        self._name = page.operation or self._name_from_path()

    def document(self) -> dict[str, Any]:
        page = self._page
        operation = self._operation()
        schemas = self._schemas()
        if self._with_source and page.title:
            operation = {Comment(f"原文标题：{page.title}"): None} | operation
        body: dict[str, Any] = {
            "openapi": "3.1.1",
            "info": {"title": page.title or self._name, "version": "0.1.0"},
            "servers": [{"url": host} for host in page.hosts or self._usual_hosts()],
            "security": [{"brandSignature": []}],
            "tags": [{"name": self._tag(), "description": REWORD}],
            "paths": {page.path: {page.method.lower(): operation}},
            "components": {
                "securitySchemes": {
                    "brandSignature": {
                        "type": "http",
                        "scheme": "WECHATPAY-BRAND-SHA256-RSA2048",
                        "description": _SIGNATURE,
                    }
                },
                "schemas": schemas,
            },
        }
        head = {Comment(f"A draft, made by wxbrand draft from the page {page.title!r}. Review every TODO."): None}
        return head | {Comment(f"TODO {text}"): None for text in self._todo} | body

    def _usual_hosts(self) -> tuple[str, ...]:
        self._todo.append("the page shows no 请求域名; these are the usual ones")
        return _HOSTS

    def _name_from_path(self) -> str:
        words = [word for part in self._page.path.split("/")[2:] if "{" not in part for word in part.split("-")]
        self._todo.append("the page shows no Java or Go class; operationId is made from method and path")
        return self._page.method.capitalize() + "".join(word.capitalize() for word in words if word.isalnum())

    def _tag(self) -> str:
        segments = [part for part in self._page.path.split("/") if part and "{" not in part]
        telling = [
            part
            for part in segments
            if part not in {"brand", "marketing", "partner"} and not re.fullmatch(r"v\d", part)
        ]
        return re.sub(r"\W", "_", (telling or segments or ["api"])[0])

    def _operation(self) -> dict[str, Any]:
        page = self._page
        operation: dict[str, Any] = {"operationId": self._name, "tags": [self._tag()]}
        operation["summary"] = page.title or "TODO"
        operation["description"] = REWORD
        operation |= self._facts()
        if parameters := list(self._parameters()):
            operation["parameters"] = parameters
        if list(page.at("body")):
            operation["requestBody"] = self._body()
        operation["responses"] = self._answers()
        return operation

    def _facts(self) -> dict[str, Any]:
        page, facts = self._page, dict[str, Any]()
        if page.updated:
            about = {"id": page.doc_id} if page.doc_id else {}
            facts["x-wxbrand-page"] = about | ({"title": page.title} if page.title else {}) | {"updated": page.updated}
        else:
            self._todo.append("the page shows no 更新时间; x-wxbrand-page needs it")
        if page.rate:
            rate = page.rate
            facts["x-wxbrand-rate-limit"] = {
                "requests": rate.requests,
                "seconds": rate.seconds,
                "per": rate.per or "brand",
            }
            if rate.per is None:
                self._todo.append("the page does not say whether its rate limit counts per brand; brand is assumed")
        number = next((f.name for f in page.at("body") if re.search(r"request_no$|^out_\w*_no$", f.name)), None)
        if number and page.method != "GET":
            facts["x-wxbrand-idempotency"] = {"field": number, "repeat": "unknown"}
            self._todo.append(f"x-wxbrand-idempotency: is repeating the same {number} safe?")
        if page.preconditions:
            facts["x-wxbrand-preconditions"] = list(page.preconditions)
            self._todo.append("x-wxbrand-preconditions: the page's words; put them in your own")
        return facts

    def _parameters(self) -> Iterator[dict[str, Any]]:
        for place in ("header", "path", "query"):
            for field in self._page.at(place):
                if place == "header" and field.name.lower() in _RUNTIME:
                    continue
                yield self._parameter(field)

    def _parameter(self, field: Field) -> dict[str, Any]:
        entry: dict[str, Any] = {"name": field.name, "in": field.place}
        if field.required or field.place == "path":
            entry["required"] = True
        entry |= self._described(field, title=False)
        schema = self._schema(field, None)
        schema.pop("description", None)
        entry["schema"] = {key: value for key, value in schema.items() if not isinstance(key, Comment)}
        example = self._page.parameters.get(field.name)
        if field.name.lower() == "wechatpay-serial":
            entry["example"] = "PUB_KEY_ID_0114232134912410000000000000"
        elif example is not None:
            value = _of_kind(example, field.kind)
            if value is None:
                self._todo.append(f"page line {field.line}: the sample's value of {field.name} is no {field.kind}")
            else:
                entry["example"] = value
        return entry

    def _described(self, field: Field, *, title: bool = True) -> dict[str, Any]:
        entry: dict[str, Any] = {"title": field.title} if title and field.title else {}
        if self._with_source and field.prose:
            entry[Comment(f"原文（第 {field.line} 行，{field.name}）：{field.prose}")] = None
        entry["description"] = REWORD
        return entry

    def _body(self) -> dict[str, Any]:
        uploads = any(field.kind.name == "file" for field in self._page.at("body"))
        content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{self._name}RequestBody"}}
        if self._page.body is not None:
            content["example"] = self._page.body
        media = "multipart/form-data" if uploads else "application/json"
        return {"required": True, "content": {media: content}}

    def _answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        if list(self._page.at("answer")):
            content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{self._name}Response"}}
            if self._page.answer is not None:
                content["example"] = self._page.answer
            answers["200"] = {"description": "成功", "content": {"application/json": content}}
        elif "answer" in self._page.whole:
            answers["204"] = {"description": "成功，没有内容"}
            self._todo.append("the page lists no members of the answer; it is taken to have no body")
        else:
            answers["200"] = {"description": "成功"}
            self._todo.append("the page is cut before the answer; its members are missing here")
        stated = {failure.status for failure in self._page.failures}
        for status in sorted({*_USUAL, *stated}):
            answers[status] = self._failure(status)
        return answers

    def _failure(self, status: str) -> dict[str, Any]:
        stated = [failure for failure in self._page.failures if failure.status == status]
        shown = [(failure.code, failure.meaning or "TODO") for failure in stated] or [_USUAL[status]]
        content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/ErrorBody"}}
        if len(shown) == 1:
            content["example"] = {"code": shown[0][0], "message": shown[0][1]}
        else:
            content["examples"] = {code: {"value": {"code": code, "message": said}} for code, said in shown}
        codes = "、".join(dict.fromkeys(code for code, _ in shown))
        return {
            "description": f"{codes}（{'页面所列' if stated else '通用'}）",
            "content": {"application/json": content},
        }

    def _schemas(self) -> dict[str, Any]:
        schemas: dict[str, Any] = {}
        if fields := tuple(self._page.at("body")):
            schemas[f"{self._name}RequestBody"] = self._object(fields, self._page.body)
        if fields := tuple(self._page.at("answer")):
            schemas[f"{self._name}Response"] = self._object(fields, self._page.answer)
        schemas["ErrorBody"] = {
            "type": "object",
            "title": "错误信息",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "title": "错误码", "example": "PARAM_ERROR"},
                "message": {"type": "string", "title": "错误描述", "example": "参数错误"},
                "detail": {"title": "错误详情", "description": "出错的字段、位置和原因；不一定有"},
            },
        }
        return schemas

    def _object(self, fields: Sequence[Field], example: Any) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object"}
        if required := [field.name for field in fields if field.required]:
            schema["required"] = required
        values = example if isinstance(example, dict) else {}
        schema["properties"] = {field.name: self._schema(field, values.get(field.name)) for field in fields}
        if rules := list(self._rules(fields)):
            schema["allOf"] = rules
        return schema

    def _rules(self, fields: Sequence[Field]) -> Iterator[dict[str, Any]]:
        beside = {field.name: field for field in fields}
        for field in fields:
            for condition in field.conditions if field.place == "body" else ():
                other = beside.get(condition.field)
                said = f"page line {field.line}: {field.name} depends on {condition.field}"
                if other is None:
                    self._todo.append(f"{said}, which does not stand beside it; write the rule by hand")
                elif other.enum and not set(condition.values) <= set(other.enum):
                    self._todo.append(
                        f"{said}, which has no value {'/'.join(condition.values)}; write the rule by hand"
                    )
                elif rule := _rule(field.name, condition, other):
                    yield rule

    def _schema(self, field: Field, example: Any) -> dict[str, Any]:
        schema = self._of_kind(field, field.kind, example)
        described = self._described(field)
        facts = {key: value for key, value in schema.items() if key != "type"}
        entry = {"type": schema["type"]} if "type" in schema else {}
        entry |= described | facts
        if not field.fields and field.kind.name not in {"object", "array"} and example is not None:
            entry["example"] = example
        return entry

    def _of_kind(self, field: Field, kind: Kind, example: Any) -> dict[str, Any]:
        match kind.name:
            case "object":
                if not field.fields:
                    self._todo.append(f"page line {field.line}: the page shows no members of {field.name}")
                    return {"type": "object", "properties": {}} if field.place == "body" else {"type": "object"}
                return self._object(field.fields, example)
            case "array":
                return {"type": "array"} | _within(field.limits, "items") | {"items": self._item(field, kind, example)}
            case "file":
                return {"type": "string", "format": "binary"}
            case _:
                return self._plain(field, kind) | self._numbers(field, kind)

    def _item(self, field: Field, kind: Kind, example: Any) -> dict[str, Any]:
        first = example[0] if isinstance(example, list) and example else None
        if field.fields:
            return self._object(field.fields, first)
        if kind.item is None:
            return {}
        if kind.item.name == "object":
            self._todo.append(f"page line {field.line}: the page shows no members of {field.name}")
            return {"type": "object"}
        item = self._plain(field, kind.item)
        return item | ({} if first is None or isinstance(first, dict | list) else {"example": first})

    def _plain(self, field: Field, kind: Kind) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": kind.name}
        if field.enum:
            schema |= {"enum": list(field.enum)}
            meanings = {value: meaning for value, meaning in field.enum.items() if meaning}
            return schema | ({"x-wxbrand-enum-meanings": meanings} if meanings else {})
        if kind.name == "string" and re.search(r"rfc\s?3339", field.prose, re.IGNORECASE):
            return schema | {"format": "date-time"}
        if kind.length is not None:
            schema |= {"maxLength": kind.length, "x-wxbrand-unit": "characters"}
        return schema

    def _numbers(self, field: Field, kind: Kind) -> dict[str, Any]:
        facts = _within(field.limits, "length") if kind.name == "string" and not field.enum else {}
        if kind.length is not None and facts.get("maxLength", kind.length) != kind.length:
            self._todo.append(
                f"page line {field.line}: {field.name} is {kind}, but its prose says {facts['maxLength']}; which one?"
            )
            facts["maxLength"] = kind.length
        if facts.get("minLength", 0) > facts.get("maxLength", kind.length or 10**9):
            del facts["minLength"]
        if "maxLength" in facts:
            facts["x-wxbrand-unit"] = "characters"
        if kind.name in {"integer", "number"}:
            facts |= _within(field.limits, "number")
            if re.search(r"单位(?:为|是|[:：])?\s*[“\"]?分", field.prose):
                facts["x-wxbrand-unit"] = "fen"
        if seconds := lifetime_in(field.prose):
            facts["x-wxbrand-lifetime-seconds"] = seconds
        return facts


def _within(limits: Limits, what: str) -> dict[str, Any]:
    groups: dict[str, dict[str, int | str | None]] = {
        "length": {"minLength": limits.min_length, "maxLength": limits.max_length, "pattern": limits.pattern},
        "number": {"minimum": limits.minimum, "maximum": limits.maximum},
        "items": {"minItems": limits.min_items, "maxItems": limits.max_items},
    }
    return {key: value for key, value in groups[what].items() if value is not None}


def _rule(name: str, condition: Condition, other: Field) -> dict[str, Any] | None:
    value = {"const": condition.values[0]} if len(condition.values) == 1 else {"enum": list(condition.values)}
    test = {"contains": value} if other.kind.name == "array" else value
    rule: dict[str, Any] = {"if": {"properties": {condition.field: test}, "required": [condition.field]}}
    if condition.required:
        rule["then"] = {"required": [name]}
    if condition.only:
        rule["else"] = {"properties": {name: False}}
    return rule if len(rule) > 1 else None


def _of_kind(text: str, kind: Kind) -> Any:
    """Give a value of a path or query as its type; None if it is not one."""
    match kind.name:
        case "string":
            return text
        case "integer":
            return int(text) if re.fullmatch(r"-?\d{1,18}", text) else None
        case "boolean":
            return {"true": True, "false": False}.get(text)
        case _:
            return None
