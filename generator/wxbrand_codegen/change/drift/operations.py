"""Complete the operation or notification that a page describes with what the page is silent about, from the spec."""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.change.drift.completion import Completion, completed_rules
from wxbrand_codegen.change.drift.recorded import Recorded
from wxbrand_codegen.change.drift.words import digest, letters, says_the_same
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.operations import (
    Body,
    Extensions,
    Notification,
    Operation,
    Parameter,
    Response,
)
from wxbrand_codegen.pages import Field as PageField
from wxbrand_codegen.pages import FieldType, Limits, Page, Place

_MOST_ALIKE = 0.8
"""Part of the characters of sentences that the spec says in its own words."""

_USUAL = frozenset(
    {"PARAM_ERROR", "INVALID_REQUEST", "SIGN_ERROR", "NO_AUTH", "NOT_FOUND", "RATELIMIT_EXCEEDED", "SYSTEM_ERROR"}
)
"""Error codes that every operation may answer with, whether its page lists them or not."""


def completed_operation(ours: Operation, theirs: Operation, page: Page, completion: Completion) -> Operation:
    """Return the operation of the spec as the page has it."""
    recorded = Recorded(ours.extensions.unproven)
    body = _completed_body(ours, theirs, page, recorded)
    return replace(
        ours,
        id=page.operation if page.operation and not recorded.has("operationId", page.operation) else ours.id,
        method=ours.method if recorded.has("method", theirs.method) else theirs.method,
        path=ours.path if recorded.has("path", theirs.path) else theirs.path,
        title=_completed_title(ours.title, page, recorded),
        parameters=_completed_parameters(ours, theirs, page, completion, recorded),
        serial_header=_completed_serial_header(ours, theirs, page, completion, recorded),
        body=body,
        responses=_completed_responses(ours, theirs, page, completion, recorded),
        extensions=_completed_extensions(ours.extensions, page, recorded),
        mark=theirs.mark,
    )


def completed_notification(
    ours: Notification, theirs: Notification, page: Page, completion: Completion
) -> Notification:
    """Return the notification of the spec as the page has it."""
    recorded = Recorded(ours.extensions.unproven)
    said = _whole(page, "resource")
    example = theirs.example if None not in (ours.example, theirs.example, page.resource_example) else ours.example
    return replace(
        ours,
        title=_completed_title(ours.title, page, recorded),
        resource=completion.type(ours.resource, theirs.resource, said, recorded) if said else ours.resource,
        example=example,
        extensions=_completed_extensions(ours.extensions, page, recorded),
        mark=theirs.mark,
    )


def _completed_title(ours: str, page: Page, recorded: Recorded) -> str:
    if not ours or not page.title or letters(ours) == letters(page.title) or recorded.has("summary", page.title):
        return ours
    return page.title


def _whole(page: Page, place: Place) -> PageField | None:
    """Return all fields of a place as the members of one object; None if there are none."""
    fields = page.fields_in(place)
    if not fields:
        return None
    return PageField(
        name=place,
        place=place,
        required=True,
        type=FieldType(name="object"),
        title="",
        prose="",
        enum={},
        limits=Limits(),
        conditions=(),
        fields=fields,
        complete=place in page.complete,
        line=fields[0].line,
    )


def _completed_parameters(
    ours: Operation, theirs: Operation, page: Page, completion: Completion, recorded: Recorded
) -> tuple[Parameter, ...]:
    moved = _moved(ours, theirs, recorded)
    completed: list[Parameter] = []
    for old, new in moved:
        said = next(field for field in page.fields_in(new.location) if field.name == new.field.wire)
        completed.append(
            replace(old, location=new.location, field=completion.field(old.field, new.field, said, recorded))
        )
    settled = [parameter for pair in moved for parameter in pair]
    sides = [[p for p in operation.parameters if p not in settled] for operation in (ours, theirs)]
    for place in dict.fromkeys((p.location, p.in_meta) for side in sides for p in side):
        before, after = ([p for p in side if (p.location, p.in_meta) == place] for side in sides)
        location, in_meta = place
        said_here = page.fields_in(location)
        if in_meta:
            said_here = next((field.fields for field in said_here if field.name == "meta"), ())
        around = recorded.and_(ours.body.unproven) if ours.body and location == "body" else recorded
        fields = completion.fields(
            [p.field for p in before], [p.field for p in after], said_here, around, complete=location in page.complete
        )
        by_name = {p.field.wire: p for p in (*after, *before)}  # where both have it, what the spec says counts
        completed += [replace(by_name[field.wire], field=field) for field in fields]
    return _with_examples(completed, ours, theirs, page)


def _completed_serial_header(
    ours: Operation, theirs: Operation, page: Page, completion: Completion, recorded: Recorded
) -> Field | None:
    headers = ([each.serial_header] if each.serial_header else [] for each in (ours, theirs))
    complete = "header" in page.complete
    fields = completion.fields(next(headers), next(headers), page.fields_in("header"), recorded, complete=complete)
    return next(iter(fields), None)


