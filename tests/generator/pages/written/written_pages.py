"""Made-up pages in the forms of real ones, each with what a reader must find in it.

`pages.txt` describes them: `name! type 【title】 prose ## facts`, `!` for required and `?` for optional, a dot for each level
of members, `= VALUE: meaning` for listed values. Each can be written as text, compact text, Markdown and HTML.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HOSTS = ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")
HEADINGS = {
    "header": "Header HTTP头参数",
    "path": "path 路径参数",
    "query": "query 查询参数",
    "body": "body 包体参数",
    "form": "Form 表单",
}
_FIELD = re.compile(r"(\.*) ?([\w-]+)([!?]) (\S+) 【(.+?)】 ?(.*?)(?: ## (.*))?")


@dataclass(kw_only=True)
class Written:
    """A field as a page writes it, and what must be read from it."""

    name: str
    required: bool
    type: str
    title: str
    prose: str
    facts: dict[str, Any]
    values: list[str] = field(default_factory=list)
    members: list[Written] = field(default_factory=list)

    @property
    def word(self) -> str:
        return "必填" if self.required else "选填"

    @property
    def enum(self) -> dict[str, str]:
        listed = self.facts.get("enum")
        if isinstance(listed, dict):
            return listed
        parts = (value.partition(": ") for value in self.values)
        return {value: meaning for value, _, meaning in parts}

    def sample(self) -> Any:
        """A value of the field, for the page's samples."""
        kind = self.type.partition("(")[0]
        if kind.startswith("array"):
            return [self._members_sample() if "object" in kind else "one"]
        if kind == "object":
            return self._members_sample()
        if self.enum:
            value = next(iter(self.enum))
            return int(value) if kind == "integer" else value
        return {"integer": 1, "number": 1.5, "boolean": True}.get(kind, f"sample_{self.name}")

    def _members_sample(self) -> dict[str, Any]:
        return {member.name: member.sample() for member in self.members if member.type != "file"}


@dataclass(kw_only=True)
class WrittenPage:
    """A page: its facts and the fields of each section."""

    key: str
    method: str
    path: str
    title: str = ""
    rate: str = ""
    expected_rate: tuple[int, int, str | None] | None = None
    status: int = 200
    sections: dict[str, list[Written]] = field(default_factory=dict)

    def sample(self, section: str) -> dict[str, Any]:
        return {each.name: each.sample() for each in self.sections.get(section, []) if each.type != "file"}

    @property
    def query(self) -> dict[str, str]:
        """The query of the sample call."""
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in self.sample("query").items()
        }

    @property
    def curl(self) -> list[str]:
        """The lines of the sample call."""
        address = HOSTS[0] + re.sub(r"\{(\w+)\}", r"sample_\1", self.path)
        query = "&".join(f"{name}={value}" for name, value in self.query.items())
        lines = [f"curl -X {self.method} \\", f"  {address}{'?' + query if query else ''} \\"]
        lines += ['  -H "Authorization: WECHATPAY-BRAND-SHA256-RSA2048 brand_id=\\"XXXX\\",..." \\']
        if form := self.sections.get("form"):
            lines += ['  -H "Content-Type: multipart/form-data" \\', '  -F file=@"/path/to/file" \\']
            meta = json.dumps(next(each for each in form if each.name == "meta").sample(), indent=2)
            return [*lines, *f'  -F meta="{meta}"'.split("\n")]
        if body := self.sample("body"):
            lines += ['  -H "Content-Type: application/json" \\']
            return [*lines, *f"  -d '{json.dumps(body, indent=2, ensure_ascii=False)}'".split("\n")]
        return [*lines, '  -H "Accept: application/json"']

    @property
    def answer(self) -> list[str]:
        """The lines of the sample response."""
        return json.dumps(self.sample("response"), indent=2, ensure_ascii=False).split("\n")


