"""The command `sandbox`: serve a local WeChat Pay until interrupted."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.console import PROBLEMS, print_error, progress_line
from wxbrand_codegen.cli.parser import FILE, FOLDER, Command
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.env_file import SANDBOX_FOLDER
from wxbrand_codegen.packaged_files import configured_spec
from wxbrand_codegen.problems import printable


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise click.BadParameter("must be a number from 0 to 65535")
    return int(text)


def _seconds(text: str) -> float | None:
    if text == "never":
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86400:
        raise click.BadParameter("must be a number of seconds from 0 to 86400, or never")
    return seconds


def _log(line: str) -> None:
    """Print what happened. The line has texts of callers, such as notify_url."""
    print(printable(line), file=sys.stderr, flush=True)


@click.command(
    "sandbox",
    cls=Command,
    examples=[
        "wxbrand sandbox",
        "wxbrand sandbox --port 0 --notify-to http://127.0.0.1:9000",
    ],
)
@click.option(
    "--port",
    panel="What to serve, and where",
    type=_port,
    default="8090",
    metavar="N",
    help="port; 0 = any free one (default: 8090)",
)
@click.option(
    "--stateless",
    panel="How to answer",
    is_flag=True,
    help="answer every call with an example of the spec; keep nothing",
)
@click.option(
    "--strict",
    panel="How to answer",
    is_flag=True,
    help="answer 404 to ids that were not created here; by default such calls get an example of the spec",
)
@click.option(
    "--notify-to",
    panel="Users and notifications",
    metavar="URL",
    help="send notifications to this address of this machine, such as http://127.0.0.1:9000, in place of scheme and "
    "host of the address given to SetNotifyConfig",
)
@click.option(
    "--claim-after",
    panel="Users and notifications",
    type=_seconds,
    default="1",
    metavar="SECONDS",
    help="claim coupons, or open a member card, for the user this long after the token was made (default: 1); with `never`, "
    "POST /sandbox/claim does",
)
@click.option(
    "--bundles-at-once",
    panel="How to answer",
    is_flag=True,
    help="send all coupons of a bundle together; by default each is sent after the one before was used, as in production",
)
@click.option(
    "--rate-limits",
    panel="How to answer",
    is_flag=True,
    help="answer 429 to requests beyond the rates that the spec states",
)
@click.option(
    "--spec",
    panel="What to serve, and where",
    metavar="FILE",
    type=FILE,
    help="root file of the spec (default: spec/openapi.yaml, else the brand API's)",
)
@click.option(
    "--dir",
    "folder",
    panel="What to serve, and where",
    default=SANDBOX_FOLDER,
    type=FOLDER,
    metavar="DIR",
    help="folder for keys (default: wxbrand-sandbox)",
)
def command(
    port: int,
    stateless: bool,
    strict: bool,
    notify_to: str | None,
    claim_after: float | None,
    bundles_at_once: bool,
    rate_limits: bool,
    spec: str | None,
    folder: str,
) -> int:
    """Serve a local WeChat Pay to develop against.

    Listen on 127.0.0.1 only. Verify the signature of each request, validate the
    request, and send a signed answer. Coupons, delivery plans, stores and member
    cards behave as in the product, in memory.

    DIR receives what a client in any language needs: apiclient_key.pem (the private
    key to sign with), wxp_pub.pem (the public key to verify with) and wxbrand.env
    (ids and address as WXBRAND_ variables, for a merchant's spec WXPAY_). Existing
    keys are kept.

    When ready, "listening on http://127.0.0.1:PORT" is printed. Press Ctrl-C to stop.
    The console at /sandbox/ shows each request and why it was refused, in a browser.
    """
    from wxbrand_codegen.document.nodes import plain
    from wxbrand_codegen.explain import explain_exchange
    from wxbrand_codegen.pipeline import read
    from wxbrand_codegen.sandbox import FolderError, Sandbox, prepare, serve
    from wxbrand_codegen.sandbox.product.notifications import is_loopback_url

    directory = Path(folder)
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory} is a file; --dir must be a folder")
    if stateless and (notify_to or strict or bundles_at_once):
        issue = (
            "--stateless cannot be combined with --notify-to, --strict or --bundles-at-once: it keeps and sends nothing"
        )
        raise UsageError(issue)
    if notify_to and not is_loopback_url(notify_to):
        raise UsageError("--notify-to must be an address of this machine, such as http://127.0.0.1:9000")
    with progress_line() as progress:
        _, built = read(configured_spec(spec), progress)
    try:
        prepared = prepare(directory, built.api.scheme.authorization)
        sandbox = Sandbox(plain(built.document.root), prepared.wechat_pay)
        sandbox.ends_lists = True
        sandbox.credentials, sandbox.directory = prepared.credentials, prepared.directory
        sandbox.limits_rates = rate_limits
        if not stateless:
            sandbox.play(
                prepared.api_key,
                notify_to=notify_to,
                strict=strict,
                bundles_at_once=bundles_at_once,
                claim_after=claim_after,
                log=_log,
            )
        explain = partial(explain_exchange, wechat_pay=prepared.wechat_pay)
        return serve(sandbox, port=port, before=prepared.write_env, explain=explain)
    except FolderError as problem:
        print_error(str(problem))
        return PROBLEMS
