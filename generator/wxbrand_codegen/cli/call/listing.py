"""Tables of all operations, and of all fields of one."""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter

from rich.table import Table
from rich.text import Text

from wxbrand_codegen.calls.fields import Field, fields_of, item_annotation, members_below
from wxbrand_codegen.calls.package import CallableOperation, Package
from wxbrand_codegen.cli.console import out, print_block

_WIDE = 120
"""Columns of a terminal that shows paths beside titles."""


def print_operations(package: Package, *, as_json: bool) -> None:
    """Print all operations: a table of each area, or a JSON list."""
    if as_json:
        print(json.dumps(operations_value(package), ensure_ascii=False, indent=2))
        return
    is_wide = out().width >= _WIDE
    ids = max((len(each.id) for each in package.operations), default=0)
    for area, operations in groupby(package.operations, attrgetter("area")):
        print_block(Text(area, style="bold"))
        table = _table(ids, 6)
        for each in operations:
            wire = each.request.operation
            texts = [each.help.title, *([wire.path] if is_wide else [])]
            table.add_row(Text(each.id), Text(wire.method, style="dim"), Text("  ".join(texts)))
        print_block(table)
        print()
    print(f"{len(package.operations)} operations; wxbrand call OPERATION --help shows what one takes")


def operations_value(package: Package) -> list[dict[str, str | bool]]:
    """Return all operations as a JSON value."""
    return [
        {
            "operation": each.id,
            "area": each.area,
            "method_name": each.method,
            "title": each.help.title,
            "method": each.request.operation.method,
            "path": each.request.operation.path,
            "is_read": each.is_read,
        }
        for each in package.operations
    ]


def print_fields(operation: CallableOperation) -> None:
    """Print all fields of an operation and, indented, all members of objects in them, also of those in lists."""
    fields = [each for field in fields_of(operation.request) for each in (field, *members_below(field, in_lists=True))]
    names = ["  " * (len(each.path) - 1) + each.path[-1] for each in fields]
    table = _table(max(map(len, names), default=0), 8)
    for name, each in zip(names, fields, strict=True):
        style = "bold" if each.is_required else ""
        table.add_row(Text(name, style=style), Text(_kind(each), style="dim"), Text(operation.text_of(each)))
    print_block(table)


def _kind(field: Field) -> str:
    kind = "object" if field.kind == "json" and field.has_members else field.kind
    return f"{kind}s" if item_annotation(field.annotation) is not None else kind


def _table(*widths: int) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for width in widths:
        table.add_column(overflow="fold", min_width=width, max_width=width)
    table.add_column(overflow="fold")
    return table
