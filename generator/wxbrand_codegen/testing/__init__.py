"""The base classes of generated tests. The generated classes fill in tables; what is done with them stands here."""
