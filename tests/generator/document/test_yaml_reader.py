from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.document.nodes import MappingNode, ScalarNode, plain
from wxbrand_codegen.document.yaml_reader import MAX_BYTES, read
from wxbrand_codegen.problems import Problem, ProblemsFound


def problem_of(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ProblemsFound) as caught:
        read(path, "a.yaml")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "34657_20250101_123456",
        "on",
        "no",
        "Yes",
        "010",
        "0x1F",
        "0o17",
        "12:30:45",
        "2025-12-17",
        "1_000",
        "+1",
        ".5",
        "1.",
        ".inf",
        "NaN",
        "=",
    ],
)
def test_scalars_that_only_yaml_1_1_converts_stay_strings(file: Path, text: str) -> None:
    file.write_text(f"a: {text}\n", encoding="utf-8")

    assert plain(read(file, "a.yaml")) == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-0", 0),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ("!!str 1", "1"),
    ],
)
def test_scalars_are_read_as_json_reads_them(file: Path, text: str, value: object) -> None:
    file.write_text(f"a: {text}\n", encoding="utf-8")

    assert plain(read(file, "a.yaml")) == {"a": value}


def test_json_is_parsed(file: Path) -> None:
    file.write_text('{"a": [1, "\\u5238", {"b": null}]}', encoding="utf-8")

    assert plain(read(file, "a.yaml")) == {"a": [1, "券", {"b": None}]}


def test_every_value_has_its_position(file: Path) -> None:
    file.write_text("a:\n  - x: 1\n    y: 2\n", encoding="utf-8")

    root = read(file, "spec/a.yaml")

    assert isinstance(root, MappingNode)
    entry = root.sequence("a")[0]
    assert isinstance(entry, MappingNode)
    assert str(entry.mark_of("y")) == "spec/a.yaml:3:5"
    y = entry.members["y"]
    assert isinstance(y, ScalarNode)
    assert str(y.mark) == "spec/a.yaml:3:8"


def test_an_alias_stands_for_its_anchor(file: Path) -> None:
    file.write_text("a: &x {b: 1}\nc: *x\n", encoding="utf-8")

    assert plain(read(file, "a.yaml")) == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3:1 duplicate-key  a is also at a.yaml:1:1"),
        ("c:\n  <<: x\n", "a.yaml:2:7 merge-key  the value of << must be a mapping or a list of mappings"),
        ("a: &x {b: 1}\nc:\n  <<: [*x, [*x]]\n", "a.yaml:3:12 merge-key"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n", "a.yaml:4:3 duplicate-key  << is also at a.yaml:3:3; write one"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n  b: 3\n", "a.yaml:5:3 duplicate-key  b is also at a.yaml:4:3"),
        ("a: &x {<<: *x}\n", "a.yaml:1:12 broken-alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "a.yaml:1:4 yaml-tag"),
        ("a: !!binary aGk=\n", "a.yaml:1:4 yaml-tag"),
        ("a: !!int '1'\n", "a.yaml:1:4 yaml-tag"),
        ("a: !!set {b}\n", "a.yaml:1:4 yaml-tag"),
        ("? [a, b]\n: 1\n", "a.yaml:1:3 key-not-text"),
        ("a: *x\n", "a.yaml:1:4 broken-alias"),
        ("a: &x [*x]\n", "a.yaml:1:8 broken-alias"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1 several-documents"),
        ("", "a.yaml:1:1 empty-file"),
        ("# nothing\n", "a.yaml:1:1 empty-file"),
        ("a: [1\n", "a.yaml:2:1 yaml-syntax"),
        ("a: 'b\n", "a.yaml:2:1 yaml-syntax"),
        ("\ta: b\n", "a.yaml:1:1 yaml-syntax"),
        ("a: " + "9" * 50, "a.yaml:1:4 number-too-long"),
        ("a: 1e999\n", "a.yaml:1:4 number-too-large"),
        (b"a: \xff\xfe\n", "a.yaml:1:1 not-utf-8"),
        (b"a: \xed\xa0\x80\n", "a.yaml:1:1 not-utf-8"),
        ("a: x".encode("utf-16"), "a.yaml:1:1 not-utf-8"),
    ],
)
def test_invalid_or_ambiguous_content_is_reported_with_its_position(
    file: Path, content: str | bytes, expected: str
) -> None:
    line = problem_of(file, content)

    assert line.startswith(expected)


@pytest.mark.parametrize("text", ["[" * 101 + "]" * 101, "{a: " * 101 + "1" + "}" * 101])
def test_deep_nesting_is_refused(file: Path, text: str) -> None:
    assert "too-deep" in problem_of(file, f"a: {text}\n")


