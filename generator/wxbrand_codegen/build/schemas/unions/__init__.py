"""Unions: `oneOf`, `anyOf`, several types, and values of several types.

Begin reading at `types.union_of`. `alternatives` reads the schemas of a union; `values` combines those that list their values.
"""
