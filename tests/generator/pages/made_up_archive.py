"""An archive of documentation in the form of the official one, in our own words, made from a spec.

It has a page for each operation and notification of which the spec names one, and what the official archive has beside them: guides,
questions and answers, copies of pages for sample code, pages of other APIs, junk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wxbrand_codegen.change.comparison.rules import conditions_in
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Condition, Enum, Field, Record, Rule
from wxbrand_codegen.ir.operations import Notification, Operation, Parameter
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    Constant,
    File,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)

from tests.generator.zip_files import write_zip

UPDATED = "2026-01-15"
"""Date of pages whose spec has none."""

_CHARACTERS = {
    r"^[0-9A-Za-z_-]+\Z": "可使用数字、大小写字母、下划线_、短横线-组成",
    r"^[0-9]+\Z": "由数字组成",
}
"""Patterns, in the words of pages."""

_CODE = {
    "java": "public class NAME {\n}",
    "go": "func NAME(config *Config) {\n}",
    "curl": "curl https://api.mch.weixin.qq.com/",
}
_FIRST_ID = 4_990_000_000


@dataclass
class MadeUpArchive:
    """The files of an archive, which a test may change, and how many of them are what."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("guides", "samples", "otherApis", "otherFiles"), 0)
    )
    pages: dict[str, str] = field(default_factory=dict)
    """Operations and notifications by the keys of the spec, with the names of their files."""

    def add(self, kind: str, name: str, content: str | bytes) -> None:
        """Add a file that is not compared."""
        self.files[name] = content
        self.counts[kind] += 1

    def write(self, path: Path, *, unflagged: str = "utf-8") -> Path:
        """Write a zip archive, below one folder at the top, by default with names that lack the UTF-8 flag."""
        return write_zip(
            path, ((f"wechatpay-docs/{name}", text) for name, text in self.files.items()), unflagged=unflagged
        )


def documentation(api: Api, *, guides: int = 6, others: int = 12, filler: int = 200) -> MadeUpArchive:
    """Make the documentation of an API, with so many guides and pages of other APIs, and so much text in these."""
    archive = MadeUpArchive()
    pages = _Pages(api)
    parts: list[Operation | Notification] = [operation for area in api.areas for operation in area.operations]
    for number, part in enumerate([*parts, *api.notifications]):
        if not part.extensions.page and part.extensions.unproven:
            continue  # no page of it is known
        doc_id = part.extensions.page.get("id", str(_FIRST_ID + number))
        name = f"brand/品牌商户/{part.title or part.name.pascal}-{doc_id}.md".replace("：", "-")
        text = pages.page(part, doc_id)
        archive.files[name] = text
        archive.pages[part.key] = name
        if isinstance(part, Operation):
            for language, code in _CODE.items():
                sample = f"## 请求示例\n\n```{language}\n{code.replace('NAME', part.id)}\n```\n"
                archive.add(
                    "samples", name.replace(f"-{doc_id}.md", f"-请求示例-{language}-{doc_id}.md"), text + sample
                )
    for number in range(guides):
        doc_id = str(_FIRST_ID + 10_000 + number)
        kind = ("快速开始", "开发必要参数说明", "常见问题")[number % 3]
        name = f"brand/品牌商户/{kind}/{kind}{number}-{doc_id}.md"
        archive.add("guides", name, _head("brand", doc_id, f"{kind}{number}") + _guide(number, filler))
    for number in range(others):
        doc_id = str(_FIRST_ID + 20_000 + number)
        folder, tree = (("APIv3/普通商户", "apiv3"), ("APIv3/合作伙伴", "apiv3"), ("APIv2/付款码", "apiv2"))[number % 3]
        text = _other_page(number, filler) if number % 2 else _guide(number, filler)
        name = f"{folder}/别的接口{number}-{doc_id}.md"
        archive.add("otherApis", name, _head(tree, doc_id, f"别的接口{number}") + text)
    for name in (".DS_Store", "brand/.DS_Store", "__MACOSX/brand/._x.md", "brand/图.png", "Thumbs.db"):
        archive.add("otherFiles", name, b"\0\1\2")
    return archive


