"""A local WeChat Pay that knows the spec: it verifies signatures, validates requests and signs its responses.

Input: a joined document and keys. Output: responses on a loopback port or, with `Sandbox.answer`, in the same process. Begin with
`service`. The package imports the runtime and the earlier packages `ir`, `patterns` and `examples`; the command line is in `cli`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_codegen.sandbox.folder import Folder, FolderError, prepare
    from wxbrand_codegen.sandbox.recording import Exchange
    from wxbrand_codegen.sandbox.server import running, serve
    from wxbrand_codegen.sandbox.service import Sandbox
else:  # commands that need the keys alone do not import the server
    from wxbrand_runtime.lazy import lazy_exports

    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "Exchange": "recording",
            "Folder": "folder",
            "FolderError": "folder",
            "Sandbox": "service",
            "prepare": "folder",
            "running": "server",
            "serve": "server",
        },
    )

__all__ = ["Exchange", "Folder", "FolderError", "Sandbox", "prepare", "running", "serve"]
