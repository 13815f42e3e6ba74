"""Formatting by shape must have the same result as having black read the whole module."""

from __future__ import annotations

import ast
import random

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from wxbrand_codegen.output.formatting import format_by_shape
from wxbrand_codegen.render.code import Code, bracketed, docstring

MODE = Mode(line_length=120, target_versions={TargetVersion.PY311})
HEAD = "from a import (\n    B,\n    C,\n)\n"


def black(text: str) -> str:
    return format_str(text, mode=MODE)


def read(text: str) -> tuple[str, int]:
    """Return the result, and the number of characters that black read."""
    characters = 0

    def counting(source: str) -> str:
        nonlocal characters
        characters += len(source)
        return black(source)

    return format_by_shape(text, ast.parse(text), counting), characters


def word(chance: random.Random) -> Code:
    return Code("w" * chance.randint(1, 30))


def member(chance: random.Random) -> str:
    """Write an attribute, a table or a method like those of our templates, of any length."""
    text = docstring(["话 word. " * chance.randint(1, 30)], 4)
    arguments = [Code(f"{word(chance)}={word(chance)}") for _ in range(chance.randint(0, 6))]
    match chance.randrange(5):
        case 0:
            return f"    {word(chance)}: {word(chance)} | {word(chance)} = {word(chance)}\n    {text}\n"
        case 1:
            return f"    {word(chance)} = {bracketed(Code('models.' + word(chance) + '('), arguments, ')', 4, reserved=40)}\n"
        case 2:
            rows = "".join(f"        ({n}, {word(chance)!r}),\n" for n in range(chance.randint(1, 4)))
            return f"    {word(chance)} = (\n{rows}    )\n"
        case 3:
            return (
                f"    {word(chance)}: Annotated[{word(chance)}, Limits({', '.join(arguments)})] | U = {word(chance)}\n"
            )
        case _:
            head = bracketed(Code(f"def {word(chance)}("), [Code("self"), *arguments], ") -> R:", 4)
            sending = bracketed(Code("R("), arguments, ")", 12)
            return f"    {head}\n        {docstring([word(chance)], 8)}\n        return self._send(\n            {sending}\n        )\n"


@pytest.mark.parametrize("seed", range(25))
def test_the_result_is_what_black_makes_of_the_whole_module(seed: int) -> None:
    chance = random.Random(seed)
    classes = [
        f"class {word(chance)}(B):\n    {docstring([word(chance)], 4)}\n\n"
        + "\n".join(member(chance) for _ in range(chance.randint(1, 6)))
        for _ in range(30)
    ]
    text = HEAD + "\n\n" + "\n\n".join(classes)

    result, _ = read(text)

    assert result == black(text)


def test_black_reads_few_of_many_similar_classes() -> None:
    classes = "\n\n".join(f'class A{n}(B):\n    """一个。"""\n\n    name: str = "{n}"\n' for n in range(500))
    text = f"{HEAD}\n\n{classes}"

    result, characters = read(text)

    assert result == text
    assert characters < 500


@pytest.mark.parametrize(
    "odd",
    [
        "    b = ((1),)\n",
        "    b = x if(y)else z\n",
        "    b = '\"', x,y, '\"'\n",
        "    b = 'x'\n",
        "    b = R\"x\"\n",
        "    b = 0XFF\n",
        "    b = 1;c = 2\n",
        "    # note\n    b = 1\n",
        "    #note\n    b = 1\n",
        "    b = 1  #note\n",
        "\n\n    b = 1\n",
        "    b = [\n        1,\n        2\n    ]\n",
        "    b = [\n        1,\n    ]\n",
        "    b = (\n        1\n    )\n",
        "    b = f(\n        g(a),\n        h)\n",
        "    @c\n    def d(self): ...\n",
        "    def d(self):\n        return (1)\n",
        "    class D: pass\n",
        "    b: int=1\n",
        "    b = 1\n    b = 1\n    ''' x '''\n",
        "    b = 1\n\tc = 1\n".replace("\t", "    "),
        f"    b = {'w' * 115}.c(d)\n",
        f"    b = '{'券' * 70}'.c(d)\n",
    ],
)  # fmt: skip
def test_an_unusual_statement_in_one_class_is_formatted(odd: str) -> None:
    plain = [f'class A{n}(B):\n    """一个。"""\n\n    b = {n}\n\n    c: int = {n}\n' for n in range(20)]
    strange = f'class Odd(B):\n    """一个。"""\n\n    b = 1\n\n{odd}\n    c: int = 1\n'
    for at in (0, 10, 20):
        text = f"{HEAD}\n\n" + "\n\n".join([*plain[:at], strange, *plain[at:]])

        result, _ = read(text)

        assert result == black(text)
