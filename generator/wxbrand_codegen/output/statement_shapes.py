"""Part of tidy: black reads one statement of each shape, not ten thousand alike.

What black does to a statement that is broken at its trailing commas, and whose lines all fit, follows from its shape:
which words stand there, and how long they are, is nothing to it. So where it leaves one of a shape alone, it leaves all;
where it does not, it gets the classes that have such a statement. What might depend on more is a shape of its own.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wxbrand_codegen.generated_text import LINE_LENGTH, display_width

_KEPT = frozenset({*keyword.kwlist, *keyword.softkwlist, "print", "exec"})
_PIECE = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\b[0-9]+\b(?!\.)|\b[^\W\d]\w*(?![\w"'])""")
_PROSE = re.compile(r'[^\s"\\](?:[^\n"\\]*[^\s"\\])?')
_ODD = re.compile("[\r\f\t]")

Shape = tuple[str, ...]


@dataclass(slots=True)
class _Block:
    """One statement of a module, with what stands before it."""

    gap: list[str]
    lines: list[str]
    sample: list[str] = field(default_factory=list)
    """Of a class, its opening and the members of a new shape; none if it has none."""

    shapes: set[Shape] = field(default_factory=set)


def formatted(text: str, module: ast.Module, black: Callable[[str], str]) -> str:
    """Give what black makes of a module, having it read as little of it as need be."""
    if _ODD.search(text):
        return black(text)
    lines = text.split("\n")
    blocks, rest = _blocks(module, lines)
    kept = [block for block in blocks if block.sample]
    sample = "\n".join([*(line for block in kept for line in (*block.gap, *block.sample)), *rest])
    finished = black(sample)
    if finished == sample:
        return text
    after, _ = _blocks(ast.parse(finished), finished.split("\n"))
    if len(after) != len(kept):
        return black(text)
    changed = [block for block, now in zip(kept, after, strict=True) if block.sample != now.lines]
    if any(block.gap != now.gap for block, now in zip(kept, after, strict=True)) or not all(b.shapes for b in changed):
        return black(text)
    refused = set[Shape]().union(*(block.shapes for block in changed))
    again = [block for block in blocks if block.shapes & refused]
    together = black("\n\n\n".join("\n".join(block.lines) for block in again) + "\n")
    for block, now in zip(again, _blocks(ast.parse(together), together.split("\n"))[0], strict=True):
        block.lines = now.lines
    return "\n".join([*(line for block in blocks for line in (*block.gap, *block.lines)), *rest])


def _blocks(module: ast.Module, lines: list[str]) -> tuple[list[_Block], list[str]]:
    """Cut a module into statements; gives also what stands after the last."""
    blocks: list[_Block] = []
    seen: set[Shape] = set()
    end = 0
    before = ""
    for statement in module.body:
        first, last = _first(statement), statement.end_lineno or statement.lineno
        block = _Block(gap=lines[end : first - 1], lines=lines[first - 1 : last])
        if isinstance(statement, ast.ClassDef):
            block.sample, block.shapes = _members(statement, lines, (before, *block.gap), seen)
        else:
            block.sample = _shortened(block.lines)
        blocks.append(block)
        end, before = last, type(statement).__name__
    return blocks, lines[end:]


def _members(
    class_: ast.ClassDef, lines: Sequence[str], before: Shape, seen: set[Shape]
) -> tuple[list[str], set[Shape]]:
    """Give the lines of a class that are needed: its opening, members of a new shape, and what stands before each."""
    top = class_.body[0]
    parts = [lines[_first(class_) - 1 : top.end_lineno]]
    opening, start = lines[_first(class_) - 1 : _first(top) - 1], lines[_first(top) - 1 : top.end_lineno]
    shapes = [{(*before, *_shape(opening)), ("top", *_shape(start, is_text=_is_text(top)))}]
    for earlier, member in pairwise(class_.body):
        end = earlier.end_lineno or earlier.lineno
        parts.append(lines[end : member.end_lineno])
        place = (type(earlier).__name__, "top" if earlier is top else "later", *lines[end : _first(member) - 1])
        shapes.append({(*place, *shape) for shape in _shapes(member, lines)})
    everything: set[Shape] = set()
    new = []
    for own in shapes:
        new.append(not own <= seen)
        seen |= own
        everything |= own
    if not any(new):
        return [], everything
    wanted = [True, *(here or after for here, after in pairwise([*new[1:], False]))]
    return [line for part, is_wanted in zip(parts, wanted, strict=True) if is_wanted for line in part], everything


def _shapes(member: ast.stmt, lines: Sequence[str]) -> Iterator[Shape]:
    """Give the shape of a member, of a method those of its signature and statements."""
    if not isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
        yield (type(member).__name__, *_shape(lines[_first(member) - 1 : member.end_lineno], is_text=_is_text(member)))
        return
    end = _first(member.body[0]) - 1
    yield ("def", *_shape(lines[_first(member) - 1 : end]))
    for position, statement in enumerate(member.body):
        own = lines[_first(statement) - 1 : statement.end_lineno]
        yield (str(position), *lines[end : _first(statement) - 1], *_shape(own, is_text=_is_text(statement)))
        end = statement.end_lineno or statement.lineno


def _shape(lines: Sequence[str], *, is_text: bool = False) -> Shape:
    """Give what black goes by: the lines themselves where that may be more than their shape."""
    if is_text:
        fits = all(display_width(line) <= LINE_LENGTH for line in lines)
        return tuple(_thinned([_PROSE.sub("x", line) for line in lines]) if fits else lines)
    if "#" in "".join(lines) or not all(map(_fits, lines)) or not _is_broken_at_commas(lines):
        return tuple(lines)
    return tuple(_thinned([_PIECE.sub(_short, line) for line in lines]))


def _fits(line: str) -> bool:
    most_columns = 1 if line.isascii() else 2  # no character is wider than two
    return most_columns * len(line) <= LINE_LENGTH


def _is_broken_at_commas(lines: Sequence[str]) -> bool:
    """Whether black could not join what is broken: each closing bracket comes after a comma, or after such a bracket."""
    return not any(
        line[:1] in {")", "]", "}"} and not earlier.endswith(",") and earlier not in {")", "]", "}"}
        for earlier, line in pairwise(map(str.strip, lines))
    )


def _short(piece: re.Match[str]) -> str:
    word = piece[0]
    if (quote := word[0]) in "\"'":
        inner = word[1:-1]
        return word if not inner or re.search(r"[\"'\\]", inner) else f"{quote}x{quote}"
    return "9" if word.isdecimal() else word if word in _KEPT else "x"


def _thinned(lines: Sequence[str]) -> list[str]:
    """Take out what stands for the third time in a row; once is not as good as twice, for a single row is special."""
    return [line for n, line in enumerate(lines) if n < 2 or not line == lines[n - 1] == lines[n - 2]]


def _shortened(lines: Sequence[str]) -> list[str]:
    """Take out of a long list what stands for the third time in a row."""
    shapes = [_PIECE.sub(_short, line) if _fits(line) and line.endswith(",") else line for line in lines]
    return [
        line
        for n, line in enumerate(lines)
        if n < 2 or not (line.endswith(",") and shapes[n] == shapes[n - 1] == shapes[n - 2])
    ]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _first(statement: ast.stmt) -> int:
    """Give the first line of a statement, that of a decorator if it has one."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
