"""Type checkers report wrong calls of a generated client, and nothing in the client itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate

RUNTIME = Path(__file__).resolve().parents[3] / "runtime"

CALLS = {
    "right": ("client.store.list_(state=State.ON, limit=3)", None),
    "a misspelt argument": ("client.store.list_(state=State.ON, limt=3)", "limt"),
    "a missing argument": ("client.store.list_(limit=3)", "state"),
    "the text of a known value": ('client.store.list_(state="ON", limit=3)', None),
    "the text of an unknown value": ('client.store.list_(state="OFF")', "State"),
    "any text where an enum belongs": ("client.store.list_(state=str(3))", "State"),
    "a number where a text belongs": ("client.store.list_(state=24)", "State"),
    "numbers and members in a list": ("client.store.list_(state=State.ON, kinds=[1, Kind.VALUE_0])", None),
    "a list of members": ("client.store.list_(state=State.ON, kinds=[kind for kind in Kind])", None),
    "an unknown number in a list": ("client.store.list_(state=State.ON, kinds=[7])", "7"),
    "RFC 3339 text": ('client.store.list_(state=State.ON, since="2025-01-01T08:00:00+08:00")', None),
    "a date": ("client.store.list_(state=State.ON, since=date(2025, 1, 1))", "since"),
    "plain values in a model": (
        'client.store.create_store(name="x", location=StoreLocation(city="y"), state="", staff=[StoreStaffItem(id=1, role=-1)])',
        None,
    ),
    "an unknown number in a model": ("StoreStaffItem(id=1, role=2)", "2"),
    "an alias as an annotation": ("state: StateLike = State.ON; client.store.list_(state=state)", None),
    "a member of an answer": ("assert_type(client.store.list_(state=State.ON).data[0].state, State | UnsetType)", None),
    "a member of a request": ('assert_type(ListRequest(state="ON").state, State)', None),
    "a time of a request": (
        'assert_type(given(StoreInput(name="x", location=StoreLocation(city="y"), opened="z").opened), datetime)',
        None,
    ),
    "another enum": ("client.store.list_(state=Kind.VALUE_0)", "State"),
    "an unknown member": ("client.store.list_(state=State.WEEKEND)", "WEEKEND"),
    "text where a number belongs": ('client.store.list_(state=State.ON, limit="3")', "limit"),
    "None where nothing may be null": ("client.store.list_(state=State.ON, limit=None)", "None"),
    "a misspelt model field": ("Store(nam='x', location=StoreLocation(city='y'))", "nam"),
    "a missing model field": ("Store(name='x')", "location"),
    "a path as a file": ("client.media.upload_image(file=Path('a.png'))", None),
    "bytes as a file": ("client.media.upload_image(file=b'x', filename='a.png')", None),
    "an open file": ("client.media.upload_image(file=open('a.png', 'rb'))", None),
    "files in a list": ("client.media.put_documents(main='a', note='b', others=['c', b'd'])", None),
    "a file open as text": ("client.media.upload_image(file=open('a.png'))", "file"),
    "a number as a file": ("client.media.upload_image(file=3)", "file"),
    "text of a text response": ("client.media.put_documents(main='a', note='b').text.upper()", None),
    "an unknown member of a response": ("client.store.list_(state=State.ON).totle", "totle"),
}

HEAD = """\
from datetime import date, datetime
from pathlib import Path
from typing import assert_type

from acme import BrandClient
from acme.models import Kind, ListRequest, State, StateLike, Store, StoreInput, StoreLocation, StoreStaffItem
from wxbrand_runtime.models import UnsetType, given

def f(client: BrandClient) -> None:
"""


Messages = dict[str, list[str]]
"""Messages of a type checker by file."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a generated package, and a file for each call of it."""
    folder = tmp_path_factory.mktemp("typing")
    spec = Path(__file__).resolve().parents[1] / "made_up" / "openapi.yaml"
    generate(Config(spec=spec, out=folder, package="acme"))
    for number, (call, _) in enumerate(CALLS.values()):
        (folder / f"call_{number}.py").write_text(f"{HEAD}    {call}\n", "utf-8")
    return folder


@pytest.fixture(scope="module", params=["basedpyright", "mypy"])
def checked(calls: Path, request: pytest.FixtureRequest) -> Messages:
    """What a type checker says in strict mode."""
    return (_basedpyright if request.param == "basedpyright" else _mypy)(calls)


def _basedpyright(folder: Path) -> Messages:
    settings = {"typeCheckingMode": "strict", "include": ["acme", "call_*.py"], "extraPaths": [str(RUNTIME)]}
    (folder / "pyrightconfig.json").write_text(json.dumps({**settings, "pythonVersion": "3.11"}), "utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", str(folder), "--pythonpath", sys.executable]
    output = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180).stdout
    found: Messages = {}
    for diagnostic in json.loads(output)["generalDiagnostics"]:
        name = Path(diagnostic["file"]).relative_to(folder).as_posix()
        if not diagnostic.get("rule", "").startswith("reportUnused"):
            found.setdefault(name, []).append(diagnostic["message"])
    return found


def _mypy(folder: Path) -> Messages:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "--no-error-summary", "."]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=180)
    assert result.returncode in {0, 1}, result.stderr
    found: Messages = {}
    for line in result.stdout.splitlines():
        name, _, kind, message = line.split(":", 3)
        if kind == " error":
            found.setdefault(name, []).append(message)
    return found


def test_the_package_is_clean_under_strict_checking(checked: Messages) -> None:
    assert {name: messages for name, messages in checked.items() if name.startswith("acme/")} == {}


@pytest.mark.parametrize("number", range(len(CALLS)), ids=[name.replace(" ", "-") for name in CALLS])
def test_a_mistake_at_a_call_site_is_a_type_error(checked: Messages, number: int) -> None:
    _, word = list(CALLS.values())[number]

    messages = " ".join(checked.get(f"call_{number}.py", []))

    assert (word in messages) if word else messages == ""
