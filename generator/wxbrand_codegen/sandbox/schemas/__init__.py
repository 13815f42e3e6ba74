"""Schemas of the OpenAPI document: validate values against them, find the fields they declare, make example values.

Input: the joined document and JSON values. Output: RequestRefused with a message for the caller, or an example value. Begin with
`validation`. The package imports `sandbox.refusals`, `ir` and `patterns`, and knows nothing of requests or the product.
"""
