# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""One module per area, imported by the clients when first used."""
