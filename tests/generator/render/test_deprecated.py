"""What the spec marks as deprecated: warnings at the call, marks in docstrings and reference, and no other effect."""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_runtime import InvalidRequest

from tests.checkers import strict_mypy
from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import HEAD

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

RUNTIME = Path(__file__).resolve().parents[3] / "runtime"

SPEC = f"""{HEAD}\
paths:
  /old/{{id}}:
    get:
      operationId: ListOld
      summary: 旧列表
      description: 改用 ListNew
      tags: [thing]
      deprecated: true
      x-wxbrand-paging: {{offset: offset, limit: limit, items: data, total: total}}
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: offset, in: query, deprecated: true, schema: {{type: integer}}}}
        - {{name: limit, in: query, schema: {{type: integer}}}}
        - {{name: state, in: query, schema: {{$ref: "#/components/schemas/State"}}}}
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Page"}}}}}}}}
  /new:
    get:
      operationId: ListNew
      tags: [thing]
      parameters: [{{name: code, in: query, schema: {{type: string, maxLength: 5}}}}]
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Old"}}}}}}}}
  /deprecated:
    get:
      operationId: Deprecated
      tags: [thing]
      deprecated: true
      responses: {{"204": {{description: ok}}}}
components:
  schemas:
    State: {{type: string, enum: [ON, OFF], x-wxbrand-enum-meanings: {{ON: 开, OFF: 关}}, x-wxbrand-deprecated-values: [OFF]}}
    Mode: {{oneOf: [{{const: A, title: 甲}}, {{const: B, title: 乙, deprecated: true}}]}}
    Page:
      type: object
      required: [data, total]
      properties:
        data: {{type: array, items: {{$ref: "#/components/schemas/Old"}}}}
        total: {{type: integer}}
    Old:
      type: object
      title: 旧对象
      deprecated: true
      properties:
        a: {{type: string, title: 成员, deprecated: true}}
        mode: {{$ref: "#/components/schemas/Mode"}}
"""

ANSWER = {"data": [{"a": "x"}], "total": 1}


@contextmanager
def recorded() -> Iterator[list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def test_a_method_warns_at_the_call(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC), ANSWER) as called:
        with recorded() as caught:
            reply = called.client.thing.list_old(id="1")
            pages = called.client.thing.iter_old(id="1")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            items = list(pages)

        texts = [f"thing.{name} is deprecated; see its docstring" for name in ("list_old", "iter_old")]
        assert [str(warning.message) for warning in caught] == texts
        assert {warning.filename for warning in caught} == {__file__}
        assert items == reply.data


def test_an_asynchronous_method_warns_at_the_call(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC), ANSWER) as called:
        client = called.package.AsyncBrandClient(called.client._settings.credentials, base_url="http://127.0.0.1:9")
        with recorded() as caught:
            waiting = client.thing.list_old(id="1")
        waiting.close()

        assert [warning.filename for warning in caught] == [__file__]
        assert inspect.iscoroutine(waiting)
        assert sys.version_info < (3, 12) or inspect.iscoroutinefunction(client.thing.list_old)


def test_sending_its_request_warns_once(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC), ANSWER) as called:
        request = called.models.ListOldRequest(id="1")
        with recorded() as caught:
            called.client.send(request)

        async def send() -> None:
            settings: Any = called.client._settings
            async with called.package.AsyncBrandClient(
                settings.credentials, base_url=settings.origins[0].url
            ) as client:
                await client.send(request)

        with recorded() as caught_later:
            asyncio.run(send())

        for warning in (*caught, *caught_later):
            assert str(warning.message) == "ListOldRequest is deprecated; see its docstring"
            assert warning.filename == __file__
        assert (len(caught), len(caught_later)) == (1, 1)


def test_nothing_else_warns(workshop: Workshop) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with calling(workshop.whole(SPEC), {"a": "x", "mode": "B"}) as called:
            models = called.models
            reply = called.client.thing.list_new()
            with pytest.raises(InvalidRequest):
                called.client.thing.list_new(code="too long")

            assert reply == models.Old(a="x", mode="B")
            assert models.ListOldRequest(id="1", offset=3, state="OFF").state is models.State.OFF


def test_docstrings_and_reference_say_so(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC)) as called:
        method, models = type(called.client.thing).list_old, called.models

        assert "已废弃。" in method.__doc__
        assert "改用 ListNew。" in method.__doc__
        assert method.__deprecated__ == "thing.list_old is deprecated; see its docstring"
        assert list(inspect.signature(method).parameters) == ["self", "id", "offset", "limit", "state"]
        assert "已废弃。" in models.ListOldRequest.__doc__
        assert models.ListOldRequest.operation.deprecated
        assert models.Old.__doc__ == "旧对象。已废弃。"
        assert not models.ListNewRequest.operation.deprecated
    source = (workshop.folder / "out" / "acme" / "models" / "thing.py").read_text("utf-8")
    reference = (workshop.folder / "out" / "acme" / "reference" / "thing.md").read_text("utf-8")
    for member in (
        'OFF = "OFF"\n    """关。已废弃。',
        'B = "B"\n    """乙。已废弃。',
        'offset: int | UnsetType = UNSET\n    """已废弃。',
    ):
        assert member in source
    assert 'ON = "ON"\n    """开。"""' in source
    assert "\n- 已废弃。\n" in reference
    assert "| `OFF` | 关。已废弃。 |" in reference
    assert "旧对象。已废弃。" in reference


def test_the_generated_package_is_sound(workshop: Workshop) -> None:
    workshop.whole(SPEC).generate()

    assert_sound(workshop)


def test_type_checkers_report_calls(workshop: Workshop) -> None:
    workshop.whole(SPEC).generate()
    out = workshop.folder / "out"
    call = "from acme import AsyncBrandClient, BrandClient\n\n\nasync def f(a: BrandClient, b: AsyncBrandClient) -> None:\n"
    (out / "call.py").write_text(
        f'{call}    a.thing.list_old(id="1")\n    await b.thing.list_old(id="1")\n    a.thing.list_new()\n'
    )
    settings = {"typeCheckingMode": "strict", "include": ["acme", "call.py"], "extraPaths": [str(RUNTIME)]}
    (out / "pyrightconfig.json").write_text(json.dumps({**settings, "pythonVersion": "3.11"}), "utf-8")

    mypy = _run(out, *strict_mypy(), "--enable-error-code", "deprecated", "call.py", "acme")
    pyright = json.loads(_run(out, "basedpyright", "--outputjson", "-p", str(out), "--pythonpath", sys.executable))

    words = "thing.list_old is deprecated; see its docstring"
    assert [line.split(":")[1] for line in mypy.splitlines() if words in line] == ["5", "6"]
    assert len([line for line in mypy.splitlines() if "error" in line and words not in line]) == 1  # the summary
    found = [d for d in pyright["generalDiagnostics"] if not d.get("rule", "").startswith("reportUnused")]
    assert [(d["range"]["start"]["line"], words in d["message"]) for d in found] == [(4, True), (5, True)]


def _run(folder: Path, *command: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False, timeout=180
    ).stdout


def test_a_deprecated_value_that_is_no_value_is_advice(workshop: Workshop) -> None:
    workshop.body("state: {type: string, enum: [A, B], x-wxbrand-deprecated-values: [C]}")

    (advice,) = [problem for problem in workshop.read().advice if problem.code == "unknown-value"]

    assert advice.message == "x-wxbrand-deprecated-values has 'C', which is not a value; correct it"
