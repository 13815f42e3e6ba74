"""Make the call that was typed: validate, ask, send, print the answer or the error, and return the exit code."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from wxbrand_runtime import UnreadableMember, UnreadableResponse, WxbrandError
from wxbrand_runtime.client import SyncClient
from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.models import Request

from wxbrand_codegen.calls.account import Account, find_account
from wxbrand_codegen.calls.answers import compact, result_of
from wxbrand_codegen.calls.failures import failure_lines, failure_value, interrupted_lines, repeat_command
from wxbrand_codegen.calls.fields import Field
from wxbrand_codegen.calls.package import CallableOperation, Package
from wxbrand_codegen.calls.request import make_request
from wxbrand_codegen.calls.sending import Observer, describe_write, list_items, prepare_call
from wxbrand_codegen.cli.call.output import Output
from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_error, warnings_on_stderr
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.problems import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed."""

    package: Package
    operation: CallableOperation
    arguments: Sequence[str]
    """Everything after the operation."""

    fields: Sequence[tuple[Field, Any]]
    """Fields and their values."""

    body: Any = None
    """The JSON value of --body."""

    directory: str | None = None
    yes: bool = False
    dry_run: bool = False
    all_pages: bool = False
    max_items: int | None = None
    raw: bool = False
    output: str | None = None
    as_json: bool = False
    verbose: bool = False
    timeout: float | None = None
    retries: int | None = None


def run(given: Given) -> int:
    """Make the call and return the exit code. Raises UsageError for options that do not go together."""
    _check_options(given)
    with warnings_on_stderr():
        try:
            request = make_request(given.operation.request, given.body, given.fields)
            account = find_account(given.package.client, Path(given.directory) if given.directory else None)
            call = prepare_call(request, account)
        except WxbrandError as error:
            return _failed(given, error, None, "")
        if given.dry_run:
            return _dry_run(given, request, account)
        asks = not given.operation.is_read and not given.yes and not account.is_local
        if asks and not _is_wanted(describe_write(call, given.operation, account)):
            print_error("nothing was sent")
            return PROBLEMS
        return _send(given, call, account)


def _check_options(given: Given) -> None:
    for is_given, name in ((given.raw, "--raw"), (given.output, "--output"), (given.all_pages, "--all")):
        if is_given and given.dry_run:
            raise UsageError(f"{name} cannot be combined with --dry-run, which has no answer")
    if given.raw and given.all_pages:
        raise UsageError("--raw cannot be combined with --all, which prints items")
    if given.max_items and not given.all_pages:
        raise UsageError("--max-items needs --all")


def _is_wanted(what: str) -> bool:
    """Ask whether to send a write. Raises UsageError without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{what} Nothing was sent: add --yes to send it without being asked")
    return click.confirm(f"{printable(what)} Send it?", err=True)


def _dry_run(given: Given, request: Request[Any], account: Account) -> int:
    from wxbrand_codegen.calls.dry_run import dry_run  # few calls need it

    wire = given.operation.request.operation
    files = {
        wire.wire(field.attribute) if wire.body == "multipart" else "": value if field.is_list else [value]
        for field, value in given.fields
        if field.kind == "file"
    }
    signed = dry_run(given.package.client, request, account, files)
    print(compact(signed.value()) if given.as_json else "\n".join(signed.lines()))
    return FINE


def _send(given: Given, call: Call, account: Account) -> int:
    observer = Observer(_say if given.verbose else None)
    options = {"timeout": given.timeout, "retries": given.retries, "hooks": observer.hooks}
    with Output(given.output) as output, account.client(given.package.client, **options) as client:
        try:
            if given.all_pages:
                _print_items(client, call.request, given.max_items, output)
            else:
                _print_answer(client, call.request, output, raw=given.raw)
        except WxbrandError as error:
            if isinstance(error, UnreadableResponse):
                output.keep_bytes(error.answer.body, error.answer.headers.get("Content-Type") or "")
            return _failed(given, error, call, output.place)
        except KeyboardInterrupt:
            if observer.attempts and not call.is_read:
                _say_lines(interrupted_lines(call, _repeat(given, call)))
            raise
    return FINE


def _print_answer(client: SyncClient, request: Request[Any], output: Output, *, raw: bool) -> None:
    result = result_of(request, client.send(request))
    if not result.is_json or raw:
        output.keep_bytes(result.raw, result.media_type)
    else:
        output.write_json(result.value)
    if not result.raw:
        _say("carried out; the answer has no content")
    _say_unreadable(result.unreadable)


def _print_items(client: SyncClient, request: Request[Any], limit: int | None, output: Output) -> None:
    for item in itertools.islice(list_items(client, request, _say_unreadable), limit):
        output.write_line(compact(item))


def _say_unreadable(members: Sequence[UnreadableMember]) -> None:
    for member in members:
        _say(f"not as the spec describes: {member}")


def _failed(given: Given, error: WxbrandError, call: Call | None, output: str) -> int:
    repeat = None if call is None else _repeat(given, call)
    if given.as_json:
        print(compact(failure_value(error, repeat)), file=sys.stderr)
    else:
        _say_lines(failure_lines(error, repeat, output=output))
    return PROBLEMS


def _repeat(given: Given, call: Call) -> str | None:
    return repeat_command(call, f"wxbrand call {given.operation.id}", given.arguments, given.body)


def _say_lines(lines: Sequence[str]) -> None:
    first, *others = lines
    print_error(first)
    for line in others:
        print(line, file=sys.stderr)


def _say(text: str) -> None:
    print(printable(text), file=sys.stderr, flush=True)
