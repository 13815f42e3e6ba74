"""The words of generated pages, in English and Chinese, and Markdown that shows any text as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Literal

Language = Literal["en", "zh"]

WORDS: dict[str, tuple[str, str]] = {
    "operations": ("Operations", "接口"),
    "operations-text": (
        "Every operation and notification of the brand API, as the spec describes it. Names and descriptions are those of WeChat "
        "Pay's documentation. The example of each page runs in a test.",
        "品牌商户接口的全部操作和通知，内容来自描述文件，名称和说明照微信支付的文档。每一页的例子都在测试里运行。",
    ),
    "notifications": ("Notifications", "通知"),
    "method": ("Method", "方法"),
    "title": ("Title", "名称"),
    "request": ("Request", "请求"),
    "event": ("Event", "事件"),
    "call": ("Call", "调用"),
    "signature": ("Signature", "签名"),
    "signature-text": (
        "`AsyncBrandClient` has the same method with `await`.",
        "`AsyncBrandClient` 有同样的方法，前面加 `await`。",
    ),
    "iterator-text": (
        "`{name}(...)` takes the same arguments and iterates over all items; each page is requested when it is needed.",
        "`{name}(...)` 参数相同，依次给出所有页里的每一项，取完一页才请求下一页。",
    ),
    "request-class": ("Request class", "请求类"),
    "request-class-text": (
        "`models.{name}` after `from wxbrand import models`; [tests](../../guides/testing.md) name the operation by it",
        "`models.{name}`，先 `from wxbrand import models`；[测试](../../guides/testing.md)里用它指明接口",
    ),
    "path": ("Path", "路径参数"),
    "query": ("Query", "查询参数"),
    "header": ("Header fields", "请求头"),
    "body": ("Body", "请求体"),
    "rules": ("Rules between members", "成员之间的规则"),
    "response": ("Response", "应答"),
    "response-example": ("Example of a response", "应答示例"),
    "no-body": ("No body.", "没有应答体。"),
    "content": ("Not JSON: `Content` with the media type {type}.", "不是 JSON：媒体类型为 {type} 的 `Content`。"),
    "errors": ("Errors", "错误"),
    "errors-text": (
        "The codes that its page of the documentation lists; others are possible, such as `INVALID_REQUEST`. Each is raised as an "
        "[`ApiError`](../errors.md#apierror).",
        "文档页列出的错误码；也可能遇到别的，例如 `INVALID_REQUEST`。都作为 [`ApiError`](../errors.md#apierror) 引发。",
    ),
    "status": ("Status", "状态码"),
    "code": ("Code", "错误码"),
    "meaning": ("Meaning", "含义"),
    "field": ("Field", "字段"),
    "type": ("Type", "类型"),
    "required": ("Required", "必填"),
    "description": ("Description", "说明"),
    "yes": ("yes", "是"),
    "required-member": ("required", "必有"),
    "unproven": ("Not proven", "未证实"),
    "unproven-text": (
        "No dated page of the brand documentation proves these facts, or sources disagree. None of them makes validation stricter.",
        "以下内容没有带日期的品牌文档证实，或者各处说法不同；它们都不会让校验更严。",
    ),
    "fact": ("Fact", "内容"),
    "sources": ("Sources", "来源"),
    "rate": ("Rate limit", "限频"),
    "repeat": ("Safe to repeat", "能否重复"),
    "repeat-read": ("yes: it changes nothing", "能：只是查询"),
    "repeat-safe": ("yes, with the same number and the same values", "能，用同样的单号和同样的参数"),
    "repeat-unsafe": ("no: a repeat takes effect again", "不能：再来一次会再次生效"),
    "repeat-unknown": ("not documented: query before you repeat", "文档没有说明：重复之前先查询"),
    "number": ("Request number", "请求单号"),
    "preconditions": ("Before", "前置条件"),
    "source": ("Source", "来源"),
    "deprecated": ("Deprecated.", "已废弃。"),
    "same-if": ("The same event if equal", "相同即为同一事件"),
    "class": ("Class", "类"),
    "resource": ("Members of the resource", "resource 的成员"),
    "resource-example": ("Example of a resource", "resource 示例"),
    "area": ("Area", "分类"),
    "recursive": ("as above", "同上"),
}

TYPES: dict[str, tuple[str, str]] = {
    "Text": ("text", "文本"),
    "Integer": ("integer", "整数"),
    "Number": ("number", "数"),
    "Boolean": ("boolean", "布尔"),
    "Constant": ("text", "文本"),
    "Timestamp": ("time", "时间"),
    "File": ("file", "文件"),
    "Anything": ("any", "任意"),
    "Record": ("object", "对象"),
    "Union": ("one of several", "几种之一"),
}

_PATTERNS = {
    "list": ("list of {}", "列表：{}"),
    "map": ("map of {}", "对象，成员为{}"),
    "null": ("{} or null", "{}或 null"),
}


def word(key: str, language: Language) -> str:
    """Return a word or a sentence in a language."""
    return WORDS[key][_index(language)]


def type_word(key: str, language: Language) -> str:
    """Return the name of a kind of value in a language."""
    return TYPES[key][_index(language)]


def type_pattern(key: str, inner: str, language: Language) -> str:
    """Return the name of a list, a map or a nullable of `inner` in a language."""
    return _PATTERNS[key][_index(language)].format(inner)


def _index(language: Language) -> int:
    return 0 if language == "en" else 1


def escaped(text: str) -> str:
    """Return text as Markdown in which no character is markup, on one line."""
    return _escaped(" ".join(text.split()))


def marked(text: str) -> str:
    """Return a text of our own as Markdown on one line: what stands in backticks stays code, all else is no markup."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(part if n % 2 else _escaped(part) for n, part in enumerate(parts))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]|])", r"\\\1", html.escape(text, quote=False))


def literal(text: str) -> str:
    """Return text as code, for a table too."""
    if not re.search(r"[`|\[\]]", text):
        return f"`{text}`"
    shown = re.sub(r"[`|*_{}\[\]\\]", lambda found: f"&#{ord(found[0])};", html.escape(text))
    return f"<code>{shown}</code>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or nothing if it has no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines, "", ""]) if lines else ""


def bullets(lines: Iterable[str]) -> str:
    """Return a list, or nothing if it is empty."""
    text = "".join(f"- {line}\n" for line in lines)
    return f"{text}\n" if text else ""
