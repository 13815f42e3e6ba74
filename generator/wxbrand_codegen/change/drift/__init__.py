"""Compare pages of the documentation with the spec.

A page is drafted, built, and completed with what it is silent about or cut before; then the comparison of two specs finds
what it says otherwise. `compare_sources` does this for all pages of folders and archives, and says how far they cover the
spec; `PageComparison` for one page. Begin reading at `page`.

May import `change.comparison`, `change.coverage`, `change.draft`, and what these may import.
"""

from wxbrand_codegen.change.drift.known_names import place_fields
from wxbrand_codegen.change.drift.page import PageComparison, PageDrift
from wxbrand_codegen.change.drift.sources import Findings, compare_sources
from wxbrand_codegen.change.drift.words import digest

__all__ = ["Findings", "PageComparison", "PageDrift", "compare_sources", "digest", "place_fields"]
