"""A made-up spec of any size, for measuring: `python tests/benchmarks/large_spec.py 992 > large.yaml`.

It has what large specs have: inline objects, shared records, records that hold themselves, enums, maps, nullable values,
lists, combined schemas, query arrays, several answers, operations without operationId.
"""

from __future__ import annotations

import sys
from typing import Any

import yaml

_WORDS = (
    "order",
    "refund",
    "coupon",
    "store",
    "member",
    "plan",
    "batch",
    "invoice",
    "device",
    "report",
    "ledger",
    "image",
)


def spec(operations: int) -> dict[str, Any]:
    """Give a document with this many operations, about four named or inline schemas each."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Tree": _tree(), "Money": _money()}
    for number in range(operations):
        word = _WORDS[number % len(_WORDS)]
        name = f"{word.capitalize()}{number}"
        schemas[name] = _record(number, word)
        # one path in twelve has two operations, as real specs have
        path = f"/v3/{word}s/{{{word}_id}}/part-{number - 1 if number % 12 == 11 else number}"
        verb = "post" if number % 12 == 11 else ("get", "post", "put", "patch", "delete")[number % 5]
        if verb in paths.get(path, {}):
            verb = "patch"
        paths.setdefault(path, {})[verb] = _operation(number, word, name, verb)
    return {
        "openapi": "3.1.0",
        "info": {"title": "A large API", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(number: int, word: str, name: str, verb: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "tags": [word],
        "summary": f"Operation {number}",
        "description": f"Does what operation {number} does to one {word}. " * 3,
        "parameters": [
            {"name": f"{word}_id", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 200}},
            {
                "name": "state",
                "in": "query",
                "schema": {"type": "array", "items": {"type": "string", "enum": ["OPEN", "DONE"]}},
            },
        ],
        "responses": {
            "200": {
                "description": "Done",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["data"],
                            "properties": {
                                "data": {"$ref": f"#/components/schemas/{name}"},
                                "paging": {
                                    "type": "object",
                                    "properties": {"next": {"type": ["string", "null"]}, "total": {"type": "integer"}},
                                },
                            },
                        }
                    }
                },
            },
            "400": {"description": "Bad request"},
            "default": {"description": "Anything else"},
        },
    }
    if number % 3:
        operation["operationId"] = f"{verb}{name}"
    if verb in {"post", "put", "patch"}:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _body(word, name)}},
        }
    return operation


def _body(word: str, name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["out_request_no", "subject"],
        "properties": {
            "out_request_no": {"type": "string", "minLength": 6, "maxLength": 40, "pattern": "^[0-9A-Za-z_-]+$"},
            "subject": {"type": "string", "description": f"What the {word} is about, in words. " * 2, "maxLength": 150},
            "amount": {"$ref": "#/components/schemas/Money"},
            "lines": {
                "type": "array",
                "maxItems": 50,
                "items": {
                    "type": "object",
                    "required": ["sku"],
                    "properties": {
                        "sku": {"type": "string"},
                        "count": {"type": "integer", "minimum": 1},
                        "attributes": {"type": "object", "additionalProperties": {"type": "string"}},
                    },
                },
            },
            "previous": {"$ref": f"#/components/schemas/{name}"},
        },
    }


def _record(number: int, word: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": f"The {word} of number {number}",
        "description": f"Everything that is known about one {word}. " * 4,
        "required": [f"{word}_id", "state"],
        "properties": {
            f"{word}_id": {"type": "string", "description": f"Identifies the {word}.", "maxLength": 40},
            "state": {"type": "string", "enum": ["OPEN", "DONE", f"STATE_{number}"]},
            "created": {"type": "string", "format": "date-time"},
            "amount": {"$ref": "#/components/schemas/Money"},
            "tree": {"$ref": "#/components/schemas/Tree"},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "ratio": {"type": "number"},
            "flag": {"type": "boolean"},
            "note": {"type": ["string", "null"], "maxLength": 200},
            "owner": {
                "allOf": [
                    {"type": "object", "properties": {"name": {"type": "string"}}},
                    {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
                ]
            },
        },
    }


def _tree() -> dict[str, Any]:
    children = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    return {"type": "object", "properties": {"name": {"type": "string"}, "children": children}}


def _money() -> dict[str, Any]:
    fen = {"type": "integer", "minimum": 0, "description": "Money in fen."}
    return {"type": "object", "required": ["total"], "properties": {"total": fen, "currency": {"type": "string"}}}


if __name__ == "__main__":
    yaml.safe_dump(spec(int(sys.argv[1])), sys.stdout, allow_unicode=True, sort_keys=False)
