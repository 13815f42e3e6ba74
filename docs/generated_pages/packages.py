"""A page for each package that users import. Zensical fills it from the docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from generated_pages.page import Page
from generated_pages.words import Language, marked, table

_FOLDER = "reference/packages"

PACKAGES = {
    "wxbrand": ("The client of the brand API", "品牌商户接口的客户端"),
    "wxbrand_runtime": ("The names that users need", "常用的名字"),
    "wxbrand_runtime.auth": ("Credentials, keys and signatures", "凭据、密钥和签名"),
    "wxbrand_runtime.client": ("Clients, hooks and pages", "客户端、钩子和分页"),
    "wxbrand_runtime.models": ("Values of models, files and times", "模型的值、文件和时间"),
    "wxbrand_runtime.http": ("Transports", "传输"),
    "wxbrand_runtime.http.httpx2": ("Transports through httpx2", "经过 httpx2 的传输"),
    "wxbrand_runtime.notifications": ("Notifications", "回调通知"),
    "wxbrand_runtime.rate_limits": ("Rate limiters", "限频器"),
    "wxbrand_runtime.opentelemetry": ("Spans of OpenTelemetry", "OpenTelemetry 的 span"),
    "wxbrand_runtime.testing": ("The fake WeChat Pay", "测试用的微信支付"),
}
"""The packages with a page, in its order, and what they are for."""

_OF_MSGSPEC = {"UNSET", "UnsetType"}
"""Names that the runtime takes over from msgspec, which documents them."""

_WORDS = {
    "title": ("Python packages", "Python 包"),
    "text": (
        "What you import, with its docstrings. Everything else may change without notice. The models of the API are on the pages of the "
        "[operations](../operations/index.md).",
        "可以导入的名字和它们的文档字符串（英文）；除此之外的一切都可能改变。接口的模型在各个[接口](../operations/index.md)的页上。",
    ),
    "package": ("Package", "包"),
    "for": ("What it is for", "用途"),
    "name": ("Name", "名字"),
    "page": ("Described in", "说明"),
    "errors": ("Errors", "错误"),
}


def package_pages(language: Language) -> Iterator[tuple[str, Page]]:
    """Yield the pages by path, the list first."""
    index = 0 if language == "en" else 1
    rows = [(f"[`{name}`]({_file(name)})", purpose[index]) for name, purpose in PACKAGES.items()]
    head = [_WORDS["package"][index], _WORDS["for"][index]]
    text = f"# {_WORDS['title'][index]}\n\n{_WORDS['text'][index]}\n\n{table(head, rows)}"
    yield f"{_FOLDER}/index.md", Page(title=_WORDS["title"][index], text=text, section="packages")
    for package in PACKAGES:
        text = "".join(_package(package, index))
        yield f"{_FOLDER}/{_file(package)}", Page(title=package, text=text, section="packages")


def public_names(package: str) -> list[str]:
    """Return the names of a package that users import."""
    module = import_module(package)
    names = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == package
    ]
    return [name for name in names if name not in _OF_MSGSPEC and not inspect.ismodule(getattr(module, name))]


def _package(package: str, index: int) -> Iterator[str]:
    module = import_module(package)
    yield f"# {package}\n\n{_docstring(module)}"
    elsewhere = []
    for name in public_names(package):
        value = getattr(module, name)
        home = _home(package, name)
        if home is not None:
            elsewhere.append((f"`{name}`", home[index]))
        else:
            yield f"::: {_path(package, name, value)}\n\n"
    if elsewhere:
        yield table([_WORDS["name"][index], _WORDS["page"][index]], elsewhere)


def _docstring(module: Any) -> str:
    """Return the docstring of a module as Markdown. What is indented is code; a list stays a list."""
    return "".join(f"{_paragraph(each)}\n\n" for each in inspect.cleandoc(module.__doc__ or "").split("\n\n"))


def _paragraph(text: str) -> str:
    if text.startswith(" "):
        return f"```python\n{inspect.cleandoc(text)}\n```"
    return text if text.startswith("- ") else marked(text.replace("::", ":") if text.endswith("::") else text)


def _home(package: str, name: str) -> tuple[str, str] | None:
    """Return links to the page on which a name is described, in both languages; None if that is the package's own."""
    if package != "wxbrand_runtime":
        return None
    for other in PACKAGES:
        if other.startswith("wxbrand_runtime.") and name in public_names(other):
            link = f"[`{other}`]({_file(other)}#{_path(other, name, getattr(import_module(other), name))})"
            return link, link
    return None


def _path(package: str, name: str, value: Any) -> str:
    """Return the full name of a value where it is defined."""
    if inspect.isclass(value) or inspect.isfunction(value):
        return f"{value.__module__}.{value.__qualname__}"
    return f"{package}.{name}"


def _file(package: str) -> str:
    return f"{package.replace('.', '-')}.md"
