"""What each command of `wxbrand` does once its arguments are read: runs a stage and prints what came of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.config import Config, UsageError, configure
from wxbrand_codegen.document.problems import Problem, Refused, shown
from wxbrand_codegen.ir.summary import counts
from wxbrand_codegen.places import data_folder

if TYPE_CHECKING:
    from wxbrand_codegen.build.api import Built
    from wxbrand_codegen.document.nodes import Mapping
    from wxbrand_codegen.ir.api import Unproven
    from wxbrand_codegen.pipeline import Outcome

FINE, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all is well; the input has problems or the output is not what the spec gives; the command is wrong."""


class _Progress:
    """One line on a terminal that says what is being done; silent elsewhere."""

    def __call__(self, doing: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{doing} …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe the line."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _config(options: argparse.Namespace) -> Config:
    return configure(
        spec=options.spec,
        out=options.out,
        package=options.package,
        templates=options.templates,
        skip_unsupported=options.skip_unsupported,
    )


def generate(options: argparse.Namespace) -> int:
    """Write what the spec gives, or say what would be written."""
    from wxbrand_codegen import pipeline  # keeps --help quick

    config = _config(options)
    progress = _Progress()
    try:
        outcome = pipeline.generate(config, force=options.force, dry_run=options.dry_run, progress=progress)
    finally:
        progress.end()
    _show_left_out(outcome.built)
    if options.dry_run:
        return _would(outcome, config, force=options.force)
    for difference in outcome.differences:
        print(f"{'removed' if 'orphan' in difference.state else 'wrote'} {config.out / difference.path}")
    made = f"{config.out / config.package} and {config.out / 'tests'} ({outcome.files} files)"
    print(f"{outcome.counts}: {made}{'' if outcome.differences else ', nothing changed'}")
    return FINE


def _would(outcome: Outcome, config: Config, *, force: bool) -> int:
    """Say what a run that writes would do."""
    refused = 0
    for difference in outcome.differences:
        at_stake = difference.state in {"edited", "foreign", "edited orphan"} and not force
        doing = "refuse to lose" if at_stake else "remove" if "orphan" in difference.state else "write"
        print(f"would {doing} {config.out / difference.path} ({difference.state})")
        refused += at_stake
    count = len(outcome.differences)
    if refused:
        print(f"would stop at {refused} of {count} files and write nothing; nothing was written")
    else:
        print(f"would change {count} of {outcome.files} files; nothing was written")
    return PROBLEMS if refused else FINE


_WORTH_SAYING = frozenset({"unchecked-keyword", "webhook-without-resource", "unknown-required", "redirect"})
"""Codes of advice that `generate` gives too: what somebody wrote has no effect."""


def _show_left_out(built: Built | None) -> None:
    for entry in built.api.left_out if built else ():
        print(f"left out {entry.key}: {entry.problem}", file=sys.stderr)
    for found in sorted(built.advice) if built else ():
        if found.code in _WORTH_SAYING:
            print(found, file=sys.stderr)


def check(options: argparse.Namespace) -> int:
    """Compare the output with what the spec gives."""
    from wxbrand_codegen import pipeline

    config = _config(options)
    progress = _Progress()
    try:
        outcome = pipeline.check(config, progress=progress)
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


def lint(options: argparse.Namespace) -> int:
    """Show problems and advice."""
    from wxbrand_codegen.lint import lint as advice_on
    from wxbrand_codegen.pipeline import read

    spec = configure(spec=options.spec).spec
    try:
        if options.fix:
            _fix(spec)
        document, built = read(spec)
    except Refused as refused:
        if not options.json:
            raise
        print(_as_json(refused.problems))
        return PROBLEMS
    advice = sorted({*built.advice, *advice_on(document, built.api)})
    if options.json:
        print(_as_json([*advice, *(_as_advice(entry) for entry in built.api.unproven if options.unproven)]))
        return FINE
    for found in advice:
        print(found)
    if options.unproven:
        for entry in built.api.unproven:
            print(_said(entry))
    by_code = Counter(found.code for found in advice) if len(advice) > _FEW else Counter()
    for code, number in by_code.most_common():
        print(f"{number:6} {code}")
    pieces = f"{len(advice)} {'piece' if len(advice) == 1 else 'pieces'} of advice"
    print(f"{counts(built.api)}: no problem, {pieces}")
    return FINE


_FEW = 40
"""Pieces of advice that need no summary."""


def _said(entry: Unproven) -> str:
    says = "" if entry.says is None else f" {json.dumps(entry.says, ensure_ascii=False)}"
    note = f"; {entry.note}" if entry.note else ""
    return f"{entry.mark} unproven  {entry.fact}{says} ({', '.join(entry.sources)}{note})"


def _fix(spec: Path) -> None:
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.lint import fix

    for done in fix(load(spec)):
        print(f"fixed {done}", file=sys.stderr)


def _as_advice(entry: Unproven) -> Problem:
    return Problem(mark=entry.mark, code="unproven", message=_said(entry).partition("unproven  ")[2], advice=True)


def _as_json(problems: Sequence[Problem]) -> str:
    entries = [
        {"file": p.mark.file, "line": p.mark.line, "column": p.mark.column}
        | {"code": p.code, "message": p.message, "advice": p.advice}
        for p in problems
    ]
    return json.dumps(entries, indent=1)


def draft(options: argparse.Namespace) -> int:
    """Write the spec that a page gives."""
    from wxbrand_codegen.change.draft import draft as write_draft
    from wxbrand_codegen.change.placing import LOST, placed
    from wxbrand_codegen.pages import PageError, read_page

    try:
        content = _content(options.page)
        page = read_page(content)
        if any(LOST in doubt.text for doubt in page.doubts):
            page = placed(content, page, _spec_at_hand())
    except PageError as problem:
        print(f"wxbrand: {shown(options.page)}: {problem}", file=sys.stderr)
        return PROBLEMS
    text = write_draft(page, with_source=options.with_source)
    if options.output is None:
        print(text, end="")
    else:
        output = Path(options.output)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
        todo = text.count("# TODO ")
        print(f"wrote {options.output}: {page.method} {page.path}, {todo} {'TODO' if todo == 1 else 'TODOs'} to settle")
    return FINE


def _spec_at_hand() -> Mapping:
    from wxbrand_codegen.document.load import load

    spec = configure().spec
    return load(spec if spec.exists() else data_folder("spec") / "openapi.yaml").root


def drift(options: argparse.Namespace) -> int:
    """Show where pages and the spec disagree."""
    from wxbrand_codegen.change import drift_report
    from wxbrand_codegen.change.drift import drift as compare
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.pages import PageError

    root = load(configure(spec=options.spec).spec).root
    found, unread = [], 0
    for place in options.pages:
        try:
            page, differences = compare(_content(place), root)
        except PageError as problem:
            print(f"wxbrand: {shown(place)}: {problem}", file=sys.stderr)
            unread += 1
            continue
        found += [(place, difference) for difference in differences]
        for doubt in page.doubts:
            print(shown(f"{place}:{doubt.line} not compared: {doubt.text}"), file=sys.stderr)
    show = {"text": drift_report.as_text, "markdown": drift_report.as_markdown, "json": drift_report.as_json}
    if found or options.format == "json":
        print(show[options.format](found))
    read = len(options.pages) - unread
    if read:
        count = f"{len(found)} {'difference' if len(found) == 1 else 'differences'}" if found else "no difference"
        print(f"{read} {'page' if read == 1 else 'pages'} read: {count}", file=sys.stderr)
    return PROBLEMS if found or unread else FINE


def _content(place: str) -> bytes:
    """Read a page's file, or standard input, no further than is of use."""
    from wxbrand_codegen.pages.lines import MOST_BYTES

    if place == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(place).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def init(_: argparse.Namespace) -> int:
    """Begin in this repository."""
    from wxbrand_codegen.init import init as begin

    for line in begin(Path.cwd()):
        print(line)
    return FINE


def sandbox(options: argparse.Namespace) -> int:
    """Play the spec until interrupted."""
    from wxbrand_codegen.document.nodes import plain
    from wxbrand_codegen.pipeline import read
    from wxbrand_codegen.sandbox import run
    from wxbrand_codegen.sandbox.product.notifications import is_loopback_url

    spec = configure(spec=options.spec).spec
    if options.spec is None and not spec.exists():
        spec = data_folder("spec") / "openapi.yaml"  # as `demo` does: there may be no spec of one's own yet
    directory = Path(options.dir)
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory} is a file; --dir must be a folder")
    if options.stateless and (options.notify_to or options.strict):
        raise UsageError("--stateless keeps nothing and notifies nobody; leave out --notify-to and --strict")
    if options.notify_to and not is_loopback_url(options.notify_to):
        raise UsageError("--notify-to must be an address of this machine, such as http://127.0.0.1:9000")
    document, _ = read(spec)
    return run(
        plain(document.root),
        port=options.port,
        directory=directory,
        stateless=options.stateless,
        strict=options.strict,
        notify_to=options.notify_to,
        claim_after=options.claim_after,
    )


def diff(options: argparse.Namespace) -> int:
    """Say what changes between two specs."""
    from wxbrand_codegen.change.command import run

    return run(options.old, options.new, configure().spec, style=options.format, fail_on=options.fail_on)


def explain(options: argparse.Namespace) -> int:
    """Say why a signature does or does not verify."""
    from wxbrand_codegen.explain.command import run  # cryptography

    file = None if options.file in {None, "-"} else Path(options.file)
    return run(file, Path(options.dir) if options.dir else None)


def demo(options: argparse.Namespace) -> int:
    """Show one signed call."""
    from wxbrand_codegen.demo.run import demo as show

    return show(Path(options.spec) if options.spec else data_folder("spec") / "openapi.yaml")
