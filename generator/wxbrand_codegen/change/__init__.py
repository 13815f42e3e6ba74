"""Follow changes: of the documentation, and of the spec.

- `draft` turns a page of the documentation into a spec to review.
- `drift` compares a page with the spec.
- `diff` compares two specs.

`spec_lookup` serves the first two. May import `document`, `ir`, `pages`, `build`, `examples` and `render`.
"""
