"""Locate the templates and the spec that come with the tool: beside this module in a wheel, at the top of a clone."""

from __future__ import annotations

from pathlib import Path

from wxbrand_codegen.config import configure


def templates_folder() -> Path:
    """Return the folder of built-in templates. Raises FileNotFoundError if the installation is broken."""
    return _folder("templates")


def brand_spec() -> Path:
    """Return the root file of the brand API's spec. Raises FileNotFoundError if the installation is broken."""
    return _folder("spec") / "openapi.yaml"


def configured_spec(spec: str | None = None) -> Path:
    """Return the given spec, else the configured one, else the brand API's if there is none. Raises FileNotFoundError."""
    file = configure(spec=spec).spec
    return brand_spec() if spec is None and not file.exists() else file


def _folder(name: str) -> Path:
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} of wxbrand is missing; install wxbrand again")
