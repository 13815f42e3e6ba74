"""Type checkers report wrong calls of a generated client, and nothing in the client itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate

CALLS = {
    "right": ("client.store.list_(state=State.ON, limit=3)", None),
    "a misspelt argument": ("client.store.list_(state=State.ON, limt=3)", "limt"),
    "a missing argument": ("client.store.list_(limit=3)", "state"),
    "text where an enum belongs": ('client.store.list_(state="ON")', "State"),
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

HEAD = "from pathlib import Path\n\nfrom acme import BrandClient\nfrom acme.models import Kind, State, Store, StoreLocation\n\ndef f(client: BrandClient) -> None:\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Messages of basedpyright in strict mode, by file."""
    folder = tmp_path_factory.mktemp("typing")
    spec = Path(__file__).resolve().parents[1] / "made_up" / "openapi.yaml"
    generate(Config(spec=spec, out=folder, package="acme"))
    for number, (call, _) in enumerate(CALLS.values()):
        (folder / f"call_{number}.py").write_text(f"{HEAD}    {call}\n", "utf-8")
    runtime = Path(__file__).resolve().parents[3] / "runtime"
    settings = {"typeCheckingMode": "strict", "include": ["acme", "call_*.py"], "extraPaths": [str(runtime)]}
    (folder / "pyrightconfig.json").write_text(json.dumps({**settings, "pythonVersion": "3.11"}), "utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", str(folder), "--pythonpath", sys.executable]
    output = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180).stdout
    found: dict[str, list[str]] = {}
    for diagnostic in json.loads(output)["generalDiagnostics"]:
        name = Path(diagnostic["file"]).relative_to(folder).as_posix()
        if not diagnostic.get("rule", "").startswith("reportUnused"):
            found.setdefault(name, []).append(diagnostic["message"])
    return found


def test_the_package_is_clean_under_strict_checking(checked: dict[str, list[str]]) -> None:
    assert {name: messages for name, messages in checked.items() if name.startswith("acme/")} == {}


@pytest.mark.parametrize("number", range(len(CALLS)), ids=[name.replace(" ", "-") for name in CALLS])
def test_a_mistake_at_a_call_site_is_a_type_error(checked: dict[str, list[str]], number: int) -> None:
    _, word = list(CALLS.values())[number]

    messages = " ".join(checked.get(f"call_{number}.py", []))

    assert (word in messages) if word else messages == ""
