"""The first page of the reference."""

from __future__ import annotations

from generated_pages.page import Page
from generated_pages.words import Language

_TEXT = {
    "en": """# Reference

These pages are made from the code and the spec.

- [Operations](operations/index.md): every operation and notification of the brand API.
- [Errors](errors.md): every error, its attributes, and what to do.
- [Commands](commands/index.md): every command of `wxbrand`, its options and exit codes.
- [Environment variables](variables.md)
- [Python packages](packages/index.md): what you import, from its docstrings.
""",
    "zh": """# 参考

这些页由代码和描述文件生成。

- [接口](operations/index.md)：品牌商户接口的全部操作和通知。
- [错误](errors.md)：每一种错误、它的属性和怎么办。
- [命令](commands/index.md)：`wxbrand` 的每个命令、选项和退出码。
- [环境变量](variables.md)
- [Python 包](packages/index.md)：可以导入的名字，来自文档字符串。
""",
}


def overview_page(language: Language) -> Page:
    """Return the page that leads to all parts of the reference."""
    return Page(title={"en": "Reference", "zh": "参考"}[language], text=_TEXT[language])
