"""Demonstrate one signed call against a local sandbox, and print each step.

Begin with `run`, which generates a client and starts a sandbox. `call` is the script that makes the call in another process, as
the client is imported there. The package imports `pipeline`, `sandbox` and the runtime.
"""
