"""The servers of a spec, and operations that are not supported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.checkers import strict_mypy
from tests.generator.conftest import Calling, Workshop

MISSING_BASE_URL = """\
from acme import AsyncBrandClient, BrandClient
from wxbrand_runtime import Credentials

def use(credentials: Credentials) -> None:
    BrandClient(credentials)  # type: ignore[call-arg]
    AsyncBrandClient(credentials)  # type: ignore[call-arg]
    BrandClient(credentials, base_url="https://api.example.com", timeout="3")  # type: ignore[arg-type]
    BrandClient(credentials, base_url="https://api.example.com", timeout=3, retries=0)
"""


def head(servers: str) -> str:
    return f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\nservers: [{servers}]\n'


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com", "https://user@api.example.com", "https://api.example.com?a=b", "https://api.example.com/#a",
        "https://api.example.com/../b", "//api.example.com", "/v1", "ftp://api.example.com", "https://api.example.com\\n",
        "https://api.example .com", "https://api.example.com/{unknown}", "https://api.example.com:99999", "https://a@b:1\\\\@c",
        "https://api.example.com/a+b",
    ],
)  # fmt: skip
def test_a_server_other_than_plain_https_is_not_called_by_default(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head(f'{{url: "{url}"}}, {{url: "https://sandbox.example.com"}}'))

    assert workshop.read().api.servers == ()
    assert any(line.startswith("openapi.yaml:3:12 unusable-server") for line in workshop.advice())


def test_only_hosts_of_wechat_pay_are_backups(workshop: Workshop, operation: Callable[..., str]) -> None:
    main, backup = "{url: 'https://api.mch.weixin.qq.com'}", "{url: 'https://api2.mch.weixin.qq.com'}"

    workshop.paths(operation(), head(f"{main}, {{url: 'http://b.example'}}, {{url: 'https://test.example'}}, {backup}"))

    assert workshop.read().api.servers == ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")
    unusable, unused = workshop.advice()
    assert "it is not a backup" in unusable
    assert "unused-server  clients do not call https://test.example by themselves" in unused


def test_a_server_for_tests_never_gets_what_is_meant_for_the_first(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation(), head("{url: 'https://live.example'}, {url: 'https://test.example'}"))

    assert workshop.read().api.servers == ("https://live.example",)


@pytest.mark.parametrize("servers", ["", "servers: []\n"])
def test_a_document_without_servers_is_for_wechat_pay(
    workshop: Workshop, operation: Callable[..., str], servers: str
) -> None:
    workshop.paths(operation(), f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\n{servers}')

    assert workshop.read().api.servers == ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")
    assert " no-server  " in workshop.advice()[0]


def test_a_client_without_a_default_server_must_be_given_a_base_url(
    workshop: Workshop, operation: Callable[..., str], calling: Callable[[], Calling]
) -> None:
    workshop.paths(operation(operationId="GetThing", tags="[t]"), head("{url: 'http://api.example.com/v1'}"))
    called = calling()
    kind = type(called.client)

    assert called.call("GetThingRequest", {"done": True}).done
    with pytest.raises(TypeError, match="base_url"):
        kind(called.wechat_pay.credentials)
    with pytest.raises(ValueError, match=r"give base_url, or set WXBRAND_BASE_URL"):
        kind.from_env({**called.wechat_pay.environ, "WXBRAND_BASE_URL": ""})
    with kind.from_env(called.wechat_pay.environ) as client:
        called.wechat_pay.answer(called.models.GetThingRequest, {})
        client.t.get_thing()
    assert called.last.target == "/things"


def test_the_package_without_a_default_server_is_typed_and_tested(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation(), head("{url: 'http://api.example.com/v1'}"))
    workshop.write("../out/caller.py", MISSING_BASE_URL)

    workshop.prove()

    workshop.run(*strict_mypy(), "caller.py")


@pytest.mark.parametrize("url", ["https://api.example.com:8443/v1/", "http://127.0.0.1:8090", "http://localhost/a"])
def test_https_servers_and_local_servers_are_accepted(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head(f'{{url: "{url}"}}'))

    assert workshop.read().api.servers == (url.rstrip("/"),)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("  /a//b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a/../b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a?b=c:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  '/a\"':\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a:\n    trace: {responses: {'204': {description: ok}}}\n", "unsupported-verb"),
        ("  /a:\n    get: {responses: {'200': {description: ok, content: {csv: {}}}}}\n", "unsupported-answer"),
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
            "  /a:\n    get: {parameters: [{name: a, in: query, required: true, style: deepObject, schema: {type: string}}], "
            "responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: cookie, required: true, schema: {}}], responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
    ],
)
def test_an_unsupported_operation_is_reported(workshop: Workshop, document: str, code: str) -> None:
    workshop.paths(document)

    assert any(f" {code}  " in line for line in workshop.problems())


CALLBACK = "callbacks: {done: {'{$request.body#/url}': {post: {responses: {'204': {description: ok}}}}}}"
LINK = "'200': {description: ok, links: {next: {operationId: GetNext}}}"


@pytest.mark.parametrize(
    ("path", "members", "advice"),
    [
        ("/a/{b}", "responses: {'204': {description: ok}}", "5:3 undeclared-parameter"),
        ("/a", f"{CALLBACK}, responses: {{'204': {{description: ok}}}}", "6:12 unused-callbacks"),
        ("/a", f"responses: {{{LINK}}}", "6:49 unused-links"),
        ("/a", "responses: {'204': {description: ok}}, servers: [{url: 'https://b.example'}]", "6:51 unused-servers"),
        ("/a", "responses: {'204': {description: ok}, '100': {description: wait}}", "6:50 unusable-status"),
        ("/a", "responses: {'404': {description: no}}", "6:12 no-success"),
        ("/a", "responses: {'302': {description: moved}}", "6:12 no-success"),
        (
            "/a",
            "parameters: [{name: x, in: path, required: true, schema: {}}], responses: {'204': {description: ok}}",
            "5:3 unused-parameter",
        ),
    ],
)
def test_what_a_client_does_not_need_is_passed_over_with_advice(
    workshop: Workshop, path: str, members: str, advice: str
) -> None:
    workshop.paths(f"  {path}:\n    post: {{{members}}}\n")

    assert any(line.startswith(f"openapi.yaml:{advice}") for line in workshop.advice())
    assert workshop.problems() == []


def test_an_operation_without_responses_is_said_once(workshop: Workshop) -> None:
    workshop.paths("  /a:\n    get: {responses: {}}\n    post: {operationId: a}\n")

    codes = [line.split(" ", 1)[1].split()[0] for line in workshop.advice()]

    assert codes == ["no-success", "no-success"]


def test_the_body_of_a_success_that_is_not_described_is_returned_as_it_comes(
    workshop: Workshop, calling: Callable[[], Calling]
) -> None:
    get = "get: {operationId: GetThing, tags: [t], responses: {'404': {description: no}}}"
    head = "head: {operationId: HeadThing, tags: [t], responses: {'404': {description: no}}}"
    workshop.paths(f"  /things/{{id}}:\n    {get}\n    {head}\n")
    called = calling()

    reply = called.call("GetThingRequest", b"<done/>", id="a/b")

    assert (reply.body, called.last.target) == (b"<done/>", "/things/a%2Fb")
    workshop.prove()
