"""Schemas: turn JSON Schema into types, models and rules.

Begin reading at `types.Schemas`. Like the room around it, this one imports only `problems`, `document`, `ir`, `patterns`
and `examples`.
"""
