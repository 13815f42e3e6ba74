"""Fetch the archive of the documentation, which WeChat Pay publishes as one zip file.

`fetch` asks for the archive by https and replaces the local copy only by a whole archive that can be read. `https` holds
one download, `local_archive` the two files of the copy. Begin reading at `fetch`.

May import `pages`, for the check of archives, and `http` of the runtime, for its TLS and its rules about proxies.
"""

from wxbrand_codegen.documentation.fetch import ARCHIVE_URL, Fetched, fetch
from wxbrand_codegen.documentation.https import FetchFailed, is_https

__all__ = ["ARCHIVE_URL", "FetchFailed", "Fetched", "fetch", "is_https"]
