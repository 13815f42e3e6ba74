"""The command `doctor`: say what is wrong with keys, network and installation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, out, print_block, print_json, progress_line
from wxbrand_codegen.cli.parser import FOLDER, Command

if TYPE_CHECKING:
    from wxbrand_codegen.doctor.examination import Section

_STYLES = {"ok": "green", "warning": "yellow", "problem": "bold red", "skipped": "dim"}


@click.command(
    "doctor",
    cls=Command,
    examples=["wxbrand doctor", "wxbrand doctor --online", "wxbrand doctor --dir wxbrand-sandbox --json"],
)
@click.option(
    "--dir",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="look at the variables in DIR/wxbrand.env (default: those of the environment, else wxbrand-sandbox)",
)
@click.option(
    "--online",
    is_flag=True,
    help="also connect to WeChat Pay: name look-up, TLS, the clock, and one signed read that changes nothing",
)
@click.option("--json", "as_json", is_flag=True, help="print the findings as JSON")
def command(folder: str | None, online: bool, as_json: bool) -> int:
    """Look at keys, clock, network and installation, and say what to mend.

    Each line is ok, a warning, a problem, or was skipped. Keys, passwords and API keys are not printed; ids, paths and names of
    variables are. Exit with 1 if there is a problem.

    If the installation is so broken that this command does not start, python -m wxbrand_codegen.doctor does the same.
    """
    from wxbrand_codegen.doctor.examination import examine, is_healthy, json_of, situation_of

    situation = situation_of(folder, os.environ, online=online)
    with progress_line() as progress:
        sections = list(examine(situation, lambda name: progress(f"looking at {name}")))
    if as_json:
        print_json(json_of(sections))
    else:
        _print(sections)
    return FINE if is_healthy(sections) else PROBLEMS


def _print(sections: list[Section]) -> None:
    from rich.table import Table
    from rich.text import Text

    lines = out()
    for section in sections:
        lines.print(Text(section.name, "bold"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(min_width=max(map(len, _STYLES)))
        table.add_column()
        for each in section.findings:
            text = Text(each.text, "dim" if each.status == "skipped" else "")
            if each.advice:
                text.append(f"\n-> {each.advice}", _STYLES[each.status])
            table.add_row(Text(each.status, _STYLES[each.status]), text)
        print_block(table, 2)
    counts = {
        name: sum(each.status == name for section in sections for each in section.findings)
        for name in ("problem", "warning")
    }
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count]
    lines.print(Text(", ".join(said) or "nothing to mend", "bold"))
