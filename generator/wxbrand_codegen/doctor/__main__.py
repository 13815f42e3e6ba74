"""`python -m wxbrand_codegen.doctor`: the command `wxbrand doctor` in a broken installation, in plain text."""

from __future__ import annotations

import argparse
import json
import os
import sys

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.doctor.examination import examine, is_healthy, json_of, situation_of


def main() -> int:
    """Examine, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m wxbrand_codegen.doctor", description="See wxbrand doctor --help.")
    parser.add_argument("--dir", metavar="DIR", help="folder with wxbrand.env")
    parser.add_argument("--online", action="store_true", help="call the servers, too")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        situation = situation_of(options.dir, os.environ, online=options.online)
    except UsageError as error:
        parser.error(str(error))
    sections = list(examine(situation))
    if options.json:
        sys.stdout.write(json.dumps(json_of(sections), ensure_ascii=False, indent=2) + "\n")
    else:
        for section in sections:
            sys.stdout.write(f"{section.name}\n")
            for each in section.findings:
                advice = f" -> {each.advice}" if each.advice else ""
                sys.stdout.write(f"  {each.status:<8} {each.text}{advice}\n")
    return 0 if is_healthy(sections) else 1


if __name__ == "__main__":
    sys.exit(main())
