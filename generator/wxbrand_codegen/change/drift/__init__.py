"""Compare a documentation page with the spec, field by field.

`drift` takes a saved page and a joined spec and returns the page and a `Difference` for each disagreement that the spec
does not record under `x-wxbrand-unproven`; `as_text`, `as_markdown` and `as_json` print them. Begin reading at `operation`;
`fields` compares types, limits and conditions.

May import `document`, `pages`, and from `change` what looks things up in a spec.
"""

from wxbrand_codegen.change.drift.differences import Difference, as_json, as_markdown, as_text
from wxbrand_codegen.change.drift.operation import drift

__all__ = ["Difference", "as_json", "as_markdown", "as_text", "drift"]
