"""Set up a repository: a first spec, its configuration and workflows. No file is overwritten."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from wxbrand_codegen.config import UsageError, is_package_name
from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.ir.schemes import BRAND, Scheme
from wxbrand_codegen.links import resolved

_STARTER = Path(__file__).resolve().parent / "starter"
_CI = "pip install 'wxbrand[codegen,sandbox,testing]' && wxbrand lint && wxbrand check && pytest generated/tests"
_NEXT = ("wxbrand lint", "wxbrand generate", "pytest generated/tests")


_WORKFLOWS = {"workflow.yml": "wxbrand.yml", "documentation.yml": "documentation.yml"}
"""Files of the starter, with their names in .github/workflows."""


def init(folder: Path, scheme: Scheme = BRAND, *, workflows: bool = False) -> tuple[str, ...]:
    """Write the files that are missing. Return a report, line by line. Raises UsageError, and writes nothing.

    workflows: write the workflows for GitHub even if there is no .github folder.
    """
    spec, project = Path("spec/openapi.yaml"), Path("pyproject.toml")
    configured = _with_table(folder, folder / project, spec, scheme)  # may raise, so it comes before the first file
    report = [_write_new(folder, spec, _starter(scheme))]
    if (folder / project).exists():
        _replace(resolved(folder / project), configured)
        report.append(f"added [tool.wxbrand] to {project}")
    else:
        report.append(_write_new(folder, project, configured))
    if workflows or (folder / ".github").is_dir():
        for starter, name in _WORKFLOWS.items():
            report.append(_write_new(folder, Path(".github/workflows") / name, (_STARTER / starter).read_bytes()))
    else:
        report += [
            "no workflow was written, because there is no .github folder (see --workflows); in CI run",
            f"    {_CI}",
        ]
    return (*report, "next:", *(f"    {command}" for command in _NEXT))


def _starter(scheme: Scheme) -> bytes:
    """Return the first spec, which is written for brands, for another scheme."""
    text = (_STARTER / "openapi.yaml").read_text("utf-8")
    for name in ("authorization", "client", "path"):
        text = text.replace(getattr(BRAND, name), getattr(scheme, name))
    return text.encode()


def _write_new(folder: Path, path: Path, content: bytes) -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return f"kept {path}, which exists already"
    return f"wrote {path}"


def _with_table(folder: Path, file: Path, spec: Path, scheme: Scheme) -> bytes:
    """Return pyproject.toml with [tool.wxbrand] added at its end; every byte before stays."""
    if not file.exists() and (above := _project_above(folder)):
        raise UsageError(f"{above} belongs to the project around this folder; run wxbrand init in its folder")
    try:
        before = file.read_bytes() if file.exists() else b""
        content = tomllib.loads(before.decode())
    except ValueError as error:
        raise UsageError(f"cannot read {file.name}: {error}") from None
    tools = content.get("tool", {})
    if isinstance(tools, dict) and "wxbrand" in tools:
        raise UsageError(f"{file.name} has [tool.wxbrand] already; nothing was written")
    table = {"spec": spec.as_posix(), "out": "generated", "package": _package(content, folder, scheme)}
    end = "\r\n" if b"\r\n" in before else "\n"
    lines = ["[tool.wxbrand]", *(f'{key} = "{value}"' for key, value in table.items()), ""]
    gap = ("" if before.endswith(b"\n") else end) + end if before else ""
    after = before + (gap + end.join(lines)).encode()
    if not _adds_only(after, content, table):
        raise UsageError(f"cannot add a table at the end of {file.name}; add [tool.wxbrand] with {table} by hand")
    return after


def _adds_only(after: bytes, before: dict[str, Any], table: dict[str, str]) -> bool:
    """Whether a file reads as before plus the table."""
    try:
        content = tomllib.loads(after.decode())
        found = content["tool"].pop("wxbrand")
    except (ValueError, KeyError):
        return False
    if not content["tool"] and "tool" not in before:
        del content["tool"]
    return bool(found == table and content == before)


def _project_above(folder: Path) -> Path | None:
    """Return the pyproject.toml of the repository that the folder is in."""
    for parent in (folder, *folder.parents):
        if (parent / "pyproject.toml").is_file():
            return parent / "pyproject.toml"
        if (parent / ".git").exists():
            return None
    return None


def _package(project: dict[str, Any], folder: Path, scheme: Scheme) -> str:
    """Name the package after the project, else after its folder."""
    table = project.get("project")
    names = (table.get("name") if isinstance(table, dict) else None, resolved(folder).name)
    for name in names:
        words = re.findall(r"[a-z0-9]+", str(name or "").lower(), re.ASCII)
        candidate = "_".join([*words, "client"])
        if words and is_package_name(candidate):
            return candidate
    return f"{scheme.caller}_client"


def _replace(path: Path, content: bytes) -> None:
    """Replace a file atomically; keep its permissions."""
    with tempfile.NamedTemporaryFile(prefix=".wxbrand-", dir=path.parent, delete=False) as file:
        file.write(content)
    new = Path(file.name)
    try:
        new.chmod(path.stat().st_mode & 0o7777)
        replace_file(new, path)
    finally:
        new.unlink(missing_ok=True)
