"""Build: turn a joined document into an `Api` value that says what the spec means."""
