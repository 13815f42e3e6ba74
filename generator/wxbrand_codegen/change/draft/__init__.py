"""Draft a spec from a documentation page, for a person to review or for the tool to build.

`draft` takes a `Page` and returns YAML: a spec of one operation that passes lint and generate. Descriptions are
placeholders, and what the page does not say clearly is a TODO at the top. `page_document` returns the same as a document
whose marks are lines of the page. Begin reading at `document`.

May import `document` and `pages`.
"""

from wxbrand_codegen.change.draft.document import draft, page_document

__all__ = ["draft", "page_document"]
