"""Types of strings, and of scalars that no value satisfies."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import SENSITIVE
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.ir.types import (
    MAX_SENSITIVE_BYTES,
    Anything,
    Integer,
    Limits,
    Nullable,
    Number,
    Text,
    Timestamp,
    Type,
)


def string_type(schema: MappingNode, context: Context) -> Text | Timestamp:
    """Return the type of a string."""
    format_ = schema.text("format")
    if format_ == "date-time":
        return Timestamp()
    if format_ == "binary":
        message = "only files and parts of multipart/form-data are raw bytes, so this is a text, sent as it is; format: byte says that it is base64"
        context.ignore(schema, "format", message, code="binary-text")
    limits = limits_of(schema, "string", context)
    sensitive = is_true(schema, SENSITIVE)
    if sensitive and (limits.min_length or 0) > MAX_SENSITIVE_BYTES:
        message = f"minLength is above {MAX_SENSITIVE_BYTES}, the number of bytes that can be encrypted"
        context.problem(schema.mark_of("minLength"), "impossible-limits", message)
    return Text(limits=limits, sensitive=sensitive)


def check_sensitive(schema: Node, type_: Type, context: Context) -> None:
    """Report a value that is marked as sensitive but would not be encrypted."""
    bare = type_.item if isinstance(type_, Nullable) else type_
    if (
        isinstance(schema, MappingNode)
        and SENSITIVE in schema.members
        and not (isinstance(bare, Text) and bare.sensitive)
    ):
        message = f"{SENSITIVE} is only supported in the schema of a string, and not beside $ref, enum or format"
        context.problem(schema.mark_of(SENSITIVE), "unsupported-sensitive", message)


def impossible_type(types: list[str]) -> Type:
    """Return the type of a schema that no value can satisfy: what may be received all the same."""
    match types:
        case ["string"]:
            return Text(limits=Limits(min_length=1, max_length=0))
        case ["integer"]:
            return Integer(limits=Limits(minimum=1, maximum=0))
        case ["number"]:
            return Number(limits=Limits(minimum=1, maximum=0))
        case _:
            return Anything(impossible=True)
