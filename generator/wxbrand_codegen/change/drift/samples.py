"""Compare the sample body of a page with the examples of the spec."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.change.drift.differences import Difference, difference
from wxbrand_codegen.change.spec_lookup import Recorded, SpecLookup, recorded_in
from wxbrand_codegen.document.nodes import MappingNode, plain

_MOST_SINGLE_VALUES = 5
"""Values that are reported one by one. Where more differ, the whole sample is."""


def compare_samples(
    sample: Any, media: MappingNode, spec: SpecLookup, *, where: str, recorded: Recorded
) -> Iterator[Difference]:
    """Compare the sample of a page, None if there is none, with the examples of a media type object."""
    examples = [plain(media.members["example"])] if "example" in media.members else []
    named = media.mapping("examples")
    values = [spec.resolve(node).get("value") for node in (named.members.values() if named else ())]
    examples += [plain(value) for value in values if value is not None]
    if sample is None or not examples or sample in examples:
        return
    found = list(_unequal(examples[0], sample, where))
    if len(found) > _MOST_SINGLE_VALUES or len(examples) > 1:
        found = [(where, examples[0], sample)]
    mark, recorded = media.mark_of("example"), (*recorded, *recorded_in(media.members))
    for place, ours, theirs in found:
        yield from difference("example", place, spec=ours, page=theirs, mark=mark, recorded=recorded)


def _unequal(ours: Any, theirs: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the place and both values wherever two JSON values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key in ours and key in theirs:
                yield from _unequal(ours[key], theirs[key], f"{where}.{key}")
            else:
                yield f"{where}.{key}", ours.get(key, ""), theirs.get(key, "")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _unequal(one, other, f"{where}[{number}]")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield where, ours, theirs
