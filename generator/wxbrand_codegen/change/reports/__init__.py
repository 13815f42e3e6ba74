"""Reports of changes: text, JSON, Markdown and HTML.

Each form takes a `Report`, which holds changes in sections; `FORMS` has them by name. May import `change.comparison`.
"""

from collections.abc import Callable, Mapping

from wxbrand_codegen.change.reports.html_page import as_html
from wxbrand_codegen.change.reports.json_text import as_json
from wxbrand_codegen.change.reports.markdown import as_markdown
from wxbrand_codegen.change.reports.report import Report, Section
from wxbrand_codegen.change.reports.text import as_text

FORMS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "html": as_html,
}
"""What `--format` names."""

__all__ = ["FORMS", "Report", "Section"]
