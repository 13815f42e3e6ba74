"""Clients of drafts: what goes on the wire, and what is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from wxbrand_codegen.change.draft import draft
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.pages import FieldType, Page
from wxbrand_codegen.pages.page import Condition, Limits
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.testing.decoding import parse_multipart

from tests.generator import calling as loopback
from tests.generator.change.draft.made_pages import field, notification, page, upload
from tests.generator.conftest import Calling, Workshop

SCOPE = field("scope", enum={"ALL": "全部", "ONE": "一张桌子"})
KINDS: dict[str, Page] = {
    "operation": page(
        field("out_request_no", limits=Limits(min_length=6, max_length=40, pattern="^[0-9a-z_]+$")),
        SCOPE,
        field("table", type_="object", required=False, fields=(field("row", type_="integer", enum={"1": "窗边", "2": ""}),)),
        field("seats", type_=FieldType(name="array", item=FieldType(name="integer")), required=False),
        field("party_id", "response"),
        body_example={"out_request_no": "tea_001", "scope": "ONE", "table": {"row": 1}},
        response_example={"party_id": "P1"},
    ),
    "form": page(field("name"), field("note", required=False), body_type="application/x-www-form-urlencoded"),
    "upload": upload(),
    "notification": notification(
        field("party_id", "resource"), SCOPE, resource_example={"party_id": "P1"}, body_example={"id": "N1"}
    ),
    "several notifications": notification(field("party_id", "resource"), event_types=("TEA.BEGIN", "TEA.END")),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_drafted_client_passes_its_tests_and_mypy(kind: str, workshop: Workshop) -> None:
    workshop.whole(draft(KINDS[kind])).prove()


@pytest.mark.parametrize("kind", KINDS)
def test_lint_finds_no_problem(kind: str, workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    workshop.whole(draft(KINDS[kind]))

    assert main(["lint", "--spec", str(workshop.spec)]) == 0

    said = {line.split()[1] for line in capsys.readouterr().out.splitlines()[:-1]}
    assert said <= {
        "missing-rate-limit",
        "missing-example",
        "enum-without-meanings",
        "text-without-limit",
    }


def test_an_upload_sends_meta_and_file(workshop: Workshop, calling: Callable[[], Calling]) -> None:
    workshop.whole(draft(upload()))
    called = calling()

    reply = called.call("UploadImageRequest", {"url": "https://example.com/1"}, file=workshop.write("cup.png", b"tea"))

    assert reply.url == "https://example.com/1"
    assert (called.last.method, called.last.target) == ("POST", "/brand/tea/media/upload-image")
    meta, file = parse_multipart(called.last.headers.get("Content-Type") or "", called.last.body)
    digest = hashlib.sha256(b"tea").hexdigest()
    assert (meta.name, json.loads(meta.content)) == ("meta", {"filename": "cup.png", "sha256": digest})
    assert (file.name, file.filename, file.content) == ("file", "cup.png", b"tea")


def test_a_file_above_the_limit_of_the_page_is_refused(workshop: Workshop) -> None:
    with loopback.calling(workshop.whole(draft(upload()))) as called, pytest.raises(InvalidRequest, match="9"):
        called.client.tea.upload_image(file=b"much more tea", filename="cup.png")

    assert called.requests == []


def test_a_form_is_sent_as_a_form(workshop: Workshop) -> None:
    with loopback.calling(workshop.whole(draft(KINDS["form"]))) as called:
        called.answer, called.status = b"", 204
        called.client.tea.register_party(name="小 叶")

    assert called.requests[-1].headers.get("Content-Type") == "application/x-www-form-urlencoded"
    assert called.requests[-1].body == b"name=%E5%B0%8F%20%E5%8F%B6"


def test_a_condition_on_a_member_around_the_object_becomes_a_rule(workshop: Workshop) -> None:
    condition = Condition(field="scope", values=("ONE",), required=True, only=True)
    row = field("row", type_="integer", required=False, conditions=(condition,))
    party = page(SCOPE, field("table", type_="object", required=False, fields=(row,)), operation="Register")

    with loopback.calling(workshop.whole(draft(party))) as called:
        called.answer, called.status = b"", 204
        called.client.tea.register(scope="ONE", table=called.models.RegisterRequestBodyTable(row=1))
        for scope, table in (("ONE", {}), ("ALL", {"row": 1})):
            with pytest.raises(InvalidRequest, match="row"):
                called.client.tea.register(scope=scope, table=called.models.RegisterRequestBodyTable(**table))

    assert called.body == {"scope": "ONE", "table": {"row": 1}}


def test_values_of_integers_are_integers() -> None:
    schemas = yaml.safe_load(draft(KINDS["operation"]))["components"]["schemas"]

    (body,) = (schema for name, schema in schemas.items() if name.endswith("RequestBody"))
    row: Any = body["properties"]["table"]["properties"]["row"]
    assert (row["enum"], row["x-wxbrand-enum-meanings"]) == ([1, 2], {"1": "窗边"})


def test_paging_is_written_where_names_and_types_tell() -> None:
    parties = FieldType(name="array", item=FieldType(name="object"))
    listed = page(
        field("page_token", "query", required=False),
        field("parties", "response", parties, fields=(field("party_id", "response"),)),
        field("next_page_token", "response", required=False),
        method="GET",
    )

    operation = yaml.safe_load(draft(listed))["paths"]["/brand/tea/parties"]["get"]

    assert operation["x-wxbrand-paging"] == {"items": "parties", "token": "page_token", "next": "next_page_token"}


def test_of_two_lengths_the_one_that_refuses_less_counts_and_the_other_is_recorded() -> None:
    name = field("name", type_=FieldType(name="string", length=128), limits=Limits(max_length=32))

    text = draft(page(name))

    (body,) = (s for n, s in yaml.safe_load(text)["components"]["schemas"].items() if n.endswith("RequestBody"))
    assert body["properties"]["name"]["maxLength"] == 128
    assert body["properties"]["name"]["x-wxbrand-unproven"] == [
        {"fact": "maxLength", "says": 32, "sources": ["文档 4099000001 (2026-03-09)"]}
    ]
    assert "# TODO page line 9: name is string(128), but its description says 32; decide which" in text
