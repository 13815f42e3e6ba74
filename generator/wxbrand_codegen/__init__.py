"""The generator: an OpenAPI description in, a typed client, models and tests out."""
