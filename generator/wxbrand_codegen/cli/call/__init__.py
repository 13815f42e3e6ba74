"""The command `call`: make one call from a shell. Each operation of the configured package is a command of its own.

`group` finds the operation, `operation` gives it the options of its fields, `run` makes the call. What it does is in `calls`.
"""

from wxbrand_codegen.cli.call.group import command

__all__ = ["command"]
