"""Part of build: `oneOf` and `anyOf`, as one of several kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.ir.models import Enum, Model
from wxbrand_codegen.ir.types import Integer, Number, Ref, Text, Timestamp, Type, is_sensitive

_PREFIX = "#/components/schemas/"


def distinct(kinds: list[Type], models: Mapping[str, Model | None]) -> list[Type]:
    """Leave out kinds that JSON cannot tell apart: texts of several sorts are text, whole numbers are numbers."""
    different = list(dict.fromkeys(kinds))
    texts = [kind for kind in different if _is_text(kind, models)]
    if len(texts) > 1:
        one = Text(sensitive=any(map(is_sensitive, texts)))  # rather encrypted once too often than not
        different = [one if kind is texts[0] else kind for kind in different if kind not in texts[1:]]
    numbers = [kind for kind in different if isinstance(kind, Integer | Number)]
    if len(numbers) > 1:
        different = [Number() if kind is numbers[0] else kind for kind in different if kind not in numbers[1:]]
    return different


def _is_text(kind: Type, models: Mapping[str, Model | None]) -> bool:
    match kind:
        case Text() | Timestamp():
            return True
        case Ref(name=name):
            model = models.get(name)
            return isinstance(model, Enum) and isinstance(model.members[0].value, str)
        case _:
            return False


def tags_of(node: MappingNode, parts: list[Node], kinds: list[Type]) -> tuple[str, dict[str, str]]:
    """Read a discriminator: the member that tells the kind, and the class for each of its values."""
    discriminator = node.mapping("discriminator")
    tag = (discriminator.text("propertyName") if discriminator else None) or ""
    if not discriminator or not tag:
        return "", {}
    by_schema = dict(_named(parts, kinds))
    mapping = discriminator.mapping("mapping")
    explicit = {
        value: by_schema[schema]
        for value in (mapping.members if mapping else {})
        if (schema := (mapping.text(value) or "").rsplit("/", 1)[-1] if mapping else "") in by_schema
    }
    return tag, by_schema | explicit


def _named(parts: list[Node], kinds: list[Type]) -> Iterator[tuple[str, str]]:
    for part, kind in zip(parts, kinds, strict=True):
        reference = part.text("$ref") if isinstance(part, MappingNode) else None
        if reference and isinstance(kind, Ref):
            yield reference.removeprefix(_PREFIX), kind.name
