"""Find the pages among files, folders and archives of the documentation.

`open_sources` lists what the user gave as `SourceFile` values, read only when asked, and `survey` reads those that describe
an operation or a notification; guides, copies for sample code and pages of other APIs are counted. Archives are checked
as a whole before anything of them is read, and nothing is unpacked to disk. Begin reading at `opening`; `archives` refuses
hostile archives, `classification` tells what a file is.

May import `page`, `lines`, `programs` and `reader` of the room around it.
"""

from wxbrand_codegen.pages.sources.archives import MOST_ARCHIVE_BYTES, Archive, ArchiveRefused
from wxbrand_codegen.pages.sources.classification import Under, first_segments
from wxbrand_codegen.pages.sources.opening import open_sources
from wxbrand_codegen.pages.sources.source_file import SourceFile, Sources, Unreadable
from wxbrand_codegen.pages.sources.survey import FoundPage, Survey, survey

__all__ = [
    "MOST_ARCHIVE_BYTES",
    "Archive",
    "ArchiveRefused",
    "FoundPage",
    "SourceFile",
    "Sources",
    "Survey",
    "Under",
    "Unreadable",
    "first_segments",
    "open_sources",
    "survey",
]
