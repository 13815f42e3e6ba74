"""The workflows, issue forms and the bot's configuration: valid, safe, and in step with each other and the project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
OURS = sorted((GITHUB / "workflows").glob("*.yml"))
STARTERS = sorted((ROOT / "generator" / "wxbrand_codegen" / "starter").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
PINNED = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)$")
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")


def parsed(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in parsed(path)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", [*OURS, *STARTERS]),
        ("custom.github-workflows-require-timeout", [*OURS, *STARTERS]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.renovate", [GITHUB / "renovate.json"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_match_the_schema(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)

    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_give_nothing_away() -> None:
    """zizmor: permissions, pins, injection by expressions, credentials that stay on disk, caches in releases."""
    program = Path(sys.executable).with_name("zizmor.exe" if sys.platform == "win32" else "zizmor")
    command = [str(program), "--offline", "--persona", "pedantic", "--no-progress", *map(str, [*OURS, *STARTERS])]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)

    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_commit_and_each_has_one_version_everywhere() -> None:
    found: dict[str, set[tuple[str, str]]] = {}
    for path in [*OURS, *STARTERS]:
        for line in path.read_text("utf-8").splitlines():
            if "uses:" in line:
                pin = PINNED.search(line)
                assert pin is not None, f"{path.name}: {line.strip()}"
                found.setdefault(pin["action"], set()).add((pin["commit"], pin["version"]))

    assert {action: versions for action, versions in found.items() if len(versions) > 1} == {}
    assert found


@pytest.mark.parametrize("path", [*OURS, *STARTERS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_scripts_are_valid_bash_without_expressions(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]

    for script in scripts:
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False, timeout=20)
        assert (done.returncode, done.stderr) == (0, ""), script
        assert "${{" not in script, "an expression is replaced before bash reads the script: pass it through env"


@pytest.mark.parametrize("path", [*OURS, *STARTERS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_files_that_scripts_run_exist(path: Path) -> None:
    for step in steps(path):
        for name in re.findall(r"(?:^|\s)((?:\.ci|docs|tests)/[\w./-]+)", step.get("run", "")):
            if path in OURS and name != "docs/build.py":  # the site's own tests run it
                assert (ROOT / name).exists(), f"{path.name}: {name}"


def test_every_supported_python_is_tested_and_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [text.rpartition(" ")[2] for text in project["classifiers"] if re.search(r":: 3\.\d+$", text)]
    jobs = parsed(GITHUB / "workflows" / "tests.yml")["jobs"]

    assert tuple(declared) == SUPPORTED
    assert tuple(jobs["linux"]["strategy"]["matrix"]["python"]) == SUPPORTED
    assert jobs["portable"]["strategy"]["matrix"] == {
        "system": ["macos-15", "windows-2025"],
        "python": [SUPPORTED[0], SUPPORTED[-1]],
    }
    assert project["requires-python"] == f">={SUPPORTED[0]}"


def test_only_the_job_that_publishes_can_publish() -> None:
    jobs = parsed(GITHUB / "workflows" / "release.yml")["jobs"]

    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["environment"] == "release"
    assert {name for name, job in jobs.items() if "id-token" in job["permissions"]} == {"attest", "publish"}
    assert all("run" not in step for name in ("attest", "publish") for step in jobs[name]["steps"])  # no code of ours
    assert (jobs["attest"]["needs"], jobs["publish"]["needs"]) == (["build", "try"], "attest")


def test_the_bot_finds_every_exact_version() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    (manager,) = json.loads((GITHUB / "renovate.json").read_text("utf-8"))["customManagers"]
    block, entry = (text.replace("(?<", "(?P<") for text in manager["matchStrings"])

    (found,) = re.findall(block, pyproject)
    pins = [(match["depName"], match["currentValue"]) for match in re.finditer(entry, found)]

    wanted = tomllib.loads(pyproject)["tool"]["uv"]["constraint-dependencies"]
    assert [f"{name}=={version}" for name, version in pins] == [text.partition(";")[0] for text in wanted]


def test_the_bot_looks_at_the_workflows_that_init_writes() -> None:
    (pattern,) = json.loads((GITHUB / "renovate.json").read_text("utf-8"))["github-actions"]["managerFilePatterns"]

    for path in STARTERS:
        assert re.search(pattern.strip("/"), path.relative_to(ROOT).as_posix())


def test_a_bug_report_asks_for_the_doctor() -> None:
    fields = {each["id"]: each for each in parsed(GITHUB / "ISSUE_TEMPLATE" / "bug.yml")["body"] if "id" in each}

    assert fields["doctor"]["validations"] == {"required": True}
    assert "wxbrand doctor --json" in fields["doctor"]["attributes"]["label"]
    assert "wxbrand explain" in fields["explain"]["attributes"]["label"]
