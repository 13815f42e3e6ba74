"""Views of the generated package: client, areas, models, reference documentation and README.

Each module turns parts of an `Api` into the views that one kind of file is printed from. May import the rest of
`render`, but not `render.tests`.
"""
