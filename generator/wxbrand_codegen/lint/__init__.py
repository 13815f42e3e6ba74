"""Advice for the authors of a spec."""
