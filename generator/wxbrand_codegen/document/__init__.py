"""Documents: parse spec files into one joined document and validate it.

A spec and the files that it refers to go in. A `Document` comes out, in which every value knows its file, line and
column. Begin with `load.load` and `inspect.inspect`. Imports nothing of ours but `problems` and `links`.
"""
