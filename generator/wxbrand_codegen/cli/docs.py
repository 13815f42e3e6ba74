"""The command `docs`: bring the documentation that `drift` and `draft` read."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_error, progress_line
from wxbrand_codegen.cli.parser import FOLDER, Group
from wxbrand_codegen.config import UsageError

_FOLDER = "docs-archive"


@click.group("docs", cls=Group, examples=["wxbrand docs fetch"])
def command() -> None:
    """Fetch the official documentation."""


@command.command(
    "fetch",
    examples=[
        "wxbrand docs fetch",
        "wxbrand docs fetch --dir ~/wechatpay",
        "wxbrand drift ~/wechatpay/wechatpay-docs.zip",
    ],
)
@click.option("--url", metavar="URL", help="address of the archive, https only (default: the official one)")
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=FOLDER,
    default=_FOLDER,
    help=f"folder that the archive is kept in (default: {_FOLDER})",
)
def _fetch(url: str | None, folder: str) -> int:
    """Fetch the archive of the official documentation.

    WeChat Pay publishes all its documentation as one zip file,
    https://wx.gtimg.com/resource/wechatpay_api/wechatpay-docs.zip. Bring it by
    https to docs-archive/wechatpay-docs.zip, for wxbrand drift. The file
    wechatpay-docs.json beside it says which version it is: what has not changed is
    not fetched again. Whatever goes wrong, the copy that is there stays whole.
    HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE of the environment are honoured. Exit
    with 1 if the archive cannot be fetched or used.
    """
    from wxbrand_codegen.documentation import ARCHIVE_URL, FetchFailed, fetch, is_https
    from wxbrand_codegen.ir.api import counted

    address, target = url or ARCHIVE_URL, Path(folder)
    if not is_https(address):
        raise UsageError("--url must be an address that begins with https://, without user name and password")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{folder} is a file; --dir must be a folder")
    try:
        with progress_line() as progress:
            fetched = fetch(address, target, progress=progress)
    except FetchFailed as error:
        print_error(f"{address}: {error}")
        return PROBLEMS
    what = {"new": "fetched", "replaced": "fetched a new version of", "unchanged": "unchanged:"}[fetched.change]
    print(f"{what} {fetched.file}: {fetched.size / 1_000_000:.1f} MB, {counted(fetched.files, 'file')}")
    return FINE
