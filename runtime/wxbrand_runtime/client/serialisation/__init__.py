"""From a request model to the bytes that are signed and sent."""
