"""The files of a spec in memory while changes are applied to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wxbrand_codegen.document.files import MAX_CHAIN
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import JsonValue
from wxbrand_codegen.document.references import InvalidReference, parse_reference
from wxbrand_codegen.document.yaml_editor import CannotEdit, YamlText
from wxbrand_codegen.document.yaml_editor import Path as Steps
from wxbrand_codegen.links import resolved


class CannotApply(Exception):
    """A change cannot be applied; the message says why, and where somebody has to write it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file, relative to the folder of the spec, and the steps that lead to it."""

    file: str
    steps: Steps = ()

    def at(self, *steps: str | int) -> Place:
        """Return the place of a member or an item of this one."""
        return Place(self.file, (*self.steps, *steps))

    @property
    def parent(self) -> Place:
        """The place of the mapping or list around it."""
        return Place(self.file, self.steps[:-1])

    def __str__(self) -> str:
        return f"{self.file}#/" + "/".join(str(s).replace("~", "~0").replace("/", "~1") for s in self.steps)


class Workspace:
    """Reads values across the files, and edits them in place. Nothing is written to disk."""

    def __init__(self, folder: Path, root: Place, files: Mapping[str, YamlText]) -> None:
        self.folder = folder
        self.root = root
        self.original = dict(files)
        self._files = dict(files)

    @classmethod
    def of(cls, document: Document) -> Workspace:
        """Read the files of a document. Raises CannotApply if one cannot be edited."""
        root = resolved(Path(document.root.mark.file))
        files: dict[str, YamlText] = {}
        for name, _ in document.sources:
            try:
                files[name] = YamlText.read((root.parent / name).read_bytes())
            except CannotEdit as error:
                raise CannotApply(f"{name} cannot be edited: {error}") from None
        return cls(root.parent, Place(root.name), files)

    def unchanged(self) -> Workspace:
        """Return the files as they were read."""
        return Workspace(self.folder, self.root, self.original)

    def state(self) -> dict[str, YamlText]:
        """Return the files as they are now, for `restore`."""
        return dict(self._files)

    def restore(self, state: dict[str, YamlText]) -> None:
        """Take back what was changed since."""
        self._files = dict(state)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self._files)

    def changed(self) -> dict[str, YamlText]:
        """Return the files that are not as they were read."""
        return {name: text for name, text in self._files.items() if text.text != self.original[name].text}

    def value(self, place: Place) -> JsonValue:
        """Return the value at a place; None if there is none."""
        value = self._files[place.file].value
        for step in place.steps:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def mapping(self, place: Place) -> dict[str, Any]:
        """Return the mapping at a place; an empty one if there is none."""
        value = self.value(place)
        return value if isinstance(value, dict) else {}

    def items(self, place: Place) -> list[Any]:
        """Return the list at a place; an empty one if there is none."""
        value = self.value(place)
        return value if isinstance(value, list) else []

    def target(self, place: Place) -> Place | None:
        """Return where the `$ref` of the value at a place leads; None if it has none. Raises CannotApply."""
        reference = self.mapping(place).get("$ref")
        if not isinstance(reference, str):
            return None
        try:
            target = parse_reference(reference, self.folder / place.file, self.folder)
        except InvalidReference as error:
            raise CannotApply(str(error)) from None
        name = target.file.relative_to(self.folder).as_posix()
        if target.anchor or name not in self._files:
            raise CannotApply(f"{reference} leads to no place that can be found by its path")
        found = Place(name)
        for step in target.pointer:
            inner = found.at(int(step) if isinstance(self.value(found), list) and step.isdigit() else step)
            found = inner if self.value(inner) is not None else self.follow(found).at(step)
        if self.value(found) is None:
            raise CannotApply(f"{reference} leads to nothing")
        return found

    def chain(self, place: Place) -> Iterator[Place]:
        """Yield a place, where its reference leads, where that one leads, and so on."""
        for _ in range(MAX_CHAIN):
            yield place
            following = self.target(place)
            if following is None:
                return
            place = following
        raise CannotApply(f"{place} is one of over {MAX_CHAIN} references in a row")

    def follow(self, place: Place) -> Place:
        """Return where the references of a place lead in the end."""
        *_, last = self.chain(place)
        return last

    def replace(self, place: Place, value: JsonValue) -> None:
        """Put another value at a place. Raises CannotEdit."""
        if self.value(place) != value or type(self.value(place)) is not type(value):
            self._files[place.file] = self._files[place.file].replace(place.steps, value)

    def rename(self, place: Place, key: str) -> None:
        """Give a member another key. Raises CannotEdit."""
        self._files[place.file] = self._files[place.file].rename(place.steps, key)

    def remove(self, place: Place) -> None:
        """Remove a member or an item. Raises CannotEdit."""
        self._files[place.file] = self._files[place.file].remove(place.steps)

    def insert(self, place: Place, value: JsonValue, *, after: tuple[str, ...] = ()) -> None:
        """Add a member after the last of the keys that are there; at the end if none is. Raises CannotEdit."""
        keys = list(self.mapping(place.parent))
        indexes = [keys.index(key) + 1 for key in after if key in keys]
        at = max(indexes, default=None)
        self._files[place.file] = self._files[place.file].insert(place.steps, value, at=at)

    def insert_first(self, place: Place, value: JsonValue) -> None:
        """Add a member before all others. Raises CannotEdit."""
        self._files[place.file] = self._files[place.file].insert(place.steps, value, at=0)

    def insert_item(self, place: Place, value: JsonValue, at: int | None = None) -> None:
        """Add an item to the list at a place; at its end, if no index is given. Raises CannotEdit."""
        self._files[place.file] = self._files[place.file].insert(place.at(0).steps, value, at=at)
