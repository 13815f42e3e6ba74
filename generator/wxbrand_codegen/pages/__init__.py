"""Read saved pages of the documentation centre: text, Markdown or HTML in, one `Page` value out.

`read_page` decodes the file, turns it into lines of text (`lines`, `markdown`, `html`, `tables`), cuts them into `sections`
at the headings, and reads fields (`field_lines`, `field_tree`, `field_facts`, and `prose` for what their texts say), facts
and samples. What cannot be read for certain becomes a `Doubt` with its line. Begin reading at `reader`; `page` has the
values.

May import nothing else of the tool.
"""

from wxbrand_codegen.pages.lines import MOST_BYTES
from wxbrand_codegen.pages.page import (
    BodyType,
    Condition,
    ErrorCode,
    Field,
    FieldType,
    Limits,
    NotAnApiPage,
    Page,
    PageError,
    Place,
)
from wxbrand_codegen.pages.prose import lifetime_in
from wxbrand_codegen.pages.reader import KnownNames, read_page
from wxbrand_codegen.pages.units import unit_of_length, unit_of_number

__all__ = [
    "MOST_BYTES",
    "BodyType",
    "Condition",
    "ErrorCode",
    "Field",
    "FieldType",
    "KnownNames",
    "Limits",
    "NotAnApiPage",
    "Page",
    "PageError",
    "Place",
    "lifetime_in",
    "read_page",
    "unit_of_length",
    "unit_of_number",
]
