"""Example values: validate those of a spec, make values that fit a type, and change them until they satisfy rules.

Types of the intermediate representation go in; JSON values come out, always the same for the same spec. Begin with
`values`. Imports `ir` and `patterns`.
"""
