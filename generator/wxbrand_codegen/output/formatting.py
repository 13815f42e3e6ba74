"""Format a module with black without having black read all of it: black gets one statement of each shape.

Black takes most of a second for ten thousand lines, and generated modules are full of statements that differ only in
their names and numbers. If a statement is already split at its trailing commas and every line is short enough, what
black does to it depends only on its shape, not on the exact words and their length. If black leaves one statement of
each shape alone, it leaves the module alone; if it changes one, the module is formatted in full. Where more than the
shape might matter, such as in a line that is too long, the statement's own text is its shape.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from wxbrand_codegen.generated_text import LINE_LENGTH, display_width

_KEYWORDS = frozenset({*keyword.kwlist, *keyword.softkwlist, "print", "exec"})
_TOKEN = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\b[0-9]+\b(?!\.)|\b[^\W\d]\w*(?![\w"'])""")
_DOCSTRING_TEXT = re.compile(r'[^\s"\\](?:[^\n"\\]*[^\s"\\])?')
_UNUSUAL_WHITESPACE = re.compile("[\r\f\t]")
_CLOSING_BRACKETS = frozenset({")", "]", "}"})

Shape = tuple[str, ...]


def format_by_shape(text: str, module: ast.Module, black: Callable[[str], str]) -> str:
    """Return what black makes of a module, while letting it read as little as possible."""
    if _UNUSUAL_WHITESPACE.search(text):
        return black(text)
    sample = "\n".join(_sample(module, text.split("\n")))
    return text if black(sample) == sample else black(text)


def _sample(module: ast.Module, lines: list[str]) -> list[str]:
    """Return the lines of a module that black must read, and those between them."""
    sample: list[str] = []
    seen: set[Shape] = set()
    end = 0
    previous = ""
    for node in module.body:
        first, last = _first_line(node), _last_line(node)
        gap, own = lines[end : first - 1], lines[first - 1 : last]
        if isinstance(node, ast.ClassDef):
            wanted = _sample_class(node, lines, (previous, *gap), seen)
        else:
            wanted = _shorten_lists(own)
        if wanted:
            sample += [*gap, *wanted]
        end, previous = last, type(node).__name__
    return sample + lines[end:]


def _sample_class(class_: ast.ClassDef, lines: Sequence[str], context: Shape, seen: set[Shape]) -> list[str]:
    """Return the lines of a class that black must read; none if all its shapes have been seen. `seen` is updated.

    They are the opening, each member of a shape not seen before, and the member before it.
    """
    top = class_.body[0]
    first, body = _first_line(class_) - 1, _first_line(top) - 1
    parts = [lines[first : top.end_lineno]]
    start = _shape(lines[body : top.end_lineno], is_docstring=_is_docstring(top))
    shapes = [{(*context, *_shape(lines[first:body])), ("top", *start)}]
    for earlier, member in pairwise(class_.body):
        end = _last_line(earlier)
        parts.append(lines[end : member.end_lineno])
        place = (type(earlier).__name__, "top" if earlier is top else "later", *lines[end : _first_line(member) - 1])
        shapes.append({(*place, *shape) for shape in _member_shapes(member, lines)})
    is_new = []
    for own in shapes:
        is_new.append(not own <= seen)
        seen |= own
    if not any(is_new):
        return []
    wanted = [True, *(here or following for here, following in pairwise([*is_new[1:], False]))]
    return [line for part, is_wanted in zip(parts, wanted, strict=True) if is_wanted for line in part]


def _member_shapes(member: ast.stmt, lines: Sequence[str]) -> Iterator[Shape]:
    """Yield the shape of a member; for a method, the shapes of its signature and of each of its statements."""
    first = _first_line(member) - 1
    if not isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
        yield (type(member).__name__, *_shape(lines[first : member.end_lineno], is_docstring=_is_docstring(member)))
        return
    end = _first_line(member.body[0]) - 1
    yield ("def", *_shape(lines[first:end]))
    for position, statement in enumerate(member.body):
        first = _first_line(statement) - 1
        shape = _shape(lines[first : statement.end_lineno], is_docstring=_is_docstring(statement))
        yield (str(position), *lines[end:first], *shape)
        end = _last_line(statement)


def _shape(lines: Sequence[str], *, is_docstring: bool = False) -> Shape:
    """Return everything that black's treatment of a statement depends on."""
    if is_docstring:
        fits = all(display_width(line) <= LINE_LENGTH for line in lines)
        return tuple(_drop_third_repeats([_DOCSTRING_TEXT.sub("x", line) for line in lines]) if fits else lines)
    if "#" in "".join(lines) or not all(map(_surely_fits, lines)) or not _is_split_at_commas(lines):
        return tuple(lines)
    return tuple(_drop_third_repeats([_TOKEN.sub(_abstract, line) for line in lines]))


def _surely_fits(line: str) -> bool:
    widest_character = 1 if line.isascii() else 2
    return widest_character * len(line) <= LINE_LENGTH


def _is_split_at_commas(lines: Sequence[str]) -> bool:
    """Whether black could not join the lines: each closing bracket follows a comma or another closing bracket."""
    return not any(
        line[:1] in _CLOSING_BRACKETS and not earlier.endswith(",") and earlier not in _CLOSING_BRACKETS
        for earlier, line in pairwise(map(str.strip, lines))
    )


def _abstract(token: re.Match[str]) -> str:
    """Replace a name by `x`, a number by `9` and a simple string by `"x"`; keep keywords and unusual strings."""
    word = token[0]
    if (quote := word[0]) in "\"'":
        inner = word[1:-1]
        return word if not inner or re.search(r"[\"'\\]", inner) else f"{quote}x{quote}"
    return "9" if word.isdecimal() else word if word in _KEYWORDS else "x"


def _drop_third_repeats(lines: Sequence[str]) -> list[str]:
    """Leave at most two equal lines in a row. One would not do: black treats a single row differently."""
    return [line for n, line in enumerate(lines) if not _is_third_repeat(lines, n)]


def _shorten_lists(lines: Sequence[str]) -> list[str]:
    """Leave at most two lines in a row that end with a comma and have the same shape."""
    shapes = [_TOKEN.sub(_abstract, line) if _surely_fits(line) and line.endswith(",") else line for line in lines]
    return [line for n, line in enumerate(lines) if not (line.endswith(",") and _is_third_repeat(shapes, n))]


def _is_third_repeat(lines: Sequence[str], position: int) -> bool:
    return position >= 2 and lines[position] == lines[position - 1] == lines[position - 2]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _first_line(statement: ast.stmt) -> int:
    """Return the number of a statement's first line, that of its decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _last_line(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
