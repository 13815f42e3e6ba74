"""Example values: judge those that a spec shows, and make one where it shows none."""
