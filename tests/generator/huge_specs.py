"""Specs of about one MiB, each large in another way."""

from __future__ import annotations

from collections.abc import Callable

SIZE = 1024 * 1024
HEAD = 'openapi: 3.1.1\ninfo: {title: Huge, version: "1"}\nservers: [{url: "https://api.example.com"}]\n'


def _document(schema: str, components: str = "", responses: str = "") -> str:
    answers = (
        responses
        or '"200": {description: ok, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}'
    )
    return (
        f"{HEAD}paths:\n  /things:\n    post:\n      operationId: MakeThing\n      tags: [thing]\n      requestBody:\n"
        f"        content: {{application/json: {{schema: {schema}}}}}\n      responses: {{{answers}}}\n{components}"
    )


def _many(entry: Callable[[int], str], separator: str = ", ") -> str:
    count = SIZE // (len(entry(10**4)) + len(separator))
    return separator.join(map(entry, range(count)))


def _object(members: str) -> str:
    return f"{{type: object, properties: {{{members}}}}}"


def _bomb() -> str:
    levels = ["x-0: &a0 [" + ", ".join("x" * 9) + "]"]
    levels += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    return _document("{type: string}", "\n".join(levels) + "\n")


def _references(depth: int) -> str:
    own = [f"    S{n}: {{$ref: '#/components/schemas/S{n + 1}'}}" for n in range(depth)]
    return "components:\n  schemas:\n" + "\n".join(own) + f"\n    S{depth}: {{type: string}}\n"


def _doubling(keyword: str) -> str:
    """Schemas that each refer to the next one twice: 2^n paths through n schemas."""
    own = [
        f"    S{n}: {{{keyword}: [{{$ref: '#/components/schemas/S{n + 1}'}}, {{$ref: '#/components/schemas/S{n + 1}'}}]}}"
        for n in range(40)
    ]
    return "components:\n  schemas:\n" + "\n".join(own) + "\n    S40: {type: object, properties: {a: {type: string}}}\n"


def _ruled(operations: int, members: int, rules: int) -> str:
    """Bodies that share an object with many rules."""
    properties = ", ".join(f"a{n}: {{type: string}}" for n in range(members))
    parts = ", ".join(
        f"{{if: {{required: [a{n % members}]}}, then: {{required: [a{(n + 1) % members}]}}, else: {{properties: {{a{(n + 2) % members}: false}}}}}}"
        for n in range(rules)
    )
    paths = "\n".join(
        f"  /p{n}: {{post: {{operationId: Post{n}, requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{x: {{$ref: '#/components/schemas/R'}}, y: {{type: array, items: {{$ref: '#/components/schemas/R'}}}}}}}}}}}}}}, responses: {{'204': {{description: ok}}}}}}}}"
        for n in range(operations)
    )
    schema = f"components: {{schemas: {{R: {{type: object, properties: {{{properties}}}, allOf: [{parts}]}}}}}}\n"
    return f"{HEAD}paths:\n{paths}\n{schema}"


def _shared(operations: int, members: int) -> str:
    """Operations with the same object as body and response."""
    properties = ", ".join(f"a{n}: {{type: string}}" for n in range(members))
    content = "content: {application/json: {schema: {$ref: '#/components/schemas/R'}}}"
    paths = "\n".join(
        f"  /p{n}: {{post: {{operationId: Post{n}, requestBody: {{{content}}}, responses: {{'200': {{description: ok, {content}}}}}}}}}"
        for n in range(operations)
    )
    return f"{HEAD}paths:\n{paths}\ncomponents: {{schemas: {{R: {{type: object, properties: {{{properties}}}}}}}}}\n"


def _doubled_members() -> str:
    """Objects with two required members, twenty levels deep: a million values in one."""
    own = ", ".join(
        f"R{n}: {{type: object, required: [a, b], properties: {{a: {{$ref: '#/components/schemas/R{n + 1}'}}, b: {{$ref: '#/components/schemas/R{n + 1}'}}}}}}"
        for n in range(20)
    )
    return _document(
        "{$ref: '#/components/schemas/R0'}",
        f"components: {{schemas: {{{own}, R20: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n",
    )


def _upload(properties: str) -> str:
    return _document(_object(properties)).replace("application/json: {schema", "multipart/form-data: {schema", 1)


