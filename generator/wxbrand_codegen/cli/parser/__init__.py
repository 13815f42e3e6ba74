"""What every command is declared with, on top of click and rich-click.

`Command` is a command with examples in its help. `LazyGroup` imports the module of a command when it is run. `Choice`,
`FILE`, `FOLDER` and `FILE_OR_FOLDER` are types of parameters that complete in a shell. `wrong_command` says in one line what is wrong
with a command.

May import click, rich-click and `suggestions`, and no other package of the tool.
"""

from wxbrand_codegen.cli.parser.command import Command, Group
from wxbrand_codegen.cli.parser.lazy_group import COMPLETE, Entry, LazyGroup
from wxbrand_codegen.cli.parser.parameters import FILE, FILE_OR_FOLDER, FOLDER, Choice
from wxbrand_codegen.cli.parser.wrong_command import unexpected_assignment, wrong_command

__all__ = [
    "COMPLETE",
    "FILE",
    "FILE_OR_FOLDER",
    "FOLDER",
    "Choice",
    "Command",
    "Entry",
    "Group",
    "LazyGroup",
    "unexpected_assignment",
    "wrong_command",
]
