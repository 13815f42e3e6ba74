"""The command `explain`: say why a signature does or does not verify."""

from __future__ import annotations

import os
import time
from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_error, print_json, print_line, read_input
from wxbrand_codegen.cli.parser import FILE, FOLDER, Command

_STYLES = {"ok": "green", "wrong": "bold red", "note": "yellow"}


@click.command(
    "explain",
    cls=Command,
    examples=[
        "wxbrand explain request.txt --dir wxbrand-sandbox",
        "wxbrand explain request.txt answer.txt",
        "wxbrand explain < log.txt",
        "wxbrand explain request.txt --json",
    ],
)
@click.argument(
    "file",
    nargs=-1,
    metavar="[FILE]...",
    type=FILE,
    help="saved request, answer or notification, or a request and its answer (default: -, standard input)",
)
@click.option(
    "--dir", "folder", metavar="DIR", type=FOLDER, help="folder of keys, such as the one that `wxbrand sandbox` fills"
)
@click.option("--json", "as_json", is_flag=True, help="print an object: wrong, and findings, a list of kind and text")
def command(file: tuple[str, ...], folder: str | None, as_json: bool) -> int:
    """Explain why a signature does or does not verify, and what an error says.

    Read a request, an answer or a notification in any of these forms: a curl
    command, an HTTP message as sent or as printed by curl -v, or header fields and
    a body from a log with an empty line between; also the JSON of an error alone,
    and the event of an API gateway. Print what is signed, line by line, what is
    wrong, and the most likely reason if the signature does not verify. A request
    together with its 401 SIGN_ERROR, in one file or in two, is compared with the
    message that WeChat Pay verified.

    Keys and ids are read from DIR (apiclient_key.pem, wxp_pub.pem, wxbrand.env),
    else from the WXBRAND_ or WXPAY_ variables. Without them, only the form is
    checked. No key is printed. Exit with 1 if something is wrong.
    """
    from wxbrand_runtime import Headers, InvalidCredentials

    from wxbrand_codegen.explain import explain
    from wxbrand_codegen.explain.captures import UnreadableCapture
    from wxbrand_codegen.explain.inputs import MAX_BYTES, read_captures
    from wxbrand_codegen.explain.keys import keys_from_environment, keys_from_folder

    try:
        captures = [each for name in (file or ("-",)) for each in read_captures(read_input(name, MAX_BYTES))]
        headers = Headers(
            [field for capture in captures for field in capture.headers.items()]
        )  # any may name the scheme
        keys = keys_from_folder(Path(folder), headers) if folder else keys_from_environment(os.environ, headers)
        report = explain(captures, keys, now=time.time())
    except (UnreadableCapture, InvalidCredentials) as problem:
        print_error(str(problem))
        return PROBLEMS
    if as_json:
        print_json({"wrong": report.is_wrong, "findings": [finding._asdict() for finding in report.findings]})
        return PROBLEMS if report.is_wrong else FINE
    for finding in report.findings:
        print_line((finding.label, _STYLES.get(finding.kind, "")), finding.text)
    return PROBLEMS if report.is_wrong else FINE
