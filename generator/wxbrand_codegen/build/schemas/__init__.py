"""JSON Schema into the types, records, enums and rules of the intermediate representation."""
