"""The console: the sandbox's web pages below `/sandbox/`.

Input: a `Sandbox`. Output: `Console`, an ASGI application that `sandbox.server` serves beside the API. Begin with `application`, which
joins the pages. `guard` decides who may call, `live` tells open pages what changed, `rendering` fills the templates, `language` chooses
English or Chinese. Each module in `pages` has the routes and the texts of one page; templates and static files stand beside.

What a client sent reaches a page only through Jinja's autoescaping. The package may import the rest of `sandbox`, except `server`;
what comes from later packages, such as the verdict of `explain`, is passed in as a function.
"""

from wxbrand_codegen.sandbox.console.application import Console, is_console_path
from wxbrand_codegen.sandbox.console.rendering import Explain

__all__ = ["Console", "Explain", "is_console_path"]
