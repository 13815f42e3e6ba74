"""The standard streams of a command: closed ones, ones that lack characters, ones that cannot be written to."""

from __future__ import annotations

import io
import os
import sys


def open_closed_streams() -> None:
    """Open the null device in place of a standard stream that is closed, as after `>&-`.

    Otherwise the next file to be opened would get its number, and what is meant for the stream.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            os.set_inheritable(number, True)
            setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w", encoding="utf-8"))


def tolerate_unprintable_characters() -> None:
    """Print escapes where the terminal's encoding lacks a character, such as Chinese, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush_or_discard() -> None:
    """Write what is buffered. A stream that cannot be written to is discarded, so that Python does not try again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # its reader has gone, or the disk is full
            discard(stream)


def discard(stream: io.TextIOBase | object) -> None:
    """Let a stream write to the null device from now on."""
    if isinstance(stream, io.TextIOWrapper):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
