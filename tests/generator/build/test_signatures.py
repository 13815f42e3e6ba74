"""Which signature scheme a document means: by its security schemes, else by its paths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wxbrand_codegen.pipeline import read

from tests.generator.conftest import HEAD, SIGNED_HEAD, Workshop

BRAND, MERCHANT = "BrandClient", "MerchantClient"

Write = Callable[..., str]


def head(security: str = "", schemes: str = "") -> str:
    lines = [HEAD]
    if security:
        lines.append(f"security: {security}\n")
    if schemes:
        lines.append(f"components: {{securitySchemes: {{{schemes}}}}}\n")
    return "".join(lines)


@pytest.mark.parametrize(
    ("scheme", "client"),
    [
        ("a: {type: http, scheme: WECHATPAY2-SHA256-RSA2048}", MERCHANT),
        ("a: {type: http, scheme: wechatpay2-sha256-rsa2048, description: 微信支付}", MERCHANT),
        ("a: {type: http, scheme: WECHATPAY-BRAND-SHA256-RSA2048}", BRAND),
        ("WECHATPAY2-SHA256-RSA2048: {type: apiKey, in: header, name: Authorization}", MERCHANT),
        ("WECHATPAY2_SHA256_RSA2048: {type: apiKey, in: header, name: Authorization}", MERCHANT),
        (
            "a: {type: apiKey, in: header, name: Authorization, description: '`WECHATPAY2-SHA256-RSA2048 mchid=...`'}",
            MERCHANT,
        ),
        ("a: {type: http, scheme: bearer, bearerFormat: WECHATPAY2-SHA256-RSA2048}", MERCHANT),
        (
            "a: {type: http, scheme: WECHATPAY2-SHA256-RSA2048, description: not WECHATPAY-BRAND-SHA256-RSA2048}",
            MERCHANT,
        ),
        ("b: {type: oauth2, flows: {}}, a: {type: http, scheme: WECHATPAY2-SHA256-RSA2048}", MERCHANT),
    ],
)
@pytest.mark.parametrize("security", ["", "[{a: []}]"])
def test_a_security_scheme_names_it(
    workshop: Workshop, operation: Write, scheme: str, client: str, security: str
) -> None:
    workshop.paths(operation(), head=head(security, scheme))

    built = read(workshop.spec)[1]

    assert built.api.scheme.client == client
    assert "no-signature-scheme" not in [advice.code for advice in built.advice]


@pytest.mark.parametrize(
    ("path", "schemes", "client", "words"),
    [
        ("/brand/things", "", BRAND, "its paths are those of a brand, so the clients are BrandClient and"),
        ("/v3/things", "", MERCHANT, "its paths are those of a merchant, so the clients are MerchantClient and"),
        ("/things", "", BRAND, "its paths do not tell either: it is read as that of a brand"),
        ("/v3/things", "a: {type: apiKey, in: header, name: X-Key}", MERCHANT, "its paths are those of a merchant"),
        (
            "/v3/a",
            "a: {type: http, scheme: WECHATPAY2-SM2-WITH-SM3}",
            MERCHANT,
            "add to components.securitySchemes one",
        ),
        (
            "/v3/a",
            "a: {type: x, description: WECHATPAY2-SHA256-RSA2048 or WECHATPAY-BRAND-SHA256-RSA2048}",
            MERCHANT,
            "",
        ),
    ],
)
def test_without_one_the_paths_tell_with_advice(
    workshop: Workshop, operation: Write, path: str, schemes: str, client: str, words: str
) -> None:
    workshop.paths(operation(path=path), head=head("", schemes))

    built = read(workshop.spec)[1]

    (advice,) = [advice for advice in built.advice if advice.code == "no-signature-scheme"]
    assert built.api.scheme.client == client
    assert words in advice.message
    assert workshop.spec.read_text().splitlines()[advice.mark.line - 1].startswith("components" if schemes else "paths")


def test_the_prefix_of_the_server_is_part_of_the_path(workshop: Workshop, operation: Write) -> None:
    workshop.paths(operation(path="/pay"), head=HEAD.replace("example.com", "example.com/v3"))

    assert workshop.read().api.scheme.client == MERCHANT


def test_operations_of_another_scheme_are_left_out(workshop: Workshop, operation: Write) -> None:
    both = "a: {type: http, scheme: WECHATPAY2-SHA256-RSA2048}, b: {type: http, scheme: WECHATPAY-BRAND-SHA256-RSA2048}"
    workshop.paths(
        operation(path="/v3/a", operationId="A")
        + operation(path="/v3/b", operationId="B", security="[{b: []}]")
        + operation(path="/v3/c", operationId="C", security="[{a: []}, {b: []}]")
        + operation(path="/v3/d", operationId="D", security="[]"),
        head=head("[{a: []}]", both),
    )

    built = workshop.read()

    assert built.api.scheme.client == MERCHANT
    assert [operation.id for area in built.api.areas for operation in area.operations] == ["A", "C", "D"]
    (skipped,) = built.api.skipped
    assert skipped.key == "GET /v3/b"
    assert skipped.problem.message == (
        "this operation is signed as a brand (WECHATPAY-BRAND-SHA256-RSA2048), and the client of this document signs as "
        "a merchant; describe it in another document"
    )


def test_of_mixed_paths_most_decide(workshop: Workshop, operation: Write) -> None:
    paths = ["/brand/a", "/v3/b", "/v3/c", "/other"]
    workshop.paths("".join(operation(path=path, operationId=f"Get{path[-1]}") for path in paths))

    api = workshop.read().api

    assert api.scheme.client == MERCHANT
    assert [skipped.key for skipped in api.skipped] == ["GET /brand/a"]


def test_what_the_document_requires_goes_before_its_paths(workshop: Workshop, operation: Write) -> None:
    workshop.paths(operation(path="/v3/a"), head=SIGNED_HEAD)

    built = read(workshop.spec)[1]

    assert built.api.scheme.client == BRAND
    assert built.api.skipped == ()
    assert built.advice == ()
