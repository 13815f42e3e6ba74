"""Demonstrate one signed call against a local WeChat Pay, and print each step.

Begin with `run`, which generates a client and starts a sandbox, or with `installed`, the demo where only the client is installed:
it calls the fake of `wxbrand_runtime.testing`. `call` is the script that makes the call in another process, as a generated client is
imported there; `steps` is what both share. The package imports `pipeline`, `sandbox` and the runtime; `installed`, `steps` and
`call` the runtime alone.
"""
