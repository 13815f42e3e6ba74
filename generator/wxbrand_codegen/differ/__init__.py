"""`wxbrand diff`: what changes for people who call the client, and on the wire, between two specs."""

from wxbrand_codegen.differ.changes import Change, Level
from wxbrand_codegen.differ.compare import compare

__all__ = ["Change", "Level", "compare"]
