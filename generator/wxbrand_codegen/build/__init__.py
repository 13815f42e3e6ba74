"""Build: turn a joined document into an `Api` value, which says what the spec means.

Begin reading at `api.build`. It raises `ProblemsFound` with every problem that prevents generation; what generation can
ignore is advice, in the result. A construct that cannot be generated is reported where it is built: `operations`, `parameters`,
`bodies`, `responses`, `schemas`. This package imports only `problems`, `document`, `ir`, `patterns` and `examples`.
"""
