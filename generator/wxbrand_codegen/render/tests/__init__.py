"""Views of the generated tests: one module per area, with a table of cases for each operation.

The tests themselves are written once, in `wxbrand_codegen.testing`; the generated classes hold the tables of cases. Begin
reading at `suites`. May import the rest of `render`.
"""
