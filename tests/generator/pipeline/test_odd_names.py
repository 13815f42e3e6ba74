"""Names of every kind in every place: the client is generated, imported and called, and no spelling is lost."""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wxbrand_codegen.build.api import build
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import load
from wxbrand_codegen.output.gate import forbidden
from wxbrand_codegen.render.files import render_package, render_tests
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import Record, Request
from wxbrand_runtime.models.annotations import model_fields
from wxbrand_runtime.models.conversion import convert
from wxbrand_runtime.testing import FakeWeChatPay

from tests.generator.calling import calling
from tests.generator.conftest import Workshop

NAMES = (
    "a-b", "a_b", "A.B", "ab", "AB", "+1", "-1", "1", "_id", "__id", "id", "class", "class_", "None", "match", "self", "__class__", "__init__",
    "mro", "operation", "rules", "list", "str", "datetime", "print", "import", "[]", "a[b]", "a[]", "'", "`a`", "a b", "", "券", "商品-券", "商品券", "é", "cls",
    "e\u0301", "ß", "ﬁ", "ｗｉｄｅ", "wide", "𝐚", "👍", "<=", ">=", "*", "$ref", "{a}", "name", "value", "send", "client", "models", "con", "UNSET", "Limits", "Any",
    "Record", "Request", "async", "Async", "a/b", "a~b", "a%20b", "a%b", "a\\b", 'a"b', "x" * 300, "Iter", "token", "ÿ", "я", "א", "ก", "ᾳ",
)  # fmt: skip
"""What people write, and what Python, msgspec and file systems have an opinion of."""


def document(names: dict[str, str], enum: list[Any], properties: list[str], tags: list[str]) -> dict[str, Any]:
    """Return a document with odd names in every place where a name may stand."""
    parameter = names["parameter"]
    texts: dict[str, Any] = {name: {"type": "string", "maxLength": 400} for name in properties}
    odd: dict[str, Any] = {"type": "object", "properties": texts}
    nested = {
        "type": "object",
        "properties": {name: {"type": "object", "properties": {"x": {"enum": enum}}} for name in properties[:4]},
    }
    answer = {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": _ref(names["schema"])}}}}
    }
    return {
        "openapi": "3.1.1",
        "info": {"title": names["title"], "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            "/a/{id}": {
                "get": {
                    "operationId": names["operation"],
                    "tags": tags[:1],
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                        {"name": parameter, "in": "query", "schema": {"enum": enum}},
                        {"name": names["other"], "in": "query", "schema": {"type": "string"}},
                    ],
                    "responses": answer,
                }
            },
            "/b": {
                "post": {
                    "operationId": names["next operation"],
                    "tags": tags[1:2],
                    "requestBody": {"required": True, "content": {"application/json": {"schema": odd}}},
                    "responses": answer,
                },
                "put": {
                    "tags": tags[2:],
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": _ref(names["next schema"])}}}},
                    "responses": answer,
                },
            },
        },
        "components": {
            "schemas": {
                names["next schema"]: odd
                | {"properties": odd["properties"] | {"more": {"$ref": _ref(names["schema"])}}},
                names["schema"]: nested,
            }
        },
    }


def _ref(name: str) -> str:
    return "#/components/schemas/" + name.replace("~", "~0").replace("/", "~1").replace("%", "%25")


