"""Render: turn an `Api` into the text of Python, Markdown and JSON files."""
