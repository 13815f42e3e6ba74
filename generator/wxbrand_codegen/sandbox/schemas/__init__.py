"""The sandbox's view of the document: find schemas, validate values, make examples."""