ODD = st.sampled_from(NAMES) | st.text(st.sampled_from("abAB-_.+1券é[' "), max_size=4) | st.text(max_size=6)
PLACES = ("title", "operation", "next operation", "parameter", "other", "schema", "next schema")
TEXT = ODD.filter(lambda text: text.isprintable())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(dict.fromkeys(PLACES, TEXT)),
    st.lists(TEXT, unique=True, min_size=1, max_size=6),
    st.lists(TEXT, unique=True, min_size=1, max_size=8),
    st.lists(TEXT, max_size=3),
)
def test_any_names_anywhere_give_a_client_that_can_be_imported(
    tmp_path: Path, names: dict[str, str], enum: list[Any], properties: list[str], tags: list[str]
) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document(names, enum, properties, tags), ensure_ascii=False), "utf-8")
    joined = inspect(load(spec))

    built = build(joined)
    package, tests = dict(render_package(built.api, "acme")), dict(render_tests(built.api, joined, "acme"))

    operations = [operation for area in built.api.areas for operation in area.operations]
    assert [problem.code for problem in built.problems] in ([], ["duplicate-parameter"])
    assert len(operations) == 3 - len(built.problems)
    assert len({(area.name.snake, o.name.snake) for area in built.api.areas for o in area.operations}) == len(
        operations
    )
    wires = {field.wire for o in operations for field in (p.field for p in o.parameters)}
    assert set(properties) <= wires
    for name, text in (package | tests).items():
        if name.endswith(".py"):
            tree = ast.parse(text)
            assert list(forbidden(name, tree)) == []
            compile(tree, name, "exec")
    assert len({name.lower() for name in package}) == len(package)
    with TemporaryDirectory() as folder:
        _import_all(package, Path(folder))


def _import_all(files: dict[str, str], folder: Path) -> None:
    """Import all modules of the package, and find the types of all members."""
    for name, text in files.items():
        path = folder / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        importlib.invalidate_caches()
        for name in files:
            if name.endswith(".py"):
                importlib.import_module(f"acme.{name[:-3].replace('/', '.')}".removesuffix(".__init__"))
        models = importlib.import_module("acme.models")
        for name in models.__all__:
            model = getattr(models, name)
            if isinstance(model, type) and issubclass(model, Record | Request):
                model_fields(model)
                with suppress(msgspec.ValidationError):
                    convert({}, model)
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = writes
        for name in [name for name in sys.modules if name.split(".")[0] == "acme"]:
            del sys.modules[name]


CALLED = """\
openapi: 3.1.1
info: {title: Odd, version: "1"}
servers: [{url: "https://api.example.com"}]
tags: [{name: "店铺", x-wxbrand-name: 店铺}, {name: "a[b]"}, {name: Store}, {name: store}]
paths:
  /things/{thing-id}:
    parameters: [{name: thing-id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getThing
      tags: ["店铺"]
      parameters:
        - {name: "filter[name]", in: query, schema: {type: string}}
        - {name: "filter_name", in: query, schema: {type: string}}
        - {name: sort, in: query, schema: {enum: [name, -name, NAME, "+1", "-1", 营业中, "[x]", '"', "", "👍"], x-wxbrand-enum-names: {"+1": UP}}}
        - {name: thing-id, in: query, schema: {type: string}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/class"}}}}}
  /things/{other}:
    parameters: [{name: other, in: path, required: true, schema: {type: string}}]
    put:
      operationId: GetThing
      tags: ["a[b]"]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Order%C2%ABa~1b%C2%BB"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order%C2%ABa~1b%C2%BB"}}}}}
    post:
      operationId: get_thing
      tags: [Store]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/订单"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/订单"}}}}}
  /twice:
    get: {operationId: twice, tags: [store], responses: {"204": {description: ok}}}
    put: {operationId: twice, tags: [store], responses: {"204": {description: ok}}}
components:
  schemas:
    class: {type: object, properties: {class: {type: string}, class_: {type: string}, None: {type: string}, mro: {type: string}, self: {type: integer}}}
    Class: {type: object, properties: {"": {type: string}, __class__: {type: string}, _id: {type: string}, id: {type: string}}}
    Order«a/b»:
      type: object
      required: [a-b, a_b, A.B, say "hi"]
      properties:
        a-b: {type: string}
        a_b: {type: string}
        A.B: {type: string}
        say "hi": {type: string}
        back\\slash: {$ref: "#/components/schemas/Class"}
        items: {type: array, items: {type: object, required: ['"'], properties: {'"': {type: string, maxLength: 3}, "1": {type: integer, minimum: 1}}}}
    订单: {type: object, properties: {订单: {$ref: "#/components/schemas/订单"}, 金额: {type: integer, x-wxbrand-name: amount}}}
"""


