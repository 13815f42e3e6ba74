"""Name operations and notifications whose page has no sample: short, as the official samples are named.

The last segments of the path say what is done to what, the title says which verb is meant where the path does not:
`POST …/stocks/{stock_id}/update-budget` is `UpdateStockBudget`, `GET …/stocks` with 列表 in its title `ListStocks`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Words = tuple[str, ...]

GENERAL_SEGMENTS = frozenset({"brand", "marketing", "partner", "partners", "merchant", "api", "media"})
"""Segments of paths that say nothing about what an operation is for."""

_VERBS = frozenset({
    "accept", "activate", "add", "agree", "apply", "approve", "associate", "authorize", "bind", "cancel", "change",
    "check", "close", "complete", "confirm", "consume", "convert", "copy", "create", "deactivate", "decrypt", "deduct",
    "delete", "deliver", "disable", "disassociate", "download", "enable", "end", "exchange", "export", "finish",
    "freeze", "generate", "get", "grant", "import", "increase", "invalidate", "issue", "list", "lock", "modify",
    "notify", "open", "pause", "pay", "query", "receive", "redeem", "refund", "register", "reject", "release", "remove",
    "reset", "restart", "resume", "return", "revoke", "search", "send", "set", "settle", "sign", "split", "start",
    "stop", "submit", "subscribe", "suspend", "sync", "terminate", "unbind", "unfreeze", "unlock", "unsubscribe",
    "update", "upload", "use", "verify", "void", "withdraw",
})  # fmt: skip
_NOUNS_TOO = frozenset(
    {"end", "exchange", "issue", "notify", "open", "pay", "refund", "return", "sign", "split", "use"}
)
"""Verbs only if they stand alone: `notify-configs` are configurations."""

_TAKES_MANY = frozenset({"check", "download", "export", "import", "list", "query", "search", "sync", "upload"})
"""Verbs that stand for a whole collection where the path names no single thing of it."""

_TITLE_VERBS = {
    "预发放": ("pre", "send"), "发放": ("send",), "发送": ("send",), "下发": ("send",), "确认": ("confirm",),
    "创建": ("create",), "新建": ("create",), "新增": ("create",), "添加": ("create",), "增加": ("create",),
    "申请": ("apply",), "提交": ("submit",), "登记": ("register",), "设置": ("set",), "配置": ("set",),
    "修改": ("update",), "更新": ("update",), "变更": ("update",), "调整": ("update",),
    "查询": ("get",), "查看": ("get",), "发给": ("send",), "获取": ("get",), "拉取": ("get",), "搜索": ("search",), "下载": ("download",),
    "删除": ("delete",), "移除": ("remove",), "上传": ("upload",), "导入": ("import",), "同步": ("sync",),
    "关闭": ("close",), "暂停": ("pause",), "终止": ("terminate",), "恢复": ("resume",), "撤销": ("revoke",),
    "失效": ("deactivate",), "作废": ("invalidate",), "核销": ("use",), "退券": ("return",), "取消": ("cancel",),
    "解绑": ("unbind",), "绑定": ("bind",), "关联": ("associate",), "激活": ("activate",), "退款": ("refund",),
    "生成": ("generate",),
}  # fmt: skip
_TITLE_VERB = re.compile("|".join(sorted(_TITLE_VERBS, key=len, reverse=True)))
_SAYS_LIST = re.compile(r"列表|所有|全部|批量查询|分页")


def operation_name(title: str, method: str, path: str, taken: Collection[str] = ()) -> str:
    """Return a name that none of `taken` has."""
    used = {name.lower() for name in taken}
    names = ["".join(word.capitalize() for word in words) for words in _candidates(title, method, path)]
    names = [name for name in names if re.match("[A-Z]", name)] or ["Call"]
    numbered = (f"{names[-1]}{number}" for number in range(2, len(used) + 3))
    return next(name for name in (*names, *numbered) if name.lower() not in used)


def notification_name(event_type: str, taken: Collection[str] = ()) -> str:
    """Return a name for the webhook of an event type that none of `taken` has."""
    used = {name.lower() for name in taken}
    base = f"{event_class(event_type)}Notification"
    return next(name for name in (base, *(f"{base}{n}" for n in range(2, len(used) + 3))) if name.lower() not in used)


def event_class(event_type: str) -> str:
    """Return the words of an event type as a class: `ProductCouponSend` for `PRODUCT_COUPON.SEND`.

    What comes before the first dot is left out if it begins with BRAND: the whole API is the brand's.
    """
    first, dot, rest = event_type.partition(".")
    words = re.findall(r"[A-Za-z0-9]+", rest if dot and first.startswith("BRAND_") else event_type)
    name = "".join(word.capitalize() for word in words)
    return name if re.match("[A-Z]", name) else f"Event{name}"


def area_of(path: str) -> str:
    """Return the first segment of a path that says something about its area, as a tag."""
    telling = [s for s in _literals(path) if s not in {"brand", "marketing", "partner"} and not re.fullmatch(r"v\d", s)]
    return re.sub(r"\W", "_", (telling or _literals(path) or ["api"])[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Action:
    """What the last segment of a path says, if it is not a collection: `update-budget`, `confirm`, `image-upload`."""

    verb: Words
    object: Words
    qualifier: Words
    """`by openid`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    """A path, taken apart."""

    area: Words
    """First telling segment, if others follow."""

    owner: Words
    """`user`, if the path goes through users/{openid}."""

    parent: Words
    """The collection or thing that the last segment belongs to."""

    last: Words
    """The last segment that is not a parameter."""

    selector: Words
    """`by out trade no`, if the path ends in out-trade-no/{out_trade_no}: one of several ways to name a thing."""

    ends_in_parameter: bool
    follows_parameter: bool
    """Whether the last segment comes after a parameter, and so is about one thing."""


