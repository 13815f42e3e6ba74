"""Draft a spec from a documentation page, for a person to review or for the tool to build.

`draft` takes a `Page` and returns YAML: a spec of one operation that passes lint and generate. Descriptions are
placeholders, and what the page does not say clearly is a TODO at the top. `page_document` returns the same as a document
whose marks are lines of the page. Begin reading at `document`.

May import `build` (its declarations), `document`, `ir` and `pages`.
"""

from wxbrand_codegen.change.draft.document import draft, page_document
from wxbrand_codegen.change.draft.spec_names import SpecNames, names_of

__all__ = ["SpecNames", "draft", "names_of", "page_document"]
