"""`wxbrand draft`: draft a spec that lint and generate accept."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from wxbrand_codegen.change.draft import draft
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.document.load import load
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pages import read_page

from tests.checkers import RUN_TESTS
from tests.generator.conftest import HEAD

PAGES = Path(__file__).parents[2] / "saved_pages"
WAYS = ("spaced.txt", "compact.txt", "page.md", "page.html")


@pytest.fixture
def drafted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    out = tmp_path / "draft.yaml"
    assert main(["draft", str(PAGES / "page.md"), "-o", str(out)]) == 0
    assert "POST /brand/example/tea-parties/{party_id}/guests" in capsys.readouterr().out
    return out


def document(path: Path) -> Any:
    return plain(load(path).root)


def test_a_draft_has_the_facts_of_the_page(drafted: Path) -> None:
    found = document(drafted)
    operation = found["paths"]["/brand/example/tea-parties/{party_id}/guests"]["post"]
    body = found["components"]["schemas"]["RegisterTeaGuestRequestBody"]

    assert operation["operationId"] == "RegisterTeaGuest"
    assert operation["tags"] == ["example"]
    assert operation["x-wxbrand-page"] == {"id": "4099000001", "title": "登记茶会来宾", "updated": "2026-03-09"}
    assert operation["x-wxbrand-rate-limit"] == {"requests": 20, "seconds": 1, "per": "brand"}
    assert operation["x-wxbrand-idempotency"] == {"field": "out_request_no", "repeat": "unknown"}
    assert [(p["name"], p["in"]) for p in operation["parameters"]] == [
        ("Wechatpay-Serial", "header"),
        ("party_id", "path"),
        ("dry_run", "query"),
    ]
    assert body["required"] == ["out_request_no", "guest_kind", "guest"]
    assert body["properties"]["out_request_no"]["minLength"] == 6
    assert body["properties"]["guest"]["properties"]["wishes"]["maxItems"] == 5
    assert body["properties"]["guest_kind"]["x-wxbrand-enum-meanings"]["MEMBER"] == "会员"
    assert body["allOf"] == [
        {
            "if": {"properties": {"guest_kind": {"const": "MEMBER"}}, "required": ["guest_kind"]},
            "then": {"required": ["companions"]},
            "else": {"properties": {"companions": False}},
        }
    ]
    assert operation["responses"]["400"]["content"]["application/json"]["example"]["code"] == "PARTY_FULL"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("options", [[], ["--with-source"]])
def test_lint_accepts_the_draft_of_every_format(
    way: str, options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "draft.yaml"
    main(["draft", str(PAGES / way), "-o", str(out), *options])
    capsys.readouterr()

    code = main(["lint", "--spec", str(out)])

    assert code == 0
    said = capsys.readouterr().out
    assert {line.split()[1] for line in said.splitlines()[:-1]} <= {"missing-page-id"}


def test_a_drafted_client_passes_its_own_tests(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made"

    assert main(["generate", "--spec", str(drafted), "--out", str(out), "--package", "tea"]) == 0

    capsys.readouterr()
    ran = subprocess.run(
        [sys.executable, "-m", *RUN_TESTS, str(out / "tests")],
        cwd=out,
        check=False,
        env={"PYTHONPATH": str(out), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout[-2000:]


def test_strings_stay_strings_for_yaml_1_1_readers(tmp_path: Path) -> None:
    text = (PAGES / "spaced.txt").read_text(encoding="utf-8")
    page = read_page(text.replace('"tea_0001"', '"20250101_123456"').replace('"靠窗"', '"no"').encode())

    found = yaml.safe_load(draft(page))  # the YAML 1.1 reader, which takes bare 20250101_123456 for a number

    path = found["paths"]["/brand/example/tea-parties/{party_id}/guests"]["post"]
    example = path["requestBody"]["content"]["application/json"]["example"]
    assert example == page.body_example
    assert example["out_request_no"] == "20250101_123456"
    assert example["remark"] == "no"


def test_the_words_of_the_page_are_in_the_draft_only_with_source() -> None:
    page = read_page((PAGES / "spaced.txt").read_bytes())

    assert "来宾的姓名" not in draft(page)
    assert "# 原文（第 84 行，name）：来宾的姓名,最多20个UTF-8字符" in draft(page, with_source=True)


def test_a_page_of_apiv3_is_drafted_for_merchants() -> None:
    text = (PAGES / "spaced.txt").read_text(encoding="utf-8").replace("/brand/example/", "/v3/example/")

    found = yaml.safe_load(draft(read_page(text.encode())))

    scheme = found["components"]["securitySchemes"]["merchantSignature"]
    assert found["security"] == [{"merchantSignature": []}]
    assert scheme["scheme"] == "WECHATPAY2-SHA256-RSA2048"
    assert "mchid、nonce_str" in scheme["description"]


def test_a_doubt_is_a_todo_with_the_line_of_the_page() -> None:
    text = (PAGES / "spaced.txt").read_text(encoding="utf-8")

    made = draft(read_page(text.replace("string(150)", "rope(150)").encode()))

    assert "# TODO page line 121: remark 选填: expected a type, found rope(150)" in made


def test_a_page_cut_anywhere_is_drafted_or_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "openapi.yaml").write_text(f"{HEAD}paths: {{}}\n")  # drafts take their names from it
    monkeypatch.chdir(tmp_path)
    text = (PAGES / "compact.txt").read_text(encoding="utf-8")
    out = tmp_path / "draft.yaml"
    for end in range(0, len(text), 97):
        (tmp_path / "cut.txt").write_text(text[:end], encoding="utf-8")

        code = main(["draft", str(tmp_path / "cut.txt"), "-o", str(out)])

        said = capsys.readouterr().err
        if code:
            assert said.count("\n") == 1
        elif end % 5 == 0:
            assert main(["lint", "--spec", str(out)]) == 0, end


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage " * 500, bytes(range(256)) * 40, b"{" * 4_000_000, b"<div>" * 900_000, "必填 ".encode() * 600_000],
    ids=["empty", "garbage", "binary", "braces", "deep", "required"],
)
def test_a_file_that_is_not_a_page_is_one_line(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page").write_bytes(content)
    begun = time.monotonic()

    code = main(["draft", str(tmp_path / "page")])

    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (1, "", 1)
    assert time.monotonic() - begun < 10


def test_a_page_without_frames_and_samples_is_placed_as_in_the_existing_spec(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (PAGES / "spaced.txt").read_text(encoding="utf-8")
    (tmp_path / "cut.txt").write_text(text[: text.index("请求示例")], encoding="utf-8")
    (tmp_path / "spec").mkdir()
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec" / "openapi.yaml").write_text(draft(read_page(text.encode())), encoding="utf-8")

    assert main(["draft", "cut.txt"]) == 0

    said = capsys.readouterr().out
    found = yaml.safe_load(said)["components"]["schemas"]
    (body,) = (schema for name, schema in found.items() if name.endswith("RequestBody"))
    assert list(body["properties"]) == ["out_request_no", "guest_kind", "guest", "companions", "remark"]
    assert "does not show which object remark belongs to; it is placed as in the existing spec" in said


def test_a_spec_that_cannot_be_read_prevents_no_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / "spec" / "openapi.yaml").write_text("openapi: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["draft", str(PAGES / "page.md")]) == 0

    said = capsys.readouterr()
    assert yaml.safe_load(said.out)["paths"]
    assert said.err.count("\n") == 1
    assert "cannot be read, so the draft may take its names again" in said.err
