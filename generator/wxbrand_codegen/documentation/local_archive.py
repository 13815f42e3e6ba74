"""The local copy of the archive: the archive, and a file that says which version it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wxbrand_codegen.file_replacement import replace_file

ARCHIVE, RECORD = "wechatpay-docs.zip", "wechatpay-docs.json"
_LONGEST = 500
"""Characters of a header that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which version of the archive a copy is."""

    url: str
    etag: str = ""
    last_modified: str = ""
    sha256: str

    @classmethod
    def received(cls, url: str, headers: Mapping[str, str], sha256: str) -> Version:
        """Return the version that an answer tells."""
        etag, modified = (headers.get(name, "") for name in ("etag", "last-modified"))
        etag, modified = (value if len(value) <= _LONGEST and value.isprintable() else "" for value in (etag, modified))
        return cls(url=url, etag=etag, last_modified=modified, sha256=sha256)

    @property
    def conditions(self) -> dict[str, str]:
        """Header fields that ask for the archive only if it is another version."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


class LocalArchive:
    """The two files of a copy in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / ARCHIVE
        self._record = folder / RECORD

    def version(self, url: str) -> Version | None:
        """Return the version of the copy if it came from this address and is as it was received; None if it is unknown."""
        try:
            record = json.loads(self._record.read_bytes())
            sha256 = _digest(self.file)
        except (OSError, ValueError):
            return None
        if not isinstance(record, dict) or not all(isinstance(value, str) for value in record.values()):
            return None
        if record.get("url") != url or record.get("sha256") != sha256:
            return None
        headers = {"etag": record.get("etag", ""), "last-modified": record.get("lastModified", "")}
        return Version.received(url, headers, sha256)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Yield the path of a new file to receive the archive in. It is removed at the end, unless it was moved."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f".{ARCHIVE}.{os.getpid()}"
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def record(self, version: Version) -> None:
        """Say which version the archive is."""
        entries = {
            "url": version.url,
            "etag": version.etag,
            "lastModified": version.last_modified,
            "sha256": version.sha256,
        }
        temporary = self._record.with_name(f".{RECORD}.{os.getpid()}")
        temporary.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
        replace_file(temporary, self._record)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