def _literals(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment and "{" not in segment]


def _route(path: str) -> _Route:
    segments = [s for s in path.split("/") if s and s not in GENERAL_SEGMENTS and not re.fullmatch(r"v\d+", s)]
    selectors = {
        at for at, s in enumerate(segments[:-1]) if "{" in segments[at + 1] and _words(segments[at + 1]) == _words(s)
    }
    ends_in_parameter = bool(segments) and "{" in segments[-1]
    selector = _words(segments[-1]) if len(segments) - 2 in selectors else ()
    segments = [s for at, s in enumerate(segments) if not {at, at - 1} & selectors] or segments
    literals = [(at, s) for at, s in enumerate(segments) if "{" not in s]
    words = [_words(s) for _, s in literals]
    area = words[0] if len(words) > 1 else ()
    last_at = literals[-1][0] if literals else 0
    inner = [w for (at, s), w in zip(literals, words, strict=True) if at < last_at and w != area and s != "users"]
    return _Route(
        area=area,
        owner=("user",) if any(s == "users" for at, s in literals if at < last_at) else (),
        parent=inner[-1] if inner else (),
        last=words[-1] if words else (),
        selector=("by", *selector) if selector else (),
        ends_in_parameter=ends_in_parameter,
        follows_parameter=(last_at > 0 and "{" in segments[last_at - 1]) or (bool(selectors) and not selector),
    )


def _words(segment: str) -> Words:
    words = tuple(word.lower() for word in re.findall(r"[A-Za-z0-9]+", segment))
    if words and (rest := words[0].removeprefix("brand")) and rest != words[0]:
        words = (rest, *words[1:])
    return words


def _candidates(title: str, method: str, path: str) -> Iterator[Words]:
    """Yield names, the shortest first."""
    route = _route(path)
    action = None if route.ends_in_parameter else _action(route, method, title)
    verb, parts = _action_parts(route, action, title) if action else _collection_parts(route, method, title)
    yield verb + parts
    if action and action.object and action.object[-1] != _singular(action.object)[-1] and route.parent:
        yield verb + parts + ("for",) + _thing(route, route.parent)
    area, parent = _singular(route.area), _singular(route.parent)
    if parent and _singular(parts[: len(parent)]) == parent:
        parent = ()  # it is said already
    for around in (parent, area, area + parent):
        if around and _singular(parts[: len(around)]) != around:
            yield verb + around + parts


