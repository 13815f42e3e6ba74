"""The generated pages: the example of every operation runs, and nothing of the code is left out."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from generated_pages import Language, Page, brand_api
from generated_pages import all_pages as make_pages
from generated_pages.errors import WHEN_AND_WHAT, error_attributes
from generated_pages.operations import example_code
from generated_pages.variables import CLIENT, NETWORK, TOOL
from wxbrand import models
from wxbrand_codegen.cli.main import COMMANDS
from wxbrand_codegen.env_file import ENV_FILE, read_env
from wxbrand_codegen.sandbox import Folder, Sandbox, running
from wxbrand_runtime import errors
from wxbrand_runtime.models import Request

from build import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
API = brand_api()
OPERATIONS = {operation.name.snake: (area, operation) for area in API.areas for operation in area.operations}


@cache
def all_pages(language: Language) -> dict[str, Page]:
    return make_pages(language)


@pytest.fixture(scope="module")
def environ(document: Any, keys: Folder) -> Iterator[dict[str, str]]:
    sandbox = Sandbox(document, keys.wechat_pay)
    sandbox.ends_lists = True
    with running(sandbox) as url:
        keys.write_env(url)
        yield dict(read_env(keys.directory / ENV_FILE))


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_example_of_an_operation_runs(
    name: str,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    area, operation = OPERATIONS[name]
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.png").write_bytes(b"the bytes of an image")

    exec(example_code(operation, area, API), {})

    assert capsys.readouterr().out.rstrip()
    assert example_code(operation, area, API) in all_pages("zh")[f"reference/operations/{name}.md"].text


def test_every_operation_and_notification_has_a_page_in_both_languages() -> None:
    english, chinese = all_pages("en"), all_pages("zh")

    assert english.keys() == chinese.keys()
    found = [path for path in english if path.startswith("reference/operations/") and not path.endswith("index.md")]
    assert len(found) == len(API.operations) + len(API.notifications)
    for path in found:
        assert english[path].text != chinese[path].text


def test_every_field_of_a_request_is_on_its_page() -> None:
    for name, (_, operation) in OPERATIONS.items():
        text = all_pages("en")[f"reference/operations/{name}.md"].text
        missing = [each.field.wire for each in operation.parameters if f"| `{each.field.wire}" not in text]
        assert missing == [], name


def test_every_operation_names_its_request_class() -> None:
    for name, (_, operation) in OPERATIONS.items():
        class_ = f"{operation.name.pascal}Request"
        assert issubclass(getattr(models, class_), Request)
        for language in LANGUAGES:
            assert f"`models.{class_}`" in all_pages(language)[f"reference/operations/{name}.md"].text


def test_only_a_request_with_required_members_has_a_column_for_them() -> None:
    tables = re.findall(
        r'<div class="fields" markdown>\n\n(.*?)</div>',
        "".join(page.text for page in all_pages("en").values()),
        re.DOTALL,
    )

    for table in tables:
        assert ("| Required |" in table) == ("| yes |" in table)
    assert "| Required |" not in all_pages("en")["reference/operations/get_stock.md"].text.split("## Response 200")[1]


def test_every_error_is_described() -> None:
    classes = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.WxbrandError)
    }

    assert WHEN_AND_WHAT.keys() == classes == error_attributes().keys()
    assert {"retryable", "retry_after", "request_id", "cause"} <= error_attributes()["ApiError"].keys()


def test_every_command_and_option_has_its_place() -> None:
    pages = all_pages("en")

    for name in COMMANDS:
        assert f"# wxbrand {name}\n" in pages[f"reference/commands/{name}.md"].text
    assert "`--dry-run`" in pages["reference/commands/drift.md"].text
    call = pages["reference/commands/call.md"].text
    assert "`--dry-run`" in call.split("## wxbrand call OPERATION\n")[1]
    assert "openid" not in call  # the fields of operations stand on their own pages
    assert "$ wxbrand docs fetch\n" in pages["reference/commands/docs.md"].text


def test_every_variable_that_the_code_reads_is_on_the_page() -> None:
    named = {name for row in (*CLIENT, *NETWORK, *TOOL) for name in re.findall(r"`([A-Z_]+)`", row[0])}
    sources = [*(ROOT / "runtime").rglob("*.py"), *(ROOT / "generator").rglob("*.py")]
    read = {
        name for path in sources for name in re.findall(r"\b(?:WXBRAND|WXPAY)_[A-Z_]+[A-Z]\b", path.read_text("utf-8"))
    }

    ours = {name.replace("WXPAY_", "WXBRAND_") for name in read} - {"WXBRAND_MCHID", "WXBRAND_TESTS_NEED_REDIS"}
    assert ours - named == set()
