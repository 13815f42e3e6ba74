"""Validate what a client sent: route, parameters, headers and body.

Input: method, target, headers and body bytes, and the spec's operations. Output: plain values, or RequestRefused with 400, 404 or
405. Begin with `routes`. The package imports `sandbox.schemas`, `sandbox.refusals` and the runtime, and nothing of the product.
"""
