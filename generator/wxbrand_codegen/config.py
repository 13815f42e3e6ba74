"""What to generate from, and where to: `[tool.wxbrand]` of the nearest pyproject.toml, under the command's own options."""

from __future__ import annotations

import keyword
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

_KEYS = ("spec", "out", "package", "templates")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_TAKEN = frozenset({"tests", "wxbrand_runtime", "wxbrand_codegen", "cryptography", "msgspec", "pytest"})
"""What generated code, or a test of it, imports itself; so are the modules of the standard library."""


class UsageError(Exception):
    """The command cannot be carried out as given; exit code 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that `generate` and `check` need to know."""

    spec: Path
    """Root file of the spec."""

    out: Path
    """Folder that gets the package and `tests`."""

    package: str
    """Import name of the package."""

    templates: Path | None = None
    """Folder of templates that stand before the built-in ones."""

    skip_unsupported: bool = False
    """Leave out the operations that have a problem, instead of refusing the whole spec."""


def configure(
    *,
    spec: str | None = None,
    out: str | None = None,
    package: str | None = None,
    templates: str | None = None,
    skip_unsupported: bool = False,
) -> Config:
    """Combine options with the nearest pyproject.toml. Raises UsageError."""
    file = _nearest_pyproject(Path.cwd())
    table = _table(file) if file else {}
    home = file.parent if file else Path.cwd()

    def place(option: str | None, key: str, default: str) -> Path:
        if option is not None:
            return Path(option)
        return _shorter(home / table.get(key, default))

    name = package or table.get("package", "wxbrand")
    if not is_package_name(name):
        raise UsageError(
            f"{name!r} cannot be the package's name; use lower-case letters, digits and _, such as acme_brand"
        )
    overlay = place(templates, "templates", "") if templates or table.get("templates") else None
    if overlay is not None and not overlay.is_dir():
        raise UsageError(f"the folder of templates {overlay} does not exist")
    target = place(out, "out", "generated")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; --out must be a folder")
    return Config(
        spec=place(spec, "spec", "spec/openapi.yaml"),
        out=target,
        package=name,
        templates=overlay,
        skip_unsupported=skip_unsupported,
    )


def is_package_name(name: str) -> bool:
    """Whether a package that is generated can have this name."""
    taken = keyword.iskeyword(name) or name in _TAKEN | sys.stdlib_module_names
    return _PACKAGE.fullmatch(name) is not None and not taken


def _shorter(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _nearest_pyproject(start: Path) -> Path | None:
    return next((file for folder in (start, *start.parents) if (file := folder / "pyproject.toml").is_file()), None)


def _table(file: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise UsageError(f"{file} cannot be read: {problem}") from None
    tools = content.get("tool")
    table = tools.get("wxbrand", {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"{file}: tool.wxbrand must be a table")
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"{file}: [tool.wxbrand] has {key!r}; it may hold {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise UsageError(f"{file}: [tool.wxbrand] {key} must be text")
    return table
