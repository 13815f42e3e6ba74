"""Pages as Hypothesis draws them: every fact that a page can state, in every combination, contradictions included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from hypothesis import strategies as st
from wxbrand_codegen.pages import BodyType, Condition, ErrorCode, Field, FieldType, Page, Place
from wxbrand_codegen.pages.page import Doubt, Limits, Rate

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,4}(_[a-z0-9]{1,4}){0,2}", fullmatch=True)
VALUES = st.from_regex(r"[A-Z][A-Z0-9_]{0,6}", fullmatch=True)
TEXTS = (
    st.text(st.sampled_from("茶会来宾门店金额：，。Aa1 \"'#\\{}|-"), min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
PROSE = st.sampled_from([
    "", "随便写", "遵循rfc3339标准格式", "单位为分", "单位：分钟", "单位：秒", "有效期为30分钟", "最多20个字节", "单位(元)",
])  # fmt: skip
PLAIN = ("string", "integer", "number", "boolean")
LINES = st.integers(2, 5000)
EVENTS = st.from_regex(r"[A-Z]{1,5}(\.[A-Z]{1,5}(_[A-Z]{1,3})?)?", fullmatch=True)
PLACES: tuple[Place, ...] = get_args(Place)
BODY_TYPES: tuple[BodyType, ...] = ("application/json", "application/x-www-form-urlencoded")
_COUNTS = st.integers(0, 100)
_ERRORS = st.builds(
    ErrorCode,
    status=st.sampled_from(["400", "404", "500", "302"]),
    code=st.sampled_from(["PARAM_ERROR", "PARTY_FULL"]),
    meaning=st.just("") | TEXTS,
    solution=st.just("") | TEXTS,
)
_UNIQUE_NAMES = st.lists(NAMES, min_size=1, max_size=3, unique=True)


@st.composite
def field_types(draw: st.DrawFn, *, deep: bool) -> FieldType:
    name = draw(st.sampled_from([*PLAIN, *PLAIN, *(("object", "array", "array") if deep else ())]))
    if name == "array":
        return FieldType(name="array", item=draw(st.none() | field_types(deep=deep)))
    length = draw(st.none() | st.integers(1, 200)) if name in {"string", "integer"} else None
    return FieldType(name=name, length=length)


def innermost(type_: FieldType) -> FieldType:
    return innermost(type_.item) if type_.item else type_


@st.composite
def all_limits(draw: st.DrawFn) -> Limits:
    numbers = st.none() | st.none() | st.integers(0, 300)
    patterns = st.sampled_from([None, None, "^[0-9A-Z_]+$", "^[a-z]{2,4}$"])
    return Limits(
        min_length=draw(numbers), max_length=draw(numbers), minimum=draw(numbers), maximum=draw(numbers),
        min_items=draw(numbers), max_items=draw(numbers), pattern=draw(patterns), max_bytes=draw(numbers),
    )  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn, others: Sequence[str]) -> Condition:
    values = draw(st.lists(VALUES | st.sampled_from(["1", "true"]), max_size=3, unique=True))
    return Condition(
        field=draw(st.sampled_from(others) | NAMES), values=tuple(values), required=draw(st.booleans()), only=draw(st.booleans())
    )  # fmt: skip


@st.composite
def fields(draw: st.DrawFn, name: str, place: Place, around: Sequence[str], depth: int = 0) -> Field:
    is_body = place not in {"header", "path", "query"}
    type_ = draw(field_types(deep=is_body and depth < 3))
    members: tuple[Field, ...] = ()
    if innermost(type_).name in {"object", "array"} and draw(st.integers(0, 3)):
        names = draw(_UNIQUE_NAMES)
        members = tuple(draw(fields(each, place, [*around, *names], depth + 1)) for each in names)
    listed = {"integer": st.integers(-9, 99).map(str)}.get(innermost(type_).name, VALUES) | VALUES
    default = st.none() | VALUES | st.integers(0, 9) | st.booleans() | st.lists(VALUES, max_size=2)
    return Field(
        name=name,
        place=place,
        required=draw(st.booleans()) or place == "path",
        type=type_,
        title=draw(st.just("") | TEXTS),
        prose=draw(PROSE),
        enum=draw(st.just({}) | st.dictionaries(listed, st.just("") | TEXTS, max_size=3)),
        limits=draw(st.just(Limits()) | all_limits()),
        default=draw(default),
        conditions=tuple(draw(st.lists(conditions([*around, "nothing"]), max_size=2))),
        fields=members,
        complete=draw(st.booleans()),
        line=draw(LINES),
    )


def _values_like(members: Sequence[Field]) -> st.SearchStrategy[Any]:
    """Draw an example: some of the members, with values of any type."""
    values = st.none() | VALUES | st.integers(0, 9) | st.lists(VALUES, max_size=2)
    return st.none() | st.dictionaries(st.sampled_from([*(f.name for f in members), "unlisted"]), values, max_size=3)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Draw a page of an operation, of an upload, or of notifications."""
    kind = draw(st.sampled_from(["operation", "upload", "notification"]))
    path_names = draw(st.lists(NAMES, max_size=2, unique=True))
    found: list[Field] = []
    for place in PLACES:
        if place == "resource" and kind != "notification":
            continue
        names = path_names[:1] if place == "path" else draw(st.just([]) | _UNIQUE_NAMES)
        found += [draw(fields(name, place, names)) for name in names]
    if kind == "upload":
        found += [_file(draw), draw(fields("meta", "body", ["meta"]))]
    notifies = kind == "notification"
    return Page(
        method="POST" if notifies else draw(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"])),
        path="" if notifies else "".join(["/brand/tea", *(f"/{{{name}}}" for name in path_names)]),
        event_types=tuple(draw(st.lists(EVENTS, min_size=1, max_size=2, unique=True))) if notifies else (),
        body_type="multipart/form-data" if kind == "upload" else draw(st.sampled_from(BODY_TYPES)),
        title=draw(st.just("") | TEXTS),
        updated=draw(st.sampled_from([None, "2026-03-09"])),
        doc_id=draw(st.sampled_from([None, "4099000001"])),
        operation=draw(st.sampled_from([None, "RegisterTeaGuest"])),
        hosts=tuple(draw(st.lists(st.sampled_from(["https://a.example.com", "https://b.example.com"]), unique=True))),
        rate=draw(
            st.none() | st.builds(Rate, requests=_COUNTS, seconds=_COUNTS, per=st.sampled_from([None, "merchant"]))
        ),
        preconditions=tuple(draw(st.lists(TEXTS, max_size=2))),
        fields=tuple(found),
        complete=frozenset(draw(st.sets(st.sampled_from(PLACES)))),
        parameter_examples=draw(st.dictionaries(st.sampled_from([*path_names, "unlisted"]), VALUES, max_size=3)),
        body_example=draw(_values_like([field for field in found if field.place == "body"])),
        response_example=draw(_values_like([field for field in found if field.place == "response"])),
        resource_example=draw(_values_like([field for field in found if field.place == "resource"])),
        success_status=draw(st.sampled_from([None, 200, 202, 204, 302])),
        error_codes=tuple(draw(st.lists(_ERRORS, max_size=4))),
        doubts=tuple(draw(st.lists(st.builds(Doubt, line=LINES, text=TEXTS), max_size=2))),
    )


def _file(draw: st.DrawFn) -> Field:
    return Field(
        name="file", place="body", required=True, type=FieldType(name="file"), title="文件", prose="", enum={},
        limits=Limits(max_bytes=draw(st.none() | st.integers(1, 10**7))), conditions=(), fields=(), complete=True,
        line=draw(LINES),
    )  # fmt: skip
