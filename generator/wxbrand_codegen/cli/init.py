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
    parser.add_argument(
        "--workflows", action="store_true", help="write the GitHub workflows even if there is no .github folder"
    )


def _run(options: argparse.Namespace) -> int:
    """Set up this repository: a first spec, configuration, a CI workflow.

    Write spec/openapi.yaml with one example operation, and add [tool.wxbrand] to
    pyproject.toml. If there is a .github folder, write two workflows: wxbrand.yml
    checks every push, and documentation.yml follows WeChat Pay's documentation: once
    a week it writes what changed into the spec, generates, tests, and opens a pull
    request. Run init in the top folder of your repository. No file is overwritten; a
    pyproject.toml that has [tool.wxbrand] already is refused.
    """
    from wxbrand_codegen.init import init
    from wxbrand_codegen.ir.schemes import BRAND, MERCHANT

    scheme = MERCHANT if options.scheme == MERCHANT.caller else BRAND
    for line in init(Path.cwd(), scheme, workflows=options.workflows):
        print(line)
    return FINE
