"""Credentials, keys and signatures."""
