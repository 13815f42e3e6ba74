"""`python -m wxbrand_codegen` is the command `wxbrand`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command of the process, and return its exit code."""
    try:
        try:
            from wxbrand_codegen.cli.main import main as run
        except ModuleNotFoundError as error:  # the client was installed without the tool's extras
            if (error.name or "").startswith("wxbrand"):
                raise
            from wxbrand_codegen.cli.without_extras import main as run
    except KeyboardInterrupt:  # during the imports, before the command can say so
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
