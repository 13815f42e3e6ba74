"""A wrong command is answered with one line: what is wrong, and what was probably meant."""

from __future__ import annotations

import pytest
from wxbrand_codegen.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("generat", "wxbrand: there is no command generat; did you mean generate?"),
        ("wibble", "wxbrand: there is no command wibble; see wxbrand --help"),
        ("--versoin", "wxbrand: there is no option --versoin; did you mean --version?"),
        ("docs fetsh", "wxbrand docs: there is no command fetsh; did you mean fetch?"),
        ("docs", "wxbrand docs: missing command; see wxbrand docs --help"),
        ("generate --spek a", "wxbrand generate: there is no option --spek; did you mean --spec?"),
        ("generate --spec", "wxbrand generate: option '--spec' requires an argument; see wxbrand generate --help"),
        ("generate --strict=1", "wxbrand generate: option '--strict' does not take a value; see wxbrand generate --help"),
        ("generate extra", "wxbrand generate: got unexpected extra argument (extra); see wxbrand generate --help"),
        ("diff a", "wxbrand diff: NEW is missing; see wxbrand diff --help"),
        ("diff a b --format jsn", "wxbrand diff: --format: 'jsn' is unknown; did you mean json?"),
        (
            "diff a b --format xml",
            "wxbrand diff: --format: 'xml' is unknown; it can be text, markdown, json or html; see wxbrand diff --help",
        ),
        ("completion bsh", "wxbrand completion: SHELL: 'bsh' is unknown; did you mean bash?"),
        ("sandbox --port 70000", "wxbrand sandbox: --port: must be a number from 0 to 65535; see wxbrand sandbox --help"),
        ("drift a --apply --dry-run", "wxbrand: --apply and --dry-run exclude each other"),
        ("generate --a\x1b[31m", "wxbrand generate: there is no option --a\\x1b[31m; see wxbrand generate --help"),
    ],
)  # fmt: skip
def test_one_line_says_what_is_wrong(arguments: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(arguments.split(" "))

    out, err = capsys.readouterr()
    assert (status, out, err) == (2, "", f"{line}\n")


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([])

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith("Usage: wxbrand ")
    assert err.endswith("wxbrand: name a command; wxbrand demo shows how all of it works\n")
