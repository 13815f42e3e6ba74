"""Follow changes: of the documentation, and of the spec.

- `draft` turns a page of the documentation into a spec to review.
- `drift` compares a page with the spec.
- `comparison` compares two specs; `revisions` finds their files, also at a revision of git.

`spec_lookup` serves the first two. May import `document`, `ir`, `pages`, `build`, `examples` and `render`.
"""
