"""Regular expressions of a spec: translate them, bound what they cost, and make texts that match."""
