"""Draw the terminal pictures of the documentation: run commands in a pseudo terminal, and write what they print as SVG.

`uv run python docs/pictures/terminal.py` writes docs/assets/terminal-*.svg. Every run gives the same bytes as long as the
commands print the same: specs are made here, and the sandbox answers with examples.
"""

from __future__ import annotations

import fcntl
import html
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COLUMNS, LINES = 100, 50
ASSETS = Path(__file__).parents[1] / "assets"
STARTER = Path(__file__).parents[2] / "generator" / "wxbrand_codegen" / "starter" / "openapi.yaml"

THEME = TerminalTheme(
    (24, 28, 37),
    (214, 219, 229),
    [(60, 68, 84), (243, 113, 113), (126, 200, 120), (229, 192, 93), (110, 168, 254), (199, 146, 234), (94, 200, 206), (214, 219, 229)],
    [(110, 118, 135), (255, 138, 138), (150, 222, 144), (255, 215, 120), (140, 190, 255), (220, 170, 250), (125, 222, 228), (255, 255, 255)],
)  # fmt: skip
"""Colours that are read easily on dark ground: background, text, the eight colours, the eight bright ones."""

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace"
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code, monospace", FONTS
)
"""The form of rich's pictures, without its web font: a page loads nothing from elsewhere."""

_LENGTH = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]+)</text>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: a command, and the folder that it runs in."""

    name: str
    command: str
    prepare: Callable[[Path], None] = lambda _: None
    """Puts files into the folder."""

    needs_sandbox: bool = False
    """Whether a sandbox runs, with its keys in the folder `wxbrand-sandbox`."""


def main() -> None:
    """Draw every picture."""
    for picture in PICTURES:
        (ASSETS / f"terminal-{picture.name}.svg").write_text(draw(picture), encoding="utf-8")
        sys.stdout.write(f"terminal-{picture.name}.svg\n")


def draw(picture: Picture) -> str:
    """Run the command of a picture and return the picture as SVG."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        picture.prepare(folder)
        with sandbox(folder) if picture.needs_sandbox else nothing():
            shown = run_in_terminal(picture.command, folder)
    console = Console(
        record=True, width=COLUMNS, file=StringIO(), color_system="truecolor", force_terminal=True, legacy_windows=False
    )
    console.print(Text.assemble(("$ ", "bright_black"), (picture.command, "bold")))
    console.print(Text.from_ansi(shown.rstrip()))
    console.print()  # else underscores of the last line are cut off
    svg = console.export_svg(title="", theme=THEME, code_format=FORMAT, unique_id=f"terminal-{picture.name}")
    return "\n".join(line.rstrip() for line in _LENGTH.sub(_as_wide_as_its_cells, svg).splitlines()) + "\n"


def _as_wide_as_its_cells(found: re.Match[str]) -> str:
    """Correct the length of a text, which rich computes as if Chinese characters were as narrow as Latin ones."""
    text = html.unescape(found["text"])
    length = float(found["length"]) * cell_len(text) / len(text)
    return f'textLength="{length:g}"{found["rest"]}>{found["text"]}</text>'


def run_in_terminal(command: str, folder: Path) -> str:
    """Run a command in a pseudo terminal and return what it prints, with its colours."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
    }
    program = [sys.executable, "-m", "wxbrand_codegen", *shlex.split(command)[1:]]
    with subprocess.Popen(
        program, cwd=folder, stdin=follower, stdout=follower, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(follower)
        shown = b"".join(read_to_end(leader))
        errors = process.stderr.read().decode() if process.stderr else ""
    os.close(leader)
    if process.returncode not in {0, 1} or errors:
        raise SystemExit(f"{command} ended with {process.returncode}\n{errors}")
    return shown.decode().replace("\r\n", "\n")


def read_to_end(leader: int) -> Iterator[bytes]:
    """Yield what comes out of a pseudo terminal until the program at its other side ends."""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # EIO: the other side is closed
            return
        if not part:
            return
        yield part


@contextmanager
def sandbox(folder: Path) -> Iterator[None]:
    """Run a sandbox that answers with the examples of the brand API's spec."""
    program = [sys.executable, "-m", "wxbrand_codegen", "sandbox", "--port", "0", "--stateless"]
    with subprocess.Popen(program, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            if not (process.stdout and process.stdout.readline().startswith(b"listening on ")):
                raise SystemExit("the sandbox did not start")
            yield
        finally:
            process.terminate()


@contextmanager
def nothing() -> Iterator[None]:
    """Run no sandbox."""
    yield


def slips(folder: Path) -> None:
    """Write a spec with the slips that lint finds most often."""
    change_spec(
        folder / "spec" / "openapi.yaml",
        ("required: [send_request_no, openid]", "required: [send_request_no, open_id]"),
        ("maxLength: 150\n", "maxlength: 150\n"),
        ("example: 你好", "example: no"),
    )


def two_specs(folder: Path) -> None:
    """Write a spec as before.yaml, and a later version of it as after.yaml."""
    change_spec(folder / "before.yaml")
    change_spec(
        folder / "after.yaml",
        ("maxLength: 150", "maxLength: 100"),
        ("required: [send_request_no, openid]", "required: [send_request_no, openid, message]"),
        (
            "                message:\n",
            "                language:\n                  type: string\n                  enum: [zh_CN, en]\n"
            "                  description: Language of the greeting\n                message:\n",
        ),
        ("description: Text of the greeting", "description: Text that the user reads"),
    )


def change_spec(target: Path, *changes: tuple[str, str]) -> None:
    """Write the spec of `wxbrand init`, changed."""
    text = STARTER.read_text("utf-8")
    for old, new in changes:
        if old not in text:
            raise SystemExit(f"{STARTER.name} has no {old!r}; correct the pictures")
        text = text.replace(old, new, 1)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


PICTURES = (
    Picture(name="help", command="wxbrand --help"),
    Picture(name="lint", command="wxbrand lint", prepare=slips),
    Picture(name="diff", command="wxbrand diff before.yaml after.yaml", prepare=two_specs),
    Picture(
        name="call",
        command="wxbrand call GetUserProductCoupon --dir wxbrand-sandbox --openid oh-394z --appid wx1 --product_coupon_id 1 "
        "--stock_id 2 --coupon_code Code_123456",
        needs_sandbox=True,
    ),
    Picture(name="call-help", command="wxbrand call pre-send-user-product-coupon --help"),
)
"""Every picture."""


if __name__ == "__main__":
    main()
