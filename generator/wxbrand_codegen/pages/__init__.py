"""Reads a saved page of the documentation centre, whatever it was saved as."""

from wxbrand_codegen.pages.page import Doubt, Failure, Field, Page, PageError
from wxbrand_codegen.pages.read import read_page

__all__ = ["Doubt", "Failure", "Field", "Page", "PageError", "read_page"]
