"""A page of an operation or a notification that our spec lacks: applied, it belongs to the spec as its neighbours do."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from wxbrand_codegen.build.api import Built
from wxbrand_codegen.change.apply import apply_pages, patch, write
from wxbrand_codegen.change.drift import Findings, compare_sources
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.lint import lint
from wxbrand_codegen.pages.sources import SourceFile, Sources
from wxbrand_codegen.pipeline import read

from tests.generator.pages.made_up_archive import documentation
from tests.generator.pages.written.written_pages import as_markdown_tables, written_pages

AREAS = {
    "stock": ("/brand/marketing/delivery-plan/", "delivery_plan", "ListBatches"),
    "upload": ("/brand/card-member/", "card_member", "UploadPicture"),
    "update": ("/brand/store/", "store", "UpdateTeaCoupon"),
}


def findings(api: Api, text: str) -> Findings:
    content = text.encode()
    file = SourceFile(name="page.md", path="page.md", is_named=True, read_up_to=lambda size: content[:size])
    sources = Sources(files=(file,), unreadable=(), other_files=0, has_collection=False)
    return compare_sources(sources, api, None)


def advice(document: Document, built: Built) -> Counter[tuple[str, str]]:
    return Counter((each.code, each.message) for each in (*lint(document, built.api), *built.advice, *built.problems))


@pytest.fixture(scope="module")
def existing() -> tuple[Document, Built]:
    return read(Path(__file__).parents[4] / "spec" / "openapi.yaml")


@pytest.mark.parametrize("key", AREAS)
def test_a_new_operation_is_written_as_its_neighbours_are(
    key: str, existing: tuple[Document, Built], tmp_path: Path
) -> None:
    document, built = existing
    prefix, tag, name = AREAS[key]
    text = as_markdown_tables(written_pages()[key]).replace("/brand/example/", prefix)

    result = apply_pages(document, findings(built.api, text).pages)

    assert [change.code for change in result.applied] == ["method-added"]
    assert result.refused == ()
    assert not [x for x in patch(result.before, result.files).splitlines() if x.startswith("-") and x[:3] != "---"]
    (added,) = (content for file, content in result.files.items() if file != "openapi.yaml")
    assert f"#/components/pathItems/{name}\n" in result.files["openapi.yaml"].decode()
    assert b"$ref: common.yaml#/components/responses/SignatureRefused" in added

    write(shutil.copytree(result.folder, tmp_path / "spec"), result.files)
    afterwards = read(tmp_path / "spec" / "openapi.yaml")
    assert [drift.changes for _, drift in findings(afterwards[1].api, text).pages] == [[]]
    new = advice(*afterwards) - advice(document, built)
    assert {code for code, _ in new} <= {"example-does-not-fit", "missing-example"}
    (area,) = (area for area in afterwards[1].api.areas if name in {operation.id for operation in area.operations})
    assert area.name.snake == tag


def test_a_new_notification_has_the_envelope_of_its_neighbours(
    existing: tuple[Document, Built], tmp_path: Path
) -> None:
    document, built = existing
    archive = documentation(built.api)
    page = str(archive.files[archive.pages["webhook DELIVERY_PLAN.CHANGE"]])
    text = page.replace("DELIVERY\\_PLAN.CHANGE", "DELIVERY\\_PLAN.FREEZE")

    result = apply_pages(document, findings(built.api, text).pages)

    assert [change.code for change in result.applied] == ["notification-added"]
    root, area = result.files["openapi.yaml"].decode(), result.files["delivery_plan.yaml"].decode()
    assert (
        "  DELIVERY_PLAN.FREEZE:\n    $ref: delivery_plan.yaml#/components/pathItems/DeliveryPlanFreezeNotification"
        in root
    )
    assert area.count("$ref: common.yaml#/components/schemas/NotificationEnvelope") == 2
    assert "    NotificationEnvelope:" not in area
    write(shutil.copytree(result.folder, tmp_path / "spec"), result.files)
    afterwards = read(tmp_path / "spec" / "openapi.yaml")
    assert {code for code, _ in advice(*afterwards) - advice(document, built)} <= {"time-without-format"}
    assert [drift.changes for _, drift in findings(afterwards[1].api, text).pages] == [[]]
    assert "DELIVERY_PLAN.FREEZE" in {each.event_type for each in afterwards[1].api.notifications}