MERGED = """\
base: &base {a: 1, b: {c: 2}}
more: &more
  <<: *base
  b: 3
  d: 4
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<: *base", [("a", 1), ("b", {"c": 2})]),
        ("{<<: *base, b: 0}", [("a", 1), ("b", 0)]),
        ("{b: 0, <<: *base, e: 5}", [("b", 0), ("a", 1), ("e", 5)]),
        ("{<<: *more, e: 5}", [("a", 1), ("b", 3), ("d", 4), ("e", 5)]),
        ("{<<: [*base, *more]}", [("a", 1), ("b", {"c": 2}), ("d", 4)]),
        ("{<<: [*more, *base]}", [("a", 1), ("b", 3), ("d", 4)]),
        ("{<<: [*base, {a: 9, f: 6}]}", [("a", 1), ("b", {"c": 2}), ("f", 6)]),
        ("{<<: {f: 6}, <<x: 1}", [("f", 6), ("<<x", 1)]),
        ("{<<: []}", []),
        ("{'<<': *base}", [("<<", {"a": 1, "b": {"c": 2}})]),
        ("{'<<': 1, <<: *base}", [("<<", 1), ("a", 1), ("b", {"c": 2})]),
        ("[<<]", ["<<"]),
    ],
)
def test_merge_keys_are_read_as_in_yaml_1_1(file: Path, text: str, expected: object) -> None:
    file.write_text(f"{MERGED}here: {text}\n" if text[0] in "{[" else f"{MERGED}here:\n  {text}\n", encoding="utf-8")

    here = plain(read(file, "a.yaml"))["here"]

    assert (list(here.items()) if isinstance(here, dict) else here) == expected


def test_merged_members_know_where_they_were_written(file: Path) -> None:
    file.write_text(f"{MERGED}here:\n  <<: *more\n  a: 7\n", encoding="utf-8")

    root = read(file, "a.yaml")

    assert isinstance(root, MappingNode)
    here = root.mapping("here")
    assert here
    assert [str(here.mark_of(key)) for key in here.members] == ["a.yaml:8:3", "a.yaml:4:3", "a.yaml:5:3"]


def test_exponential_merge_keys_are_refused(file: Path) -> None:
    levels = ["a0: &a0 {k: [x, x, x, x, x, x, x, x, x, x]}"]
    levels += [
        f"a{n}: &a{n} {{<<: *a{n - 1}, {', '.join(f'k{n}{i}: *a{n - 1}' for i in range(10))}}}" for n in range(1, 8)
    ]

    assert "too-many-values" in problem_of(file, "\n".join(levels))


def test_merge_keys_of_very_many_members_are_refused(file: Path) -> None:
    members = [f"m{n}: &m{n} {{{', '.join(f'x{n}_{i}: 1' for i in range(6_000))}}}" for n in range(4)]

    assert "too-many-members" in problem_of(file, "\n".join([*members, "a: {<<: [*m0, *m1, *m2, *m3]}"]))


def test_deep_nesting_behind_aliases_is_refused(file: Path) -> None:
    nest = "[" * 40
    levels = [f"a0: &a0 {nest}{']' * 40}"] + [f"a{n}: &a{n} {nest}*a{n - 1}{']' * 40}" for n in range(1, 60)]

    assert "too-deep" in problem_of(file, "\n".join(levels))


def test_a_mapping_of_very_many_members_is_refused(file: Path) -> None:
    members = [f"x-{n}: 1" for n in range(20_001)]

    assert "too-many-members" in problem_of(file, "\n".join(members))


def test_exponential_aliases_are_refused(file: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert "too-many-values" in problem_of(file, "\n".join(levels))


def test_a_file_over_the_size_limit_is_refused(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)

    with pytest.raises(ProblemsFound, match="too-large"):
        read(file, "a.yaml")


def test_a_byte_order_mark_is_dropped(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")

    assert plain(read(file, "a.yaml")) == {"a": 1}


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a\0b"])
def test_an_unreadable_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsFound, match="unreadable-file"):
        read(tmp_path / name, "a.yaml")


@pytest.mark.parametrize(
    ("content", "value", "expected"),
    [
        ('a: "\\0"\n', "\0", "a.yaml:1:4 unfit-character  contains U+0000"),
        ('a: "\\u202e"\n', "\u202e", "a.yaml:1:4 unfit-character  contains U+202E"),
        ('a: "\\x1b[31m"\n', "\x1b[31m", "a.yaml:1:4 unfit-character  contains U+001B"),
        ("b: 1\na: x\u2066y\n", "x\u2066y", "a.yaml:2:4 unfit-character  contains U+2066"),
        ("b: 1\na: x\x00y\n", "x y", "a.yaml:2:5 unfit-character  U+0000 is not allowed in a file"),
        ('{"a": "\\ud83d\\ude00"}', "\U0001f600", None),
        ('{"a": "\\\\ud83d\\\\ude00"}', "\\ud83d\\ude00", None),
        ('{"a": "x\\ud83dy"}', "x\ufffdy", "a.yaml:1:9 unfit-character  half of a character"),
    ],
)
def test_characters_that_cannot_be_seen_are_kept_or_become_spaces(
    file: Path, content: str, value: str, expected: str | None
) -> None:
    file.write_text(content, encoding="utf-8")
    found: list[Problem] = []

    node = read(file, "a.yaml", found.append)

    assert plain(node)["a"] == value
    assert [str(problem).split(expected or "-")[0] for problem in found] == ([""] if expected else [])
