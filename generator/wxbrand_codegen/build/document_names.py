"""Names that are settled before anything is built: of areas, operations, notifications, and the classes of components.

Operations that are left out count too, so that a name does not depend on what else can be generated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.declarations import (
    DeclaredOperation,
    area_tag,
    declared_operations,
    declared_tags,
    declared_webhooks,
    specific_segment,
)
from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.ir.distinct_names import Wanted, distinct_names
from wxbrand_codegen.ir.names import Name, make_name, module_name, nested_name
from wxbrand_codegen.ir.operations import request_class

_NOTIFICATION = make_name("notification", "class")
_SCHEMA = "Schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNames:
    """The names of a document's parts."""

    tags: Mapping[str, Name]
    """Areas by tag, for tags that are areas."""

    segments: Mapping[str, Name]
    """Areas by the segment of a path, for operations without such a tag."""

    operations: Mapping[str, Name]
    """By key."""

    repeated_ids: frozenset[str]
    """Values of operationId that several operations have."""

    notifications: Mapping[str, Name]
    """By key of the webhook."""

    components: Mapping[str, Name]
    """Classes by the name of the schema under `components`."""

    @property
    def classes(self) -> Iterator[str]:
        """The names of classes that are taken."""
        for area in (*self.tags.values(), *self.segments.values()):
            yield from _area_classes(area)
        yield from map(request_class, self.operations.values())
        yield from (name.pascal for name in (*self.notifications.values(), *self.components.values()))


NO_NAMES = DocumentNames(tags={}, segments={}, operations={}, repeated_ids=frozenset(), notifications={}, components={})


def document_names(context: Context) -> DocumentNames:
    """Name the parts of a document. Chosen names that cannot be used are reported."""
    root = context.root
    operations = tuple(declared_operations(root))
    webhooks = tuple(declared_webhooks(root))
    parts = [(o.node, o.path) for o in operations] + [(w.node, w.name) for w in webhooks]
    tags, segments = _area_names(parts, context)
    of_areas = {text for name in (*tags.values(), *segments.values()) for text in _area_classes(name)}
    ids = Counter(operation.declared_id for operation in operations)
    of_operations = _operation_names(operations, ids, of_areas, context)
    requests = set(map(request_class, of_operations.values()))
    # tests of an operation and of a notification are in classes after their names, so that these must differ, too
    tested = {name.pascal for name in of_operations.values()}
    notifications = context.distinct_names(
        [
            context.wanted(w.key, w.node.text("operationId") or w.name, "class", w.node, w.mark, identity=w.key)
            for w in webhooks
        ],
        lambda name: (_notification(name).pascal,),
        of_areas | requests | tested,
    )
    classes = of_areas | requests | {_notification(name).pascal for name in notifications.values()}
    return DocumentNames(
        tags=tags,
        segments=segments,
        operations=of_operations,
        repeated_ids=frozenset(text for text, count in ids.items() if text and count > 1),
        notifications={key: _notification(name) for key, name in notifications.items()},
        components=_component_names(classes, context),
    )


def _area_names(parts: Iterable[tuple[MappingNode, str]], context: Context) -> tuple[dict[str, Name], dict[str, Name]]:
    described = declared_tags(context.root)
    chosen = frozenset(tag for tag, node in described.items() if context.chosen_name(node, "area"))
    used: dict[str, MappingNode] = {}
    segments: dict[str, Name] = {}
    for node, path in parts:
        if (tag := area_tag(node, chosen)) is not None:
            used.setdefault(tag, node)
        else:
            segment = specific_segment(path)
            segments[segment] = make_name(segment, "area")
    wanted = [
        context.wanted(tag, tag, "area", described.get(tag, node), node.mark_of("tags")) for tag, node in used.items()
    ]
    tags = context.distinct_names(wanted, _area_spellings)
    by_snake = {name.snake: name for name in tags.values()}
    taken = {text for name in tags.values() for text in _area_spellings(name)}
    others = dict.fromkeys(name.snake for name in segments.values() if name.snake not in by_snake)
    wanted = [Wanted(key=text, text=text, role="area", mark=context.root.mark) for text in others]
    by_snake |= distinct_names(wanted, _area_spellings, taken)
    return tags, {segment: by_snake[name.snake] for segment, name in segments.items()}


def _area_spellings(name: Name) -> tuple[str, ...]:
    """Return all names that an area has. Its module comes first: file systems may not tell capitals apart."""
    return (module_name(name.snake), f"client.{name.snake}", *_area_classes(name))


def _area_classes(name: Name) -> tuple[str, str]:
    return name.pascal, f"Async{name.pascal}"


def _operation_names(
    operations: Iterable[DeclaredOperation], ids: Mapping[str, int], taken: set[str], context: Context
) -> dict[str, Name]:
    wanted = []
    for operation in operations:
        text = operation.declared_id or operation.generated_id
        identity = text if ids[text] == 1 else operation.key
        item = context.wanted(operation.key, text, "method", operation.node, operation.mark, identity=identity)
        wanted.append(replace(item, more=(partial(make_name, operation.longer_id, "method"),)))
    spellings, classes = (lambda name: (name.snake, f"class {request_class(name)}")), {
        f"class {text}" for text in taken
    }
    return context.distinct_names(wanted, spellings, classes)


def _notification(name: Name) -> Name:
    """Return the name of the class of a notification, which ends with that word."""
    if name.snake.endswith(_NOTIFICATION.snake):
        return name
    return replace(nested_name(name, _NOTIFICATION), alternative="")


def _component_names(taken: set[str], context: Context) -> dict[str, Name]:
    components = context.root.mapping("components")
    schemas = components.mapping("schemas") if components else None
    if schemas is None:
        return {}
    plain = {key: make_name(key, "class").pascal for key in schemas.members}
    wanted = [
        context.wanted(key, f"{key} {_SCHEMA}" if plain[key] in taken else key, "class", node, schemas.mark_of(key))
        for key, node in schemas.members.items()
    ]
    names = context.distinct_names(wanted, lambda name: (name.pascal,), taken)
    return {
        key: replace(name, prefix=plain[key]) if plain[key] in taken and name.pascal.endswith(_SCHEMA) else name
        for key, name in names.items()
    }
