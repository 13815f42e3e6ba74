"""Configuration: options of the command, else `[tool.wxbrand]` of the nearest pyproject.toml, else defaults."""

from __future__ import annotations

import keyword
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_KEYS = ("spec", "out", "package", "templates")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_RESERVED = frozenset({"tests", "wxbrand_runtime", "wxbrand_codegen", "cryptography", "msgspec", "pytest"})
"""Packages that generated code or its tests import. Names of the standard library are reserved as well."""


class UsageError(Exception):
    """The command or its configuration is wrong; exit code 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The configuration of `generate` and `check`."""

    spec: Path
    """Root file of the spec."""

    out: Path
    """Folder for the package and `tests`."""

    package: str
    """Import name of the package."""

    templates: Path | None = None
    """Folder of templates that replace built-in ones of the same name."""

    strict: bool = False
    """Refuse the spec if there is advice about it, or an operation that cannot be generated."""

    skip_unsupported: bool = False
    """With `strict`: allow operations that cannot be generated."""

    @property
    def folders(self) -> tuple[Path, Path]:
        """The folders of the package and of its tests."""
        return self.out / self.package, self.out / "tests"


def configure(
    *,
    spec: str | None = None,
    out: str | None = None,
    package: str | None = None,
    templates: str | None = None,
    strict: bool = False,
    skip_unsupported: bool = False,
) -> Config:
    """Combine options with the nearest pyproject.toml. Raises UsageError."""
    file = _nearest_pyproject(Path.cwd())
    table = _table(file) if file else {}
    home = file.parent if file else Path.cwd()

    def path(option: str | None, key: str, default: str) -> Path:
        if option is not None:
            return Path(option)
        return _relative_if_possible(home / table.get(key, default))

    name = package or table.get("package", "wxbrand")
    if not is_package_name(name):
        raise UsageError(
            f"{name!r} cannot be the name of the package; use lower-case letters, digits and _, such as acme_brand"
        )
    overlay = path(templates, "templates", "") if templates or table.get("templates") else None
    if overlay is not None and not overlay.is_dir():
        raise UsageError(f"{overlay} does not exist; --templates must be a folder of templates")
    target = path(out, "out", "generated")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; --out must be a folder")
    return Config(
        spec=path(spec, "spec", "spec/openapi.yaml"),
        out=target,
        package=name,
        templates=overlay,
        strict=strict,
        skip_unsupported=skip_unsupported,
    )


def is_package_name(name: str) -> bool:
    """Whether a generated package can have this name."""
    is_reserved = keyword.iskeyword(name) or name in _RESERVED | sys.stdlib_module_names
    return _PACKAGE.fullmatch(name) is not None and not is_reserved


def _relative_if_possible(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _nearest_pyproject(start: Path) -> Path | None:
    return next((file for folder in (start, *start.parents) if (file := folder / "pyproject.toml").is_file()), None)


def _table(file: Path) -> dict[str, str]:
    import tomllib  # slow to import, and not needed for help and completion

    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {file}: {error}") from None
    tools = content.get("tool")
    table = tools.get("wxbrand", {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"{file}: tool.wxbrand must be a table")
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"{file}: [tool.wxbrand] has an unknown key {key!r}; known keys are {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise UsageError(f"{file}: [tool.wxbrand] {key} must be a string")
    return table
