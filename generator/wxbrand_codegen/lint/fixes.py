"""Add missing quotes to YAML files, for `wxbrand lint --fix`. Every other byte of a file stays as it is."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.lint.sources import numbers_for_text, plain_scalars, unquoted
from wxbrand_codegen.lint.subject import Source, sources_of
from wxbrand_codegen.problems import Mark, Problem

_BOM = b"\xef\xbb\xbf"


def fix(document: Document) -> tuple[Problem, ...]:
    """Add missing quotes in place and return what was changed. A file whose meaning would change is left alone."""
    sources = sources_of(document)
    codes = {scalar.mark: "unquoted-key" if scalar.is_key else "unquoted-text" for scalar in unquoted(sources)}
    numbers = {scalar.mark: "number-for-text" for scalar in numbers_for_text(document.root)}
    return tuple(found for source in sources for found in _fix_file(source, codes | numbers))


def _fix_file(source: Source, codes: dict[Mark, str]) -> list[Problem]:
    text = source.text()
    done: list[Problem] = []
    pieces: list[str] = []
    copied = 0
    for scalar in plain_scalars(source):
        start = scalar.end - len(scalar.text)
        quoted = json.dumps(scalar.text, ensure_ascii=False)
        if scalar.mark in codes and text[start : scalar.end] == scalar.text and quoted == f'"{scalar.text}"':
            pieces += [text[copied:start], quoted]
            copied = scalar.end
            message = f"{scalar.text} is now in quotes"
            done.append(Problem(mark=scalar.mark, code=codes[scalar.mark], message=message, advice=True))
    if not done:
        return []
    bom = _BOM if source.path.read_bytes().startswith(_BOM) else b""
    content = bom + "".join([*pieces, text[copied:]]).encode()
    return done if _replace(source, content, {problem.mark for problem in done}) else []


def _replace(source: Source, content: bytes, quoted: set[Mark]) -> bool:
    """Replace the file if the new content means the same; return whether it does."""
    handle, name = tempfile.mkstemp(prefix=".wxbrand-", dir=source.path.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if not _is_equivalent(source.root, read(stage, source.name), quoted):
            return False
        stage.chmod(source.path.stat().st_mode & 0o7777)
        stage.replace(source.path)
        return True
    finally:
        stage.unlink(missing_ok=True)


def _is_equivalent(before: Node, after: Node, quoted: set[Mark]) -> bool:
    """Compare all values and the order of keys; what was put in quotes must be the same text."""
    match before, after:
        case MappingNode(members=old), MappingNode(members=new):
            return list(old) == list(new) and all(_is_equivalent(old[key], new[key], quoted) for key in old)
        case SequenceNode(items=olds), SequenceNode(items=news):
            return len(olds) == len(news) and all(_is_equivalent(a, b, quoted) for a, b in zip(olds, news, strict=True))
        case ScalarNode(mark=mark, text=text, value=value), ScalarNode(value=now):
            return now == text if mark in quoted else (type(now), now) == (type(value), value)
        case _:
            return False
