"""Write one change into the files: which fact it is about decides how."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wxbrand_codegen.change.apply import errors, examples, keywords, members, operations, places, rules, values, whole
from wxbrand_codegen.change.apply.drafts import Drafts
from wxbrand_codegen.change.apply.places import Described
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.comparison.changes import Change
from wxbrand_codegen.change.draft.keywords import is_of_type

Write = Callable[[Workspace, Described, Change, Drafts], Place]
"""Writes a change and returns where it did."""


def write(space: Workspace, change: Change, drafts: Drafts) -> Place:
    """Write a change. Raises CannotApply or CannotEdit; some of it may then be written."""
    if change.fact == "servers":
        return operations.put_servers(space, list(change.after or ()))
    if change.operation == "":
        raise CannotApply("this is about the whole API; write it by hand")
    if is_whole(change):
        return whole.add(space, change.operation, drafts.document()[0])
    how = _BY_CODE.get(change.code) or _BY_FACT.get(change.fact) or (_keyword if change.where and change.fact else None)
    if how is None:
        raise CannotApply("no rule says how to write this change; write it by hand")
    return how(space, places.described(space, change.operation), change, drafts)


def write_beside(space: Workspace, change: Change) -> Place | None:
    """Write a change of a member beside its reference, if it may stand there; return where."""
    if not change.where:
        return None
    member = places.member(space, places.described(space, change.operation), change.where)
    return member if keywords.put_beside(space, member, change.fact, change.after) else None


def is_whole(change: Change) -> bool:
    """Whether the change is an operation or a notification that the spec lacks."""
    return change.code in {"method-added", "notification-added"}


def order(change: Change) -> int:
    """Return a number by which to sort: names, places and paths change last, so that others can be found by them."""
    return _ORDER.get(change.code, 0)


_ORDER = {
    code: number
    for number, codes in enumerate(
        (
            ("method-added", "notification-added"), ("member-renamed",), ("rule-gone",), ("member-gone",), ("member-added", "member-required"), ("place-changed",),
            ("rule-added",), ("example-changed",), ("method-renamed",), ("body-changed",), ("http-method-changed",), ("path-changed",),
        ),
        1,
    )
    for code in codes
}  # fmt: skip


def _keyword(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    after = change.after
    if change.fact == "pattern" and after is not None:  # the comparison has it as Python writes it
        after = drafts.schema(change.where).get("pattern", after)
    member = places.member(space, operation, tuple(step for step in change.where if step != "[]"))
    place = keywords.change(space, places.member(space, operation, change.where), change.fact, change.before, after)
    if change.fact in {"minLength", "maxLength"} and change.before is None:
        keywords.add_unit(space, place, drafts.unit(change.where))
    for other in drafts.also_stated(change.where, change.fact, after):
        keywords.record(space, member, change.fact, other, drafts.source)
    return place


def _type(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    drafted = drafts.schema(change.where)
    type_ = str(drafted.get("type", ""))
    if "example" in drafted and not is_of_type(drafted["example"], type_):
        del drafted["example"]
    place = keywords.retype(space, places.member(space, operation, change.where), drafted)
    examples.retype(space, operation, change.where, type_, is_required=drafts.field(change.where).required)
    return place


def _added_value(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    return values.add(
        space, places.member(space, operation, change.where), change.after, drafts.field(change.where).enum
    )


def _gone_value(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return values.remove(space, places.member(space, operation, change.where), change.before)


def _meanings(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    before, after = (side if isinstance(side, Mapping) else {} for side in (change.before, change.after))
    return values.change_meanings(space, places.member(space, operation, change.where), before, after)


def _required(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    if change.after:
        return members.require(space, operation, change.where)
    return members.make_optional(space, operation, change.where, drafts.source)


def _added(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    return members.add(space, operation, change.where, drafts)


def _gone(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return members.remove(space, operation, change.where)


def _renamed(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return members.rename(space, operation, change.where, str(change.after))


def _moved(space: Workspace, operation: Described, change: Change, drafts: Drafts) -> Place:
    return members.move(space, operation, change.where, str(change.after), drafts)


def _rule(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    if change.before is None and change.after is None:
        raise CannotApply("the rule is none of the simple kinds; write it by hand")
    if change.before is not None:
        place = rules.remove(space, operation, change.where, change.before)
    if change.after is not None:
        place = rules.add(space, operation, change.where, change.after)
    return place


def _example(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    examples.change(space, operation, change.where, change.before, change.after)
    return operation.place


def _page(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put_page(space, operation.place, change.after or {})


def _of_operation(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put(space, operation.place, change.fact, change.after)


def _preconditions(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put_preconditions(space, operation.place, list(change.after or ()))


def _words(_: Workspace, __: Described, ___: Change, ____: Drafts) -> Place:
    raise CannotApply("descriptions are in our own words; compare them by hand")


def _error(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    if change.before is None and change.after is None:
        raise CannotApply("the page does not say what the response is; write it by hand")
    if change.before is not None:
        place = errors.remove(space, operation, change.before)
    if change.after is not None:
        place = errors.add(space, operation, change.after)
    return place


def _path(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put_path(space, operation, str(change.after))


def _method(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put_method(space, operation, str(change.after))


def _content(space: Workspace, operation: Described, change: Change, _: Drafts) -> Place:
    return operations.put_content(space, operation, str(change.after))


_BY_CODE: dict[str, Write] = {
    "member-added": _added,
    "member-required": _added,
    "member-gone": _gone,
    "member-renamed": _renamed,
    "place-changed": _moved,
    "type-changed": _type,
    "type-widened": _type,
    "value-added": _added_value,
    "value-gone": _gone_value,
    "error-added": _error,
    "error-gone": _error,
    "body-changed": _content,
}

_BY_FACT: dict[str, Write] = {
    "x-wxbrand-enum-meanings": _meanings,
    "required": _required,
    "description": _words,
    "x-wxbrand-unproven": _words,
    "allOf": _rule,
    "example": _example,
    "summary": _of_operation,
    "operationId": _of_operation,
    "x-wxbrand-rate-limit": _of_operation,
    "x-wxbrand-preconditions": _preconditions,
    "x-wxbrand-page": _page,
    "path": _path,
    "method": _method,
}
