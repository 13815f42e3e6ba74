from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.generated_text import FromCustomTemplate
from wxbrand_codegen.output.gate import forbidden
from wxbrand_codegen.output.tidy import tidy
from wxbrand_codegen.pipeline import generate
from wxbrand_codegen.problems import ProblemsFound

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

MODULE = "from __future__ import annotations\n\nfrom wxbrand_runtime.models import Record, Request\n\n\n"
CLASS = MODULE + "class A(Record, frozen=True, kw_only=True):\n    "
METHOD = CLASS + "def f(self) -> None:\n        "


def refusals(path: str, text: str) -> list[str]:
    return [what for _, what in forbidden(path, ast.parse(text))]


@pytest.mark.parametrize(
    "text",
    [
        'MODULEprint("x")',
        'MODULE__import__("os").system("id")',
        "import os",
        "from os import system",
        "from os import models",
        "from ...a import b",
        "from typing import *",
        "from typing import Any as str",
        "exec = 1\nexec('x')",
        "x = eval",
        "x = open('f')",
        "x = (lambda: 1)()",
        "x = [y for y in (1,)]",
        "x = f'{1}'",
        "x = 1 if 2 else 3",
        "x = 1 + 1",
        "x = not 1",
        "x = b'a'",
        "x = ...",
        "x = 1j",
        "x = (y := 1)",
        "x = {*()}",
        "del x",
        "assert 1",
        "raise ValueError",
        "global x",
        "while 1:\n    pass",
        "class A(Record):\n    def __init__(self, *, a: int) -> None: ...",
        "if TYPE_CHECKING:\n    def __init__(self, *, a: int) -> None:\n        print(a)",
        "if TYPE_CHECKING:\n    def __del__(self) -> None: ...",
        "if TYPE_CHECKING:\n    def __init__(self, *, a: int = f()) -> None: ...",
        "if TYPE_CHECKING:\n    def __init__(self, *, a: 'f()') -> None: ...",
        "if TYPE_CHECKING:\n    def __init__(self) -> None: ...\nelse:\n    x = 1 + 1",
        "if True:\n    def __init__(self) -> None: ...",
        "for x in ():\n    pass",
        "try:\n    x = 1\nfinally:\n    x = 2",
        "with open('x'):\n    x = 1",
        "if 1:\n    x = 1",
        "if __name__ == '__main__':\n    x = 1",
        "type = 1\nmatch 1:\n    case _:\n        x = 1",
        "__builtins__ = 1",
        "__class__: int = 1",
        "1",
        "'a'.join",
        "CLASS__init_subclass__ = 1",
        "CLASSdef __del__(self): return 1",
        "CLASSdef f(self, x=1): return 1",
        "CLASSdef f(*x): return 1",
        "CLASS@print\n    def f(self): return 1",
        "CLASSx: print('a') = 1",
        "CLASSx: 'print(1)'",
        "CLASSx: list['print(1)']",
        "CLASSx: int | 'print(1)'",
        "CLASSdef f(self, x: 'print(1)'): return 1",
        "METHODreturn self.__class__",
        "METHODreturn self.close()",
        "METHODreturn self._send(*())",
        "METHODreturn self._send(**{})",
        "MODULE@Record\nclass B(Record):\n    x: int",
        "MODULEclass B(str):\n    x: int",
        "MODULEclass B(Record, Request):\n    x: int",
        "MODULEclass B(Record, metaclass=Record):\n    x: int",
        "MODULEclass B(Record('a')):\n    x: int",
        "MODULEx = Record.__subclasses__()",
        "async def f():\n    yield 1",
    ],
)
def test_code_that_no_template_writes_is_refused(text: str) -> None:
    whole = text.replace("MODULE", MODULE).replace("CLASS", CLASS).replace("METHOD", METHOD)

    found = refusals("models/thing.py", whole)

    assert found


@pytest.mark.parametrize(
    "text",
    ["import os", "x = models.A.__class__", "x = models.a.b.c", "from os import path", "def f():\n    return 1", "x = models.__dict__",
     "from acme import models\nx = models.A.b()"],
)  # fmt: skip
def test_generated_tests_have_an_allow_list_of_their_own(text: str) -> None:
    assert refusals("test_thing.py", text)


def test_conftest_has_an_allow_list_of_its_own(workshop: Workshop) -> None:
    workshop.body("a: {type: string}").generate()
    conftest = workshop.output()["tests/conftest.py"].decode()

    assert refusals("conftest.py", conftest) == []
    assert refusals("conftest.py", f"{conftest}\nsys.exit()\n")
    assert refusals("models/thing.py", conftest)


def test_the_committed_package_and_tests_pass(seed: Path) -> None:
    generated = seed.parents[1] / "generated"
    files = [(folder, file) for folder in generated.iterdir() for file in folder.rglob("*.py")]

    found = {
        file.name: refusals(file.relative_to(folder).as_posix(), file.read_text("utf-8")) for folder, file in files
    }

    assert files
    assert {name: what for name, what in found.items() if what} == {}


def test_a_problem_names_the_file_and_line() -> None:
    with pytest.raises(ProblemsFound) as caught:
        tidy([({"models/a.py": "x = 1\n\nimport os\n"}.items(), {})])

    assert str(caught.value).startswith("models/a.py:3:1 forbidden-code  ")


def test_nothing_is_written_if_the_gate_refuses(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.body("a: {type: string}")
    monkeypatch.setattr("wxbrand_codegen.output.gate.COMMON_NODES", frozenset())

    with pytest.raises(ProblemsFound, match="forbidden-code"):
        workshop.generate()

    assert workshop.output() == {}


def test_a_custom_template_is_exempt(workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    templates = workshop.folder / "templates"
    templates.mkdir()
    (templates / "package.py.jinja").write_text("{{ view.doc }}\n\nimport os\n\nprint(os.name)\n")

    generate(workshop.config(templates=templates))

    assert b"print(os.name)" in workshop.output()["acme/__init__.py"]


def test_the_exemption_is_for_files_of_custom_templates_only() -> None:
    with pytest.raises(ProblemsFound) as caught:
        tidy([({"a.py": FromCustomTemplate("import os\n"), "b.py": "import os\n"}.items(), {})])

    assert [problem.mark.file for problem in caught.value.problems] == ["b.py"]
