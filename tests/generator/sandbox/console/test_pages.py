"""The console's pages for the product, notifications, faults, setup and reference, as a browser without scripts gets them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Folder, Sandbox, prepare, running
from wxbrand_codegen.sandbox.console.trying import moved_to
from wxbrand_runtime.http import Answer
from wxbrand_runtime.testing import new_pair

from tests.generator.sandbox.conftest import over_http

PAGES = ("", "product", "notifications", "faults", "reference", "setup")
KNOWN = "o" + "Known_openid" * 2 + "abc"


@dataclass
class Visitor:
    """Opens pages and sends forms."""

    sandbox: Sandbox
    url: str
    language: str = "en"
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def get(self, path: str, **headers: str) -> Answer:
        fields = {"Host": self.url.removeprefix("http://"), "Accept-Language": self.language, **headers}
        return over_http(self.url, "GET", path, list(fields.items()), b"")

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status == 200, (path, answer.status)
        return answer.body.decode()

    def post(self, path: str, form: dict[str, Any], **headers: str) -> Answer:
        fields = {
            "Host": self.url.removeprefix("http://"),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.url,
            "Sec-Fetch-Site": "same-origin",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return over_http(self.url, "POST", path, list(fields.items()), urlencode(form).encode())

    def do(self, **form: Any) -> Answer:
        return self.post("/sandbox/product", form)

    def coupons(self) -> Any:
        return self.sandbox.look(lambda product: product.snapshot()).user_coupons


@pytest.fixture(scope="module")
def brand_document() -> Any:
    return plain(read(Path("spec/openapi.yaml"))[1].document.root)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("sandbox") / "keys & <b>")


@pytest.fixture
def visitor(brand_document: Any, folder: Folder) -> Iterator[Visitor]:
    sandbox = Sandbox(brand_document, folder.wechat_pay)
    sandbox.credentials, sandbox.directory = folder.credentials, folder.directory
    sandbox.play(folder.api_key, strict=False, waits=(0,))
    with running(sandbox) as url:
        yield Visitor(sandbox, url)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_opens_in_both_languages(visitor: Visitor, language: str) -> None:
    visitor.language = language
    visitor.do(do="example", kind="single")
    visitor.do(do="example", kind="bundle")
    for waiting in visitor.sandbox.look(lambda product: product.snapshot()).pre_sends:
        visitor.do(do="claim", send_request_no=waiting.send_request_no)

    for path in PAGES:
        text = visitor.page(f"/sandbox/{path}")
        assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in text
        assert ("商品券" in text) or language == "en"
        assert "style=" not in text
        assert "<script>" not in text
    for coupon in visitor.coupons():
        assert coupon.code in visitor.page(f"/sandbox/product/user-coupons/{coupon.code}")


def test_every_operation_has_a_page(visitor: Visitor, brand_document: Any) -> None:
    listed = re.findall(r'href="/sandbox/reference/(\w+)"', visitor.page("/sandbox/reference"))

    assert (
        len(listed)
        == len(set(listed))
        == sum(
            method in {"get", "put", "post", "delete", "patch"}
            for item in brand_document["paths"].values()
            for method in visitor_item(brand_document, item)
        )
    )
    for key in listed:
        text = visitor.page(f"/sandbox/reference/{key}")
        assert f"<code>{key}</code>" in text
        assert "Send</button>" in text


def visitor_item(document: Any, item: Any) -> Any:
    while "$ref" in item:
        found = document
        for step in item["$ref"][2:].split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        item = found
    return item


def test_the_reference_is_searched(visitor: Visitor) -> None:
    text = visitor.page("/sandbox/reference?text=pre-SEND")

    assert re.findall(r'href="/sandbox/reference/(\w+)"', text) == [
        "PreSendUserProductCouponBundle",
        "PreSendUserProductCoupon",
    ]
    assert "No operation matches." in visitor.page("/sandbox/reference?text=nothing-like-it")


def test_a_coupons_life_is_played_with_forms(visitor: Visitor) -> None:
    assert visitor.do(do="example", kind="single").status == 303
    (waiting,) = visitor.sandbox.look(lambda product: product.snapshot()).pre_sends
    visitor.do(do="claim", send_request_no=waiting.send_request_no)
    (coupon,) = visitor.coupons()

    for what in ("confirm", "use", "return", "wait-for-end", "delete"):
        answer = visitor.do(do="coupon", what=what, coupon_code=coupon.code, shown=coupon.code)
        assert (answer.status, answer.headers.get("Location")) == (303, f"/sandbox/product/user-coupons/{coupon.code}")

    (coupon,) = visitor.coupons()
    assert [change.state for change in coupon.changes] == [
        "CONFIRMING",
        "PENDING",
        "EFFECTIVE",
        "USED",
        "EFFECTIVE",
        "EXPIRED",
        "DELETED",
    ]
    events = [delivery.event_type for delivery in visitor.sandbox.product.notifier.deliveries]  # type: ignore[union-attr]
    assert events == ["PRODUCT_COUPON.SEND", "PRODUCT_COUPON.USE", "PRODUCT_COUPON.RETURN"]


def test_what_cannot_be_done_is_said_on_the_page(visitor: Visitor) -> None:
    visitor.do(do="example", kind="single")
    visitor.do(
        do="claim",
        send_request_no=visitor.sandbox.look(lambda product: product.snapshot()).pre_sends[0].send_request_no,
    )
    (coupon,) = visitor.coupons()

    answer = visitor.do(do="coupon", what="use", coupon_code=coupon.code)

    text = answer.body.decode()
    assert answer.status == 400
    assert "is CONFIRMING; this operation requires EFFECTIVE" in text
    assert f'href="/sandbox/requests/{visitor.sandbox.requests[-1].number}"' in text


@pytest.mark.parametrize(
    "form",
    [
        {"do": "unknown"},
        {"do": "time", "seconds": "-1"},
        {"do": "time", "seconds": "9" * 30},
        {"do": "claim", "send_request_no": "unknown"},
        {"do": "coupon", "what": "confirm", "coupon_code": "unknown"},
        {"do": "user-card", "what": "confirm"},
        {"do": "plan", "plan_id": "<script>"},
    ],
)
def test_bad_forms_change_nothing(visitor: Visitor, form: dict[str, str]) -> None:
    answer = visitor.do(**form)

    assert answer.status == 400
    assert 'role="alert"' in answer.body.decode()
    assert visitor.sandbox.look(lambda product: product.snapshot()).seconds_ahead == 0


def test_no_key_and_no_openid_is_shown(visitor: Visitor) -> None:
    target = f"/brand/marketing/product-coupon/users/{KNOWN}/pre-send-coupon"
    visitor.do(do="example", kind="single")
    (made,) = visitor.sandbox.look(lambda product: product.snapshot()).coupons
    body = {"product_coupon_id": made.id, "stock_id": made.stocks[0].id, "appid": "wx1", "send_request_no": "send_0001"}
    visitor.post("/sandbox/reference/PreSendUserProductCoupon", {"path.openid": KNOWN, "body": json.dumps(body)})
    assert visitor.sandbox.requests[-1].target == target
    visitor.do(do="claim", send_request_no="send_0001")
    (coupon,) = visitor.coupons()
    product = visitor.sandbox.product
    assert product is not None
    paths = [
        *(f"/sandbox/{path}" for path in PAGES[1:]),
        f"/sandbox/product/user-coupons/{coupon.code}",
        f"/sandbox/notifications/{product.notifier.deliveries[0].id}",
    ]

    for path in paths:
        text = visitor.page(path)
        assert KNOWN not in text, path
        assert "PRIVATE KEY" not in text
        assert str(visitor.sandbox.credentials.api_key) not in text  # type: ignore[union-attr]
    assert product.notifier.deliveries[0].resource["openid"] == KNOWN


def test_try_it_sends_a_signed_request_and_shows_the_answer(visitor: Visitor) -> None:
    body = '{"notify_url": "https://www.example.com/n"}'

    text = visitor.post("/sandbox/reference/SetNotifyConfig", {"body": body}).body.decode()

    assert "<strong>200</strong>" in text
    assert "signature verified" in text
    assert f"/sandbox/requests/{visitor.sandbox.requests[-1].number}" in text
    assert visitor.sandbox.requests[-1].operation_id == "SetNotifyConfig"


def test_try_it_uploads_a_picture(visitor: Visitor) -> None:
    page = visitor.page("/sandbox/reference/UploadImage")
    assert "A picture of one pixel" in page

    text = visitor.post("/sandbox/reference/UploadImage", {"body": '{"meta": {}}'}).body.decode()

    assert "<strong>200</strong>" in text
    assert "/sandbox/images/" in text


def test_times_of_an_example_move_together_to_today() -> None:
    example = {
        "begin": "2025-08-01T08:00:00+08:00",
        "list": [{"end": "2025-12-31T23:59:59+08:00"}],
        "text": "2025-08-01",
        "n": 1,
    }

    moved = moved_to(date(2026, 8, 3), example)

    assert moved == {
        "begin": "2026-08-03T08:00:00+08:00", "list": [{"end": "2027-01-02T23:59:59+08:00"}], "text": "2025-08-01", "n": 1,
    }  # fmt: skip
    assert moved_to(date(2024, 1, 1), example) == example


def test_the_examples_make_a_coupon_that_can_be_sent(visitor: Visitor) -> None:
    for operation in ("CreateProductCoupon", "PreSendUserProductCouponBundle"):
        page = visitor.page(f"/sandbox/reference/{operation}")
        found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
        assert found is not None
        form = {"path.openid": KNOWN, "body": unescape(found[1])}
        assert "<strong>200</strong>" in visitor.post(f"/sandbox/reference/{operation}", form).body.decode()

    snapshot = visitor.sandbox.look(lambda product: product.snapshot())
    assert [stock.state for stock in snapshot.coupons[0].stocks] == ["SENDING"] * 3
    assert len(snapshot.pre_sends) == 1


def test_member_cards_and_plans_are_shown_and_used(visitor: Visitor) -> None:
    product = visitor.sandbox.product
    assert product is not None
    card = product.answer(
        "CreateCard", {}, {"card_title": "Gold <b>", "appid": "wx1", "notify_url": "https://127.0.0.1:9/"}
    )
    assert card is not None
    product.answer("CreatePreAuthToken", {}, {"card_id": card["card_id"], "openid": KNOWN})
    assert "Gold &lt;b&gt;" in visitor.page("/sandbox/product")
    (waiting,) = product.snapshot().pre_auths
    visitor.do(do="open-card", token=waiting.token)
    (opened,) = product.snapshot().user_cards
    ids = {"card_id": card["card_id"], "openid": KNOWN}
    product.answer("ConfirmUserCard", {"path": {"user_card_code": opened.code}}, ids)
    path = "/sandbox/product"
    assert "Ask for points</button>" in visitor.page(path)

    for what in ("ask-for-points", "delete-user-card"):
        answer = visitor.do(do="user-card", what=what, card_id=card["card_id"], user_card_code=opened.code)
        assert answer.status == 303, answer.body.decode()

    (closed,) = product.snapshot().user_cards
    assert closed.state == "INVALID"
    assert KNOWN not in visitor.page(path)
    assert [each.event_type.rpartition(".")[2] for each in product.notifier.deliveries] == [
        "CREATE",
        "SYNC_USER_POINT",
        "DELETE",
    ]


@pytest.mark.parametrize(
    ("path", "form", "message"),
    [
        ("SetNotifyConfig", {"body": "{"}, "the body is not JSON"),
        ("SetNotifyConfig", {"body": "[" * 100_000}, "the body is not JSON"),
        ("GetProductCoupon", {}, "product_coupon_id is part of the path and must not be empty"),
        ("SetNotifyConfig", {"body": '{"notify_url": 1}'}, "PARAM_ERROR"),
    ],
)
def test_try_it_says_what_is_wrong(visitor: Visitor, path: str, form: dict[str, str], message: str) -> None:
    assert message in visitor.post(f"/sandbox/reference/{path}", form).body.decode()


def test_faults_are_armed_by_form_and_by_script(visitor: Visitor) -> None:
    assert visitor.post("/sandbox/faults", {"fault": "slow", "operation": "", "seconds": "2"}).status == 303
    assert visitor.post("/sandbox/faults", {"fault": "closed", "operation": "GetStock", "seconds": "3"}).status == 303
    fields = [("Host", visitor.url.removeprefix("http://")), ("Content-Type", "application/json")]
    made = over_http(visitor.url, "POST", "/sandbox/faults", fields, b'{"fault": "system-error"}')
    listed = json.loads(visitor.get("/sandbox/faults", Accept="application/json").body)["fault_list"]

    assert json.loads(made.body) == listed[2] == {
        "number": 3, "fault": "system-error", "operation": "", "seconds": 0.0,
    }  # fmt: skip
    assert [each["fault"] for each in listed] == ["slow", "closed", "system-error"]
    visitor.post("/sandbox/faults/disarm", {"number": "2"})
    assert [each.name for each in visitor.sandbox.faults.all()] == ["slow", "system-error"]
    assert over_http(visitor.url, "DELETE", "/sandbox/faults", fields[:1], b"").status == 204
    assert visitor.sandbox.faults.all() == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"fault": "x"}', b'{"fault": "slow", "seconds": "soon"}', b'{"fault": "closed", "why": 1}',
             b'{"fault": "closed", "operation": "Unknown"}', b"[" * 100_000]
)  # fmt: skip
def test_bad_faults_of_scripts_are_refused_as_json(visitor: Visitor, body: bytes) -> None:
    fields = [("Host", visitor.url.removeprefix("http://")), ("Content-Type", "application/json")]

    answer = over_http(visitor.url, "POST", "/sandbox/faults", fields, body)

    assert (answer.status, json.loads(answer.body)["code"]) == (400, "PARAM_ERROR")
    assert visitor.sandbox.faults.all() == []


@pytest.mark.parametrize(
    "path", ["/sandbox/product", "/sandbox/faults", "/sandbox/faults/disarm", "/sandbox/reference/SetNotifyConfig"]
)
def test_pages_of_other_origins_can_do_nothing(visitor: Visitor, path: str) -> None:
    form = {"do": "time", "seconds": "60", "fault": "closed", "body": '{"notify_url": "https://evil.example/"}'}

    for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Host": "evil.example"}):
        assert visitor.post(path, form, **headers).status == 403

    assert visitor.sandbox.faults.all() == []
    assert visitor.sandbox.requests == []
    assert visitor.sandbox.look(lambda product: product.snapshot()).seconds_ahead == 0


def test_a_notification_is_shown_and_sent_again(visitor: Visitor) -> None:
    visitor.do(do="example", kind="single")
    product = visitor.sandbox.product
    assert product is not None
    product.answer("SetNotifyConfig", {}, {"notify_url": "https://127.0.0.1:9/<b>"})
    (waiting,) = product.snapshot().pre_sends
    visitor.do(do="claim", send_request_no=waiting.send_request_no)
    (delivery,) = product.notifier.deliveries

    answer = visitor.post(f"/sandbox/notifications/{delivery.id}", {"fault": "probe"})

    assert answer.status == 303
    text = visitor.page(f"/sandbox/notifications/{delivery.id}")
    assert "https://127.0.0.1:9/&lt;b&gt;" in text
    assert "<b>" not in text
    assert visitor.post(f"/sandbox/notifications/{delivery.id}", {"fault": "unknown"}).status == 400
    assert visitor.get("/sandbox/notifications/unknown").status == 404


@pytest.mark.parametrize(
    ("name", "file", "command"),
    [
        ("curl", "call.sh", ["bash", "-e", "call.sh"]),
        ("java", "Call.java", ["java", "Call.java"]),
        ("go", "call.go", ["go", "run", "call.go"]),
    ],
)
def test_the_code_of_setup_is_answered(
    visitor: Visitor, name: str, file: str, command: list[str], tmp_path: Path
) -> None:
    if missing := [each for each in {command[0], name} if not shutil.which(each)]:
        pytest.skip(f"needs {', '.join(missing)}")
    visitor.do(do="example", kind="single")
    found = re.search(rf'<pre id="snippet-{name}">(.*?)</pre>', visitor.page("/sandbox/setup"), re.DOTALL)
    assert found is not None
    (tmp_path / file).write_text(unescape(found[1]), "utf-8")

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr if name != "curl" else "") == (0, "")
    assert json.loads(done.stdout)["notify_url"] == "https://www.example.com/notify"


HOSTILE = "</script><script>alert(1)</script>\"'{{7*7}}<img src=x onerror=alert(1)>"


def test_texts_of_a_spec_stay_texts() -> None:
    property_ = {"type": "string", "title": HOSTILE, "description": HOSTILE, "enum": [HOSTILE], "const": HOSTILE}
    document = {
        "openapi": "3.1.0",
        "info": {"title": HOSTILE, "version": "1"},
        "tags": [{"name": HOSTILE, "description": HOSTILE}],
        "paths": {
            "/a/{x}": {
                "post": {
                    "operationId": HOSTILE,
                    "summary": HOSTILE,
                    "description": HOSTILE,
                    "tags": [HOSTILE],
                    "parameters": [{"name": "x", "in": "path", "required": True, "schema": property_}],
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"type": "object", "properties": {HOSTILE: property_}}}
                        }
                    },
                    "responses": {"200": {"description": HOSTILE}},
                }
            },
            "/tree": {
                "get": {
                    "responses": {
                        "200": {
                            "description": "",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}},
                        }
                    }
                }
            },
        },
        "components": {
            "schemas": {"Tree": {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}}}}
        },
    }
    wechat_pay, credentials = new_pair()
    sandbox = Sandbox(document, wechat_pay)
    sandbox.credentials = credentials
    with running(sandbox) as url:
        visitor = Visitor(sandbox, url)
        pages = [visitor.page(f"/sandbox/{path}") for path in PAGES]
        links = re.findall(r'href="(/sandbox/reference/[^"]+)"', pages[4])
        pages += [visitor.page(link) for link in links]

    assert len(links) == 2
    for text in pages:
        assert "<script>" not in text
        assert "<img src=x" not in text
    assert all("{{7*7}}" in text for text in (pages[4], pages[6]))
    assert 'id="snippet-shell"' in pages[5]
    assert 'id="snippet-curl"' not in pages[5]  # the spec has nothing that a shell could not take for a command
