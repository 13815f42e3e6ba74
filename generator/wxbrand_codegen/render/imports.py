"""Import statements of a generated module: complete, without duplicates, and in the order of import sorters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from wxbrand_codegen.render.code import Code, code, identifier, join, one_per_line

MODELS = "wxbrand_runtime.models"
_STANDARD_LIBRARY = frozenset({"collections.abc", "datetime", "functools", "typing"})
"""Modules of the standard library that generated code imports from."""

_IMPORT_LENGTH = 88
"""Columns of an import statement: the default of import sorters."""


class Imports:
    """The imports of one module, collected while its pieces are written."""

    def __init__(self, model_modules: Mapping[str, str] | None = None) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._model_modules = model_modules or {}

    def add(self, module: str, name: str) -> Code:
        """Import a name from a module and return it."""
        self._names[module].add(name)
        return identifier(name)

    def add_model(self, name: str) -> Code:
        """Import a model from the module that defines it, if that is another one, and return its name."""
        if module := self._model_modules.get(name):
            self._names[module].add(name)
        return identifier(name)

    def statements(self, indent: int = 0) -> tuple[Code, ...]:
        """Return the statements: standard library, other packages, own modules, with an empty line between."""
        blocks: tuple[list[Code], list[Code], list[Code]] = ([], [], [])
        for module in sorted(self._names, key=_natural):
            block = blocks[2] if module.startswith(".") else blocks[0] if module in _STANDARD_LIBRARY else blocks[1]
            block.append(import_statement(module, self._names[module], indent))
        lines: list[Code] = []
        for block in blocks:
            lines.extend([Code(""), *block] if lines and block else block)
        return tuple(lines)


def import_statement(module: str, names: Iterable[str], indent: int = 0) -> Code:
    """Write one import statement, with one name per line if it is long."""
    opening = code("from {} import ", _module_path(module))
    pieces = [identifier(name) for name in sorted(names, key=lambda name: (_name_kind(name), _natural(name)))]
    flat = code("{}{}", opening, join(", ", pieces))
    return flat if indent + len(flat) <= _IMPORT_LENGTH else one_per_line(code("{}(", opening), pieces, ")", indent)


def _module_path(path: str) -> Code:
    dots = "." * (len(path) - len(path.lstrip(".")))
    return Code(dots + join(".", map(identifier, path.lstrip(".").split("."))))


def sort_exports(names: Iterable[str]) -> list[str]:
    """Sort names as sorters of `__all__` do: like imported names, but upper case before lower case."""
    return sorted(names, key=lambda name: (_name_kind(name), _pieces(name)))


def _name_kind(name: str) -> int:
    """Return 0 for a constant, 1 for a class, 2 for any other name: the order of import sorters."""
    return 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2


def _natural(name: str) -> tuple[tuple[tuple[int, int | str], ...], str]:
    """Return a key that sorts without regard to case, and numbers by their value."""
    return _pieces(name.lower()), name


def _pieces(name: str) -> tuple[tuple[int, int | str], ...]:
    pieces = re.findall(r"[0-9]+|[^0-9]", name)
    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in pieces)
