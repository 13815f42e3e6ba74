"""The command `wxbrand`."""

from wxbrand_codegen.cli.main import main

__all__ = ["main"]
