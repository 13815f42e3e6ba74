"""The servers of a spec, and operations that are not supported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com", "https://user@api.example.com", "https://api.example.com?a=b", "https://api.example.com/#a",
        "https://api.example.com/../b", "//api.example.com", "/v1", "ftp://api.example.com", "https://api.example.com\\n",
        "https://api.example .com", "https://api.example.com/{unknown}", "https://api.example.com:99999", "https://a@b:1\\\\@c",
    ],
)  # fmt: skip
def test_a_server_other_than_plain_https_is_refused(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head=f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\nservers: [{{url: "{url}"}}]\n')

    assert any(line.startswith("openapi.yaml:3:12 unusable-server") for line in workshop.problems())


@pytest.mark.parametrize("url", ["https://api.example.com:8443/v1/", "http://127.0.0.1:8090", "http://localhost/a"])
def test_https_servers_and_local_servers_are_accepted(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head=f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\nservers: [{{url: "{url}"}}]\n')

    assert workshop.read().api.servers == (url.rstrip("/"),)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("  /a//b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a/../b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a?b=c:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  '/a\"':\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a/{b}:\n    get: {responses: {'204': {description: ok}}}\n", "undeclared-parameter"),
        ("  /a:\n    trace: {responses: {'204': {description: ok}}}\n", "unsupported-verb"),
        ("  /a:\n    get: {operationId: 券, responses: {'204': {description: ok}}}\n", "unusable-name"),
        ("  /a:\n    get: {responses: {'404': {description: no}}}\n", "no-success"),
        ("  /a:\n    get: {responses: {'200': {description: ok, content: {csv: {}}}}}\n", "unsupported-answer"),
        (
            "  /a:\n    get: {servers: [{url: 'https://evil.example'}], responses: {'204': {description: ok}}}\n",
            "unsupported-keyword",
        ),
        (
            "  /a:\n    post: {requestBody: {content: {multipart/mixed: {}}}, responses: {'204': {description: ok}}}\n",
            "unsupported-body",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}], "
            "responses: {'204': {description: ok}}}\n",
            "duplicate-parameter",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: query, schema: {type: object, properties: {b: {}}}}], "
            "responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: cookie, schema: {}}], responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
    ],
)
def test_an_unsupported_operation_is_reported(workshop: Workshop, document: str, code: str) -> None:
    workshop.paths(document)

    assert any(f" {code}  " in line for line in workshop.problems())
