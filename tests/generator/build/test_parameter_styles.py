"""Every style of parameters, called over a socket: what is on the wire, and that the fake and the sandbox read the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models.conversion import convert

from tests.generator.conftest import HEAD, REPLY, Calling, Workshop

LIST = {"type": "array", "items": {"type": "string"}}
NUMBERS = {"type": "array", "items": {"type": "integer", "maximum": 9}, "minItems": 1, "maxItems": 3}
COLOR = {
    "type": "object",
    "properties": {"R": {"type": "integer"}, "g b": {"type": "string"}, "on": {"type": "boolean"}},
}
MAP = {"type": "object", "additionalProperties": {"type": "integer"}}
ANY = {"type": "object", "properties": {"a": LIST, "b": {"type": "string", "format": "date-time"}}}
RGB = {"R": 100, "g b": "x,y", "on": True}

STYLES: dict[str, tuple[str, dict[str, Any], Any, str]] = {
    # name: location, what the parameter states, value, and the query, the segment or the header field
    "form_text": ("query", {"schema": {"type": "string"}, "explode": False}, "a b", "p=a%20b"),
    "form_list": ("query", {"schema": LIST}, ["a,b", "c"], "p=a%2Cb&p=c"),
    "form_joined": ("query", {"schema": LIST, "explode": False}, ["a,b", "c"], "p=a%2Cb,c"),
    "form_object": ("query", {"schema": COLOR}, RGB, "R=100&g%20b=x%2Cy&on=true"),
    "form_flat": ("query", {"schema": COLOR, "explode": False}, RGB, "p=R,100,g%20b,x%2Cy,on,true"),
    "form_map": ("query", {"schema": MAP}, {"a&b": 1, "c": 2}, "a%26b=1&c=2"),
    "space": ("query", {"schema": LIST, "style": "spaceDelimited", "explode": False}, ["a|b", "c"], "p=a%7Cb%20c"),
    "space_default": ("query", {"schema": NUMBERS, "style": "spaceDelimited"}, [1, 2], "p=1%202"),
    "space_exploded": ("query", {"schema": LIST, "style": "spaceDelimited", "explode": True}, ["a", "b"], "p=a&p=b"),
    "pipe": ("query", {"schema": NUMBERS, "style": "pipeDelimited"}, [1, 2, 3], "p=1%7C2%7C3"),
    "pipe_object": ("query", {"schema": MAP, "style": "pipeDelimited"}, {"a": 1, "b": 2}, "p=a%7C1%7Cb%7C2"),
    "deep": ("query", {"schema": COLOR, "style": "deepObject"}, RGB, "p%5BR%5D=100&p%5Bg%20b%5D=x%2Cy&p%5Bon%5D=true"),
    "deep_map": ("query", {"schema": MAP, "style": "deepObject", "explode": True}, {"x]": 1}, "p%5Bx%5D%5D=1"),
    "reserved": (
        "query",
        {"schema": {"type": "string"}, "allowReserved": True},
        "https://a.example/?x=1&y=[2]#+%20",
        "p=https://a.example/?x=1%26y=%5B2%5D%23%2B%2520",
    ),
    "reserved_list": ("query", {"schema": LIST, "allowReserved": True, "explode": False}, ["/a,b", "@"], "p=/a%2Cb,@"),
    "json": (
        "query",
        {"content": {"application/json": {"schema": ANY}}},
        {"a": ["é", "&"], "b": "2024-01-01T00:00:00Z"},
        "p=%7B%22a%22%3A%5B%22%C3%A9%22%2C%22%26%22%5D%2C%22b%22%3A%222024-01-01T00%3A00%3A00Z%22%7D",
    ),
    "text_content": ("query", {"content": {"text/plain": {"schema": {"type": "string"}}}}, "a/b", "p=a%2Fb"),
    "simple": ("path", {"schema": LIST}, ["a,b", "c/d"], "a%2Cb,c%2Fd"),
    "simple_object": ("path", {"schema": COLOR}, RGB, "R,100,g%20b,x%2Cy,on,true"),
    "simple_exploded": ("path", {"schema": COLOR, "explode": True}, RGB, "R=100,g%20b=x%2Cy,on=true"),
    "label": ("path", {"schema": {"type": "string"}, "style": "label"}, "a.b", ".a.b"),
    "label_list": ("path", {"schema": LIST, "style": "label"}, ["a.b", "c"], ".a.b,c"),
    "label_exploded": ("path", {"schema": LIST, "style": "label", "explode": True}, ["a,b", "c"], ".a%2Cb.c"),
    "label_object": ("path", {"schema": MAP, "style": "label", "explode": True}, {"a": 1, "b": 2}, ".a=1.b=2"),
    "matrix": ("path", {"schema": {"type": "integer"}, "style": "matrix"}, 5, ";p=5"),
    "matrix_list": ("path", {"schema": NUMBERS, "style": "matrix"}, [1, 2], ";p=1,2"),
    "matrix_exploded": ("path", {"schema": LIST, "style": "matrix", "explode": True}, ["a;b", "c"], ";p=a%3Bb;p=c"),
    "matrix_object": ("path", {"schema": MAP, "style": "matrix"}, {"a": 1, "b": 2}, ";p=a,1,b,2"),
    "matrix_fields": ("path", {"schema": MAP, "style": "matrix", "explode": True}, {"a": 1, "b": 2}, ";a=1;b=2"),
    "json_path": ("path", {"content": {"application/json": {"schema": MAP}}}, {"a": 1}, "%7B%22a%22%3A1%7D"),
    "header_list": ("header", {"schema": NUMBERS}, [1, 2], "1,2"),
    "header_object": ("header", {"schema": MAP}, {"a": 1, "b": 2}, "a,1,b,2"),
    "header_exploded": ("header", {"schema": MAP, "explode": True}, {"a": 1, "b": 2}, "a=1,b=2"),
    "header_json": ("header", {"content": {"application/json": {"schema": LIST}}}, ["券", "a"], '["\\u5238","a"]'),
}  # fmt: skip


def spec_of(rows: dict[str, tuple[str, dict[str, Any], Any, str]]) -> str:
    """Return the paths of a spec with an operation for each row, whose example is the value."""
    paths = ""
    for name, (location, stated, value, _) in rows.items():
        holder = next(iter(stated["content"].values())) if "content" in stated else stated
        holder["example"] = value
        parameter = {"name": "p", "in": location, "required": True, **stated}
        path = f"/{name}/{{p}}/x" if location == "path" else f"/{name}"
        paths += f"  {path}:\n    get:\n      operationId: {name}\n      tags: [t]\n      parameters: [{json.dumps(parameter)}]\n{REPLY}"
    return paths


def class_name(operation: str) -> str:
    return "".join(word.capitalize() for word in operation.split("_")) + "Request"


def test_each_style_is_written_as_openapi_defines_it_and_read_back(
    workshop: Workshop, calling: Callable[[], Calling]
) -> None:
    workshop.paths(spec_of(STYLES))
    assert (workshop.problems(), workshop.advice()) == ([], [])
    called = calling()

    for name, (location, _, value, wire) in STYLES.items():
        model = getattr(called.models, class_name(name))
        request = convert({"p": value}, model)
        called.wechat_pay.answer(model, {})
        called.client.send(request)

        sent = {"query": f"/{name}?{wire}", "path": f"/{name}/{wire}/x", "header": f"/{name}"}[location]
        assert called.last.target == sent
        assert location != "header" or called.last.headers.get("p") == wire
        assert called.last.request == request, name  # what was signed was verified on the way


def test_the_sandbox_reads_each_style_and_the_types_are_right(workshop: Workshop) -> None:
    workshop.paths(spec_of(STYLES)).prove()


@pytest.mark.parametrize(
    ("location", "stated", "value"),
    [
        ("query", {"schema": LIST, "style": "spaceDelimited"}, ["a b"]),
        ("query", {"schema": LIST, "style": "pipeDelimited"}, ["a|b"]),
        ("path", {"schema": LIST, "style": "label", "explode": True}, ["1.5"]),
        ("path", {"schema": LIST}, []),
        ("path", {"schema": LIST}, ["."]),
        ("path", {"schema": {"type": "string"}, "style": "label"}, ""),
        ("path", {"schema": {"type": "string"}, "style": "label"}, "."),
        ("header", {"schema": LIST}, ["a,b"]),
        ("header", {"schema": MAP, "explode": True}, {"a=b": 1}),
        ("header", {"schema": LIST}, ["券"]),
        ("query", {"schema": {}}, [["a"]]),
        ("query", {"schema": {}}, None),
    ],
)
def test_a_value_that_would_be_read_as_another_is_refused(
    workshop: Workshop, calling: Callable[[], Calling], location: str, stated: dict[str, Any], value: Any
) -> None:
    workshop.paths(spec_of({"send": (location, dict(stated), "a", "")}))
    called = calling()

    with pytest.raises(InvalidRequest) as caught:
        called.client.t.send(p=value)

    assert caught.value.field == "p"
    assert called.wechat_pay.requests == ()


@pytest.mark.parametrize(
    ("location", "stated"),
    [
        ("query", {"schema": {"type": "array", "items": LIST}}),
        ("query", {"schema": ANY, "style": "deepObject"}),
        ("query", {"schema": LIST, "style": "deepObject"}),
        ("query", {"schema": {"type": "array", "items": COLOR}}),
        ("header", {"schema": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Inner"}}}}),
        ("query", {"content": {"application/xml": {"schema": COLOR}}}),
    ],
)
@pytest.mark.parametrize("required", [False, True])
def test_a_type_that_a_style_cannot_express_is_left_out(
    workshop: Workshop, location: str, stated: dict[str, Any], required: bool
) -> None:
    parameter = {"name": "p", "in": location, "required": required, **stated}
    components = f"components: {json.dumps({'schemas': {'Inner': COLOR}})}\n"
    workshop.paths(f"  /a:\n    get:\n      parameters: [{json.dumps(parameter)}]\n{REPLY}{components}", HEAD)

    if required:
        assert [line.split()[1] for line in workshop.problems()] == ["unsupported-parameter"]
    else:
        assert workshop.operation().parameters == ()
        assert "ignored-parameter" in [line.split()[1] for line in workshop.advice()]


def test_null_is_not_offered_for_a_parameter(workshop: Workshop, calling: Callable[[], Calling]) -> None:
    text = '{name: p, in: query, schema: {anyOf: [{type: string, maxLength: 3}, {type: "null"}]}}'
    workshop.paths(f"  /a:\n    get:\n      operationId: send\n      tags: [t]\n      parameters: [{text}]\n{REPLY}")
    called = calling()

    called.call("SendRequest", {}, p="abc")

    assert called.last.target == "/a?p=abc"
    with pytest.raises(InvalidRequest):
        called.client.t.send(p=None)


FORM = {
    "type": "object",
    "required": ["plain"],
    "properties": {
        "plain": {"type": "string"},
        "numbers": NUMBERS,
        "object": ANY,
        "objects": {"type": "array", "items": MAP},
        "deep": COLOR,
        "joined": LIST,
        "flat": MAP,
        "text": {"type": "string"},
        "maybe": {"type": ["string", "null"]},
        "nested": {"type": "array", "items": LIST},
    },
    "example": {
        "plain": "a b",
        "numbers": [1, 2],
        "object": {"a": ["x"], "b": "2024-01-01T00:00:00Z"},
        "objects": [{"a": 1}, {"b": 2}],
        "deep": RGB,
        "joined": ["a,b", "c"],
        "flat": {"k": 1},
        "text": "/?",
        "maybe": "m",
    },
}
ENCODING = {
    "deep": {"style": "deepObject", "explode": True},
    "joined": {"style": "form", "explode": False},
    "flat": {"style": "form", "explode": False},
    "text": {"allowReserved": True},
    "nested": {"style": "form", "explode": True},
}
ON_THE_WIRE = (
    "plain=a%20b&numbers=1&numbers=2&object=%7B%22a%22%3A%5B%22x%22%5D%2C%22b%22%3A%222024-01-01T00%3A00%3A00Z%22%7D"
    "&objects=%7B%22a%22%3A1%7D&objects=%7B%22b%22%3A2%7D&deep%5BR%5D=100&deep%5Bg%20b%5D=x%2Cy&deep%5Bon%5D=true"
    "&joined=a%2Cb,c&flat=k,1&text=/?&maybe=m"
)


def test_the_fields_of_a_form_are_written_as_their_encoding_says(
    workshop: Workshop, calling: Callable[[], Calling]
) -> None:
    media = {"schema": FORM, "encoding": ENCODING}
    workshop.bodies(json.dumps({"application/x-www-form-urlencoded": media}), '{"application/json": {"schema": {}}}')
    workshop.prove()
    assert [line.split("  ")[1] for line in workshop.advice() if "nested" in line] == [
        "the style form of the form field nested has no form for values of its type, so the optional parameter is left out"
    ]
    called = calling()
    request = convert(FORM["example"], called.models.SendRequest)

    called.wechat_pay.answer(called.models.SendRequest, {})
    called.client.send(request)

    assert called.last.body.decode() == ON_THE_WIRE
    assert called.last.request == request


def test_a_placeholder_that_stands_twice_is_filled_in_twice(
    workshop: Workshop, calling: Callable[[], Calling], operation: Callable[..., str]
) -> None:
    parameter = "[{name: x, in: path, required: true, schema: {type: string}}]"
    workshop.paths(operation("/{x}/a/{x}", operationId="send", tags="[t]", parameters=parameter)).prove()
    called = calling()

    called.call("SendRequest", {}, x="b/c")

    assert called.last.target == "/b%2Fc/a/b%2Fc"


def test_a_form_without_fields_has_no_bytes_and_what_may_be_anything_is_plain_in_a_parameter(
    workshop: Workshop, calling: Callable[[], Calling]
) -> None:
    form = {"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}
    operation = {
        "operationId": "send",
        "tags": ["t"],
        "parameters": [{"name": "p", "in": "query", "style": "deepObject", "schema": {"type": "object"}}],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": form}},
        "responses": {"204": {"description": "done"}},
    }
    workshop.paths(f"  /a: {json.dumps({'post': operation})}\n").prove()
    called = calling()

    called.call("SendRequest", p={"x": 1})

    assert (called.last.target, called.last.body) == ("/a?p%5Bx%5D=1", b"")


def test_letters_of_a_path_that_are_not_ascii_are_percent_encoded(
    workshop: Workshop, calling: Callable[[], Calling], operation: Callable[..., str]
) -> None:
    parameter = "[{name: 名, in: path, required: true, schema: {type: string}}]"
    workshop.paths(operation("/门店/{名}", operationId="send", tags="[t]", parameters=parameter)).prove()
    called = calling()

    called.wechat_pay.answer(called.models.SendRequest, {})
    called.client.t.send(**{called.models.SendRequest.__struct_fields__[0]: "é"})

    assert called.last.target == "/%E9%97%A8%E5%BA%97/%C3%A9"
    assert called.last.model is called.models.SendRequest