def test_a_client_with_odd_names_passes_its_tests_and_mypy(workshop: Workshop) -> None:
    workshop.whole(CALLED)

    workshop.prove()

    assert workshop.problems() == []


def test_the_spelling_on_the_wire_is_exact(workshop: Workshop) -> None:
    workshop.whole(CALLED)
    answer = {
        "a-b": "1",
        "a_b": "2",
        "A.B": "3",
        'say "hi"': "4",
        "back\\slash": {"": "5", "_id": "6"},
        "items": [{'"': "7"}],
    }

    with calling(workshop, answer) as called:
        area, models = called.client.a_b, called.models
        inner = models.Class(empty="5", underscore_id="6")
        reply = area.get_thing_pascal(
            other="x/y",
            a_dash_b="1",
            a_b="2",
            a_dot_b="3",
            say_hi="4",
            back_slash=inner,
            items=[models.OrderABItemsItem(quote="7")],
        )

        assert called.body == answer
        assert (reply.a_dash_b, reply.a_b, reply.a_dot_b, reply.say_hi) == ("1", "2", "3", "4")
        assert (reply.back_slash.empty, reply.back_slash.underscore_id) == ("5", "6")
        assert reply.items == [models.OrderABItemsItem(quote="7")]
        with pytest.raises(InvalidRequest, match=re.escape('items[0]." has 4 characters; at most 3')):
            area.get_thing_pascal(
                other="x", a_dash_b="1", a_b="2", a_dot_b="3", say_hi="4", items=[models.OrderABItemsItem(quote="long")]
            )


def test_parameters_values_and_tags_keep_their_spelling(workshop: Workshop) -> None:
    workshop.whole(CALLED)

    with calling(workshop, {"class": "a", "class_": "b", "None": "c"}) as called:
        area, models = called.client.店铺, called.models
        sort = models.GetThingCamelRequestSort
        reply = area.get_thing_camel(
            thing_id="1",
            filter_left_bracket_name_right_bracket="2",
            filter_name="3",
            sort=sort.营业中,
            thing_id_in_query="4",
        )

        assert called.target == "/things/1?filter%5Bname%5D=2&filter_name=3&sort=%E8%90%A5%E4%B8%9A%E4%B8%AD&thing-id=4"
        assert (reply.class_088911, reply.class_, reply.none) == ("a", "b", "c")
        assert {member.name: member.value for member in sort} == {
            "NAME_LOWER": "name", "MINUS_NAME": "-name", "NAME": "NAME", "UP": "+1", "MINUS_1": "-1", "营业中": "营业中", "X": "[x]",
            "QUOTE": '"', "EMPTY": "", "U1F44D": "👍",
        }  # fmt: skip


def test_a_member_may_have_the_name_of_its_class_and_operations_the_same_id(workshop: Workshop) -> None:
    workshop.whole(CALLED)

    with calling(workshop, {"订单": {"金额": 2}}) as called:
        order = called.models.订单
        reply = called.client.store_pascal.get_thing(other="1", 订单_=order(amount=1))

        assert called.body == {"订单": {"金额": 1}}
        assert reply.订单_.amount == 2
        assert {"twice_get_twice", "twice_put_twice"} <= {*dir(called.client.store)}


def test_the_fake_server_tells_paths_apart_whose_parameters_have_other_names(
    workshop: Workshop, fake_wechat_pay: FakeWeChatPay, importing: Callable[[], ModuleType]
) -> None:
    workshop.whole(CALLED)
    models = importing()
    client = fake_wechat_pay.client(importlib.import_module("acme").BrandClient)
    order = models.订单
    fake_wechat_pay.answer(models.GetThingCamelRequest, models.ClassLower())
    fake_wechat_pay.answer(models.GetThingRequest, order(amount=1))

    client.send(models.GetThingCamelRequest(thing_id="1"))
    client.send(models.GetThingRequest(other="2", amount=3))

    first, second = fake_wechat_pay.requests
    assert (first.request.thing_id, second.request.other, second.request.amount) == ("1", "2", 3)
