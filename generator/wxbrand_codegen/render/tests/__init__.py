"""Views of the generated tests: one module per area, with a table of cases for each operation.

The tests themselves are written once, in `wxbrand_codegen.testing`; the generated classes are tables that they run. Begin
reading at `suites`. May import the rest of `render`, and `examples` and `build`.
"""
