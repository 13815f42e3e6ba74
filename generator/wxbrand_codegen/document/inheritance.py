"""Schemas that inherit: they contain a schema with a discriminator through `allOf`, and stand for it wherever it is used.

OpenAPI lets such a base be used without `oneOf`: a `Pet` may then be a `Cat`. Here that is written out. The base becomes
`anyOf` of itself, under the name `PetBase`, and of its heirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import component_name

_PREFIX = "#/components/schemas/"
_MAX_HEIRS = 90
_TEXTS = frozenset({"title", "description", "deprecated", "example", "examples", "externalDocs", "x-wxbrand-name"})
"""Keywords that a base keeps besides its discriminator."""


def write_out_heirs(root: MappingNode) -> MappingNode:
    """Return a joined document in which each base that is used as a value lists its heirs."""
    components = root.mapping("components")
    schemas = components.mapping("schemas") if components else None
    if components is None or schemas is None:
        return root
    heirs = heirs_of(schemas.members)
    bases = [name for name, schema in schemas.members.items() if _is_base(schema) and name in heirs]
    if not bases:
        return root
    uses = Counter(_references(root))
    bases = [name for name in bases if uses[name] > len(heirs[name]) and len(all_heirs(name, heirs)) <= _MAX_HEIRS]
    own_names: dict[str, str] = {}
    for name in bases:
        own_names[name] = _free_name(f"{name}Base", {*schemas.members, *own_names.values()})
    members: dict[str, Node] = {}
    for name, schema in schemas.members.items():
        own = _inheriting_from(schema, own_names) if isinstance(schema, MappingNode) else schema
        if name in own_names and isinstance(own, MappingNode):
            members[own_names[name]] = _without(own, {"discriminator", "x-wxbrand-name"})
            members[name] = _choice(own, name, all_heirs(name, heirs), own_names)
        else:
            members[name] = own
    changed = replace(components, members=components.members | {"schemas": replace(schemas, members=members)})
    return replace(root, members=root.members | {"components": changed})


def heirs_of(schemas: Mapping[str, Node]) -> dict[str, list[str]]:
    """Return, by the name of a component, the components that contain it through `allOf`."""
    heirs: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        for part in schema.sequence("allOf") if isinstance(schema, MappingNode) else ():
            base = _target(part)
            if base is not None and name not in heirs.setdefault(base, []):
                heirs[base].append(name)
    return heirs


def all_heirs(name: str, heirs: Mapping[str, list[str]]) -> list[str]:
    """Return the heirs of a component, and theirs."""
    waiting, found = [name], list[str]()
    while waiting:
        for heir in heirs.get(waiting.pop(), ()):
            if heir not in found and heir != name:
                found.append(heir)
                waiting.append(heir)
    return found


def _is_base(schema: Node) -> bool:
    if not isinstance(schema, MappingNode) or "oneOf" in schema.members or "anyOf" in schema.members:
        return False
    discriminator = schema.mapping("discriminator")
    return discriminator is not None and bool(discriminator.text("propertyName"))


def _references(root: MappingNode) -> Iterator[str]:
    """Yield the name of a component for each reference to a schema."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting.extend(node.items)
        elif isinstance(node, MappingNode):
            waiting.extend(node.members.values())
            if (name := _target(node)) is not None:
                yield name


def _target(node: Node) -> str | None:
    reference = node.text("$ref") if isinstance(node, MappingNode) else None
    return component_name(reference) if reference and reference.startswith(_PREFIX) else None


def _free_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _inheriting_from(schema: MappingNode, own_names: Mapping[str, str]) -> MappingNode:
    """Return an heir that contains what its bases are themselves."""
    parts = schema.sequence("allOf")
    if all(_target(part) not in own_names for part in parts):
        return schema
    items = tuple(_renamed(part, own_names) for part in parts)
    listed = SequenceNode(items=items, mark=schema.members["allOf"].mark)
    return replace(schema, members=schema.members | {"allOf": listed})


def _renamed(part: Node, own_names: Mapping[str, str]) -> Node:
    own_name = own_names.get(_target(part) or "")
    if own_name is None or not isinstance(part, MappingNode):
        return part
    return replace(part, members=part.members | {"$ref": _reference(own_name, part.members["$ref"])})


def _reference(name: str, at: Node) -> ScalarNode:
    text = _PREFIX + name.replace("~", "~0").replace("/", "~1").replace("%", "%25")
    return ScalarNode(value=text, mark=at.mark, text=text, quoted=True)


def _without(schema: MappingNode, keys: set[str]) -> MappingNode:
    return replace(schema, members={key: member for key, member in schema.members.items() if key not in keys})


def _choice(schema: MappingNode, name: str, heirs: list[str], own_names: Mapping[str, str]) -> MappingNode:
    """Return the schema that takes the base itself or one of its heirs."""
    discriminator = schema.mapping("discriminator") or schema
    mapping = discriminator.mapping("mapping") or MappingNode(members={}, mark=discriminator.mark)
    targets = {value: component_name(mapping.text(value) or "") for value in mapping.members}
    values = {
        value: _reference(own_names[target], mapping.members[value]) if target in own_names else mapping.members[value]
        for value, target in targets.items()
    }
    for heir in heirs:
        if heir in own_names and heir not in targets.values():
            values[heir] = _reference(own_names[heir], discriminator)
    base: Node = MappingNode(members={"$ref": _reference(own_names[name], schema)}, mark=schema.mark)
    if name not in targets.values():  # then every other value may be one of the base itself
        base = MappingNode(members={"allOf": SequenceNode(items=(base,), mark=schema.mark)}, mark=schema.mark)
    others = [
        MappingNode(members={"$ref": _reference(own_names.get(heir, heir), schema)}, mark=schema.mark) for heir in heirs
    ]
    members = {key: member for key, member in schema.members.items() if key in _TEXTS}
    members["anyOf"] = SequenceNode(items=(base, *others), mark=discriminator.mark)
    members["discriminator"] = replace(
        discriminator, members=discriminator.members | {"mapping": replace(mapping, members=values)}
    )
    return replace(schema, members=members)
