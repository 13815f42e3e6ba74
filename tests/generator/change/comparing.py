"""Compare pages that a test has in memory with a spec."""

from __future__ import annotations

from wxbrand_codegen.change.drift import Findings, compare_sources
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages.sources import SourceFile, Sources


def findings_of(text: str, api: Api) -> Findings:
    """Compare one page."""
    return findings_of_all({"page.txt": text}, api)


def findings_of_all(texts: dict[str, str], api: Api) -> Findings:
    """Compare pages, by their names."""
    files = tuple(_file(name, text.encode()) for name, text in texts.items())
    return compare_sources(Sources(files=files, unreadable=(), other_files=0, has_collection=False), api, None)


def _file(name: str, content: bytes) -> SourceFile:
    return SourceFile(name=name, path=name, is_named=True, read_up_to=lambda size: content[:size])
