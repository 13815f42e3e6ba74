"""Explain why a signature does or does not verify.

Input: a captured request or response, and keys. Output: a report, line by line. Begin with `report`. The package imports the runtime
and the sandbox's parser for uploads; the command line is in `cli`.
"""

from wxbrand_codegen.explain.report import Report, explain

__all__ = ["Report", "explain"]
