"""Compare two specs: what changes for people who call the client, and on the wire.

`compare` takes two `Api` values and returns a list of `Change`, the worst first; `as_text`, `as_markdown` and `as_json` print
it. Begin reading at `operations`.

May import `document`, `ir`, `examples` and `render` (for the sentences that describe rules).
"""

from wxbrand_codegen.change.comparison.changes import Change, as_json, as_markdown, as_text
from wxbrand_codegen.change.comparison.operations import compare

__all__ = ["Change", "as_json", "as_markdown", "as_text", "compare"]
