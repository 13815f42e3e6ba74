"""Documents: read spec files into one joined document whose every value knows its place, and validate it."""
