"""The command `demo`: show one signed call from generating the client to reading the answer."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.parser import FILE, Command
from wxbrand_codegen.packaged_files import brand_spec


@click.command(
    "demo",
    cls=Command,
    examples=["wxbrand demo", "wxbrand demo --spec api.yaml"],
)
@click.option("--spec", metavar="FILE", type=FILE, help="root file of the spec (default: the brand API's)")
def command(spec: str | None) -> int:
    """Generate a client, start a sandbox, make one signed call and show each step.

    The client is generated into a temporary folder. A local WeChat Pay is started
    with fresh keys, and one call is made to it from another process. What is
    signed, sent, answered and verified is printed. No other folder is changed.
    """
    from wxbrand_codegen.demo.run import demo

    return demo(Path(spec) if spec else brand_spec())
