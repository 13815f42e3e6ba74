"""Templates have no logic: they loop over views and print their pieces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes
from wxbrand_codegen.packaged_files import templates_folder
from wxbrand_codegen.pipeline import generate
from wxbrand_codegen.problems import ProblemsFound

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

TEMPLATES = sorted(templates_folder().glob("*.jinja"))


def is_path(node: nodes.Node) -> bool:
    """Whether it is `a` or `a.b`."""
    if isinstance(node, nodes.Getattr):
        return isinstance(node.node, nodes.Name)
    return isinstance(node, nodes.Name)


def logic(node: nodes.Node) -> list[str]:
    """Name everything in a template but loops and prints."""
    found: list[str] = []
    for child in node.iter_child_nodes():
        match child:
            case nodes.Output(nodes=parts):
                found += [
                    type(part).__name__ for part in parts if not (isinstance(part, nodes.TemplateData) or is_path(part))
                ]
            case nodes.For(target=nodes.Name(), iter=iterated, test=None, else_=[], recursive=False) if is_path(
                iterated
            ):
                found += [name for part in child.body for name in logic(nodes.Template([part]))]
            case _:
                found.append(type(child).__name__)
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_logic(template: Path) -> None:
    assert logic(Environment(autoescape=False).parse(template.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    ["{% if a %}{% endif %}", "{% set a = 1 %}", "{{ a|upper }}", "{{ a() }}", "{{ a.b.c }}", "{{ a[0] }}", "{{ 'a' }}", "{{ a + b }}",
     "{% for a in b if a %}{% endfor %}", "{% for a in b() %}{% endfor %}", "{% for a in b %}{{ a|e }}{% endfor %}", "{% include 'a' %}",
     "{% macro a() %}{% endmacro %}", "{% for a in b %}{% else %}c{% endfor %}", "{% extends 'a' %}"],
)  # fmt: skip
def test_logic_is_detected(text: str) -> None:
    assert logic(Environment(autoescape=False).parse(text)) != []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_text_of_a_spec_can_be_printed_into_the_first_two_lines(template: Path) -> None:
    first, second = template.read_text("utf-8").splitlines()[:2]

    assert first.startswith(("# Made by wxbrand.", "<!-- Made by wxbrand."))
    assert second == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\ny = {{ view.__class__.__name__ }}\n", "package.py.jinja:2:1 broken-template  a template printed str"),
        ("{{ view.gone }}\n", "package.py.jinja:1:1 broken-template"),
        ("\n{% if %}\n", "package.py.jinja:2:1 broken-template"),
        ("x = (\n", "broken-template  what the templates print for this file is not Python"),
        ("x = '\\d'\n", "broken-template  what the templates print for this file is not Python"),
        (b"\xff", "broken-template"),
    ],
)
def test_a_broken_custom_template_is_one_problem_with_its_line(
    workshop: Workshop, text: str | bytes, words: str
) -> None:
    workshop.body("a: {type: string}")
    overlay = workshop.folder / "templates"
    overlay.mkdir()
    (overlay / "package.py.jinja").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(ProblemsFound) as caught:
        generate(workshop.config(templates=overlay))

    (problem,) = caught.value.problems
    assert words in str(problem)
    assert not (workshop.folder / "out").exists()


def test_a_custom_template_overrides_the_built_in_one(workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    overlay = workshop.folder / "templates"
    overlay.mkdir()
    (overlay / "areas_init.py.jinja").write_text('"""Ours."""\n')

    generate(workshop.config(templates=overlay))

    assert workshop.output()["acme/areas/__init__.py"] == b'"""Ours."""\n'
