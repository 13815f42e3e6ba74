"""Explain why a signature does or does not verify, and what an error answer says.

Input: captured requests, responses and notifications, and keys. Output: a report, line by line. Begin with `explanation`. The package
imports the runtime and the sandbox's parser for uploads; the command line is in `cli`.
"""

from wxbrand_codegen.explain.exchanges import explain_exchange
from wxbrand_codegen.explain.explanation import explain
from wxbrand_codegen.explain.findings import Report

__all__ = ["Report", "explain", "explain_exchange"]