def _ruled_by(rule: str) -> str:
    return _document("{type: object, properties: {a: {type: string}, b: {type: string}}, " + rule + "}")


HUGE: dict[str, Callable[[], str]] = {
    "rules": lambda: _document("{type: object, properties: {" + ", ".join(f"a{n}: {{type: string}}" for n in range(900)) + "}, allOf: [" + _many(lambda n: f"{{if: {{required: [a{n % 900}]}}, then: {{required: [a{(n + 1) % 900}]}}}}")[: SIZE - 40_000].rsplit(", {if", 1)[0] + "]}"),
    "rules-shared": lambda: _ruled(operations=100, members=90, rules=50),
    "rule-values": lambda: _ruled_by("if: {properties: {a: {enum: [" + _many(lambda n: f"v{n}") + "]}}}, then: {required: [b]}"),
    "rule-value": lambda: _ruled_by("if: {properties: {a: {const: " + "v" * SIZE + "}}}, then: {required: [b]}"),
    "shared": lambda: _shared(operations=3000, members=500),
    "doubled-members": _doubled_members,
    "upload-parts": lambda: _upload(_many(lambda n: f"a{n}: {{type: string, format: binary}}")),
    "members": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: string}}"))),
    "operations": lambda: f"{HEAD}paths:\n" + _many(lambda n: f"  /p{n}: {{get: {{operationId: Get{n}, tags: [t{n % 7}], responses: {{'204': {{description: ok}}}}}}}}", "\n") + "\n",
    "areas": lambda: f"{HEAD}paths:\n" + _many(lambda n: f"  /p{n}: {{get: {{tags: [t{n}], responses: {{'204': {{description: ok}}}}}}}}", "\n")[: SIZE // 4].rsplit("\n", 1)[0] + "\n",
    "schemas-used": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: object, properties: {{b: {{type: string}}}}}}"))),
    "schemas-unused": lambda: _document("{type: string}", "components: {schemas: {" + _many(lambda n: f"A{n}: {{type: object, properties: {{b: {{type: string}}}}}}") + "}}\n"),
    "enum-values": lambda: _document(_object("a: {type: string, enum: [" + _many(lambda n: f"V{n}") + "]}")),
    "enum-one-name": lambda: _document(_object("a: {type: string, enum: [" + _many(lambda n: f"'{n:b}'".replace("0", "-").replace("1", " ") + "") + "]}")),
    "enum-equal": lambda: _document(_object("a: {type: string, enum: [" + _many(lambda n: "same") + "]}")),
    "enums": lambda: _document(_object(_many(lambda n: f"a{n}: {{enum: [A, a]}}"))),
    "all-of": lambda: _document("{allOf: [" + _many(lambda n: f"{{type: object, properties: {{a{n}: {{type: string}}}}}}") + "]}"),
    "one-of": lambda: _document("{oneOf: [" + _many(lambda n: f"{{type: object, properties: {{a{n}: {{type: string}}}}}}") + "]}"),
    "any-of-plain": lambda: _document("{anyOf: [" + _many(lambda n: "{type: string}") + "]}"),
    "all-of-doubling": lambda: _document("{$ref: '#/components/schemas/S0'}", _doubling("allOf")),
    "one-of-doubling": lambda: _document("{$ref: '#/components/schemas/S0'}", _doubling("oneOf")),
    "reference-chain": lambda: _document("{$ref: '#/components/schemas/S0'}", _references(5_000)),
    "description": lambda: _document("{type: string, description: '" + "word " * (SIZE // 5) + "'}"),
    "description-wide": lambda: _document("{type: string, description: '" + "券" * (SIZE // 3) + "'}"),
    "description-quotes": lambda: _document('{type: string, description: "' + '\\"' * (SIZE // 2) + '"}'),
    "title": lambda: _document("{type: string}").replace("Huge", "a" * SIZE),
    "summary": lambda: _document("{type: string}").replace("      tags:", "      summary: " + "s" * SIZE + "\n      tags:"),
    "operation-id": lambda: _document("{type: string}").replace("MakeThing", "A" * SIZE),
    "tag": lambda: _document("{type: string}").replace("[thing]", f"[{'t' * SIZE}]"),
    "path": lambda: _document("{type: string}").replace("/things", "/" + "a/" * (SIZE // 2)),
    "path-parameters": lambda: _document("{type: string}").replace("/things", "/" + _many(lambda n: f"{{a{n}}}", "/")),
    "property": lambda: _document(_object("a" * 1000 + ": {type: string}, " + "b" * SIZE + ": {type: string}")),
    "default": lambda: _document(_object("a: {type: string, default: '" + "x" * SIZE + "'}")),
    "example": lambda: _document(_object("a: {type: string, example: '" + "x" * SIZE + "'}")),
    "example-and-pattern": lambda: _document(_object("a: {type: string, pattern: '[a-z]+[0-9]', example: '" + "x" * SIZE + "'}")),
    "example-list": lambda: _document(_object("a: {type: array, uniqueItems: true, items: {type: integer}, example: [" + _many(str) + "]}")),
    "pattern": lambda: _document(_object("a: {type: string, pattern: '" + "(a|b?)" * (SIZE // 6) + "'}")),
    "patterns": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: string, pattern: '^(a{n}-?)*b[a-z]*$'}}"))),
    "patterns-endless": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: string, pattern: '^(a{n}+)+$'}}"))),
    "large-limits": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: string, minLength: 100000, maxLength: 100000}}"))),
    "large-lists": lambda: _document(_object(_many(lambda n: f"a{n}: {{type: array, minItems: 900, items: {{type: string}}}}"))),
    "parameters": lambda: _document("{type: string}").replace("      tags:", "      parameters: [" + _many(lambda n: f"{{name: q{n}, in: query, schema: {{type: string}}}}") + "]\n      tags:"),
    "responses": lambda: _document("{type: string}", responses=_many(lambda n: f"'{n}': {{description: ok}}")),
    "errors": lambda: _document("{type: string}", responses="'204': {description: ok}, " + ", ".join(f"'{n}': {{description: no}}" for n in range(400, 600))),
    "servers": lambda: _document("{type: string}").replace('servers: [', "servers: [" + _many(lambda n: f'{{url: "https://h{n}.example.com"}}') + ", "),
    "unknown-keys": lambda: _document("{" + _many(lambda n: f"k{n}: 1") + "}"),
    "extensions": lambda: _document("{type: string, " + _many(lambda n: f"x-k{n}: 1") + "}"),
    "deep-lists": lambda: _document("{type: string}", "x-a: " + "[" * (SIZE // 2) + "]" * (SIZE // 2) + "\n"),
    "deep-objects": lambda: _document("{type: string}", "x-a: " + "{a: " * (SIZE // 5) + "1" + "}" * (SIZE // 5) + "\n"),
    "deep-blocks": lambda: _document("{type: string}", "x-a:\n" + "".join(" " * n + "a:\n" for n in range(1, 1400))),
    "deep-schemas": lambda: _document("{type: array, items: " * 60 + "{type: string}" + "}" * 60),
    "aliases": lambda: _document("{type: string}", "x-a: &a {b: 1}\nx-b: [" + _many(lambda n: "*a") + "]\n"),
    "alias-of-many": lambda: _document("{type: string}", "x-a: &a [" + ", ".join("1" * 100) + "]\nx-b: [" + ", ".join(["*a"] * 29_000) + "]\n"),
    "bomb": _bomb,
    "keys-equal": lambda: _document("{type: string}", _many(lambda n: "x-a: 1", "\n") + "\n"),
    "documents": lambda: "--- a\n" * (SIZE // 6),
    "comments": lambda: "#" * SIZE,
    "blanks": lambda: " " * SIZE,
    "quotes": lambda: "'" * SIZE,
    "percent": lambda: "%" * SIZE,
    "number": lambda: "a: " + "9" * SIZE,
    "colons": lambda: "a: " * (SIZE // 3),
    "question-marks": lambda: "? " * (SIZE // 2),
    "dashes": lambda: "- " * (SIZE // 2),
    "anchors": lambda: _many(lambda n: f"x-{n}: &a{n} 1", "\n") + "\n",
    "tags-yaml": lambda: _many(lambda n: f"- !a{n} 1", "\n"),
    "block-text": lambda: "a: |\n" + _many(lambda n: "  x", "\n"),
}  # fmt: skip
