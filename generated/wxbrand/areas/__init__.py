# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""The areas of the API, one module each. The clients import an area on first use."""
