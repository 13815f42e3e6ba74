"""Schemas: turn JSON Schema into types, models and rules.

Begin reading at `types.Schemas`. A node of the document goes in; its type comes out, and the models that it refers to are
collected: enums and unions at once, records afterwards by `records.build_models`. The same imports are allowed as in the
package around it.
"""
