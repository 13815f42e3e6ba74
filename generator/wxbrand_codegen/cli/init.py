"""The command `init`: set up a repository for a spec of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from wxbrand_codegen.cli.console import FINE, Commands, add_command


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "init", _run)
    parser.add_argument(
        "--scheme",
        choices=("brand", "merchant"),
        default="brand",
        help="who signs requests; merchant is also for service providers (default: brand)",
    )


def _run(options: argparse.Namespace) -> int:
    """Set up this repository: a first spec, configuration, a CI workflow.

    Write spec/openapi.yaml with one example operation, add [tool.wxbrand] to
    pyproject.toml, and write .github/workflows/wxbrand.yml if there is a .github
    folder. Run it in the top folder of your repository. No file is overwritten; a
    pyproject.toml that has [tool.wxbrand] already is refused.
    """
    from wxbrand_codegen.init import init
    from wxbrand_codegen.ir.schemes import BRAND, MERCHANT

    for line in init(Path.cwd(), MERCHANT if options.scheme == MERCHANT.caller else BRAND):
        print(line)
    return FINE
