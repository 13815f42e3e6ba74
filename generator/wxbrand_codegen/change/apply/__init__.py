"""Write the changes that pages prove into the YAML of the spec, in place.

`apply_pages` takes the document and what `drift` found in pages, `apply` one page and its changes. They return the new
content of the files, what was applied, and what was not, with the reason. `write` puts the files in their places,
`patch` shows them. Begin reading at `applying`; `facts` says which module writes which fact.

May import `document`, `build`, `pages`, and from `change` the comparison, the draft, drift and coverage.
"""

from wxbrand_codegen.change.apply.applying import Applied, apply, apply_pages
from wxbrand_codegen.change.apply.files import patch, write

__all__ = ["Applied", "apply", "apply_pages", "patch", "write"]
