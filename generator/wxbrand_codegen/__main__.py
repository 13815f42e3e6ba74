"""`python -m wxbrand_codegen` is the command `wxbrand`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command of the process, and return its exit code."""
    try:
        from wxbrand_codegen.cli import main as run
    except KeyboardInterrupt:  # during the imports, before the command can say so
        return 130
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("wxbrand"):
            raise
        sys.stderr.write(f"wxbrand: {error.name} is not installed; run pip install 'wxbrand[codegen,sandbox]'\n")
        return 2
    return run()


if __name__ == "__main__":
    sys.exit(main())
