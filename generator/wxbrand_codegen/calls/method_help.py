"""What the docstrings of a package say: the title of an operation, a sentence for each parameter and each member."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

_PARAMETER = re.compile(r"    (\w+): (.*)")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodHelp:
    """The docstring of a method."""

    title: str
    text: str
    """Everything except the parameters."""

    parameters: Mapping[str, str]
    """Parameter -> its title, whether it is required, its limits."""

    @classmethod
    def of(cls, docstring: str) -> MethodHelp:
        """Read a docstring."""
        paragraphs = inspect.cleandoc(docstring).split("\n\n")
        parameters = next((each for each in paragraphs if each.startswith("Args:\n")), "")
        others = [_joined(each.splitlines()) for each in paragraphs if each is not parameters]
        return cls(
            title=others[0].rstrip("。."),
            text="\n\n".join(others),
            parameters=_parameters(parameters.splitlines()[1:]),
        )


def _parameters(lines: list[str]) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if match := _PARAMETER.fullmatch(line):
            name = match[1]
            found[name] = [match[2]]
        elif name:
            found[name].append(line.strip())
    return {name: _joined(texts) for name, texts in found.items()}


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: with a space beside words of Latin letters, and without one within Chinese."""
    text = ""
    for line in map(str.strip, lines):
        text += f" {line}" if _LATIN.match(line) or _LATIN.match(text[-1:]) else line
    return text.strip()


def member_text(model: type, attribute: str, *, is_required: bool) -> str:
    """Return what the docstring of a member says, and whether it is required. Python keeps such docstrings in the source only."""
    text = _classes(model.__module__).get(model.__name__, {}).get(attribute, "")
    title, _, rest = text.partition("。")
    needed = "必填" if is_required else "选填"
    return f"{title}，{needed}。{rest}" if title else f"{needed}。"


@cache
def _classes(module: str) -> Mapping[str, Mapping[str, str]]:
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except OSError:  # installed without sources
        return {}
    return {node.name: dict(_documented(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _documented(body: list[ast.stmt]) -> list[tuple[str, str]]:
    return [
        (member.target.id, _joined(inspect.cleandoc(text.value.value).splitlines()))
        for member, text in pairwise(body)
        if isinstance(member, ast.AnnAssign)
        and isinstance(member.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    ]
