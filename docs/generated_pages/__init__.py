"""Pages of the site that are made from the code and the spec: operations, errors, commands, variables, packages.

Input: the language. Output: pages as Markdown, by path. `docs/build.py` puts them beside the hand-written ones.
"""

from generated_pages.page import Page, all_pages

__all__ = ["Page", "all_pages"]
