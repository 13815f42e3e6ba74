"""Base classes of the generated tests, and what they run against: a sandbox, clients and a brand's server.

The generated classes contain only tables of requests and expected results; the test functions are here. The package imports
`sandbox`, `examples` and the runtime, and needs pytest.
"""
