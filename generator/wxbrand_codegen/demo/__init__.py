"""`wxbrand demo`: one signed call against a local sandbox, with every step shown."""