def _action(route: _Route, method: str, title: str) -> _Action | None:
    """Return what the last segment does; None if it is a collection or a thing."""
    words = route.last
    if "by" in words[1:]:
        at = words.index("by", 1)
        words, qualifier = words[:at], words[at:]
    else:
        qualifier = ()
    if words[:1] == ("pre",) and len(words) > 1 and words[1] in _VERBS:
        return _Action(verb=words[:2], object=words[2:], qualifier=qualifier)
    if words and words[0] in _VERBS and (len(words) == 1 or words[0] not in _NOUNS_TOO):
        return _Action(verb=words[:1], object=words[1:], qualifier=qualifier)
    if len(words) > 1 and words[-1] in _VERBS - _NOUNS_TOO:
        return _Action(verb=words[-1:], object=words[:-1], qualifier=qualifier)
    if method == "POST" and route.follows_parameter and len(words) == 1 and _singular(words) == words:
        glued = next((v for v in sorted(_VERBS, key=len, reverse=True) if words[0].startswith(v)), "")
        if len(words[0]) - len(glued) >= 4 and glued:
            return _Action(verb=(glued,), object=(words[0][len(glued) :],), qualifier=qualifier)
        if not _title_verbs(title):
            return _Action(verb=words, object=(), qualifier=qualifier)
    return None


def _action_parts(route: _Route, action: _Action, title: str) -> tuple[Words, Words]:
    spoken = _title_verbs(title)
    verb = spoken if spoken[: len(action.verb)] == action.verb else action.verb
    is_plural = bool(action.object) and _singular(action.object) != action.object
    if not action.object:
        takes_many = action.verb[-1] in _TAKES_MANY and not route.follows_parameter and not action.qualifier
        parts = _thing(route, route.parent, plural=takes_many)
    elif is_plural or not route.follows_parameter:
        parts = action.object
    elif route.parent:
        parts = _thing(route, route.parent) + action.object
    else:
        parts = _thing(route, action.object)
    return verb, parts + action.qualifier


def _collection_parts(route: _Route, method: str, title: str) -> tuple[Words, Words]:
    spoken = _title_verbs(title)
    is_collection = _singular(route.last) != route.last
    lists = is_collection and not route.ends_in_parameter and (_SAYS_LIST.search(title) or not spoken)
    match method:
        case "GET":
            verb: Words = ("list",) if lists else ("get",)
        case "PATCH" | "PUT":
            verb = ("update",)
        case "DELETE":
            verb = ("delete",)
        case _:
            verb = spoken or ("create",)
    parts = _thing(route, route.last, plural=verb == ("list",))
    if not is_collection and not route.ends_in_parameter:
        parts = _singular(route.parent or route.area) + parts
    return verb, parts + route.selector


def _thing(route: _Route, words: Words, *, plural: bool = False) -> Words:
    """Return a collection or one thing of it, with its owner.

    A thing that is named after the end of the area is called after all of it: coupons of `product-coupon`.
    """
    words = words or route.area
    words = words if plural else _singular(words)
    area = _singular(route.area)
    if len(area) > 1 and (_singular(words[:1]) == area[-1:] or words[:1] == area[-1:]):
        words = area[:-1] + words
    return route.owner + words


def _title_verbs(title: str) -> Words:
    """Return the first verb of a title; with the verb of what is confirmed: confirm, send for 确认发放用户商品券."""
    found = _TITLE_VERB.search(title)
    if found is None:
        return ()
    words = _TITLE_VERBS[found[0]]
    confirmed = _TITLE_VERB.match(title, found.end()) if words == ("confirm",) else None
    return words + _TITLE_VERBS[confirmed[0]] if confirmed else words


def _singular(words: Sequence[str]) -> Words:
    """Return words with the last one in the singular."""
    if not words:
        return ()
    last = words[-1]
    if re.search(r"[^aeiou]ies$", last):
        last = last[:-3] + "y"
    elif re.search(r"(?:ss|x|ch|sh)es$", last):
        last = last[:-2]
    elif re.search(r"[^su]s$", last) and not last.endswith("is") and len(last) > 3:
        last = last[:-1]
    return (*words[:-1], last)