def _moved(ours: Operation, theirs: Operation, recorded: Recorded) -> list[tuple[Parameter, Parameter]]:
    """Return the parameters that the page has in another place."""
    ours_at, theirs_at = (
        {(p.field.wire, p.location): p for p in operation.parameters if not p.in_meta} for operation in (ours, theirs)
    )
    return [
        (old, new)
        for (wire, place), old in ours_at.items()
        for (name, other), new in theirs_at.items()
        if wire == name
        and place != other
        and (wire, place) not in theirs_at
        and (wire, other) not in ours_at
        and not recorded.about(wire).has("in", other)
    ]


def _with_examples(completed: list[Parameter], ours: Operation, theirs: Operation, page: Page) -> tuple[Parameter, ...]:
    """Give parameters the examples of the page, where both sides have them and they are of the same type."""
    old, new = ({p.field.wire: p for p in operation.parameters} for operation in (ours, theirs))
    both_have_bodies = all(any(p.in_example for p in operation.parameters) for operation in (ours, theirs))
    on_page = page.body_example if isinstance(page.body_example, dict) else {}
    parameters = []
    for parameter in completed:
        field, is_body = parameter.field, parameter.location == "body"
        before, after = old.get(field.wire), new.get(field.wire)
        if after is None or parameter.location == "header" or (is_body and not both_have_bodies):
            parameters.append(parameter if before else replace(parameter, in_example=False))
            continue
        is_refused = is_body and not after.in_example and field.wire in on_page
        is_other_type = before is not None and type(before.field.example) is not type(after.field.example)
        if before is not None and (is_refused or (is_other_type and (not is_body or after.in_example))):
            parameters.append(parameter)
        else:
            field = replace(field, example=after.field.example)
            parameters.append(replace(parameter, field=field, in_example=after.in_example))
    return tuple(parameters)


def _completed_body(ours: Operation, theirs: Operation, page: Page, recorded: Recorded) -> Body | None:
    if ours.body is None or theirs.body is None:
        return ours.body or theirs.body
    around = recorded.and_(ours.body.unproven)
    rules = completed_rules(ours.body.rules, theirs.body.rules, page.fields_in("body"), around)
    if ours.body.kind != theirs.body.kind and not recorded.has("content", theirs.body.content_type):
        return replace(theirs.body, required=ours.body.required, rules=rules, closed=ours.body.closed)
    return replace(ours.body, rules=rules)


def _completed_responses(
    ours: Operation, theirs: Operation, page: Page, completion: Completion, recorded: Recorded
) -> tuple[Response, ...]:
    said, shown = _whole(page, "response"), next(iter(theirs.success_responses), None)
    first = next(iter(ours.success_responses), None)
    completed: list[Response] = []
    for response in ours.success_responses:
        if response is not first or shown is None or said is None or shown.type is None:
            completed.append(response)
        elif response.type is None:
            completed.append(shown)
        else:
            type_ = completion.type(response.type, shown.type, said, recorded)
            example = shown.example if None not in (response.example, page.response_example) else response.example
            completed.append(replace(response, type=type_, example=example or response.example, mark=shown.mark))
    return (*completed, *_completed_errors(ours, theirs, page))


def _completed_errors(ours: Operation, theirs: Operation, page: Page) -> tuple[Response, ...]:
    listed = {(error.status, error.code) for error in page.error_codes}
    on_page = {response.status: response for response in theirs.error_responses}
    completed: dict[str, Response] = {}
    for response in ours.error_responses:
        kept = (e for e in response.errors if not listed or e.code in _USUAL or (response.status, e.code) in listed)
        completed[response.status] = replace(response, errors=tuple(kept))
    for status, response in on_page.items():
        known = completed.get(status)
        codes = {error.code for error in known.errors} if known else set()
        added = tuple(e for e in response.errors if (status, e.code) in listed and e.code not in codes)
        if added:
            base = known or replace(response, errors=())
            completed[status] = replace(base, errors=(*base.errors, *added), mark=response.mark)
    return tuple(completed.values())


def _completed_extensions(ours: Extensions, page: Page, recorded: Recorded) -> Extensions:
    about = dict(ours.page)
    if page.updated and page.updated != about.get("updated") and not recorded.has("x-wxbrand-page", page.updated):
        about["updated"] = page.updated
        if page.doc_id:
            about.setdefault("id", page.doc_id)
    rate = ours.rate_limit
    if page.rate is not None:
        per = page.rate.per or (rate[2] if rate else "brand")
        rate = page.rate.requests, page.rate.seconds, per
    elif "response" in page.complete:
        rate = None
    if recorded.has("x-wxbrand-rate-limit", page.rate and str(page.rate.requests)):
        rate = ours.rate_limit
    preconditions = ours.preconditions if _are_known(ours, page, recorded) else page.preconditions
    return replace(ours, page=about, rate_limit=rate, preconditions=preconditions)


def _are_known(ours: Extensions, page: Page, recorded: Recorded) -> bool:
    """Whether the spec says in its own words what must be done before, as the page says it."""
    if not page.preconditions or recorded.has("x-wxbrand-preconditions", list(page.preconditions)):
        return True
    if known := ours.page.get("preconditions"):
        return known == digest(page.preconditions)
    sentences = "".join(ours.preconditions), "".join(page.preconditions)
    return bool(ours.preconditions) and says_the_same(*sentences, part=_MOST_ALIKE)
