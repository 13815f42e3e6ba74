"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import rich_click as click

from wxbrand_codegen.cli.parser import FILE, FOLDER

Callback = TypeVar("Callback", bound=Callable[..., Any])

_CONFIGURATION = (
    click.option(
        "--spec",
        panel="What to generate",
        metavar="FILE",
        type=FILE,
        help="root file of the spec (default: spec/openapi.yaml)",
    ),
    click.option(
        "--out",
        panel="What to generate",
        metavar="DIR",
        type=FOLDER,
        help="folder for the package and its tests (default: generated)",
    ),
    click.option(
        "--package", panel="What to generate", metavar="NAME", help="import name of the package (default: wxbrand)"
    ),
    click.option(
        "--templates",
        panel="What to generate",
        metavar="DIR",
        type=FOLDER,
        help="folder of templates that replace built-in ones of the same name",
    ),
    click.option(
        "--strict",
        panel="What to refuse",
        is_flag=True,
        help="refuse the spec if there is advice about it or an operation that cannot be generated",
    ),
    click.option(
        "--skip-unsupported",
        panel="What to refuse",
        is_flag=True,
        help="with --strict: allow operations that cannot be generated; they are left out, as without --strict",
    ),
)


def configuration(callback: Callback) -> Callback:
    """Add the options of `generate` and `check`: keyword arguments for `config.configure`."""
    for option in reversed(_CONFIGURATION):
        callback = option(callback)
    return callback
