"""The names of all classes of a package, each of which is used once.

Requests, notifications and areas are named after operations, events and tags, and components by themselves. All these names
are settled before anything is built. The class of something nested is named when it is built; if its name is taken or
contested, its two parts are joined by an underscore, which no other name has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.problems import Mark


class ClassNames:
    """Gives out class names."""

    def __init__(self, contested: Collection[str] = ()) -> None:
        self._settled: set[str] = set()
        self._owners: dict[str, Mark] = {}
        self._chosen: dict[str, Mark] = {}
        self._contested = contested
        self.clashes: set[str] = set()
        """Names that two nested classes want, or an author chose. With these contested, the document must be built again:
        then no nested class gets one."""

    def settle(self, names: Iterable[str]) -> None:
        """Reserve names for what is built later."""
        self._settled.update(names)

    def choose(self, name: str, mark: Mark) -> bool:
        """Reserve a name that the author chose for what is defined at a mark. Return False if it is not free."""
        if name not in self._contested:
            self.clashes.add(name)
        return name not in self._settled and self._chosen.setdefault(name, mark) == mark

    def claim(self, name: Name, mark: Mark) -> tuple[Name, bool]:
        """Return the name of the class that is defined at a mark, and whether this is the first claim of it."""
        if name.alternative and (name.pascal in self._settled or name.pascal in self._contested):
            name = replace(name, pascal=name.alternative)
        while self._owners.get(name.pascal, mark) != mark:
            if name.pascal not in self._contested:
                self.clashes.add(name.pascal)
                return name, False
            name = replace(name, pascal=f"{name.pascal}_")
        is_new = name.pascal not in self._owners
        self._owners[name.pascal] = mark
        return name, is_new
