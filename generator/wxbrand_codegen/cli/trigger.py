"""The command `trigger`: send a notification as WeChat Pay would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import rich_click as click

from wxbrand_codegen.cli.console import (
    FINE,
    PROBLEMS,
    err,
    out,
    print_block,
    print_error,
    print_json,
    progress_line,
    read_input,
)
from wxbrand_codegen.cli.listen import DEFAULT_PORT
from wxbrand_codegen.cli.parser import FILE, FOLDER, Choice, Command, unexpected_assignment

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from wxbrand_codegen.notifications.events import Event, Spec
    from wxbrand_codegen.notifications.sending import Sent

_MAX_RESOURCE = 1024 * 1024
_FAULTS = (
    "not-signed",
    "wrong-key",
    "tampered-body",
    "probe",
    "clock-behind",
    "clock-ahead",
    "unknown-key-id",
    "unreadable-member",
    "wrong-api-key",
)
"""Those of `wxbrand_codegen.notifications.sending`, which is slow to import; a test compares them."""


class _EventName(click.ParamType[str]):
    """An event type, completed from the installed packages."""

    name = "event"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str  # noqa: ARG002
    ) -> list[CompletionItem[Any]]:
        """Return the events that begin so."""
        from click.shell_completion import CompletionItem

        from wxbrand_codegen.notifications.completion import events

        return [CompletionItem(name, help=title) for name, title in events(incomplete.upper())]


class _Setting(click.ParamType[str]):
    """`member=value`, whose members are completed."""

    name = "setting"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """Return the members of the event that begin so."""
        from click.shell_completion import CompletionItem

        from wxbrand_codegen.notifications.completion import members

        words = [ctx.params.get("event"), *ctx.args]  # not parsed yet if an option lacks its value
        event = next((word for word in words if word and "." in word), "")
        sign = "=" if param.name == "settings" else ""
        names = members(event)
        return [CompletionItem(f"{name}{sign}") for name in names if name.startswith(incomplete)]


class _Trigger(Command):
    """The command, with a word for members that are given without --set."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say how a member is set."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            setting = unexpected_assignment(error, typed)
            if setting is None:
                raise
            raise click.UsageError(f"a member is set by an option: write --set {setting}", ctx) from error


@click.command(
    "trigger",
    cls=_Trigger,
    examples=[
        "wxbrand trigger --list",
        "wxbrand trigger PRODUCT_COUPON.SEND --set coupon_code=A1 --again",
        "wxbrand trigger PRODUCT_COUPON.USE --to http://127.0.0.1:8000/notify",
        "wxbrand trigger PRODUCT_COUPON.USE --fault wrong-key",
    ],
)
@click.argument("event", metavar="EVENT", required=False, type=_EventName())
@click.option("--list", "is_listing", is_flag=True, help="list the events of the spec, and send nothing")
@click.option(
    "--set",
    "settings",
    metavar="MEMBER=VALUE",
    multiple=True,
    type=_Setting(),
    help="set a member of the resource, such as coupon_code=A1, a.b=1 or list[0].c=x; MEMBER:=JSON takes any value",
)
@click.option("--without", metavar="MEMBER", multiple=True, type=_Setting(), help="leave out a member of the resource")
@click.option(
    "--resource",
    metavar="FILE",
    type=FILE,
    help="send the JSON of a file in place of the spec's example; - reads standard input",
)
@click.option(
    "--to",
    metavar="URL",
    default=f"http://127.0.0.1:{DEFAULT_PORT}/",
    help="address of the handler (default: that of wxbrand listen)",
)
@click.option(
    "--fault",
    metavar="FAULT",
    type=Choice(_FAULTS),
    help=f"what is wrong with it: {', '.join(_FAULTS)}; a handler must refuse all but unreadable-member",
)
@click.option(
    "--again",
    is_flag=True,
    help="send it a second time, as WeChat Pay does now and then; a handler must act on it once only",
)
@click.option(
    "--count",
    type=click.IntRange(1, 1000),
    default=1,
    metavar="N",
    help="send N events, one after another (default: 1)",
)
@click.option(
    "--spec", metavar="FILE", type=FILE, help="root file of the spec (default: spec/openapi.yaml, else the brand API's)"
)
@click.option(
    "--dir", "folder", type=FOLDER, metavar="DIR", help="folder of a sandbox's keys (default: wxbrand-sandbox)"
)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object a line")
def command(
    event: str | None,
    is_listing: bool,
    settings: tuple[str, ...],
    without: tuple[str, ...],
    resource: str | None,
    to: str,
    fault: str | None,
    again: bool,
    count: int,
    spec: str | None,
    folder: str | None,
    as_json: bool,
) -> int:
    """Send a notification to a handler, as WeChat Pay would.

    Take the event's example from the spec, set members of it, encrypt and sign it with the keys of a sandbox, and post it. Neither a
    running sandbox nor the internet is needed. The handler reads the same keys from DIR/wxbrand.env, as for wxbrand sandbox. The member
    that tells one event from another, such as coupon_code, is new each time unless it is set.

    A value that the spec does not allow is sent all the same, with a note, since handlers are tested with such values. Exit with 1
    if the handler does not accept the notification, or accepts one that it must refuse.
    """
    import asyncio

    from wxbrand_runtime.testing.notifications import TIMEOUT

    from wxbrand_codegen.config import UsageError
    from wxbrand_codegen.notifications.events import read_spec
    from wxbrand_codegen.notifications.keys import sandbox_folder
    from wxbrand_codegen.notifications.members import make_resource, parse_setting
    from wxbrand_codegen.notifications.posting import InvalidUrl, parse_handler
    from wxbrand_codegen.notifications.sending import FAULTS, Sender
    from wxbrand_codegen.sandbox.folder import FolderError, prepare

    if event is None and not is_listing:
        raise UsageError("name an event; wxbrand trigger --list shows all")
    try:
        handler = parse_handler(to)
    except InvalidUrl as problem:
        raise UsageError(f"--to: {problem}") from None
    with progress_line() as progress:
        read = read_spec(spec, progress)
    if is_listing:
        return _list(read, as_json=as_json)
    chosen = read.event(event or "")
    try:
        keys = prepare(sandbox_folder(folder), read.api.scheme.authorization)
    except FolderError as problem:
        print_error(str(problem))
        return PROBLEMS
    sender, set_members = Sender(read, keys, handler), [parse_setting(text) for text in settings]
    given = None if resource is None else _read_resource(resource)
    is_fine = True
    for number in range(count):
        value = make_resource(chosen, set_members, without, given=given, number=number)
        if not number:
            _advise(
                chosen,
                value,
                count,
                is_same=given is not None or chosen.identifying in {each.path for each in set_members},
            )
        for sent in asyncio.run(sender.send(chosen, value, FAULTS[fault] if fault else None, again=again)):
            _print(sent, chosen, as_json=as_json, whole=not number and not sent.is_repeat)
            is_fine = is_fine and sent.is_fine
            if sent.answer.status is None and sent.answer.seconds < TIMEOUT:  # nobody listens there
                return PROBLEMS
    return FINE if is_fine else PROBLEMS


