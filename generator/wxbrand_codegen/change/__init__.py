"""Follow changes: of the documentation, and of the spec.

- `draft` turns a page of the documentation into a spec to review.
- `comparison` compares two specs, or a spec and a page; `reports` prints what it finds.
- `drift` compares pages with the spec, and `coverage` says how far they cover it.
- `apply` writes what pages say otherwise into the files of the spec, in place.
- `revisions` finds the files of a spec, also at a revision of git.

May import `document`, `ir`, `pages`, `build`, `examples` and `render`.
"""
