"""The page of errors: every class of `wxbrand_runtime.errors`, when it is raised, its attributes, and what to do."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Iterator

from wxbrand_runtime import errors

from generated_pages.page import Page
from generated_pages.words import Language, marked, table

WHEN_AND_WHAT: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "WxbrandError": (
        (
            "The base class: catch it to catch every error that wxbrand raises on purpose.",
            "基类：捕获它就捕获了 wxbrand 有意引发的所有错误。",
        ),
        (
            "Look at `outcome_unknown`: if it is True, a write may have been carried out. Then repeat it with the same number and "
            "values, or query first.",
            "看 `outcome_unknown`：为 True 时，写操作可能已经生效，要用同样的单号和参数重复，或者先查询。",
        ),
    ),
    "InvalidCredentials": (
        (
            "A key or an id is missing, damaged or of the wrong kind. Nothing was sent.",
            "密钥或 ID 缺失、损坏或者种类不对。什么也没有发出。",
        ),
        (
            "The message says what was found and which file is needed; `wxbrand doctor` checks the whole set.",
            "错误信息说明看到的是什么、需要哪个文件；`wxbrand doctor` 检查全部配置。",
        ),
    ),
    "InvalidRequest": (
        ("A value breaks a documented rule. Nothing was sent.", "有一个值不合文档的要求。什么也没有发出。"),
        ("Correct the value that `field` names.", "改正 `field` 指出的值。"),
    ),
    "NotSent": (
        (
            "No connection was made, or every attempt was refused with 429 before it took effect.",
            "没有连上，或者每次都在生效之前以 429 被拒。",
        ),
        ("Repeat the call, with the same number and values.", "用同样的单号和参数重复。"),
    ),
    "OutcomeUnknown": (
        (
            "The request was sent and no usable response came: a time-out, a closed connection, half an answer.",
            "请求发出去了，却没有得到可用的应答：超时、连接断开、应答不完整。",
        ),
        (
            "Follow the message: repeat with the same `request_number` and the same values, or query first. Never choose a new number.",
            "照错误信息做：用同一个 `request_number` 和同样的参数重复，或者先查询。绝不要换单号。",
        ),
    ),
    "UntrustedResponse": (
        ("The response cannot be verified as WeChat Pay's.", "应答验签失败，不能确认来自微信支付。"),
        (
            "Use nothing of it. `reason` says why; for a write, see `outcome_unknown`. If it goes on, check WeChat Pay's public key and the clock.",
            "什么都不要用。`reason` 说明原因；写操作看 `outcome_unknown`。一直这样时，检查微信支付公钥和时钟。",
        ),
    ),
    "UnreadableResponse": (
        (
            "The response is WeChat Pay's, but not what the spec describes.",
            "应答确实来自微信支付，但不是描述文件所说的样子。",
        ),
        (
            "`answer` has the whole response. Find out what changed with `wxbrand drift`, and generate from a newer spec.",
            "`answer` 里有整个应答。用 `wxbrand drift` 看文档变了什么，用新的描述文件重新生成。",
        ),
    ),
    "UnreadableMember": (
        (
            "A required attribute was read whose value could not be read from the response and was put aside.",
            "读了一个必填的属性，而它的值在应答里读不出来，已经放到一边。",
        ),
        (
            "Use the other attributes; `unreadable_members(value)` lists what was put aside, with the raw values.",
            "其余属性照常可用；`unreadable_members(value)` 列出放到一边的成员和原值。",
        ),
    ),
    "ApiError": (
        ("WeChat Pay refused the call.", "微信支付拒绝了这次调用。"),
        (
            "If `retryable`, repeat after `retry_after` seconds with the same number and values. If `outcome_unknown`, query first. "
            "Otherwise correct what `code`, `message` and `cause` say; give `request_id` to WeChat Pay's support.",
            "`retryable` 为真时，过 `retry_after` 秒用同样的单号和参数重复；`outcome_unknown` 为真时先查询；"
            "否则按 `code`、`message`、`cause` 改正。找微信支付技术支持时提供 `request_id`。",
        ),
    ),
    "InvalidSignature": (
        (
            "Raised by `wxbrand_runtime.auth.verify_response` only.",
            "验签失败，只由 `wxbrand_runtime.auth.verify_response` 引发。",
        ),
        ("Do not use the response; `reason` says why.", "不要使用这个应答；`reason` 说明原因。"),
    ),
    "InvalidNotification": (
        ("A callback that must not be acted upon.", "不能照着做的回调。"),
        (
            "Answer with `failed(...)`, so that WeChat Pay sends a genuine one again.",
            "用 `failed(...)` 应答，真的通知微信支付会再发。",
        ),
    ),
}
"""For each class: when it is raised, and what to do, in both languages."""

_HEADS = {
    "title": ("Errors", "错误"),
    "text": (
        "Every error that wxbrand raises on purpose is a `WxbrandError`, importable from `wxbrand_runtime`. No message contains a key, "
        "an Authorization value, an openid or a body. The guide [Errors](../guides/errors.md) shows how to handle them.",
        "wxbrand 有意引发的错误都是 `WxbrandError`，都可以从 `wxbrand_runtime` 导入。错误信息里没有密钥、Authorization 的值、openid 和报文。"
        "怎样处理见指南[错误](../guides/errors.md)。",
    ),
    "when": ("When", "什么时候"),
    "do": ("What to do", "怎么办"),
    "attribute": ("Attribute", "属性"),
    "meaning": ("Meaning", "含义"),
    "reasons": ("Values of `reason`", "`reason` 的取值"),
}


def error_page(language: Language) -> Page:
    """Return the page of errors."""
    index = 0 if language == "en" else 1
    tree = (errors.__doc__ or "").split("\n\n")[1]
    parts = [f"# {_HEADS['title'][index]}\n\n{_HEADS['text'][index]}\n\n```text\n{tree}\n```\n\n"]
    for name, attributes in error_attributes().items():
        when, what = WHEN_AND_WHAT[name]
        parts.append(
            f"## {name}\n\n{when[index]}\n\n**{_HEADS['do'][index]}:** {what[index]}\n\n"
            + table(
                [_HEADS["attribute"][index], _HEADS["meaning"][index]],
                [(f"`{attribute}`", marked(text)) for attribute, text in attributes.items()],
            )
        )
    return Page(title=_HEADS["title"][index], text="".join(parts))


def error_attributes() -> dict[str, dict[str, str]]:
    """Return the documented attributes of each class of errors, its base class first."""
    tree = ast.parse(inspect.getsource(errors))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return {each.name: dict(_attributes(each)) for each in classes}


def _attributes(class_: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield the properties, and the attributes that have a docstring below them."""
    functions = [node for node in class_.body if isinstance(node, ast.FunctionDef)]
    for body in (class_.body, *(node.body for node in functions if node.name == "__init__")):
        for statement, below in itertools.pairwise(body):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", None)
            if name and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                yield str(name), inspect.cleandoc(str(below.value.value))
    for node in functions:
        if any(isinstance(each, ast.Name) and each.id == "property" for each in node.decorator_list):
            yield node.name, ast.get_docstring(node) or ""
