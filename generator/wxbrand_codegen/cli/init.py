"""The command `init`: set up a repository for a spec of its own."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.console import FINE
from wxbrand_codegen.cli.parser import Choice, Command


@click.command(
    "init",
    cls=Command,
    examples=[
        "wxbrand init",
        "wxbrand init --scheme merchant --workflows",
    ],
)
@click.option(
    "--scheme",
    type=Choice(["brand", "merchant"]),
    default="brand",
    help="who signs requests; merchant is also for service providers (default: brand)",
)
@click.option("--workflows", is_flag=True, help="write the GitHub workflows even if there is no .github folder")
def command(scheme: str, workflows: bool) -> int:
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

    signer = MERCHANT if scheme == MERCHANT.caller else BRAND
    for line in init(Path.cwd(), signer, workflows=workflows):
        print(line)
    return FINE
