"""The command `demo`: show one signed call from generating the client to reading the answer."""

from __future__ import annotations

import argparse
from pathlib import Path

from wxbrand_codegen.cli.console import Commands, add_command
from wxbrand_codegen.packaged_files import brand_spec


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "demo", _run)
    parser.add_argument("--spec", metavar="FILE", help="root file of the spec (default: the brand API's)")


def _run(options: argparse.Namespace) -> int:
    """Generate a client, start a sandbox, make one signed call and show each step.

    The client is generated into a temporary folder. A local WeChat Pay is started
    with fresh keys, and one call is made to it from another process. What is
    signed, sent, answered and verified is printed. No other folder is changed.
    """
    from wxbrand_codegen.demo.run import demo

    return demo(Path(options.spec) if options.spec else brand_spec())
