"""Demonstrate one signed call against a local sandbox, and print each step.

Begin with `run`, which generates a client, starts a sandbox and makes the call. The room imports `pipeline`, `sandbox` and the
runtime.
"""
