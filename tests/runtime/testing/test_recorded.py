"""Requests that the fake WeChat Pay records, and decodes into the classes that they were sent from."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from wxbrand import models
from wxbrand_runtime.models import UNSET, Operation, Request, moment
from wxbrand_runtime.models.files import ReadFile
from wxbrand_runtime.testing import FakeWeChatPay

from tests.runtime.callers import Caller
from tests.runtime.example_models import Coupon, Edit, Find, Issue, Item, ListItems, State
from tests.runtime.testing.contents import File, Form, Parts, Point, Text
from tests.runtime.testing.examples import OPENID, PRE_SEND, pre_send, upload

COUPON = {"token": "t"}

CARD = models.ImportUserCardByOpenidRequest(
    card_id="card", openid=OPENID, user_card_code="code", phone_number="13800000000"
)


def file_(name: str | None, content: bytes) -> Any:  # type checkers expect a file input here
    return ReadFile(name=name, content=content)


@pytest.mark.parametrize(
    ("request_", "reply"),
    [
        (pre_send(attach="附加 & 😀", openid="a/b?&%"), COUPON),
        (Issue(openid="a/b 券", out_request_no="1 号"), COUPON),
        (
            models.ListStocksRequest(product_coupon_id="1", state=models.StockState.unlisted("NEW_ONE"), page_size=20),
            {"total_count": 0, "stock_list": []},
        ),
        (CARD, {}),
        (
            Issue(
                openid="o",
                out_request_no="1",
                mode="a,b&c",
                trace="7",
                class_="x",
                item=Item(name="a", kind="b", parts=[Item(name="c")]),
                when=moment("2025-01-01T00:00+08:00"),
            ),
            COUPON,
        ),
        (
            Find(
                openid="12",
                states=[State.USED, State.SENDING],
                ids=["a,b", "c"],
                since=datetime(2025, 1, 1, tzinfo=UTC),
                fresh=True,
                offset=3,
                state=State.unlisted("OTHER"),
            ),
            COUPON,
        ),
        (Find(openid="null", states=[State.USED], ids=["1"]), COUPON),
        (ListItems(items=[]), []),
        (ListItems(items=[Item(name="a"), Item(name="b", parts=[])]), []),
        (Form(text="a=b&c 券", count=2, several=[1, 2]), None),
        (Form(text="", count=0), None),
        (Text(text="一段文字\r\n"), None),
    ],
)
def test_a_request_is_decoded_as_it_was_sent(
    caller: Caller, fake_wechat_pay: FakeWeChatPay, request_: Request[Any], reply: object
) -> None:
    fake_wechat_pay.answer(type(request_), reply)

    caller.send(request_)

    [recorded] = fake_wechat_pay.sent(type(request_))
    assert recorded.request == request_


def test_files_are_decoded_byte_for_byte(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    content = bytes(range(256)) + b"\r\n--wxbrand-\r\n\r\n" + b"\r\n"
    fake_wechat_pay.answer(models.UploadCardImageRequest, {"media_url": "https://image.example"}, always=True)
    fake_wechat_pay.answer(File)
    fake_wechat_pay.answer(Parts)

    caller.send(upload(file=content, filename='图 "1".png'))
    caller.send(File(name="a.bin", file=content))
    files = [file_("one.txt", b"1"), file_("two.txt", b"")]
    caller.send(Parts(files=files, point=Point(x=1), count=7, note="备注"))

    uploaded, put, parts = (each.request for each in fake_wechat_pay.requests)
    assert isinstance(uploaded, models.UploadCardImageRequest)
    assert uploaded.file == file_('图 "1".png', content)
    assert (uploaded.filename, uploaded.file_digest) == ('图 "1".png', hashlib.sha256(content).hexdigest())
    assert put == File(name="a.bin", file=file_(None, content))
    assert parts == Parts(files=files, point=Point(x=1), count=7, note="备注")


def test_a_list_of_one_file_is_decoded_as_a_list(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(Parts)

    caller.send(Parts(files=[file_("one.txt", b"1")], point=Point(x=1), count=7))

    [recorded] = fake_wechat_pay.sent(Parts)
    assert recorded.request.files == [file_("one.txt", b"1")]
    assert recorded.request.note is UNSET


def test_a_request_is_recorded_with_operation_status_and_parameters(
    caller: Caller, fake_wechat_pay: FakeWeChatPay
) -> None:
    fake_wechat_pay.answer(models.ListStocksRequest, {"total_count": 0, "stock_list": []})
    fake_wechat_pay.answer(PRE_SEND, COUPON)

    caller.send(models.ListStocksRequest(product_coupon_id="a/b", page_size=20, page_token="券"))
    caller.send(pre_send())

    first, second = fake_wechat_pay.requests
    assert (first.method, first.operation, first.status, first.verified) == ("GET", "ListStocks", 200, True)
    assert first.path_parameters == {"product_coupon_id": "a/b"}
    assert first.query == (("page_size", "20"), ("page_token", "券"))
    assert first.target.endswith("/product-coupons/a%2Fb/stocks?page_size=20&page_token=%E5%88%B8")
    assert second.json()["product_coupon_id"] == "200000001"
    assert second.headers.get("content-type") == "application/json"
    assert fake_wechat_pay.sent(PRE_SEND) == (second,)


def test_a_sensitive_text_is_encrypted_in_the_body_and_plain_in_the_request(
    caller: Caller, fake_wechat_pay: FakeWeChatPay
) -> None:
    fake_wechat_pay.answer(type(CARD), {})

    caller.send(CARD)

    [recorded] = fake_wechat_pay.sent(models.ImportUserCardByOpenidRequest)
    assert len(recorded.json()["phone_number"]) == 344
    assert recorded.request.phone_number == "13800000000"


def test_the_repr_contains_nothing_private(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, COUPON)
    caller.send(pre_send())

    [recorded] = fake_wechat_pay.requests

    authorization = recorded.headers.get("Authorization")
    assert authorization
    for text in (repr(recorded), str(recorded)):
        assert OPENID not in text
        assert "200000001" not in text
        assert authorization.split('signature="')[1][:20] not in text


def test_a_scripted_class_takes_precedence_over_another_of_the_same_path(
    caller: Caller, fake_wechat_pay: FakeWeChatPay
) -> None:
    class Same(Edit, frozen=True, kw_only=True):
        pass

    fake_wechat_pay.answer(Same, {"token": "t"})

    assert caller.send(Same(note="n")) == Coupon(token="t")

    assert fake_wechat_pay.requests[0].model is Same


def test_a_literal_path_takes_precedence_over_one_with_a_placeholder(
    caller: Caller, fake_wechat_pay: FakeWeChatPay
) -> None:
    class Latest(Request[Coupon], frozen=True, kw_only=True):
        operation: ClassVar[Operation] = Operation(
            name="Latest", method="PUT", path="/brand/contents/file/latest", replies={"200": Coupon}
        )

    fake_wechat_pay.answer(File, always=True)
    fake_wechat_pay.answer(Latest, {"token": "t"})

    caller.send(Latest())
    caller.send(File(name="first", file=b""))

    assert [each.model for each in fake_wechat_pay.requests] == [Latest, File]


def test_a_request_of_an_unknown_operation_is_recorded(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.unscripted_allowed = True
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    request = urllib.request.Request(f"{fake_wechat_pay.url}/brand/nothing?a=1", b"--x", headers)

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)

    with caught.value as error:
        assert error.code == 401
        assert b"the request has no Authorization header" in error.read()
    [recorded] = fake_wechat_pay.requests
    assert (recorded.operation, recorded.path_parameters, recorded.body) == (None, {}, b"--x")
    assert str(recorded) == "POST /brand/nothing, which no imported request class has"
    with pytest.raises(ValueError, match="no imported request class has POST"):
        _ = recorded.request


def test_a_request_that_does_not_have_the_form_of_its_class_raises(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.unscripted_allowed = True
    request = urllib.request.Request(f"{fake_wechat_pay.url}/brand/items", b'[{"nam": "a"}]')

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)

    caught.value.close()
    with pytest.raises(ValueError, match=r"cannot be read as ListItems: .* missing required field `name`"):
        _ = fake_wechat_pay.requests[0].request
