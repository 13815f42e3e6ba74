"""Locate the templates and the spec that come with the tool: beside this module in a wheel, at the top of a clone."""

from __future__ import annotations

from pathlib import Path


def templates_folder() -> Path:
    """Return the folder of built-in templates. Raises FileNotFoundError if the installation is broken."""
    return _folder("templates")


def brand_spec() -> Path:
    """Return the root file of the brand API's spec. Raises FileNotFoundError if the installation is broken."""
    return _folder("spec") / "openapi.yaml"


def _folder(name: str) -> Path:
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} of wxbrand is missing; install wxbrand again")
