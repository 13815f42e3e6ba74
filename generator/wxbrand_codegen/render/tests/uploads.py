"""Part of render: what the generated tests of an upload send, and what must arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.examples.files import sample_digest, sample_size
from wxbrand_codegen.ir.media_types import without_parameters
from wxbrand_codegen.ir.operations import Operation, Parameter
from wxbrand_codegen.ir.types import ListOf

Values = list[tuple[Parameter, Any]]

_ENDINGS = {"image": "png", "audio": "mp3", "video": "mp4"}
_LONGEST_NAME = 200  # bytes; file systems take 255


@dataclass(frozen=True, slots=True)
class Upload:
    """The files of an operation's example."""

    operation: Operation
    values: Values
    """Every parameter with its example."""

    few: Values
    """Those that must be given, with the same."""

    def files(self) -> dict[str, int]:
        """Give the name of each file with its size."""
        return {self._name(p): sample_size(p.file.max_bytes) for p, _ in self.values if p.file}

    def given(self, *, required: bool = False) -> Values:
        """Give what a caller gives: names of files for files, and nothing that follows from them."""
        return [(p, value) for p, value in self.arriving(required=required) if not self._follows(p)]

    def arriving(self, *, required: bool = False) -> Values:
        """Give what arrives: all that follows from the files too."""
        if not required:
            return self._settled(self.values)
        has_file = any(p.file for p, _ in self.few)
        follow = [(p, value) for p, value in self.values if p.from_file and has_file]
        return self._settled([*self.few, *(pair for pair in follow if pair not in self.few)])

    def _settled(self, values: Values) -> Values:
        return [(p, self._value(p, value)) for p, value in values]

    def _value(self, parameter: Parameter, value: Any) -> Any:
        if parameter.file:
            name = self._name(parameter)
            return [name] * max(1, len(value)) if isinstance(parameter.field.type, ListOf) else name
        if parameter.from_file == "sha256":
            return next((sample_digest(name, size) for name, size in self.files().items()), value)
        return value

    def _follows(self, parameter: Parameter) -> bool:
        return parameter.from_file == "sha256" or (parameter.from_file is not None and self._said_name() is not None)

    def _said_name(self) -> str | None:
        """Give the example of the member that is a file's name, if a file can have it."""
        name = next((value for p, value in self.values if p.from_file not in {None, "sha256"}), None)
        if not isinstance(name, str):
            return None
        fits = name.isprintable() and name not in {"", ".", ".."} and not set(name) & set('/\\<>:"|?*')
        return name if fits and len(name.encode()) <= _LONGEST_NAME else None

    def _name(self, parameter: Parameter) -> str:
        said = self._said_name()
        if said is not None:
            return said
        wanted = parameter.part_type or (self.operation.body.content_type if self.operation.body else "")
        return f"{parameter.field.name.snake}.{_ENDINGS.get(without_parameters(wanted).split('/')[0], 'bin')}"
