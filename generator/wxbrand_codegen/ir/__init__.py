"""The intermediate representation: immutable values that say what a spec means.

`build` makes an `Api` from a document; `render`, `lint` and `change` read it. Begin with `ir.api`. Nothing here knows
YAML, templates or Python source, and nothing of ours is imported but `problems`.
"""
