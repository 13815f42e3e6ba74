"""The command `wxbrand`: parse arguments, call the other packages, print the result, choose the exit code.

Each command has a module of its own, named after it (`check` is in `generate`), with a function `add_to`; the
docstring of the function that runs it is its help text. `main` lists them. Begin reading at `main`.

May import every other package, but only inside the functions that run a command: `wxbrand --help` stays quick, and a
command works without the extras that only other commands need.
"""

from wxbrand_codegen.cli.main import main

__all__ = ["main"]
