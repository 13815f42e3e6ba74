"""The models that types refer to, collected while the types are built."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from wxbrand_codegen.build.class_names import ClassNames
from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.ir.models import Enum, Model, Union
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import Ref, Type


class CollectedModels:
    """Enums, unions and records, each of which gets a class name of its own.

    Records are built one after another, because they may refer to themselves and each other.
    """

    def __init__(self, classes: ClassNames) -> None:
        self._classes = classes
        self._pending: deque[tuple[MappingNode, Name]] = deque()
        """Records to build."""

        self.by_name: dict[str, Model | None] = {}
        """Models by class name; None for a pending record."""

        self.combined: dict[str, Name] = {}
        """By the class name of an enum that adds the empty text to a named enum: the name of that."""

    def add(self, model: Model) -> None:
        """Add a model whose class name has been claimed."""
        self.by_name[model.name.pascal] = model

    def add_enum(self, enum: Enum, *, base: Enum | None = None) -> Ref:
        """Claim a class name for an enum, and add it. `base` is the enum to which it adds the empty text."""
        name, is_new = self._classes.claim(enum.name, enum.mark)
        if is_new:
            self.add(replace(enum, name=name))
            if base is not None:
                self.combined[name.pascal] = base.name
        return Ref(name=name.pascal)

    def add_record(self, schema: MappingNode, class_name: Name) -> Ref:
        """Claim a class name for the record of an object schema, which is built later."""
        name, is_new = self._classes.claim(class_name, schema.mark)
        if is_new:
            self.by_name[name.pascal] = None
            self._pending.append((schema, name))
        return Ref(name=name.pascal)

    def take_pending(self) -> Iterator[tuple[MappingNode, Name]]:
        """Yield the records to build, also those that are added meanwhile."""
        while self._pending:
            yield self._pending.popleft()

    def complete(self) -> dict[str, Model]:
        """Return the models that have been built, by class name."""
        return {name: model for name, model in self.by_name.items() if model is not None}

    def is_record(self, type_: Type) -> bool:
        """Return whether a type is, or may be, an object with named properties."""
        if not isinstance(type_, Ref):
            return False
        model = self.by_name.get(type_.name)
        return any(map(self.is_record, model.variants)) if isinstance(model, Union) else not isinstance(model, Enum)
