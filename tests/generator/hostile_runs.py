"""Run the command on hostile specs, and check that it reports problems or generates inert files."""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from wxbrand_codegen.cli.main import main

PROBLEM = re.compile(r"\S.*:[0-9]+:[0-9]+ [a-z][a-z0-9-]*  \S.*")

PAYLOADS = {
    "statement": '\nimport os\nopen("CANARY", "w")\n',
    "docstring": '"""\nopen("CANARY", "w")\n"""',
    "backslash": 'x\\"""\nopen("CANARY", "w")\n#\\',
    "double-quote": '");open("CANARY","w");("',
    "single-quote": "');open('CANARY','w');('",
    "call": '__import__("pathlib").Path("CANARY").touch()',
    "jinja-print": "{{ cycler.__init__.__globals__.os.mknod('CANARY') }}",
    "jinja-block": "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}{# a",
    "format": "{0.__class__}{__import__('os')}%(x)s%s${x}",
    "carriage-return": '\ropen("CANARY", "w")\r#',
    "line-separators": '\u2028open("CANARY", "w")\u2029\x85#',
    "nul": 'a\x00"open("CANARY", "w")',
    "direction": '\u202e"open("CANARY", "w")\u2066',
    "coding-cookie": "# -*- coding: utf-7 -*-\n+AAo-open('CANARY','w')",
    "climb": "../../../CANARY",
    "absolute": "CANARY",
    "word": "class",
    "dunder": "__class__",
    "builtin": "print",
    "chinese": "营业",
    "empty": "",
}
"""Texts that would create the file CANARY if they became code or a path."""


@dataclass(frozen=True)
class Run:
    """The result of a run."""

    folder: Path
    exit_code: int
    errors: str

    @property
    def made(self) -> list[Path]:
        """The generated files."""
        return sorted(path for path in (self.folder / "out").rglob("*") if path.is_file())


def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `wxbrand generate` on the spec in a folder."""
    spec, out = folder / "spec" / "openapi.yaml", folder / "out"
    exit_code = main(["generate", "--spec", str(spec), "--out", str(out), "--package", "acme"])
    return Run(folder, exit_code, capsys.readouterr().err)


def canary(folder: Path) -> Path:
    """Return the path of the file that must never be created."""
    return folder / "canary"


def aimed(text: str, folder: Path) -> str:
    """Insert the path of the canary into a payload."""
    return text.replace("CANARY", str(canary(folder)))


def quoted(text: str) -> str:
    """Return text as a quoted YAML string."""
    return json.dumps(text)


def prove_harmless(done: Run) -> str:
    """Check that a run wrote nothing (`refused`) or files that only define things (`made`), and return which."""
    if done.exit_code == 1:
        *lines, last = done.errors.splitlines()
        assert re.fullmatch(r"[0-9]+ problems?; nothing was written", last), done.errors
        assert lines
        assert all(PROBLEM.fullmatch(line) and line.isprintable() for line in lines), done.errors
        assert not (done.folder / "out").exists()
        verdict = "refused"
    else:
        assert done.exit_code == 0
        _prove_inert(done)
        verdict = "made"
    assert not canary(done.folder).exists()
    outside = [path for path in done.folder.rglob("*") if path.relative_to(done.folder).parts[0] not in {"spec", "out"}]
    assert [path.name for path in outside if not path.name.startswith("outside")] == []
    return verdict


def _prove_inert(done: Run) -> None:
    out = done.folder / "out"
    names = {path.relative_to(out).as_posix() for path in done.made}
    assert {name.split("/")[0] for name in names} == {"acme", "tests"}
    assert all(re.fullmatch(r"[a-z0-9_./-]+|acme/README\.md", name) and ".." not in name for name in names)
    for path in done.made:
        if path.suffix == ".py":
            text = path.read_text("utf-8")
            assert text.startswith("# Made by wxbrand.")
            compile(ast.parse(text), str(path), "exec")
    _import_all(out)


def _import_all(out: Path) -> None:
    sys.path.insert(0, str(out))
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        importlib.invalidate_caches()
        for path in sorted((out / "acme").rglob("*.py")):
            importlib.import_module(".".join(path.relative_to(out).with_suffix("").parts).removesuffix(".__init__"))
        models = importlib.import_module("acme.models")
        assert all(getattr(models, name) for name in models.__all__)
    finally:
        sys.path.remove(str(out))
        sys.dont_write_bytecode = writes
        for name in [name for name in sys.modules if name.split(".")[0] == "acme"]:
            del sys.modules[name]
