"""Regular expressions of a spec: translate them for Python, bound their backtracking, make strings that match.

A pattern of the spec (ECMA-262) goes in; a pattern for Python's `re`, verdicts and strings come out. Begin with
`translation`. Imports nothing of ours.
"""
