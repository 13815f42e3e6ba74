"""Build: turn a joined document into an `Api` value, which says what the spec means.

Begin reading at `api.build`. An operation with a problem is left out; what generation can ignore is advice; both are in the
result. A problem of the whole document raises `ProblemsFound`. A construct that cannot be generated is reported where it is built: `operations`, `parameters`,
`bodies`, `responses`, `schemas`. This package imports only `problems`, `document`, `ir`, `patterns` and `examples`.
"""
