"""Put a complete new file in the place of another one, at once."""

from __future__ import annotations

import os
import time
from pathlib import Path

_PATIENCE = 2.0 if os.name == "nt" else 0.0
"""Seconds. Windows replaces no file that another program has open, as virus scanners, indexers and editors do for a moment."""


def replace_file(new: Path, target: Path) -> None:
    """Move a file to the place of another one in the same folder. Raises OSError, which names the target."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            new.replace(target)
        except PermissionError as error:
            if time.monotonic() >= end:
                raise PermissionError(error.errno, error.strerror, str(target)) from None
            time.sleep(0.02)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(target)) from None
        else:
            return
