"""A local WeChat Pay that knows the spec: verifies signatures, checks requests, answers signed."""

from wxbrand_codegen.sandbox.folder import Folder, prepare
from wxbrand_codegen.sandbox.keys import FolderError
from wxbrand_codegen.sandbox.script import Arrival
from wxbrand_codegen.sandbox.server import Application, running, serve
from wxbrand_codegen.sandbox.service import Sandbox

__all__ = ["Application", "Arrival", "Folder", "FolderError", "Sandbox", "prepare", "running", "serve"]
