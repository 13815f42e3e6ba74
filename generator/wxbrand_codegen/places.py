"""Where the files that come with the tool are: in the wheel beside this module, in a clone at the top."""

from __future__ import annotations

from pathlib import Path


def data_folder(name: str) -> Path:
    """Give the folder `templates` or `spec`. Raises FileNotFoundError for a broken installation."""
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} of wxbrand is missing; install it again")
