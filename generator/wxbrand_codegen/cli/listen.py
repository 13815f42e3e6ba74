"""The command `listen`: receive notifications on this machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, err, out, print_block, print_error, warnings_on_stderr
from wxbrand_codegen.cli.parser import FOLDER, Command
from wxbrand_codegen.cli.unexpected import bug_report
from wxbrand_codegen.problems import printable

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.notifications import Notification

    from wxbrand_codegen.notifications.posting import HandlerAnswer
    from wxbrand_codegen.notifications.receiving import Received

DEFAULT_PORT = 8091

_INDENT = 4


@click.command(
    "listen",
    cls=Command,
    examples=[
        "wxbrand listen",
        "wxbrand listen --forward-to http://127.0.0.1:8000/notify",
        "wxbrand listen --answer 500 --json",
    ],
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    metavar="N",
    help=f"port; 0 = any free one (default: {DEFAULT_PORT})",
)
@click.option(
    "--forward-to",
    metavar="URL",
    help="pass every notification on to this address, on this or another machine, and answer what it answers; if it has no path, "
    "the path that was called is kept",
)
@click.option(
    "--answer",
    type=click.IntRange(200, 599),
    metavar="STATUS",
    help="answer genuine notifications with this status (default: 204); 500 lets WeChat Pay send them again",
)
@click.option(
    "--dir",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="folder of keys (default: the variables of the environment, else wxbrand-sandbox)",
)
@click.option(
    "--show-sensitive",
    is_flag=True,
    help="show openids and encrypted texts, which are masked by default; they are personal data",
)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object a line")
def command(
    port: int, forward_to: str | None, answer: int | None, folder: str | None, show_sensitive: bool, as_json: bool
) -> int:
    """Receive notifications on this machine, verify and show them, and forward them.

    Listen on 127.0.0.1 only, on every path. Verify and decrypt each notification, print it, pass it on as it came, and return what
    the handler answered: WeChat Pay waits 5 seconds, and sends a notification again unless the status is 2xx. Notifications that are
    not provably WeChat Pay's are shown with the reason, and answered with 500.

    wxbrand trigger sends a notification here, and wxbrand sandbox --notify-to http://127.0.0.1:8091 all of a sandbox. Real ones need
    a tunnel or a reverse proxy with an https address that leads to this port, the real keys in the environment, and that address
    as notify_url. Press Ctrl-C to stop.
    """
    from wxbrand_runtime import InvalidCredentials

    from wxbrand_codegen.config import UsageError
    from wxbrand_codegen.notifications.keys import receiving_keys
    from wxbrand_codegen.notifications.posting import InvalidUrl, parse_handler
    from wxbrand_codegen.notifications.receiving import Listener
    from wxbrand_codegen.sandbox.folder import FolderError
    from wxbrand_codegen.sandbox.loopback import ADDRESS, listen, serve_until_signal, url_of

    if forward_to is not None and answer is not None:
        raise UsageError("--answer cannot be combined with --forward-to, which answers what the handler answers")
    try:
        handler = parse_handler(forward_to) if forward_to is not None else None
        with warnings_on_stderr():
            keys = receiving_keys(folder)
        listener = listen(port)
    except InvalidUrl as problem:
        raise UsageError(f"--forward-to: {problem}") from None
    except (InvalidCredentials, FolderError) as problem:
        print_error(str(problem))
        return PROBLEMS
    except OSError as problem:
        print_error(f"cannot listen on {ADDRESS}:{port}: {problem.strerror}; try another --port")
        return PROBLEMS
    tally = _Tally(keys.credentials, show_sensitive=show_sensitive, as_json=as_json)
    application = Listener(keys.credentials, tally.report, forward_to=handler, answer=answer or 204)
    with listener:
        url = url_of(listener)
        serve_until_signal(
            application,
            listener,
            lambda: _announce(url, keys.source, forward_to, as_json=as_json),
            limit_concurrency=200,
        )
    err().print(
        f"received {tally.count} requests: {tally.verified} verified, {tally.count - tally.verified} refused",
        highlight=False,
    )
    return FINE


def _announce(url: str, source: str, forward_to: str | None, *, as_json: bool) -> None:
    ready = f"listening on {url}"
    (err() if as_json else out()).print(ready, soft_wrap=True, highlight=False)
    where = f"forwarding to {forward_to}" if forward_to else "not forwarding; --forward-to URL does"
    err().print(
        f"verifying with the keys of {printable(source)}; {where}", soft_wrap=True, highlight=False, markup=False
    )


class _Tally:
    """Prints what is received, and counts it."""

    def __init__(self, credentials: Credentials, *, show_sensitive: bool, as_json: bool) -> None:
        self._credentials = credentials
        self._show_sensitive = show_sensitive
        self._as_json = as_json
        self.count = self.verified = 0

    def report(self, received: Received) -> None:
        """Print a request that was received."""
        from wxbrand_codegen.notifications.showing import json_of

        self.count += 1
        self.verified += received.notification is not None
        if received.error is not None:
            print_error(bug_report(received.error))
        if self._as_json:
            record = json_of(received, self._credentials, show_sensitive=self._show_sensitive)
            print(json.dumps(record, ensure_ascii=False), flush=True)
        else:
            self._print(received)

    def _print(self, received: Received) -> None:
        from rich.text import Text

        from wxbrand_codegen.notifications.showing import shown_target

        time = (received.at.strftime("%H:%M:%S "), "dim")
        if received.notification is None:
            what = f" {received.method} {shown_target(received.target)}"
            out().print(Text.assemble(time, ("REFUSED", "bold red"), what), soft_wrap=True)
            print_block(Text(received.problem or "an error of wxbrand prevented it", "red"), _INDENT)
        else:
            self._print_notification(received.notification, received.times, time)
        if received.forwarded is not None:
            _print_answer(received.forwarded, is_genuine=received.notification is not None)
        else:
            print_block(Text(f"answered {received.status}", "dim"), _INDENT)

    def _print_notification(self, notification: Notification[Any], times: int, time: tuple[str, str]) -> None:
        from rich.json import JSON
        from rich.text import Text

        from wxbrand_codegen.notifications.showing import member_text, resource_of

        name, title, id_, created = (
            member_text(notification, member) for member in ("event_type", "summary", "id", "create_time")
        )
        again = f"  sent {times} times" if times > 1 else ""
        out().print(Text.assemble(time, (name, "bold green"), f"  {title}", (again, "yellow")), soft_wrap=True)
        print_block(Text(f"id {id_}, created {created}", "dim"), _INDENT)
        if times == 1:
            value = resource_of(notification, self._credentials, show_sensitive=self._show_sensitive)
            print_block(JSON.from_data(value, ensure_ascii=False), _INDENT)


def _print_answer(answer: HandlerAnswer, *, is_genuine: bool) -> None:
    from rich.text import Text

    from wxbrand_codegen.notifications.showing import describe_answer

    must_refuse = "the handler accepted what it must refuse: it does not verify the signature, or not rightly"
    is_wrong = answer.is_success and not is_genuine
    style = "green" if answer.is_accepted and not is_wrong else "yellow"
    print_block(Text(f"-> {answer.url}  {describe_answer(answer)}", style), _INDENT)
    if is_wrong:
        print_block(Text(must_refuse, "bold red"), _INDENT)