def _list(spec: Spec, *, as_json: bool) -> int:
    events = [event.notification for event in spec.events]
    if as_json:
        print_json([{"event": each.event_type, "title": each.title} for each in events])
    elif events:
        from rich.table import Table

        table = Table(box=None, pad_edge=False, show_header=False)
        for each in events:
            table.add_row(each.event_type, each.title)
        print_block(table)
    else:
        err().print("the spec describes no notifications (webhooks)")
    return FINE


def _read_resource(file: str) -> Any:
    from wxbrand_codegen.config import UsageError

    content = read_input(file, _MAX_RESOURCE)
    if len(content) > _MAX_RESOURCE:
        raise UsageError(f"--resource: {file} has more than {_MAX_RESOURCE} bytes")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--resource: {file} is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise UsageError(f"--resource: {file} must be a JSON object, the resource of the event")
    return value


def _advise(event: Event, resource: Any, count: int, *, is_same: bool) -> None:
    from wxbrand_codegen.notifications.members import find_mismatch

    if reason := find_mismatch(event, resource):
        _note(f"{reason}; it is sent all the same")
    if count > 1 and is_same and event.identifying:
        _note(f"all have the same {event.identifying}, so a handler takes them for repeats of one event")


def _note(text: str) -> None:
    err().print(f"note: {text}", soft_wrap=True, highlight=False, markup=False, style="yellow")


def _print(sent: Sent, event: Event, *, as_json: bool, whole: bool) -> None:
    """Print a notification and its answer; the resource only if `whole`."""
    from wxbrand_codegen.notifications.showing import json_of_answer
    from wxbrand_codegen.sandbox.faults import fault_name

    if as_json:
        record = {
            "event_type": sent.event_type,
            "id": sent.id,
            "fault": fault_name(sent.fault) if sent.fault else None,
            "is_repeat": sent.is_repeat,
            "resource": sent.resource,
            "handler": json_of_answer(sent.answer),
            "is_fine": sent.is_fine,
        }
        print(json.dumps(record, ensure_ascii=False), flush=True)
        return
    from rich.json import JSON
    from rich.text import Text

    if whole:
        fault = f"  {sent.fault.value}" if sent.fault else ""
        out().print(Text.assemble((sent.event_type, "bold"), f"  {event.notification.title}", (fault, "yellow")))
        print_block(JSON.from_data(sent.resource, ensure_ascii=False), 4)
    name = "again" if sent.is_repeat else "sent"
    out().print(Text.assemble(f"{name} to {sent.answer.url}", (f"  id {sent.id}", "dim")), soft_wrap=True)
    style = "green" if sent.is_fine else "bold red"
    print_block(Text(sent.verdict(), style), 4)
    if sent.answer.status is None and sent.answer.url == f"http://127.0.0.1:{DEFAULT_PORT}/":
        err().print("start wxbrand listen, or name your handler with --to", highlight=False)
