"""`wxbrand explain`: why a signature does or does not verify, from what a person has of it."""

from wxbrand_codegen.explain.report import Report, explain

__all__ = ["Report", "explain"]
