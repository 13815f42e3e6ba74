"""What changed: drafting a spec from a documentation page, drift between pages and the spec, and the differences of two specs."""
