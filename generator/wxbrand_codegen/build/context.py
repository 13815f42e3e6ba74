"""What every builder needs: report problems, follow references, make names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from wxbrand_codegen.build.class_names import ClassNames
from wxbrand_codegen.build.collected_models import CollectedModels
from wxbrand_codegen.build.corrections import Corrections
from wxbrand_codegen.build.discriminators import TagValue, tag_values
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.document.references import reference_chain
from wxbrand_codegen.ir.api import Api, Skipped, reachable_models
from wxbrand_codegen.ir.distinct_names import Key, Wanted, choices_not_free, distinct_names
from wxbrand_codegen.ir.names import InvalidName, Name, Role, chosen_name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.problems import Mark, Problem

NAME = "x-wxbrand-name"
INPUT_NAME = "x-wxbrand-input-name"


class Context:
    """The document that is being built, the problems found in it, the names in use, and the models that types refer to."""

    def __init__(self, root: MappingNode, contested: Collection[str] = ()) -> None:
        self.root = root
        self.classes = ClassNames(contested)
        self.models = CollectedModels(self.classes)
        self._found: list[tuple[str, str, Problem]] = []
        """Problems, each with the operation or the model that was being built, both empty for the document."""

        self._operation = self._model = ""
        self.choices: dict[Mark, tuple[Name, Mark]] = {}
        """By the mark of a member or parameter: the name that the author chose for it, and the mark of that."""

        self.input_names: dict[Mark, tuple[str, Mark]] = {}
        """By the mark of a schema: the name that the author chose for its class in requests, and the mark of that."""

        self.merged_schemas: dict[int, tuple[MappingNode, MappingNode]] = {}
        """By id: a schema with `allOf` (kept, so that its id stays unique) and the schema merged from its parts."""

        self.merged_rules: dict[int, tuple[MappingNode, ...]] = {}
        """By id of a merged schema: the rules in its parts."""

        self.origins: dict[int, MappingNode] = {}
        """By id of a schema that was made from another one: that schema."""

        self.pairs: dict[tuple[int, int], tuple[Node, Node, MappingNode]] = {}
        """By the ids of two schemas (kept, so that their ids stay unique): the two, and the schema of what matches both."""

        self.shared: set[Mark] = set()
        """Keywords beside `oneOf` or `anyOf`: they concern those of its schemas that have a suitable type."""

        self.defaults: set[Mark] = set()
        """Values of `default` that stand for an example."""

        self.open_components: dict[str, Node] = {}
        """Components whose types are being built, the outermost first: their schemas by name."""

        self.corrections: Corrections = {}
        """What the client reads otherwise than it is written, so that the sandbox reads it so too."""

    @cached_property
    def _tag_values(self) -> Mapping[int, Mapping[str, TagValue]]:
        return tag_values(self.root)

    def tags_of(self, schema: MappingNode) -> Mapping[str, TagValue]:
        """Return the discriminators that an object schema has, and their values in it."""
        return self._tag_values.get(id(self.origins.get(id(schema), schema)), {})

    @property
    def open_component(self) -> Node | None:
        """The schema of the innermost component whose type is being built."""
        return next(reversed(self.open_components.values()), None)

    def begin(self, *, operation: str = "", model: str = "") -> None:
        """Attribute the next problems to an operation, a notification or a model; without any, to the whole document."""
        self._operation, self._model = operation, model

    def problem(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that prevents the generation of the operation, or of each operation that uses the model."""
        self._found.append((self._operation, self._model, Problem(mark=mark, code=code, message=message)))

    def advise(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that does not prevent generation. Say what is wrong, what the tool does, and what to do."""
        advice = Problem(mark=mark, code=code, message=message, advice=True)
        self._found.append((self._operation, self._model, advice))

    def ignore(self, schema: MappingNode, key: str, message: str, *, code: str = "unchecked-keyword") -> None:
        """Report a keyword of a schema that is not followed, neither by the client nor by the sandbox."""
        self.advise(schema.mark_of(key), code, message)
        self.correct(schema, key, {})

    def correct(self, schema: MappingNode, key: str, members: dict[str, Node]) -> None:
        """Read these members in place of a keyword of a schema."""
        if (mark := schema.key_marks.get(key)) is not None:
            self.corrections[mark] = members

    def unsupported(self, mark: Mark, message: str) -> None:
        """Report a keyword that is not supported, and so has no effect."""
        self.advise(mark, "unchecked-keyword", f"{message}, so it is ignored")

    def problems(self, *, advice: bool = False) -> tuple[Problem, ...]:
        """Return the problems that prevent the generation of something, or with `advice` those that do not."""
        return tuple(problem for _, _, problem in self._found if problem.advice is advice)

    def operations_with_problems(self, api: Api) -> dict[str, Skipped]:
        """Return the operations to skip so that no problem is left; none if a problem belongs to the whole document."""
        users: dict[str, list[str]] = {}
        for area in api.areas:
            parts: list[Operation | Notification] = [*area.operations, *area.notifications]
            for part in parts:
                for name in reachable_models([part], api.models):
                    users.setdefault(name, []).append(part.key)
        skipped: dict[str, Skipped] = {}
        for operation, model, problem in self._found:
            if problem.advice:
                continue
            keys = [operation] if operation else users.get(model, [])
            if not keys:
                return {}
            for key in keys:
                skipped.setdefault(key, Skipped(key=key, problem=problem))
        return skipped

    def reference_chain(self, node: Node) -> Iterator[Node]:
        """Yield a node, the component that it refers to, the one that this refers to, and so on."""
        return reference_chain(node, self.root)

    def resolve(self, node: Node) -> Node:
        """Follow all references of a node. The loader has checked that they lead to a component. Report one with a fault."""
        *_, last = self.reference_chain(node)
        self.has_fault(last)
        return last

    def has_fault(self, node: Node) -> bool:
        """Return whether the content of a node cannot be used, and report why."""
        fault = node.fault if isinstance(node, MappingNode) else None
        if fault is not None:
            self._found.append((self._operation, self._model, fault))
        return fault is not None

    def chosen_name(self, node: Node, role: Role) -> Name | None:
        """Return the name that the author chose for something (`x-wxbrand-name`). Report it if it cannot be used."""
        text = node.text(NAME) if isinstance(node, MappingNode) else None
        return (
            None
            if text is None or not isinstance(node, MappingNode)
            else self.usable_name(text, role, node.mark_of(NAME))
        )

    def note_input_name(self, schema: MappingNode) -> None:
        """Remember the name that the author chose for the class of a schema in requests."""
        if (text := schema.text(INPUT_NAME)) is not None:
            self.input_names[schema.mark] = text, schema.mark_of(INPUT_NAME)

    def usable_name(self, text: str, role: Role, mark: Mark, *, key: str = NAME) -> Name | None:
        """Return a chosen name. Report it if it cannot be used."""
        try:
            return chosen_name(text, role)
        except InvalidName as reason:
            self.problem(mark, "unusable-name", f"{key}: {text!r} {reason}; choose another name")
            return None

    def distinct_names(
        self,
        wanted: Sequence[Wanted[Key]],
        spellings: Callable[[Name], Iterable[str]],
        taken: Collection[str] = (),
    ) -> dict[Key, Name]:
        """Return a name for each thing. Report chosen names that are not free."""
        for item in choices_not_free(wanted, spellings, taken):
            message = f"the name that is chosen for {item.text!r} is that of another part of the spec; choose another"
            self.problem(item.mark, "name-clash", message)
        return distinct_names(wanted, spellings, taken)

    def wanted(self, key: Key, text: str, role: Role, node: Node, mark: Mark, *, identity: str = "") -> Wanted[Key]:
        """Return what `distinct_names` needs for a thing that is described by a node. `mark` is where it is named."""
        chosen = self.chosen_name(node, role)
        if chosen and isinstance(node, MappingNode):
            self.choices[mark] = chosen, node.mark_of(NAME)
            mark = node.mark_of(NAME)
        return Wanted(key=key, text=text, role=role, identity=identity, chosen=chosen, mark=mark)
