"""The command `wxbrand`: parses arguments, prints, and nothing else."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.config import UsageError, configure
from wxbrand_codegen.problems import Refused

if TYPE_CHECKING:
    from wxbrand_codegen.ir import Api

FINE, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all is well; the input has problems or the output is not what the spec gives; the command is wrong."""


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
        for found in refused.problems:
            print(found, file=sys.stderr)
        count = len(refused.problems)
        print(f"{count} {'problem' if count == 1 else 'problems'}; nothing was written", file=sys.stderr)
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
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    generate = _command(
        commands,
        "generate",
        _generate,
        "make the package and its tests from the spec",
        """Reads the spec and writes OUT/PACKAGE and OUT/tests. Only files that changed are replaced; files that are no
        longer needed are removed if wxbrand made them. A file that was changed by hand stops everything, unless --force.
        A problem in the spec is one line, FILE:LINE:COLUMN CODE MESSAGE, and then nothing is written.""",
    )
    _places(generate)
    generate.add_argument(
        "--force", action="store_true", help="overwrite files that were changed by hand or are in the way"
    )
    check = _command(
        commands,
        "check",
        _check,
        "is what stands in the output what the spec gives?",
        """Does all that generate does except writing. Names each file that is missing, stale (the spec has moved on),
        edited (changed by hand) or orphan (no longer needed), and ends with 1 if there is one. Made for CI.""",
    )
    _places(check)
    lint = _command(
        commands,
        "lint",
        _lint,
        "is the spec sound and complete?",
        """Shows every problem that would stop generate, and advice on what a spec should say as well. Ends with 1 if there
        is a problem; advice alone ends with 0.""",
    )
    lint.add_argument("--spec", metavar="FILE", help="root file of the spec")
    sandbox = _command(
        commands,
        "sandbox",
        _sandbox,
        "a local WeChat Pay to call: verifies signatures, answers signed",
        """Plays the spec on 127.0.0.1: verifies each request's signature, holds it against the spec, and gives a signed
        answer. DIR gets all that a client in any language needs: apiclient_key.pem (private key to sign with), wxp_pub.pem
        (public key to verify with) and wxbrand.env (ids and address, as WXBRAND_ variables). Existing keys are kept.
        Prints "listening on http://127.0.0.1:PORT" when ready; end it with Ctrl-C.""",
    )
    sandbox.add_argument(
        "--port", type=_port, default=8090, metavar="N", help="port; 0 takes any free one (default 8090)"
    )
    sandbox.add_argument("--spec", metavar="FILE", help="root file of the spec")
    sandbox.add_argument(
        "--dir", default="wxbrand-sandbox", metavar="DIR", help="folder for keys (default wxbrand-sandbox)"
    )
    demo = _command(
        commands,
        "demo",
        _demo,
        "generate, start a sandbox, make one signed call, and show each step",
        """Generates the client into a temporary folder, starts a local WeChat Pay with fresh keys, makes one signed call in a
        process of its own and shows what is signed, sent, answered and verified. Nothing outside that folder is touched.""",
    )
    demo.add_argument("--spec", metavar="FILE", help="root file of the spec (default: the one that comes with wxbrand)")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    short: str,
    long: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=short, description=" ".join(textwrap.dedent(long).split()))
    command.set_defaults(run=run)
    return command


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument("--spec", metavar="FILE", help="root file of the spec (default spec/openapi.yaml)")
    command.add_argument("--out", metavar="DIR", help="folder that gets the package and tests (default generated)")
    command.add_argument("--package", metavar="NAME", help="import name of the package (default wxbrand)")
    command.add_argument(
        "--templates", metavar="DIR", help="folder of templates that replace built-in ones of the same name"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("must be a number from 0 to 65535")
    return int(text)


class _Progress:
    """One line on a terminal that says what is being done; silent elsewhere."""

    def __call__(self, doing: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{doing} …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe the line."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _generate(options: argparse.Namespace) -> int:
    from wxbrand_codegen.pipeline import generate  # keeps --help quick

    config = configure(spec=options.spec, out=options.out, package=options.package, templates=options.templates)
    progress = _Progress()
    try:
        outcome = generate(config, force=options.force, progress=progress)
    finally:
        progress.end()
    for difference in outcome.differences:
        print(f"{'removed' if 'orphan' in difference.state else 'wrote'} {config.out / difference.path}")
    made = f"{config.out / config.package} and {config.out / 'tests'} ({outcome.files} files)"
    counts = f"{_counts(outcome.built.api)}: " if outcome.built else ""
    print(f"{counts}{made}{'' if outcome.differences else ', nothing changed'}")
    return FINE


def _counts(api: Api) -> str:
    operations = sum(len(group.operations) for group in api.groups)
    areas = len(api.groups)
    return f"{operations} {'operation' if operations == 1 else 'operations'} in {areas} {'area' if areas == 1 else 'areas'}"


def _check(options: argparse.Namespace) -> int:
    from wxbrand_codegen.pipeline import check

    config = configure(spec=options.spec, out=options.out, package=options.package, templates=options.templates)
    progress = _Progress()
    try:
        outcome = check(config, progress=progress)
    finally:
        progress.end()
    for difference in outcome.differences:
        print(f"{difference.state}: {config.out / difference.path}")
    if outcome.differences:
        count = len(outcome.differences)
        print(
            f"{count} of {outcome.files} files {'is' if count == 1 else 'are'} not what the spec gives; run wxbrand generate"
        )
        return PROBLEMS
    print(f"{outcome.files} files are what the spec gives")
    return FINE


def _lint(options: argparse.Namespace) -> int:
    from wxbrand_codegen.lint import lint
    from wxbrand_codegen.pipeline import read

    document, built = read(configure(spec=options.spec).spec)
    advice = (*built.advice, *lint(document, built.api))
    for found in sorted(set(advice)):
        print(found)
    print(f"{_counts(built.api)}: no problem, {len(set(advice))} pieces of advice")
    return FINE


def _sandbox(options: argparse.Namespace) -> int:
    from wxbrand_codegen.nodes import plain
    from wxbrand_codegen.pipeline import read
    from wxbrand_codegen.sandbox import run

    document, _ = read(configure(spec=options.spec).spec)
    return run(plain(document.root), port=options.port, directory=Path(options.dir))


def _demo(options: argparse.Namespace) -> int:
    from wxbrand_codegen.demo import demo
    from wxbrand_codegen.places import data_folder

    return demo(Path(options.spec) if options.spec else data_folder("spec") / "openapi.yaml")


if __name__ == "__main__":
    sys.exit(main())
