"""The hand-maintained part of wxbrand: credentials, signing, sending, verifying, errors."""
