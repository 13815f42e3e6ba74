"""Format a module with black, without having black read the lines that fit.

Templates print whatever fits its line as black would, and black takes a second for five thousand lines. So black is asked
only about the lines that do not fit, each within copies of the statements and brackets around it that are otherwise
empty. Tests have black read whole modules, and compare: every module that any test of the generator generates.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wxbrand_codegen.generated_text import LINE_LENGTH

Formatter = Callable[[str], str]
"""Takes source, and returns it as black formats it."""

_CLOSING = (")", "]", "}")
_SEPARATOR = "# ---"

_TEXT = r'"[^"\\]*"'
_INDIVISIBLE = re.compile(
    rf"\s*(?:(?:\w+=)?(?:{_TEXT}|[\w.]+(?:\(\)?)?)|{_TEXT}: {_TEXT}|(?:class|def|async def) \w+\(),?"
)
"""A line that black cannot split: a name or text, a pair of texts in a table, the beginning of a call or definition."""

_LAYOUT = re.compile(r"[\s(),]+")
"""What black may add or remove, besides what only custom templates write."""

_LONG_WORD = re.compile(rf"{_TEXT}|\w{{9,}}")
"""A text or name that can be shortened in a line that only surrounds another. No keyword has nine letters."""


_Answer = tuple[int, list[str]]
"""Position after the last line to replace, and the lines that replace them."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Lines that are too long, within what black must know of their surroundings."""

    first: int
    """Position of the first line in the module, from 0."""

    lines: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    times: int = 1
    """How often the lines are there: twice if the brackets around them hold more. Black treats a single item differently."""

    def text(self) -> str:
        """Return the source for black."""
        return "\n".join((*self.before, *self.lines * self.times, *self.after))

    def answer(self, formatted: str) -> list[str] | None:
        """Return what replaces the lines; None if black changed the surroundings too."""
        lines = [line for line in formatted.split("\n") if line]  # black sets blocks off by empty lines
        first, end = len(self.before), len(lines) - len(self.after)
        inner = lines[first:end]
        once = inner[: len(inner) // self.times]
        is_clean = once * self.times == inner and (*lines[:first], *lines[end:]) == (*self.before, *self.after)
        return once if is_clean else None


class _Layout:
    """The lines of a module, and what surrounds each: indentation tells, since every bracket that is left open ends a line."""

    def __init__(self, lines: list[str], positions: set[int]) -> None:
        """Look at the lines, and note what surrounds those at `positions`."""
        self._lines = lines
        self._around: dict[int, list[int]] = {}
        self._closing: dict[int, int] = {}
        stack: list[tuple[int, int]] = []
        for position, line in enumerate(lines):
            indent = _indent(line)
            if indent == len(line):
                continue
            while stack and stack[-1][0] >= indent:
                depth, earlier = stack.pop()
                if depth == indent and line[indent] in _CLOSING:
                    self._closing[earlier] = position
            if position in positions:
                self._around[position] = [earlier for _, earlier in stack]
            stack.append((indent, position))
        self._opening = {closing: opening for opening, closing in self._closing.items()}

    def about_line(self, position: int) -> _Question:
        """Ask about one line, without its neighbours."""
        line, around = self._lines[position], self._around[position]
        before, after = self._surroundings(around)
        filling = [" " * (_indent(line) + 4) + "x,"] * 2
        if (opening := self._opening.get(position)) is not None:
            before += [_shortened(self._lines[opening]), *filling]
            return _Question(position, (line,), tuple(before), (*_rest(self._lines[opening], line), *after))
        if position in self._closing:
            return _Question(position, (line,), tuple(before), (*filling, *self._end(position), *after))
        items = self._closing[around[-1]] - around[-1] - 1 if around and around[-1] in self._closing else 1
        times = 2 if items > 1 and line.endswith(",") else 1
        return _Question(position, (line,), tuple(before), (*_rest(line, line), *after), times)

    def about_statement(self, position: int) -> _Question:
        """Ask about the whole statement that a line is part of."""
        around = [*self._around[position], self._opening.get(position, position)]
        depth = next((depth for depth, outer in enumerate(around) if outer in self._closing), len(around) - 1)
        first = around[depth]
        lines = self._lines[first : self._closing.get(first, first) + 1]
        before, after = self._surroundings(around[:depth])
        return _Question(first, tuple(lines), tuple(before), (*_rest(lines[0], lines[-1]), *after))

    def _surroundings(self, around: Iterable[int]) -> tuple[list[str], list[str]]:
        before: list[str] = []
        after: list[str] = []
        for position in around:
            before.append(_shortened(self._lines[position]))
            if position in self._closing:
                after = [*self._end(position), *after]
        return before, after

    def _end(self, opening: int) -> list[str]:
        """Return the line with the closing bracket, and what must follow it."""
        line = _LONG_WORD.sub("x", self._lines[self._closing[opening]])
        return [line, *_rest(self._lines[opening], line)]


def format_long_lines(text: str, module: ast.Module, black: Formatter) -> str:
    """Return what black makes of a module whose other lines are in its form already."""
    lines = text.split("\n")
    long = {position for position, line in enumerate(lines) if _is_long(line)}
    if long:
        long -= set(_docstring_lines(module.body))
    if not long:
        return text
    layout = _Layout(lines, long)
    try:
        answers, unclear = _ask([layout.about_line(position) for position in long], black)
        if unclear:
            more, unclear = _ask([layout.about_statement(question.first) for question in unclear], black)
            answers |= more
    except ValueError:  # the surroundings of a line are not what this module expects, and black cannot parse them
        return black(text)
    result = "\n".join(_replaced(lines, answers))
    return black(text) if unclear or _LAYOUT.sub("", result) != _LAYOUT.sub("", text) else result


def _is_long(line: str) -> bool:
    """Whether a line may be too long for black, which has a table of its own for how wide a character is."""
    widest_character = 1 if line.isascii() else 2
    return widest_character * len(line) > LINE_LENGTH and not _INDIVISIBLE.fullmatch(line)


def _docstring_lines(body: Iterable[ast.stmt]) -> Iterator[int]:
    """Yield the positions of the lines of docstrings, which are wrapped already, and which black leaves alone."""
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            yield from range(statement.lineno - 1, statement.end_lineno or statement.lineno)
        yield from _docstring_lines(getattr(statement, "body", ()))
        yield from _docstring_lines(getattr(statement, "orelse", ()))


def _ask(questions: list[_Question], black: Formatter) -> tuple[dict[int, _Answer], list[_Question]]:
    """Return the answers by position, and the questions that have none.

    Black reads all of them at once, which takes half the time.
    """
    texts = list(dict.fromkeys(question.text() for question in questions))
    formatted = black(f"\n{_SEPARATOR}\n".join(texts)).split(f"{_SEPARATOR}\n")
    by_text = dict(zip(texts, formatted, strict=True))
    answers, unclear = dict[int, _Answer](), list[_Question]()
    for question in questions:
        answer = question.answer(by_text[question.text()])
        if answer is None:
            unclear.append(question)
        else:
            answers[question.first] = (question.first + len(question.lines), answer)
    return answers, unclear


def _replaced(lines: list[str], answers: Mapping[int, _Answer]) -> Iterator[str]:
    """Yield the lines with the answers in their places. An answer for a statement goes before those for its lines."""
    end = 0
    for first, (last, answer) in sorted(answers.items()):
        if first >= end:
            yield from lines[end:first]
            yield from answer
            end = last
    yield from lines[end:]


def _shortened(line: str) -> str:
    """Shorten a line that surrounds another, and let it stand alone."""
    indent = line[: _indent(line)]
    if line.endswith(":") and line[len(indent)] in _CLOSING:  # the end of a signature, before the body
        return f"{indent}async def x():"
    return f"{indent}if x:" if line == f"{indent}else:" else _LONG_WORD.sub("x", line)


def _rest(opening: str, line: str) -> list[str]:
    """Return what must follow the opening line and the last line of a statement: a body, or what a decorator decorates."""
    indent = " " * _indent(line)
    definition = [f"{indent}def x():"] if opening.lstrip().startswith("@") else []
    return [*definition, f"{indent}    pass"] if definition or line.endswith(":") else []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
