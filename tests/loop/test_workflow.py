"""The workflow that follows the documentation: each of its steps is run as CI would, but for the pull request."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from wxbrand_codegen.cli.main import main

from tests.generator.zip_files import write_zip
from tests.runtime.conftest import Tls, brand, tls

__all__ = ["brand", "tls"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STARTER = ROOT / "generator" / "wxbrand_codegen" / "starter" / "documentation.yml"
INSTALL = re.compile(r"^.*run: pip install .*$\n", re.MULTILINE)
NOT_RUN = {"Install", "Open a pull request"}


def files_of(archive: str) -> list[tuple[str, str]]:
    folder = HERE / archive
    return [(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in sorted(folder.rglob("*.md"))]


@pytest.fixture
def archive_server(tls: Tls, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a folder by https; return the address of its archive, and the file."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = tls.server.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}/docs.zip", folder / "docs.zip"
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Job:
    """A run of the workflow's job in a repository."""

    folder: Path
    environment: dict[str, str]
    outputs: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Run the steps that are commands, as bash on a runner would."""
        workflow = yaml.safe_load(STARTER.read_text("utf-8"))
        for step in workflow["jobs"]["follow"]["steps"]:
            if "run" not in step or step["name"] in NOT_RUN or not self._is_wanted(step.get("if", "true")):
                continue
            written = self.folder.parent / "output"
            written.write_text("")
            environment = {**workflow["env"], **self.environment, "GITHUB_OUTPUT": str(written)}
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=240, check=False
            )
            assert done.returncode == 0, (step["name"], done.stdout, done.stderr)
            self.ran.append(step["name"])
            lines = written.read_text().splitlines()
            self.outputs |= {
                f"steps.{step['id']}.outputs.{line.partition('=')[0]}": line.partition("=")[2] for line in lines
            }

    def _is_wanted(self, condition: str) -> bool:
        name, _, value = condition.partition(" == ")
        return condition == "true" or self.outputs[name] == value.strip("'")

    def report(self, name: str) -> str:
        """Return a file of the artifact."""
        return (Path(self.environment["RUNNER_TEMP"]) / "reports" / name).read_text("utf-8")


@pytest.fixture
def job(tmp_path: Path, tls: Tls, archive_server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Job:
    """A repository whose spec was drafted from the first version of the archive."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "pyproject.toml").write_text('[tool.wxbrand]\npackage = "tea"\n', "utf-8")
    (page,) = (HERE / "archive-v1").rglob("预订茶席-4099000002.md")
    assert main(["draft", str(page), "-o", "spec/openapi.yaml"]) == 0
    spec = folder / "spec" / "openapi.yaml"
    spec.write_text(
        spec.read_text("utf-8").replace("CreateSeat", "BookTeaSeat"), "utf-8"
    )  # as the sample code names it
    assert main(["generate"]) == 0
    for command in ("init -q .", "add -A", "-c user.name=tea -c user.email=tea@example.com commit -qm tea"):
        subprocess.run(["git", *command.split()], check=True, cwd=folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "GIT_"))}
    (tmp_path / "runner").mkdir()
    environment = kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "ARCHIVE_URL": archive_server[0],
        "SSL_CERT_FILE": str(tls.authority),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return Job(folder, environment)


def test_what_changed_is_written_generated_tested_and_explained(job: Job, archive_server: tuple[str, Path]) -> None:
    write_zip(archive_server[1], files_of("archive-v2"), unflagged="utf-8")

    job.run()

    assert job.outputs == {"steps.spec.outputs.changed": "true"}
    assert job.ran[-1] == "Say what the change means for callers"
    text = job.report("pull-request.md")
    assert "guest_name: maximum length lowered from 20 to 16" in text
    assert "### Breaking" in text
    assert "/cancel" in text
    assert "<article" in job.report("diff.html")
    assert "<article" in job.report("drift.html")
    spec = (job.folder / "spec" / "openapi.yaml").read_text("utf-8")
    assert "maxLength: 16" in spec
    assert "OOLONG" in spec


def test_nothing_to_do_is_no_pull_request(job: Job, archive_server: tuple[str, Path]) -> None:
    write_zip(archive_server[1], files_of("archive-v1"), unflagged="utf-8")

    job.run()

    assert job.outputs == {"steps.spec.outputs.changed": "false"}
    assert "Check, generate and test" not in job.ran
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=job.folder, capture_output=True, text=True, check=True
    )
    assert status.stdout == ""


def test_our_own_workflow_is_the_one_that_init_writes_but_for_the_installation() -> None:
    ours = (ROOT / ".github" / "workflows" / "documentation.yml").read_text("utf-8")

    written, installed = (INSTALL.subn("", text) for text in (STARTER.read_text("utf-8"), ours))

    assert (written[1], installed[1]) == (1, 1)
    assert installed[0].splitlines()[2:] == written[0].splitlines()[2:]


def test_init_writes_both_workflows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["init", "--workflows"]) == 0

    workflows = tmp_path / ".github" / "workflows"
    assert sorted(path.name for path in workflows.iterdir()) == ["documentation.yml", "wxbrand.yml"]
    assert (workflows / "documentation.yml").read_bytes() == STARTER.read_bytes()
