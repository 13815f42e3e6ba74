"""The command `completion`: print the script that completes commands in a shell."""

from __future__ import annotations

import rich_click as click
from click.shell_completion import get_completion_class

from wxbrand_codegen.cli.console import FINE
from wxbrand_codegen.cli.parser import COMPLETE, Choice, Command


@click.command(
    "completion",
    cls=Command,
    examples=[
        "wxbrand completion bash",
        "wxbrand completion fish > ~/.config/fish/completions/wxbrand.fish",
    ],
)
@click.argument(
    "shell", metavar="SHELL", type=Choice(["bash", "zsh", "fish", "powershell"]), help="bash, zsh, fish or powershell"
)
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes commands in a shell.

    Commands, options, their values and files are completed. Add the line of your shell to its start-up file, then open a
    new terminal:

      ~/.bashrc:    eval "$(wxbrand completion bash)"
      ~/.zshrc:     eval "$(wxbrand completion zsh)"
      config.fish:  wxbrand completion fish | source
      $PROFILE:     wxbrand completion powershell | Out-String | Invoke-Expression

    In ~/.zshrc the line must come after compinit. Bash must be 4.4 or newer.
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  (click has all four)
    print(kind(context.find_root().command, {}, "wxbrand", COMPLETE).source())
    return FINE
