"""Draft a spec from a documentation page, for a person to review.

`draft` takes a `Page` and returns YAML: a spec of one operation that passes lint and generate. Descriptions are
placeholders, and what the page does not say clearly is a TODO at the top. Begin reading at `operation`.

May import `document` and `pages`.
"""

from wxbrand_codegen.change.draft.operation import draft

__all__ = ["draft"]
