"""A YAML file as a value that can be edited."""

from __future__ import annotations

import json
from dataclasses import dataclass

import yaml

from wxbrand_codegen.document.characters import parseable
from wxbrand_codegen.document.nodes import JsonValue, plain
from wxbrand_codegen.document.yaml_editor.edits import (
    Splices,
    insertion,
    removal,
    renaming,
    replacement,
)
from wxbrand_codegen.document.yaml_editor.meaning import inserted, removed, renamed, replaced
from wxbrand_codegen.document.yaml_editor.paths import CannotEdit, Path
from wxbrand_codegen.document.yaml_editor.positions import Mapping, Scalar, Value, positions
from wxbrand_codegen.document.yaml_editor.style import Style, style_of
from wxbrand_codegen.document.yaml_reader import parse
from wxbrand_codegen.problems import ProblemsFound

_MARK = "\ufeff"
_NAME = "the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlText:
    """The text of a file, its value, and where its parts stand. A path leads to a part by keys and indexes."""

    text: str
    value: JsonValue
    root: Value
    style: Style
    mark: str = ""
    """The byte order mark, if the file begins with one."""

    @classmethod
    def read(cls, content: bytes) -> YamlText:
        """Read the bytes of a file. Raises CannotEdit."""
        try:
            text = content.decode()
        except UnicodeDecodeError:
            raise CannotEdit("the file is not UTF-8") from None
        mark = _MARK if text.startswith(_MARK) else ""
        return _parsed(text.removeprefix(_MARK), mark)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return (self.mark + self.text).encode()

    def replace(self, path: Path, value: JsonValue) -> YamlText:
        """Return the text with another value at a path. Raises CannotEdit."""
        return self._edited(
            replacement(self.text, self.root, self.style, path, value), replaced(self.value, path, value)
        )

    def rename(self, path: Path, key: str) -> YamlText:
        """Return the text with another key for the member at a path. Raises CannotEdit."""
        return self._edited(renaming(self.root, self.style, path, key), renamed(self.value, path, key))

    def insert(self, path: Path, value: JsonValue, *, at: int | None = None) -> YamlText:
        """Return the text with a member or an item more; the last step of the path of an item is ignored.

        `at` is the index among those that the mapping or list itself has; None is the end. Raises CannotEdit.
        """
        splices = insertion(self.text, self.root, self.style, path, value, at)
        return self._edited(splices, inserted(self.value, path, value, at))

    def remove(self, path: Path) -> YamlText:
        """Return the text without a member or an item, and the lines that are its own. Raises CannotEdit."""
        return self._edited(removal(self.text, self.root, path), removed(self.value, path))

    def _edited(self, splices: Splices, expected: JsonValue) -> YamlText:
        pieces, copied = [], 0
        for start, end, new in sorted(splices, key=lambda splice: splice[0]):
            pieces += [self.text[copied:start], new]
            copied = end
        try:
            edited = _parsed("".join([*pieces, self.text[copied:]]), self.mark)
        except CannotEdit as error:
            raise CannotEdit(f"the edited text would not be read: {error}") from None
        any_order = _has_merge_key(self.root)  # a merge key moves members that the mapping itself has, too
        if _written(edited.value, any_order) != _written(expected, any_order):
            raise CannotEdit("an alias, a merge key or the form of the text gives the edit another meaning")
        return edited


def _parsed(text: str, mark: str) -> YamlText:
    try:
        if len(parseable(text, _NAME, lambda _: None)) != len(text):
            raise CannotEdit("the file has characters written as two escapes, which moves all that follows")
        root = positions(text)
        return YamlText(text=text, value=plain(parse(text, _NAME)), root=root, style=style_of(text, root), mark=mark)
    except ProblemsFound as found:
        raise CannotEdit(found.problems[0].message) from None
    except yaml.YAMLError as error:
        raise CannotEdit(getattr(error, "problem", None) or "the file is not YAML") from None


def _written(value: JsonValue, any_order: bool) -> str:
    return json.dumps(value, sort_keys=any_order)


def _has_merge_key(root: Value) -> bool:
    waiting: list[Value] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Scalar):
            continue
        if isinstance(value, Mapping) and any(e.key.text == "<<" and not e.key.style for e in value.entries):
            return True
        waiting.extend(entry.value for entry in value.entries)
    return False
