"""Asking black about long lines only must have the same result as having it read whole modules.

A fixture in `tests/generator/conftest.py` compares the two for every module that a test of the generator generates.
"""

from __future__ import annotations

import ast
import random

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from wxbrand_codegen.output.formatting import format_long_lines
from wxbrand_codegen.render.code import Code, bracketed, docstring, literal, one_per_line, table

MODE = Mode(line_length=120, target_versions={TargetVersion.PY311})
HEAD = "from a import (\n    B,\n    C,\n)\n\n\n"
LONG = "L" * 110


def black(text: str) -> str:
    return format_str(text, mode=MODE)


def formatted(text: str) -> tuple[str, str]:
    """Return the result, and all that black read."""
    read = []

    def recording(source: str) -> str:
        read.append(source)
        return black(source)

    return format_long_lines(text, ast.parse(text), recording), "".join(read)


def word(chance: random.Random) -> Code:
    return Code("w" * chance.choice((chance.randint(1, 30), chance.randint(50, 118))))


def type_of(chance: random.Random) -> Code:
    name = word(chance)
    return Code(
        chance.choice((f"{name} | None", f"list[{name}] | U", f"Annotated[list[{name}], Limits(a=1, b=2)]", name))
    )


def call(chance: random.Random, indent: int) -> Code:
    arguments = [
        Code(f"{word(chance)}={call(chance, indent + 4) if chance.random() < 0.3 else word(chance)}")
        for _ in range(chance.randint(0, 4))
    ]
    return bracketed(Code(f"models.{word(chance)}("), arguments, ")", indent, reserved=40)


def member(chance: random.Random) -> str:
    """Write an attribute, a table or a method like those of our templates, of any length."""
    text = docstring(["话 word. " * chance.randint(1, 30)], 4)
    match chance.randrange(6):
        case 0:
            return f"    {word(chance)}: {type_of(chance)} = UNSET\n    {text}\n"
        case 1:
            return f"    {word(chance)}: {type_of(chance)}\n"
        case 2:
            return f"    {word(chance)} = {call(chance, 4)}\n"
        case 3:
            rows = [literal((n, "券" * chance.randint(1, 60), {"k": ["x" * n]})) for n in range(chance.randint(1, 4))]
            return f"    {table(Code(f'{word(chance)} = ('), rows, 4)}\n"
        case 4:
            facts = [Code(f"{word(chance)}={{'200': {word(chance)}}}") for _ in range(chance.randint(2, 4))]
            return f"    a: ClassVar[B] = {one_per_line(Code('B('), facts, ')', 4)}\n".replace("'", '"')
        case _:
            names = [word(chance) for _ in range(chance.randint(1, 4))]
            signature = [Code("self"), Code("*"), *(Code(f"{name}: {type_of(chance)} = UNSET") for name in names)]
            returned = word(chance)
            head = bracketed(Code("def m("), signature, ")", 4, reserved=5 + len(returned))
            sending = bracketed(Code(f"{word(chance)}("), [Code(f"{name}={name}") for name in names], ")", 12)
            flat = f"return self._send({sending})"
            body = (
                flat
                if "\n" not in flat and len(flat) <= 112
                else f"return self._send(\n            {sending}\n        )"
            )
            return f"    {head} -> {returned}:\n        {docstring([word(chance)], 8)}\n        {body}\n"


@pytest.mark.parametrize("seed", range(30))
def test_the_result_is_what_black_makes_of_the_whole_module(seed: int) -> None:
    chance = random.Random(seed)
    classes = [
        f"class {word(chance)}(B):\n    {docstring([word(chance)], 4)}\n\n"
        + "\n".join(member(chance) for _ in range(chance.randint(1, 6)))
        for _ in range(10)
    ]
    text = HEAD + "\n\n".join(classes)

    result, _ = formatted(text)

    assert result == black(text)


def test_black_reads_nothing_if_every_line_fits() -> None:
    text = HEAD + "\n\n".join(f'class A{n}(B):\n    """一个。"""\n\n    name: str = "{n}"\n' for n in range(500))

    result, read = formatted(text)

    assert (result, read) == (text, "")
    assert result == black(text)


def test_black_reads_a_long_line_once_and_not_its_neighbours() -> None:
    parameters = "".join(f"        parameter_{n}: str,\n" for n in range(100))
    method = (
        f"def do(\n        self,\n        *,\n{parameters}        last: {LONG} | None,\n    ) -> None:\n        pass\n"
    )
    text = f"{HEAD}class FirstRequest(B):\n    {method}\n\nclass OtherRequest(B):\n    {method}"

    result, read = formatted(text)

    assert result == black(text)
    assert result.count(f"last: (\n            {LONG}\n            | None\n        ),\n") == 2
    assert read.count(LONG) == 2  # black treats a single item differently, so that it is read with another one
    assert "parameter" not in read


@pytest.mark.parametrize(
    "body",
    [
        f"    a = models.{LONG}(\n        b=1,\n        c={{1: 2}},\n    )\n",
        f"    def f(\n        self,\n        b: int,\n    ) -> {LONG}{LONG}:\n        pass\n",
        f"    def f(self) -> {LONG}:\n        pass\n",
        f"    a = (\n        models.{LONG}(\n            b=1,\n        ),\n        models.{LONG}.A,\n    )\n",
        f"    pass\n\n\nif A:\n    {LONG} = A | B | C\nelse:\n\n    class {LONG}(D):\n        pass\n",
        f'    """One.\n\n    {LONG} {LONG}, (\n    """\n\n    a: {LONG} | None\n    """{LONG} {LONG}"""\n',
        f'    a = "{LONG} {LONG}"\n',
        f'    a = {{"{LONG}": {{"b": [1, 2]}}, "c": ({LONG}, 1)}}\n',
        f'    a = (("{"券" * 40}",),)\n',
        f'    @deprecated("{"券" * 60}")\n    def f(self):\n        pass\n',
        f'    @deprecated(\n        "{LONG} {LONG}",\n        category=None,\n    )\n    def f(self):\n        pass\n',
        f"    @deprecated(\n        {LONG} + {LONG},\n        a=1,\n    )\n    async def f(self, *, a: {LONG} | None):\n        pass\n",
        f"    @deprecated({LONG} + {LONG})\n    async def f(\n        self,\n        *,\n        a: {LONG} | None,\n    ) -> {LONG}:\n        pass\n",
    ],
)
def test_a_long_line_is_formatted_wherever_it_is(body: str) -> None:
    text = f"{HEAD}class {LONG}X(B):\n{body}"

    result, read = formatted(text)

    assert result == black(text)
    assert text not in read  # black could read each line by itself


def test_surroundings_that_black_cannot_parse_cost_time_and_nothing_else() -> None:
    text = f"try:\n    a = A({LONG}, {LONG})\nexcept A:\n    pass\n"

    result, read = formatted(text)

    assert result == black(text)
    assert text in read
