"""What `wxbrand init` does: a first spec, its configuration and a CI job, in the folder it runs in. Nothing is overwritten."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from wxbrand_codegen.config import UsageError, is_package_name

_STARTER = Path(__file__).resolve().parent / "starter"
_CI = "pip install 'wxbrand[codegen,sandbox,testing]' && wxbrand lint && wxbrand check && pytest generated/tests"
_NEXT = ("wxbrand lint", "wxbrand generate", "pytest generated/tests")


def init(folder: Path) -> tuple[str, ...]:
    """Write what is missing; gives what was done, line by line. Raises UsageError with nothing written."""
    spec, project, workflow = Path("spec/openapi.yaml"), Path("pyproject.toml"), Path(".github/workflows/wxbrand.yml")
    configured = _configured(folder, folder / project, spec)  # every reason to stop comes before the first file
    done = [_new(folder, spec, (_STARTER / "openapi.yaml").read_bytes())]
    has_project = (folder / project).exists()
    if has_project:
        _swap((folder / project).resolve(), configured)
        done.append(f"added [tool.wxbrand] to {project}")
    else:
        done.append(_new(folder, project, configured))
    if (folder / ".github").is_dir():
        done.append(_new(folder, workflow, (_STARTER / "workflow.yml").read_bytes()))
    else:
        done += ["there is no .github folder, so no workflow was written; in CI run", f"    {_CI}"]
    return (*done, "next:", *(f"    {command}" for command in _NEXT))


def _new(folder: Path, path: Path, content: bytes) -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return f"kept {path}, which was there"
    return f"wrote {path}"


def _configured(folder: Path, file: Path, spec: Path) -> bytes:
    """Give the pyproject.toml as it will be: all that is there, and our table behind it."""
    if not file.exists() and (above := _project_above(folder)):
        raise UsageError(f"{above} is the project's; run wxbrand init in its folder")
    try:
        before = file.read_bytes() if file.exists() else b""
        content = tomllib.loads(before.decode())
    except ValueError as problem:
        raise UsageError(f"{file.name} cannot be read: {problem}") from None
    tools = content.get("tool", {})
    if isinstance(tools, dict) and "wxbrand" in tools:
        raise UsageError(f"{file.name} has [tool.wxbrand] already; nothing was written")
    table = {"spec": spec.as_posix(), "out": "generated", "package": _package(content, folder)}
    end = "\r\n" if b"\r\n" in before else "\n"
    lines = ["[tool.wxbrand]", *(f'{key} = "{value}"' for key, value in table.items()), ""]
    gap = ("" if before.endswith(b"\n") else end) + end if before else ""
    after = before + (gap + end.join(lines)).encode()
    if not _holds(after, content, table):
        raise UsageError(f"{file.name} has no room for a table at its end; write [tool.wxbrand] with {table} yourself")
    return after


def _holds(after: bytes, before: dict[str, Any], table: dict[str, str]) -> bool:
    try:
        content = tomllib.loads(after.decode())
        found = content["tool"].pop("wxbrand")
    except (ValueError, KeyError):
        return False
    if not content["tool"] and "tool" not in before:
        del content["tool"]
    return bool(found == table and content == before)


def _project_above(folder: Path) -> Path | None:
    """Find the pyproject.toml of the repository that the folder is in."""
    for place in (folder, *folder.parents):
        if (place / "pyproject.toml").is_file():
            return place / "pyproject.toml"
        if (place / ".git").exists():
            return None
    return None


def _package(project: dict[str, Any], folder: Path) -> str:
    """Name the package after the project, else after its folder."""
    table = project.get("project")
    names = (table.get("name") if isinstance(table, dict) else None, folder.resolve().name)
    for name in names:
        words = re.findall(r"[a-z0-9]+", str(name or "").lower(), re.ASCII)
        candidate = "_".join([*words, "client"])
        if words and is_package_name(candidate):
            return candidate
    return "brand_client"


def _swap(path: Path, content: bytes) -> None:
    """Replace a file in one step, its permissions kept."""
    with tempfile.NamedTemporaryFile(prefix=".wxbrand-", dir=path.parent, delete=False) as file:
        file.write(content)
    stage = Path(file.name)
    try:
        stage.chmod(path.stat().st_mode & 0o7777)
        stage.replace(path)
    finally:
        stage.unlink(missing_ok=True)