def _head(tree: str, doc_id: str, title: str, updated: str = UPDATED) -> str:
    url = f"https://pay.weixin.qq.com/doc/{tree.removeprefix('api')}/{doc_id}"
    shown = {"brand": "brand/品牌商户", "apiv3": "APIv3/普通商户", "apiv2": "APIv2/付款码"}[tree]
    return (
        f'---\nurl: "{url}.md"\ntitle: "{title}"\ndoc_id: {doc_id}\napi_version: "{tree}"\n'
        f'url_display: "{url}"\ntitle_display: "{shown}/{title}"\n---\n\n>更新时间：{updated.replace("-", ".")}\n\n'
    )


def _guide(number: int, filler: int) -> str:
    told = (
        "先申请，再开通，最后联调。每一步都有人看一眼。",
        "请求方式见各接口的页面；应答的签名要先验再用。",
        "回调的 `event\\_type` 说明发生了什么，[指引](https://pay.weixin.qq.com/doc/brand/4990000000.md) 里有列表。",
        "问：为什么收不到通知？答：先看地址能不能从外网访问。",
    )[number % 4]
    return f"# 说明\n\n{told}\n\n" + "这一段只是为了像真的文档一样长。\n\n" * (filler // 16)


def _other_page(number: int, filler: int) -> str:
    return (
        f"## 接口说明\n\n请求方式：【POST】`/v3/made-up/things-{number}/{{thing\\_id}}`\n\n## 请求参数\n\n### path 路径参数\n\n"
        "**thing\\_id** 必填 string(32)\n\n【东西】 哪一个\n\n"
        + "这一段只是为了像真的文档一样长。\n\n" * (filler // 16)
    )


class _Pages:
    def __init__(self, api: Api) -> None:
        self._api = api

    def page(self, part: Operation | Notification, doc_id: str) -> str:
        updated = part.extensions.page.get("updated", UPDATED)
        body = self._operation(part) if isinstance(part, Operation) else self._notification(part)
        return _head("brand", doc_id, part.title, updated) + "".join(f"{line}\n\n" for line in body)

    def _operation(self, operation: Operation) -> Iterator[str]:
        yield "## 接口说明"
        yield "支持商户：【品牌商户】"
        yield f"请求方式：【{operation.method}】`{_escaped(operation.path)}`"
        hosts = zip(("主域名", "备域名"), self._api.servers, strict=False)
        yield "请求域名：" + "<br>".join(f"【{name}】<{host}> 使用该域名访问" for name, host in hosts)
        if rate := operation.extensions.rate_limit:
            requests, seconds, per = rate
            time = "秒" if seconds == 1 else f"{seconds}秒"
            yield f"接口限频：{requests}/{time}（{'品牌ID' if per == 'brand' else '商户号'}维度）"
        yield "## 请求参数"
        headings = (("header", "Header HTTP头参数"), ("path", "path 路径参数"), ("query", "query 查询参数"))
        for place, heading in headings:
            parameters = [p.field for p in operation.parameters if p.location == place]
            if place == "header" and operation.serial_header:
                parameters.insert(0, operation.serial_header)
            if parameters:
                yield f"### {heading}"
                yield from self._fields(parameters)
        yield from self._body(operation)
        yield "## 应答参数"
        for response in operation.success_responses[:1]:
            yield f"{response.status} OK"
            if response.type and isinstance(model := self._model(response.type), Record):
                yield from self._fields(model.fields)
        yield "## 错误码"
        yield "以下是本接口返回的错误码列表。"

    def _body(self, operation: Operation) -> Iterator[str]:
        parameters = [p for p in operation.parameters if p.location == "body"]
        if operation.body is None or not parameters:
            return
        if operation.body.kind != "multipart":
            yield "### body 包体参数"
            yield from self._fields([p.field for p in parameters], operation.body.rules)
            return
        yield "### Form 表单"
        yield from self._upload(parameters)

    def _upload(self, parameters: Sequence[Parameter]) -> Iterator[str]:
        yield "**meta** 必填 object"
        yield "【文件信息】 说明文件的名称和摘要"
        yield self._members([p.field for p in parameters if p.in_meta])
        yield from self._fields([p.field for p in parameters if not p.in_meta])

    def _notification(self, notification: Notification) -> Iterator[str]:
        yield "## 通知参数"
        yield "**id** 必填 string(36)"
        yield "【通知ID】 通知的唯一编号"
        yield "**event\\_type** 必填 string(64)"
        yield f"【通知类型】 通知的类型，固定为 {_escaped(notification.event_type)}"
        yield "**resource** 必填 object"
        yield "【通知数据】 加密的数据"
        yield "## resource解密后参数"
        if isinstance(model := self._model(notification.resource), Record):
            yield from self._fields(model.fields)
        yield "## 应答"
        yield "收到后应答 204。"

    def _fields(
        self, fields: Iterable[Field], rules: Sequence[Rule] = (), within: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Yield the paragraphs of fields; `within` are the names of the objects around them, in which tables are."""
        for each in fields:
            yield f"**{_escaped(each.wire)}** {'必填' if each.required else '选填'} {self._type(each.type)}"
            path = (*within, each.wire)
            yield f"【{each.doc.title or each.wire}】 {_prose(each, _conditions(path, rules))}"
            model = self._model(each.type)
            if isinstance(model, Enum):
                yield "可选取值"
                yield "\n".join(f"* {_escaped(str(m.value))}: {m.meaning or m.name}" for m in model.members)
            elif isinstance(model, Record) and not within:
                yield self._members(model.fields, [*rules, *_moved(model.rules, path)], path)

    def _members(self, fields: Iterable[Field], rules: Sequence[Rule] = (), within: tuple[str, ...] = ("",)) -> str:
        """Return the table of an object's members; what these consist of is left out."""
        rows = ("<br>".join(self._fields([each], rules, within)).replace("\n", "<br>") for each in fields)
        return "\n".join(["| 属性 |", "| --- |", *(f"| {row} |" for row in rows)])

    def _type(self, type_: Type) -> str:
        match type_:
            case Text(limits=limits):
                return f"string({limits.max_length})" if limits.max_length else "string"
            case Integer():
                return "integer"
            case Number():
                return "number"
            case Boolean():
                return "boolean"
            case File():
                return "file"
            case ListOf(item=item):
                return f"array[{self._type(item)}]"
            case Nullable(item=item):
                return self._type(item)
            case Constant() | Timestamp():
                return "string"
            case MapOf() | Anything():
                return "object"
            case Ref():
                model = self._model(type_)
                is_text = isinstance(model, Enum) and all(isinstance(member.value, str) for member in model.members)
                return "string" if is_text else "integer" if isinstance(model, Enum) else "object"

    def _model(self, type_: Type) -> object:
        match type_:
            case ListOf(item=item) | Nullable(item=item):
                return self._model(item)
            case Ref(name=name):
                return self._api.models[name]
            case _:
                return None


def _prose(member: Field, conditions: Iterable[str]) -> str:
    parts = [*conditions, *_limits(member.type)]
    if member.doc.default is not None:
        default = member.doc.default
        parts.append(f"默认为{str(default).lower() if isinstance(default, bool) else default}")
    if member.doc.lifetime:
        parts.append(f"有效期{member.doc.lifetime}秒")
    return "，".join(_escaped(part) for part in parts) or "一看就懂"


def _limits(type_: Type) -> Iterator[str]:
    match type_:
        case Text(limits=limits):
            if limits.min_length and limits.max_length:
                yield f"长度在{limits.min_length}-{limits.max_length}个字符之间"
            if limits.pattern:
                yield _CHARACTERS.get(limits.pattern, "格式见指引")
        case Integer(limits=limits):
            if limits.minimum is not None:
                yield f"最小{limits.minimum}"
            if limits.maximum is not None:
                yield f"最大{limits.maximum}"
        case ListOf(item=item, limits=limits):
            if limits.min_items:
                yield f"最少{limits.min_items}个"
            if limits.max_items:
                yield f"最多{limits.max_items}个"
            yield from (f"每个{part}" for part in _limits(item) if "字符" not in part)
        case Nullable(item=item):
            yield from _limits(item)


def _conditions(path: tuple[str, ...], rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the simple conditions of a member, as pages put them."""
    for condition in conditions_in(rules)[0].values():
        member, (*_, other), values = condition.key
        if member == path:
            when = "当且仅当" if condition.only else "当"
            said = " 或 ".join(
                str(value).lower() if isinstance(value, bool) else value for value in sorted(values, key=str)
            )
            yield f"{when} {other} 为 {said} 时{'必传' if condition.required else '可传'}"


def _moved(rules: Sequence[Rule], path: tuple[str, ...]) -> list[Rule]:
    """Return the rules of an object as rules of the body around it."""

    def moved(condition: Condition) -> Condition:
        return replace(condition, path=(*path, *condition.path))

    return [replace(rule, when=tuple(map(moved, rule.when)), then=tuple(map(moved, rule.then))) for rule in rules]


def _escaped(text: str) -> str:
    return text.replace("_", "\\_")
