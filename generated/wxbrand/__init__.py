"""Typed client of the WeChat Pay brand API."""
