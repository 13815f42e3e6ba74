"""Names for values that references lead to and that are not components of the root file.

A component of another file keeps its name, and a whole file that of the file. A value within another one is named
after both, as its class would be if nothing referred to it: `Pet_owner` for `Pet.yaml#/properties/owner`. If two names
are the same, both get the name of their file or folder in front; components of the root file always keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wxbrand_codegen.document.files import Place
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.document.references import step_into
from wxbrand_codegen.document.structure import CHILDREN, COMPONENT_SECTIONS, HTTP_METHODS, Kind
from wxbrand_codegen.problems import Mark

_SECTIONS = frozenset(COMPONENT_SECTIONS.values())
_DEFINITIONS = frozenset({"$defs", "definitions"})
_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas", "headers", "examples", "callbacks", "links"})
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_STATUS = re.compile(r"[1-5][0-9X]{2}|default", re.ASCII)
_WORDS = {key: key for key, child in CHILDREN["Schema"].items() if child.container == "none"} | {
    "items": "item", "additionalProperties": "value", "schema": "", "resource": "resource",
    "x-wxbrand-notification": "",
}  # fmt: skip
"""Keys that contain one object, and the word that stands for it in a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """A value that becomes a component of the joined document."""

    kind: Kind
    place: Place
    mark: Mark
    """Its key in the root file, or the first reference to it."""

    name: str = ""
    """Its name in the root file; empty if it has none there."""

    aliases: list[str] = field(default_factory=list)
    """Names of components of other files that only refer to it."""

    @property
    def section(self) -> str:
        """The section of `components` that it belongs to."""
        return COMPONENT_SECTIONS[self.kind]

    def natural_name(self) -> str:
        """Return the name that it has unless another component takes it."""
        if self.name:
            return self.name
        pointer = self.place.target.pointer
        is_component = len(pointer) == 3 and pointer[0] == "components"
        if self.aliases and not is_component:
            return _usable(min(self.aliases))
        return _usable("_".join(word for word in _words(self.place) if word))


def choose_names(
    components: Sequence[Component], parts: Mapping[Component, tuple[str, ...]], taken: Collection[str]
) -> dict[Component, str]:
    """Name the components of one section.

    `parts` are the folders and the file of each; `taken` are the names in the root file.
    """
    ordered = sorted(components, key=lambda component: (component.place.target.file, component.place.target.pointer))
    spellings = {component: _spellings(component, parts[component]) for component in ordered}
    chosen = {component: next(spellings[component]) for component in ordered}
    while True:
        uses = Counter(chosen.values())
        uses.update(taken)
        clashing = [component for component in ordered if uses[chosen[component]] > 1]
        if not clashing:
            return chosen
        for component in clashing:
            chosen[component] = next(spellings[component])


def _spellings(component: Component, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield names, each longer than the one before."""
    name = component.natural_name()
    yield name
    pointer = component.place.target.pointer
    for part in reversed(parts if pointer else parts[:-1]):
        name = f"{_usable(part)}_{name}"
        yield name
    name = _usable("_".join((*parts, *pointer)))
    number = 1
    while True:
        yield name if number == 1 else f"{name}_{number}"
        number += 1


def _words(place: Place) -> list[str]:
    """Return the words of the name of a place: those of what it is in, then its own."""
    words = [place.target.file.stem]
    steps = list(zip(place.parents, place.target.pointer, strict=True))
    while steps:
        parent, step = steps.pop(0)
        inner = steps[0][1] if steps else ""
        match step:
            case "components" if inner in _SECTIONS and len(steps) > 1:
                words = [steps[1][1]]
                steps = steps[2:]
            case "responses" if _STATUS.fullmatch(inner):
                words += ["response", "" if inner.startswith("2") else inner]
                steps.pop(0)
            case _ if inner and (step in _DEFINITIONS or (step in _SECTIONS and len(words) == 1 and step not in _MAPS)):
                words = [inner]
                steps.pop(0)
            case "paths" | "webhooks" if inner:
                words = [*inner.strip("/").split("/")]
                steps.pop(0)
            case _ if step in HTTP_METHODS:
                words = _operation_words(parent, step, words)
            case "parameters" if inner:
                words.append(_parameter_name(steps[0][0], inner))
                steps.pop(0)
            case "requestBody":  # as the classes of a body and of its members are called
                words.append("request_body" if len(steps) <= 3 else "request")
            case "content" if inner:
                steps.pop(0)
            case _ if step in _MAPS and inner:
                words.append(inner)
                steps.pop(0)
            case _ if step in _LISTS and inner.isdecimal():
                words.append(f"option_{int(inner) + 1}")
                steps.pop(0)
            case _ if step in _WORDS:
                words.append(_WORDS[step])
            case _:
                words = [step]
    return words


def _operation_words(path_item: Node, method: str, words: list[str]) -> list[str]:
    operation = path_item.mapping(method) if isinstance(path_item, MappingNode) else None
    declared = operation.text("operationId") if operation else None
    return [declared] if declared else [method, *words]


def _parameter_name(parameters: Node, index: str) -> str:
    parameter = step_into(parameters, index)
    return (parameter.text("name") if isinstance(parameter, MappingNode) else None) or index


def _usable(text: str) -> str:
    """Return text that can be the name of a component: letters of any language, digits, and `._-`."""
    return re.sub(r"[^\w.-]+", "_", text).strip("_") or "component"
