"""Edits of YAML in place: the value that was asked for changes, and every other byte stays."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wxbrand_codegen.document.yaml_editor import CannotEdit, Path, YamlText

TEXT = """\
# head
a:
  b: "x"   # note
  # about c
  c: |
    line 1
    line 2

  # the end of a
d: [1, 2]  # list
e: {}
f:
  - k: 1
    # about l
    l: 2
  - m
  # the end of f
g: >-
  long text
  here
h:
'200': 'q'
wide: {
  one: 1,  # first
  two: 2
}
"""


def edited(text: str, edit: str, *arguments: Any, **options: Any) -> str:
    after: YamlText = getattr(YamlText.read(text.encode()), edit)(*arguments, **options)
    return after.content().decode()


@pytest.mark.parametrize(
    ("edit", "arguments", "before", "after"),
    [
        ("replace", (("a", "b"), "y"), '  b: "x"   # note\n', '  b: "y"   # note\n'),
        ("replace", (("200",), "it's"), "'200': 'q'\n", "'200': 'it''s'\n"),
        ("replace", (("200",), 7), "'200': 'q'\n", "'200': 7\n"),
        ("replace", (("f", 1), "no"), "  - m\n", '  - "no"\n'),
        ("replace", (("f", 1), "34657_2025"), "  - m\n", '  - "34657_2025"\n'),
        ("replace", (("a", "c"), "new"), "  c: |\n    line 1\n    line 2\n", "  c: new\n"),
        ("replace", (("g",), "short: text"), "g: >-\n  long text\n  here\n", 'g: "short: text"\n'),
        ("replace", (("h",), "v"), "h:\n", "h: v\n"),
        ("replace", (("h",), {"v": [1, {}]}), "h:\n", "h:\n  v:\n    - 1\n    - {}\n"),
        ("replace", (("d",), [1, "a,b"]), "d: [1, 2]  # list\n", 'd: [1, "a,b"]  # list\n'),
        ("replace", (("e",), {"q": {"r": None}}), "e: {}\n", "e:\n  q:\n    r: null\n"),
        ("replace", (("a", "b"), {"z": []}), '  b: "x"   # note\n', "  b:   # note\n    z: []\n"),
        ("replace", (("f", 0), "v"), "  - k: 1\n    # about l\n    l: 2\n", "  - v\n"),
        ("replace", (("f", 1), {"o": 1, "p": 2}), "  - m\n", "  - o: 1\n    p: 2\n"),
        ("rename", (("a", "c"), "see"), "  c: |\n", "  see: |\n"),
        ("rename", (("200",), "404"), "'200':", "'404':"),
        ("rename", (("h",), "on"), "h:\n", '"on":\n'),
        ("rename", (("wide", "one"), "1st"), "one: 1,", '"1st": 1,'),
        ("insert", (("a", "m"), "yes"), "    line 2\n", '    line 2\n  m: "yes"\n'),
        ("insert", (("h2",), True), "  two: 2\n}\n", "  two: 2\n}\nh2: true\n"),
        ("insert", (("e", "m"), 1), "e: {}\n", "e:\n  m: 1\n"),
        ("insert", (("d", 0), 3), "[1, 2]", "[1, 2, 3]"),
        ("insert", (("f", 0), {"x": 1, "z": ["t"]}), "  - m\n", "  - m\n  - x: 1\n    z:\n      - t\n"),
        ("insert", (("wide", "three"), {"a": []}), "  two: 2\n", "  two: 2,\n  three: {a: []}\n"),
        ("remove", (("a", "b"),), '  b: "x"   # note\n', ""),
        ("remove", (("a", "c"),), "  c: |\n    line 1\n    line 2\n", ""),
        ("remove", (("d", 0),), "[1, 2]", "[2]"),
        ("remove", (("d", 1),), "[1, 2]", "[1]"),
        ("remove", (("f", 0),), "  - k: 1\n    # about l\n    l: 2\n", ""),
        ("remove", (("f", 0, "k"),), "  - k: 1\n    # about l\n", "  - # about l\n"),
        ("remove", (("h",),), "h:\n", ""),
    ],
)
def test_one_edit_changes_its_own_characters(edit: str, arguments: Any, before: str, after: str) -> None:
    assert TEXT.count(before) == 1

    assert edited(TEXT, edit, *arguments) == TEXT.replace(before, after)


@pytest.mark.parametrize(
    ("path", "at", "before", "after"),
    [
        (("a", "m"), 0, '  b: "x"', '  m: 1\n  b: "x"'),
        (("a", "m"), 1, "   # note\n", "   # note\n  m: 1\n"),
        (("f", 0, "j"), 0, "  - k: 1\n", "  - j: 1\n    k: 1\n"),
        (("f", 0, "j"), 1, "  - k: 1\n", "  - k: 1\n    j: 1\n"),
        (("f", 0), 0, "  - k: 1\n", "  - 1\n  - k: 1\n"),
        (("d", 0), 0, "[1, 2]", "[1, 1, 2]"),
        (("wide", "m"), 0, "  one: 1,", "  m: 1,\n  one: 1,"),
        (("wide", "m"), 1, "  # first\n", "  # first\n  m: 1,\n"),
    ],
)
def test_a_member_is_inserted_where_it_was_asked_for(path: Path, at: int, before: str, after: str) -> None:
    assert edited(TEXT, "insert", path, 1, at=at) == TEXT.replace(before, after)


def test_comments_above_the_first_member_stay_above_it() -> None:
    text = "a:\n  # about b\n  # and more\n  b: 1\n"

    assert edited(text, "insert", ("a", "n"), 2, at=0) == 'a:\n  "n": 2\n  # about b\n  # and more\n  b: 1\n'


def test_comments_that_are_indented_deeper_belong_to_the_member_above() -> None:
    text = "a:\n  b: 1\n  # c: 2\n\nd: 1\n"

    assert edited(text, "insert", ("e",), 2, at=1) == "a:\n  b: 1\n  # c: 2\ne: 2\n\nd: 1\n"
    assert edited(text, "remove", ("a",)) == "\nd: 1\n"


def test_the_last_member_and_the_last_item_leave_an_empty_value() -> None:
    assert edited("a:\n  b: 1  # note\nc:\n  - d\n", "remove", ("a", "b")) == "a: {}  # note\nc:\n  - d\n"
    assert edited("a:\n  b: 1\nc:  # why\n  - d\n", "remove", ("c", 0)) == "a:\n  b: 1\nc: []  # why\n"
    assert edited("- a: 1\n- b\n", "remove", (0, "a")) == "- {}\n- b\n"
    assert edited("a: 1\n", "remove", ("a",)) == "{}\n"


def test_line_ends_the_mark_and_a_missing_last_line_break_stay() -> None:
    text = "\ufeffa:\r\n  b: 1\r\nc:\r\n- d"

    assert (
        edited(text, "insert", ("a", "e"), {"f": [1]}) == "\ufeffa:\r\n  b: 1\r\n  e:\r\n    f:\r\n    - 1\r\nc:\r\n- d"
    )
    assert edited(text, "insert", ("c", 1), "x") == text + "\r\n- x"
    assert edited(text, "insert", ("g",), 2) == text + "\r\ng: 2"
    assert edited(text, "remove", ("c",)) == "\ufeffa:\r\n  b: 1"


def test_new_text_is_written_as_the_file_writes_its_own() -> None:
    text = "x:\n    y: '1'\n    required: [a, b]\n    list:\n    - 1\nz:\n    w: 1\n"
    new = {"required": ["c", "d"], "k": "007", "l": ["e"], "m": {"n1": "f"}}

    after = edited(text, "insert", ("z", "v"), new)

    assert after == text + (
        "    v:\n        required: [c, d]\n        k: '007'\n        l:\n        - e\n        m:\n            n1: f\n"
    )


def test_json_stays_json() -> None:
    text = '{\n  "a": {\n    "b": "x"\n  },\n  "c": []\n}\n'

    after = edited(text, "insert", ("a", "d"), {"e": ["f"], "g": None})
    after = edited(after, "insert", ("c", 0), "h")
    after = edited(after, "replace", ("a", "b"), 'q"')

    assert after == (
        '{\n  "a": {\n    "b": "q\\"",\n    "d": {\n      "e": [\n        "f"\n      ],\n      "g": null\n    }\n  },\n'
        '  "c": ["h"]\n}\n'
    )
    assert json.loads(edited(after, "remove", ("a", "b"))) == {"a": {"d": {"e": ["f"], "g": None}}, "c": ["h"]}


@pytest.mark.parametrize(
    ("text", "edit", "arguments", "reason"),
    [
        ("a: &x 1\nb: *x\n", "replace", (("b",), 2), "alias"),
        ("a: &x 1\nb: *x\n", "replace", (("a",), 2), "alias"),
        ("a: &x {c: 1}\nb: *x\n", "insert", (("b", "d"), 2), "no mapping"),
        ("a: &x {c: 1}\nb: *x\n", "insert", (("a", "d"), 2), "alias"),
        ("a: &x {c: 1}\nb: {<<: *x}\n", "replace", (("b", "c"), 2), "merge key"),
        ("a: &x {c: 1}\nb: {<<: *x}\n", "remove", (("b", "c"),), "merge key"),
        ("a: &x {c: 1}\nb: {<<: *x}\n", "rename", (("a", "c"), "d"), "merge key"),
        ("a: &x\n  c: 1\n", "replace", (("a",), 2), "anchor"),
        ("? a\n: b\n", "replace", (("a",), 2), "question mark"),
        ("a: 1\nb: 2\n", "rename", (("a",), "b"), "already"),
        ("a: 1\nb: 2\n", "insert", (("a",), 3), "already"),
        ("a: 1\n", "replace", (("b",), 3), "no b"),
        ("a: [1]\n", "remove", (("a", 1),), "no 1"),
        ("- 1\n", "rename", ((0,), "b"), "no name"),
        ("a: 1\n", "replace", ((), {}), "whole file"),
        ("a: {b: 1\n", "replace", (("a",), 1), "expected"),
        ("a: 1\n---\nb: 1\n", "replace", (("a",), 1), "more than one"),
        ("a: 1\na: 2\n", "replace", (("a",), 1), "remove one"),
        ('{"a": "\\ud83d\\ude00", "b": 1}', "replace", (("b",), 2), "escapes"),
    ],
)
def test_what_would_change_something_else_is_refused_with_the_reason(
    text: str, edit: str, arguments: Any, reason: str
) -> None:
    with pytest.raises(CannotEdit, match=reason):
        edited(text, edit, *arguments)


def test_a_member_of_its_own_may_stand_beside_a_merge_key() -> None:
    text = "a: &x\n  c: 1\nb:\n  <<: *x\n  e: 1\n"

    assert edited(text, "insert", ("b", "c"), 2) == text + "  c: 2\n"
    assert edited(text, "remove", ("b", "e")) == "a: &x\n  c: 1\nb:\n  <<: *x\n"


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(CannotEdit, match="not UTF-8"):
        YamlText.read(b"a: \xff\n")


# Random documents, in random forms

KEYS = st.sampled_from(["a", "bb", "x-y", "200", "on", "名称", "/p/{q}", "a b", "é:"])
TEXTS = st.one_of(
    st.sampled_from(
        ["", "yes", "12", "1e3", "a: b", "a #b", "- x", "中文，句子。", "two\nlines", "x ", "'", '"', "2025-01-01"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
SCALARS = st.one_of(TEXTS, st.integers(-99, 99), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


class Writer:
    """Writes a value as YAML in forms drawn at random, with comments that can be counted."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.comments = 0
        self.step = self.random.choice([2, 2, 4])
        self.dash = self.random.choice([0, 2])

    def comment(self) -> str:
        self.comments += 1
        return f"# note {self.comments}."

    def scalar(self, value: Any, *, flow: bool) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        if re.fullmatch(r"[a-z中文][a-z中文]*", value) and value not in {
            "yes",
            "on",
            "no",
            "y",
            "n",
            "true",
            "false",
            "null",
        }:
            return self.random.choice([value, f"'{value}'", f'"{value}"'])
        if value.isprintable() and self.random.random() < 0.5:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=not value.isprintable() and value.isascii())

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.scalar(k, flow=True)}: {self.flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return self.scalar(value, flow=True)

    def block(self, value: Any) -> list[str]:
        lines: list[str] = []
        entries = value.items() if isinstance(value, dict) else ((None, item) for item in value)
        for key, member in entries:
            if self.random.random() < 0.2:
                lines.append(self.random.choice([self.comment(), ""]))
            head = "-" if key is None else self.scalar(key, flow=False) + ":"
            tail = f"  {self.comment()}" if self.random.random() < 0.2 else ""
            if isinstance(member, str) and re.fullmatch(r"[a-z]+( [a-z]+)*", member) and self.random.random() < 0.3:
                lines += [f"{head} {self.random.choice(['>-', '|-'])}{tail}", f"  {member}"]
            elif not isinstance(member, dict | list) or not member or self.random.random() < 0.3:
                lines.append(f"{head} {self.flow(member)}{tail}")
            elif key is None and self.random.random() < 0.7:
                first, *rest = [line for line in self.block(member) if line and not line.startswith("#")] or [""]
                lines += [f"- {first}", *(f"  {line}" for line in rest)]
            else:
                indent = 2 if key is None else self.dash if isinstance(member, list) else self.step
                lines += [f"{head}{tail}", *(" " * indent + line for line in self.block(member))]
        return lines

    def document(self, value: Any) -> bytes:
        newline = self.random.choice(["\n", "\n", "\r\n"])
        text = newline.join(self.block(value)) + self.random.choice(["", newline])
        return (self.random.choice(["", "", "\ufeff"]) + text).encode()


def paths_of(value: Any, path: Path = ()) -> list[Path]:
    steps = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [path, *(found for step in steps for found in paths_of(value[step], (*path, step)))]


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, new=VALUES, seed=st.integers(0, 2**32))
def test_any_edit_of_any_document_means_what_it_says_and_keeps_the_comments(document: Any, new: Any, seed: int) -> None:
    writer = Writer(seed)
    source = YamlText.read(writer.document(document))
    assert source.value == document
    path = writer.random.choice(paths_of(document)[1:])
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    edit = writer.random.choice(
        ["replace", "insert", "remove", "rename"] if isinstance(path[-1], str) else ["replace", "insert", "remove"]
    )
    before = json.loads(json.dumps(parent[path[-1]]))

    match edit:
        case "replace":
            after = source.replace(path, new)
        case "rename":
            after = source.rename(path, "new_name")
        case "insert":
            at = writer.random.choice([None, 0, 1])
            after = source.insert((*path[:-1], "new_name"), new, at=at)
        case _:
            after = source.remove(path)

    if edit == "replace":
        assert after.replace(path, before).value == document
    if edit == "rename":
        assert after.rename((*path[:-1], "new_name"), str(path[-1])).content() == source.content()
    if edit in {"insert", "rename"}:
        assert comments_in(after) == comments_in(source)
        assert after.text.count("\r\n") == after.text.count("\n") or "\r\n" not in source.text
    assert comments_in(after) <= comments_in(source)


def comments_in(text: YamlText) -> set[str]:
    return set(re.findall(r"# note \d+\.", text.text))