@cache
def written_pages(file: str = "pages.txt") -> dict[str, WrittenPage]:
    """Return the pages that a file describes."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    pages = (_page(chunk) for chunk in text.split("### ")[1:])
    return {page.key: page for page in pages}


def _page(text: str) -> WrittenPage:
    key, call, *lines = text.strip().split("\n")
    method, path = call.split(" ")
    page = WrittenPage(key=key, method=method, path=path)
    open_: list[list[Written]] = []
    for line in lines:
        if line.startswith("title "):
            page.title = line.removeprefix("title ")
        elif line.startswith("rate "):
            page.rate, _, expected = line.removeprefix("rate ").partition(" -> ")
            requests, *rest = expected.split(" ")
            if requests != "none":
                page.expected_rate = (int(requests), int(rest[0]), None if rest[1] == "None" else rest[1])
        elif line.startswith("["):
            section = line.strip("[]")
            page.status = int(section) if section.isdecimal() else page.status
            open_ = [page.sections.setdefault("response" if section.isdecimal() else section, [])]
        elif line.startswith("= "):
            last = open_[-1][-1]
            last.values.append(line.removeprefix("= "))
        else:
            found = _FIELD.fullmatch(line)
            assert found, line
            depth = len(found[1])
            del open_[depth + 1 :]
            if depth == len(open_):
                open_.append(open_[-1][-1].members)
            open_[depth].append(
                Written(
                    name=found[2],
                    required=found[3] == "!",
                    type=found[4],
                    title=found[5],
                    prose=found[6],
                    facts=_facts(found[7] or ""),
                )
            )
    return page


def _facts(text: str) -> dict[str, Any]:
    call = ast.parse(f"f({re.sub(r' (?=[a-z_]+=)|(?<!=) ?enum$', ', ', text.removesuffix('enum'))})", mode="eval").body
    assert isinstance(call, ast.Call)
    return {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}


def as_text(page: WrittenPage) -> str:
    """Write a page as its visible text, without the frames around members."""
    return "\n".join(_text(page, _spaced))


def as_compact_text(page: WrittenPage) -> str:
    """Write a page as text that lost its line breaks within frames and lists."""
    return "\n".join(_text(page, _compact))


def _text(page: WrittenPage, fields: Any) -> Iterator[str]:
    yield page.title
    yield f"更新时间：2026.03.09{'' if fields is _spaced else page.title + '的接口。'}"
    yield "接口说明"
    yield "支持商户：【品牌商户】"
    yield f"请求方式：【{page.method}】{page.path}"
    yield f"请求域名：【主域名】{HOSTS[0]} 使用该域名将访问就近的接入点"
    yield f"【备域名】{HOSTS[1]} 使用该域名将访问异地的接入点"
    if page.rate:
        yield f"接口限频：{page.rate}"
    yield "请求参数"
    yield from ("Header HTTP头参数", "Authorization 必填 string", "请设置", "Accept 必填 string", "请设置")
    if "form" in page.sections:
        yield from ("Content-Type 必填 string", "请设置为multipart/form-data")
    for name, heading in HEADINGS.items():
        if name in page.sections and name != "header":
            yield heading
        yield from fields(page.sections.get(name, ()))
    yield "请求示例"
    yield page.method
    numbered = [f"{number}{line}" for number, line in enumerate(page.curl, 1)]
    yield from numbered if fields is _spaced else [" ".join(numbered)]
    yield "应答参数"
    yield f"{page.status} {'OK' if page.status == 200 else 'No Content'}"
    if page.status == 204:
        yield "无数据"
    yield from fields(page.sections.get("response", ()))
    if page.sections.get("response"):
        yield "应答示例"
        yield "200 OK"
        yield from page.answer
    yield from ("错误码", "以下是本接口返回的错误码列表。")
    if fields is _spaced:
        yield from ("状态码", "", "错误码", "", "描述", "", "解决方案", "")
        yield from (
            "400",
            "",
            "TEA_GONE",
            "",
            "茶卖完了",
            "",
            "换一种茶",
            "",
            "403",
            "",
            "NO_AUTH",
            "",
            "没有权限",
            "",
            "去申请",
        )
    else:
        yield from ("状态码 错误码 描述 解决方案", "400 TEA_GONE 茶卖完了 换一种茶", "403 NO_AUTH 没有权限 去申请")


def _spaced(fields: list[Written]) -> Iterator[str]:
    for each in fields:
        yield f" {each.name} 　{each.word}   {each.type}"
        yield ""
        yield f"【{each.title}】{each.prose}"
        for value in each.values:
            yield ""
            yield f"  • {value.replace(': ', ':  ')}"
        yield ""
        if each.members:
            yield "属性"
            yield from _spaced(each.members)


def _compact(fields: list[Written]) -> Iterator[str]:
    for each in fields:
        yield f"{each.name} {each.word} {each.type}"
        yield f"【{each.title}】 {each.prose}"
        if each.values:
            yield "".join(each.values)
        if each.members:
            yield "| 属性 | |||"
            yield from _compact_members(each.members)
            yield "|"


def _compact_members(fields: list[Written]) -> Iterator[str]:
    line = ""
    for each in fields:
        line += f"{each.name} {each.word} {each.type} 【{each.title}】 {each.prose} {''.join(each.values)} "
        if each.members:
            yield line.strip()
            yield "| 属性 | |"
            yield from _compact_members(each.members)
            yield "|"
            line = ""
    if line:
        yield line.strip()


def as_markdown_tables(page: WrittenPage) -> str:
    """Write a page as Markdown whose fields stand in tables."""
    return "\n".join(_markdown(page, _table))


def as_markdown_lists(page: WrittenPage) -> str:
    """Write a page as Markdown whose fields stand in nested lists."""
    return "\n".join(_markdown(page, _list))


def as_markdown_frames(page: WrittenPage) -> str:
    """Write a page as Markdown made of HTML: the members of an object stand in one row of a table."""
    return "\n".join(_markdown(page, _frames))


def _escaped(text: str) -> str:
    return re.sub(r"([_*|\[\]])", r"\\\1", text)


def _markdown(page: WrittenPage, fields: Any) -> Iterator[str]:
    number = 4099000000 + len(page.path)
    yield from ("---", f'url: "https://pay.weixin.qq.com/doc/brand/{number}.md"', f'title: "{page.title}"')
    yield from (f"doc_id: {number}", 'api_version: "brand"', f'title_display: "brand/品牌商户/茶/{page.title}"', "---")
    yield from ("", ">更新时间：2026.03.09", "", f"品牌方用它来{page.title}。", "", "## 接口说明", "")
    yield from ("支持商户：【品牌商户】", "", f"请求方式：【{page.method}】`{page.path}`", "")
    yield f"请求域名：【主域名】[{HOSTS[0]}]({HOSTS[0]}) 使用该域名将访问就近的接入点"
    yield ""
    yield f"　　　　　【备域名】{HOSTS[1]} 使用该域名将访问异地的接入点，指引[点击查看](https://pay.weixin.qq.com/doc/brand/1.md)"
    if page.rate:
        yield from ("", f"接口限频：{page.rate}")
    yield from (
        "",
        "## 请求参数",
        "",
        "### Header HTTP头参数" if fields is not _frames else "**Header** HTTP头参数",
        "",
    )
    yield from fields(
        [
            Written(name="Authorization", required=True, type="string", title="签名", prose="请设置", facts={}),
            Written(name="Accept", required=True, type="string", title="类型", prose="请设置", facts={}),
            *page.sections.get("header", ()),
        ]
    )
    for name, heading in HEADINGS.items():
        if name in page.sections and name != "header":
            yield from ("", f"### {heading}" if fields is not _frames else f"**{heading}**", "")
            yield from fields(page.sections[name])
    yield from ("", "## 请求示例", "", "```bash", *page.curl, "```", "", "## 应答参数", "")
    yield f"**{page.status} {'OK' if page.status == 200 else 'No Content'}**"
    yield ""
    yield from fields(page.sections.get("response", ())) if page.status == 200 else ("无",)
    if page.sections.get("response"):
        yield from ("", "## 应答示例", "", "```json", *page.answer, "```")
    yield from ("", "## 错误码", "", "### 业务错误码", "", "| 状态码 | 错误码 | 描述 | 解决方案 |", "|---|---|---|---|")
    yield from (
        r"| 400 | TEA\_GONE | 茶卖完了 | 换一种茶 |",
        r"| 403 | NO\_AUTH | 没有权限 | [去申请](https://a.b/c.md) |",
    )


def _table(fields: list[Written], depth: int = 0) -> Iterator[str]:
    if depth == 0 and fields:
        yield "| 参数名 | 变量 | 类型 | 必填 | 描述 |"
        yield "|:---|---|---|:---:|---|"
    for each in fields:
        prose = "<br>".join(
            [_escaped(each.prose), *(f"- `{value.split(':')[0]}`:{value.split(':')[1]}" for value in each.values)]
        )
        name = "&emsp;" * (depth - 1) + ("└ " if depth else "") + _escaped(each.name)
        yield f"| {each.title} | {name} | {_escaped(each.type)} | {'是' if each.required else '否'} | {prose} |"
        yield from _table(each.members, depth + 1)


def _list(fields: list[Written], depth: int = 0) -> Iterator[str]:
    pad = "  " * depth
    for each in fields:
        yield f"{pad}- **{_escaped(each.name)}** `{each.word}` `{each.type}`"
        yield ""
        yield f"{pad}  【{each.title}】 {_escaped(each.prose)}"
        if each.values:
            yield ""
            for value in each.values:
                wire, meaning = value.split(": ", 1)
                yield f"{pad}  - `{wire}`：{meaning}"
        yield ""
        yield from _list(each.members, depth + 1)


def _frames(fields: list[Written]) -> Iterator[str]:
    for each in fields:
        yield from (
            f" {_escaped(each.name)} 　{each.word}   {each.type}",
            "",
            f"【{each.title}】{_escaped(each.prose)}",
            "",
        )
        yield from (f"* {value}" for value in each.values)
        yield ""
        if each.members:
            inner = _escaped(" ".join(_flat(each.members)))
            yield "| ![](https://gtimg.example/32.svg) | 属性 |  |"
            yield "| --- | --- | --- |"
            yield f"|  | {inner} |  |"
            yield ""


def _flat(fields: list[Written]) -> Iterator[str]:
    for each in fields:
        values = "".join(each.values)
        yield f"{each.name} 　{each.word}   {each.type}【{each.title}】 {each.prose} {values}"
        if each.members:
            yield "属性"
            yield from _flat(each.members)


def as_html(page: WrittenPage) -> str:
    """Write a page as saved HTML."""
    return "\n".join(_html(page))


def _html(page: WrittenPage) -> Iterator[str]:
    yield '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><article>'
    yield f"<h1>{page.title}</h1><div>更新时间：2026.03.09</div><h2>接口说明</h2><p>支持商户：【品牌商户】</p>"
    yield f"<p>请求方式：【{page.method}】<code>{page.path}</code></p>"
    yield f"<p>请求域名：【主域名】{HOSTS[0]} 就近</p><p>【备域名】{HOSTS[1]} 异地</p>"
    if page.rate:
        yield f"<p>接口限频：{page.rate}</p>"
    yield "<h2>请求参数</h2><a>折叠全部参数</a>"
    for name, heading in HEADINGS.items():
        if name in page.sections:
            first, second = heading.split(" ")
            yield f"<h3><span>{first}</span> {second}</h3>"
            yield from _html_fields(page.sections[name])
    yield f"<h2>请求示例</h2><pre>{_html_text(chr(10).join(page.curl))}</pre><h2>应答参数</h2><p>{page.status} OK</p>"
    yield from _html_fields(page.sections.get("response", []))
    if page.sections.get("response"):
        yield f"<h2>应答示例</h2><pre>{_html_text(chr(10).join(page.answer))}</pre>"
    yield "<h2>错误码</h2><table><thead><tr><th>状态码</th><th>错误码</th><th>描述</th><th>解决方案</th></tr></thead><tbody>"
    yield "<tr><td>400</td><td>TEA_GONE</td><td>茶卖完了</td><td>换一种茶</td></tr>"
    yield "<tr><td>403</td><td>NO_AUTH</td><td>没有权限</td><td>去申请</td></tr></tbody></table></article></body></html>"


def _html_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _html_fields(fields: list[Written]) -> Iterator[str]:
    for each in fields:
        yield f'<div class="param"><div><span>{each.name}</span>&nbsp;<span>{each.word}</span> <span>{each.type}</span></div>'
        yield f"<p>【{each.title}】{_html_text(each.prose)}</p>"
        if each.values:
            items = "".join(f"<li><code>{v.split(':')[0]}</code>:{v.split(':')[1]}</li>" for v in each.values)
            yield f"<ul>{items}</ul>"
        if each.members:
            yield "<table><tr><td>属性</td></tr><tr><td>"
            yield from _html_fields(each.members)
            yield "</td></tr></table>"
        yield "</div>"


FORMS = (as_text, as_compact_text, as_markdown_tables, as_markdown_lists, as_markdown_frames, as_html)
"""Ways to write a page."""
