"""The command `wxbrand`: its arguments, and what ends it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Sequence
from importlib.metadata import version

from wxbrand_codegen.cli import commands
from wxbrand_codegen.cli.commands import FINE, PROBLEMS, USAGE
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.document.problems import Refused

_MOST_SHOWN = 500
"""Lines of problems that a person will look at, and more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal that cannot show Chinese must not end the command
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except UsageError as problem:
        print(f"wxbrand: {problem}", file=sys.stderr)
        return USAGE
    except Refused as refused:
        count = len(refused.problems)
        for found in refused.problems[:_MOST_SHOWN]:
            print(found, file=sys.stderr)
        if count > _MOST_SHOWN:
            print(f"… and {count - _MOST_SHOWN} more", file=sys.stderr)
        ending = "; nothing was written" if options.writes else ""
        print(f"{count} {'problem' if count == 1 else 'problems'}{ending}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return FINE
    except OSError as problem:  # a folder that may not be written to, a full disk, a port that is taken
        print(f"wxbrand: {problem.filename or 'this machine'}: {problem.strerror or problem}", file=sys.stderr)
        return PROBLEMS
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("wxbrand"):
            raise
        print(f"wxbrand: {missing.name} is not installed; pip install 'wxbrand[codegen,sandbox]'", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wxbrand",
        description="From an OpenAPI description of the WeChat Pay brand API to a typed Python client and its tests.",
        epilog="Try it: wxbrand demo. Defaults can stand under [tool.wxbrand] in pyproject.toml: spec, out, package, templates.",
    )
    parser.add_argument("--version", action="version", version=f"wxbrand {version('wxbrand')}")
    known = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    generate = _command(
        known,
        "generate",
        commands.generate,
        "make the package and its tests from the spec",
        """Reads the spec and writes OUT/PACKAGE and OUT/tests. Only files that changed are replaced; files that are no
        longer needed are removed if wxbrand made them. A file that was changed by hand stops everything, unless --force.
        A problem in the spec is one line, FILE:LINE:COLUMN CODE MESSAGE, and then nothing is written.""",
    )
    _places(generate)
    _skipping(generate)
    generate.add_argument(
        "--force", action="store_true", help="overwrite files that were changed by hand or are in the way"
    )
    generate.add_argument(
        "--dry-run", action="store_true", help="say what would be written, removed or refused; write nothing"
    )
    check = _command(
        known,
        "check",
        commands.check,
        "is what stands in the output what the spec gives?",
        """Does all that generate does except writing. Names each file that is missing, stale (the spec has moved on),
        edited (changed by hand) or orphan (no longer needed), and ends with 1 if there is one. Made for CI.""",
    )
    _places(check)
    _skipping(check)
    lint = _command(
        known,
        "lint",
        commands.lint,
        "is the spec sound and complete?",
        """Shows every problem that would stop generate, and advice on what a spec should say as well. Ends with 1 if there
        is a problem; advice alone ends with 0.""",
    )
    lint.add_argument("--spec", metavar="FILE", help="root file of the spec")
    lint.add_argument(
        "--unproven", action="store_true", help="list the facts that no dated page of the documentation proves"
    )
    lint.add_argument("--fix", action="store_true", help="put into quotes what is text; every other byte stays")
    lint.add_argument(
        "--json", action="store_true", help="a list of objects: file, line, column, code, message, advice"
    )
    draft = _command(
        known,
        "draft",
        commands.draft,
        "a saved documentation page as OpenAPI to review",
        """Reads a page of the documentation centre, saved as text, Markdown or HTML, and writes a spec of its one operation
        in the style of spec/. Descriptions are placeholders; what the page does not say clearly stands as a TODO with the
        page's line. The draft passes lint and generate as it is, but is meant to be read first.""",
    )
    draft.add_argument("page", metavar="PAGE", help="the saved page; - reads standard input")
    draft.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    draft.add_argument(
        "--with-source", action="store_true", help="the page's own words beside each description, as comments"
    )
    drift = _command(
        known,
        "drift",
        commands.drift,
        "where saved documentation pages and the spec disagree",
        """Reads each page and holds it against the spec's operation of the same method and path (or of the same name, when
        the path has changed), field by field. What x-wxbrand-unproven records at a place is known and not reported, nor is
        anything missing that a page cut short does not come to. Ends with 1 if there is a difference.""",
    )
    drift.add_argument("pages", nargs="+", metavar="PAGE", help="saved pages; - reads standard input")
    drift.add_argument("--spec", metavar="FILE", help="root file of the spec (default spec/openapi.yaml)")
    drift.add_argument(
        "--format", choices=["text", "markdown", "json"], default="text", help="how to show it (default text)"
    )
    _command(
        known,
        "init",
        commands.init,
        "a minimal spec, config and CI snippet in this repository",
        """Writes spec/openapi.yaml with one operation to begin with, adds [tool.wxbrand] to pyproject.toml, and writes a
        workflow if there is a .github folder. Run it at the top of your repository. What is there already is never
        overwritten; a pyproject.toml that has [tool.wxbrand] is refused.""",
    )
    sandbox = _command(
        known,
        "sandbox",
        commands.sandbox,
        "a local WeChat Pay to call: verifies signatures, answers signed",
        """Plays the spec on 127.0.0.1: verifies each request's signature, holds it against the spec, and gives a signed
        answer. DIR gets all that a client in any language needs: apiclient_key.pem (private key to sign with), wxp_pub.pem
        (public key to verify with) and wxbrand.env (ids and address, as WXBRAND_ variables). Existing keys are kept.
        Prints "listening on http://127.0.0.1:PORT" when ready; end it with Ctrl-C.""",
    )
    sandbox.add_argument(
        "--port", type=_port, default=8090, metavar="N", help="port; 0 takes any free one (default 8090)"
    )
    sandbox.add_argument(
        "--stateless", action="store_true", help="answer everything with the examples of the spec, and keep nothing"
    )
    sandbox.add_argument(
        "--strict",
        action="store_true",
        help="refuse what names something that was not created here (404); without it such calls get the spec's example",
    )
    sandbox.add_argument(
        "--notify-to",
        metavar="URL",
        help="an address of this machine, such as http://127.0.0.1:9000, that stands in for scheme and host of the https "
        "address that SetNotifyConfig names",
    )
    sandbox.add_argument(
        "--claim-after",
        type=_seconds,
        default=1.0,
        metavar="SECONDS",
        help="when the user claims what a pre-send offered (default 1); never: only POST /sandbox/claim does",
    )
    sandbox.add_argument(
        "--spec", metavar="FILE", help="root file of the spec (default spec/openapi.yaml, else the one of wxbrand)"
    )
    sandbox.add_argument(
        "--dir", default="wxbrand-sandbox", metavar="DIR", help="folder for keys (default wxbrand-sandbox)"
    )
    diff = _command(
        known,
        "diff",
        commands.diff,
        "what changes for callers between two specs",
        """Compares what two specs mean, not how they are written. OLD and NEW are root files, or git:REV, the spec at a revision
        (git:REV:PATH for another file than the configured one). Each change is breaking (code that worked may fail or no longer
        type-check), additive or documentation, with its place in both specs; what breaks older clients on the wire is marked.
        Suggests which part of the version to raise.""",
    )
    diff.add_argument("old", metavar="OLD", help="the spec before, such as git:HEAD")
    diff.add_argument("new", metavar="NEW", help="the spec after, such as spec/openapi.yaml")
    diff.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="markdown is an entry for a changelog"
    )
    diff.add_argument(
        "--fail-on",
        choices=("breaking", "additive", "documentation"),
        help="end with 1 if there is such a change, or a worse one",
    )
    explaining = _command(
        known,
        "explain",
        commands.explain,
        "why a signature does or does not verify",
        """Reads what you have of a request or answer: a curl command, an HTTP message as it was sent or as curl -v shows it, or
        header fields and a body from a log, with an empty line between. Says line by line what is signed, what is wrong, and
        the most likely reason if the signature does not verify. Keys and ids come from DIR (apiclient_key.pem, wxp_pub.pem,
        wxbrand.env), else from the WXBRAND_ variables; without them it says what can be said. No key is shown. Ends with 0 if
        nothing is wrong.""",
    )
    explaining.add_argument("file", nargs="?", metavar="FILE", help="what you have; without it, standard input is read")
    explaining.add_argument("--dir", metavar="DIR", help="folder of keys, such as the one of `wxbrand sandbox`")
    demo = _command(
        known,
        "demo",
        commands.demo,
        "generate, start a sandbox, make one signed call, and show each step",
        """Generates the client into a temporary folder, starts a local WeChat Pay with fresh keys, makes one signed call in a
        process of its own and shows what is signed, sent, answered and verified. Nothing outside that folder is touched.""",
    )
    demo.add_argument("--spec", metavar="FILE", help="root file of the spec (default: the one that comes with wxbrand)")
    return parser


def _command(
    known: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    short: str,
    long: str,
) -> argparse.ArgumentParser:
    command = known.add_parser(name, help=short, description=" ".join(textwrap.dedent(long).split()))
    command.set_defaults(run=run, writes=name == "generate")
    return command


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument("--spec", metavar="FILE", help="root file of the spec (default spec/openapi.yaml)")
    command.add_argument("--out", metavar="DIR", help="folder that gets the package and tests (default generated)")
    command.add_argument("--package", metavar="NAME", help="import name of the package (default wxbrand)")
    command.add_argument(
        "--templates", metavar="DIR", help="folder of templates that replace built-in ones of the same name"
    )


def _skipping(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--skip-unsupported",
        action="store_true",
        help="leave out operations with a problem of their own; they are listed, also in the package's README.md",
    )


def _seconds(text: str) -> float | None:
    if text == "never":
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86400:
        raise argparse.ArgumentTypeError("must be seconds from 0 to 86400, or never")
    return seconds


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("must be a number from 0 to 65535")
    return int(text)
