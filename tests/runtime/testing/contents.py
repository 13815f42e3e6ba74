"""Request classes with kinds of bodies that the brand's endpoints do not have."""

from __future__ import annotations

from typing import ClassVar

from wxbrand_runtime import FileSource
from wxbrand_runtime.models import UNSET, Content, NoContent, Operation, Record, Request, UnsetType


class Export(Request[Content], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Export", method="GET", path="/brand/contents/export", replies={"200": Content}
    )


class Form(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Form", method="POST", path="/brand/contents/form", body="form", replies={"204": None}
    )

    text: str
    count: int
    several: list[int] | UnsetType = UNSET


class Text(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Text",
        method="PUT",
        path="/brand/contents/text",
        body="text",
        content_type="text/plain; charset=utf-8",
        replies={"204": None},
    )

    text: str


class File(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="File",
        method="PUT",
        path="/brand/contents/file/{name}",
        in_path=("name",),
        body="file",
        content_type="application/octet-stream",
        files={"file": None},
        replies={"204": None},
    )

    name: str
    file: FileSource


class Point(Record, frozen=True, kw_only=True):
    x: int


class Parts(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Parts",
        method="POST",
        path="/brand/contents/parts",
        body="multipart",
        files={"files": None},
        replies={"204": None},
    )

    files: list[FileSource]
    point: Point
    count: int
    note: str | UnsetType = UNSET
