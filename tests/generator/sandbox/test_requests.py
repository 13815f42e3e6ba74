"""Validation of requests against the spec."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from wxbrand_runtime.http import Answer

    from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"


def detail(answer: Answer) -> tuple[int, str, str, str]:
    """Return status, code, location and field of an error."""
    value = json.loads(answer.body)
    return answer.status, value["code"], value["detail"]["location"], value["detail"]["field"]


def issue(answer: Answer) -> str:
    return str(json.loads(answer.body)["detail"]["issue"])


def test_the_documented_example_is_answered_and_signed(call: Caller, coupon: dict[str, Any]) -> None:
    answer = call("POST", COUPONS, coupon)

    assert answer.status == 200
    assert call.verified(answer) == {"token": "ABBpZjCf"}
    assert answer.headers.get("Content-Type") == "application/json; charset=utf-8"
    assert answer.request_id


def test_a_refusal_before_authentication_is_not_signed(call: Caller, coupon: dict[str, Any]) -> None:
    answer = call("POST", COUPONS, coupon, signed=("POST", COUPONS, b"{}"))

    assert answer.status == 401
    assert json.loads(answer.body)["code"] == "SIGN_ERROR"
    assert answer.headers.get("Wechatpay-Signature") is None
    assert answer.request_id


def test_a_refusal_after_authentication_is_signed(call: Caller) -> None:
    answer = call("GET", "/nowhere")

    assert answer.status == 404
    assert call.verified(answer)["code"] == "NOT_FOUND"


def test_authentication_comes_before_routing(call: Caller) -> None:
    assert call("GET", "/nowhere", headers={"Authorization": None}).status == 401


def test_another_method_is_refused_with_allow(call: Caller) -> None:
    answer = call("PATCH", COUPONS)

    assert answer.status == 405
    assert answer.headers.get("Allow") == "GET, POST, DELETE"
    call.verified(answer)


def test_a_literal_segment_wins_over_a_template(call: Caller) -> None:
    assert call.verified(call("GET", "/users/all/coupons")) == "all"


@pytest.mark.parametrize("openid", ["%E5%88%B8", "a%2Fb", "a%2Bb%20c", "50%25", "%e5%88%b8", "a+b"])
def test_a_percent_encoded_segment_is_one_value(call: Caller, coupon: dict[str, Any], openid: str) -> None:
    assert call("POST", f"/users/{openid}/coupons", coupon).status == 200


def test_a_path_value_is_checked_decoded(call: Caller, coupon: dict[str, Any]) -> None:
    fits = call("POST", f"/users/{'%E5%88%B8' * 20}/coupons", {**coupon, "send_request_no": "another-1"})
    too_long = call("POST", f"/users/{'%E5%88%B8' * 21}/coupons", coupon)

    assert fits.status == 200
    assert detail(too_long) == (400, "PARAM_ERROR", "path", "openid")
    assert issue(too_long) == "has 21 characters; at most 20 are allowed"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/users//coupons", 404),
        ("/users/a/b/coupons", 404),
        ("/users/a/coupons/", 404),
        ("http://127.0.0.1/users/a/coupons", 404),
        ("/users/%zz/coupons", 400),
        ("/users/%ff/coupons", 400),
    ],
)
def test_other_paths_are_refused(call: Caller, coupon: dict[str, Any], target: str, status: int) -> None:
    assert call("POST", target, coupon).status == status


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("limit=20", 200, None),
        ("limit=20&states=USED&states=EFFECTIVE", 200, None),
        ("limit=20&ids=1,2", 200, None),
        ("limit=20&ids=1%2C2", 200, None),
        ("limit=20&used=true&ratio=-1.5e3&name=%E5%88%B8", 200, None),
        ("limit=20&name=a+b", 200, None),
        ("limit=20&filter=%7B%22token%22%3A%22x%22%7D", 200, None),
        ("", 400, "limit"),
        ("limit=", 400, "limit"),
        ("limit=51", 400, "limit"),
        ("limit=1.0", 400, "limit"),
        ("limit=1_0", 400, "limit"),
        ("limit=%EF%BC%92", 400, "limit"),
        ("limit=1&limit=2", 400, "limit"),
        ("limit=20&Limit=20", 400, "Limit"),
        ("limit=20&states=GONE", 400, "states[0]"),
        ("limit=20&states=USED&states=USED&states=USED", 400, "states"),
        ("limit=20&ids=1,b", 400, "ids[1]"),
        ("limit=20&used=True", 400, "used"),
        ("limit=20&ratio=nan", 400, "ratio"),
        ("limit=20&ratio=1e999", 400, "ratio"),
        ("limit=20&name=12345", 400, "name"),
        ("limit=20&name=%zz", 400, "name"),
        ("limit=20&filter=%7B", 400, "filter"),
        ("limit=20&filter=%7B%22tokn%22%3A1%7D", 400, "filter.tokn"),
        ("limit=20&", 400, ""),
    ],
)
def test_query_values_are_decoded_by_type_and_checked(call: Caller, query: str, status: int, field: str | None) -> None:
    answer = call("GET", f"{COUPONS}?{query}")

    assert answer.status == status
    if field is not None:
        assert detail(answer) == (400, "PARAM_ERROR", "query", field)


@pytest.mark.parametrize(("text", "status"), [("1", 200), ("0", 400), ("one", 400)])
def test_a_header_of_the_spec_is_checked(call: Caller, text: str, status: int) -> None:
    answer = call("GET", f"{COUPONS}?limit=1", headers={"x-round": text})

    assert answer.status == status
    if status == 400:
        assert detail(answer) == (400, "PARAM_ERROR", "header", "X-Round")


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
def test_json_is_taken_with_and_without_charset(call: Caller, coupon: dict[str, Any], kind: str) -> None:
    assert call("POST", COUPONS, coupon, headers={"Content-Type": kind}).status == 200


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json; charset=gbk", "application/jsonp"])
def test_another_content_type_is_refused(call: Caller, coupon: dict[str, Any], kind: str | None) -> None:
    answer = call("POST", COUPONS, coupon, headers={"Content-Type": kind})

    assert detail(answer) == (400, "PARAM_ERROR", "header", "Content-Type")


@pytest.mark.parametrize("accept", ["*/*", "text/html, application/json;q=0.9", "application/*"])
def test_accept_may_be_wide(call: Caller, coupon: dict[str, Any], accept: str) -> None:
    assert call("POST", COUPONS, coupon, headers={"Accept": accept, "Accept-Encoding": "gzip"}).status == 200


@pytest.mark.parametrize("accept", [None, "text/html"])
def test_accept_must_allow_json(call: Caller, coupon: dict[str, Any], accept: str | None) -> None:
    assert detail(call("POST", COUPONS, coupon, headers={"Accept": accept})) == (400, "PARAM_ERROR", "header", "Accept")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is required"),
        (b"[]", "must be object, not array"),
        (b"{", "is not JSON"),
        (b"\xef\xbb\xbf{}", "is not JSON"),
        (b'{"a": "\xff"}', "is not UTF-8 at byte 7"),
        (b'{"a": NaN}', "has NaN, which is not JSON"),
        (b'{"a": -Infinity}', "has -Infinity, which is not JSON"),
        (b'{"a": 1e999}', "has a number that is too large"),
        (b'{"a": %s}' % (b"9" * 5000), "has a number with too many digits"),
        (b'{"a": {"b": 1, "b": 2}}', "has the key 'b' twice in one object"),
        (b'{"a": "\\ud800"}', "has half a surrogate pair"),
        (b'{"a": %s%s}' % (b"[" * 70, b"]" * 70), "is nested more than 64 levels deep"),
        (b"[" * 200_000, "is nested too deeply"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_json_is_read_strictly(call: Caller, body: bytes, reason: str) -> None:
    answer = call("POST", COUPONS, body=body)

    assert detail(answer) == (400, "PARAM_ERROR", "body", "body")
    assert issue(answer).startswith(reason)


def test_a_body_is_refused_if_the_operation_has_none(call: Caller) -> None:
    assert detail(call("DELETE", COUPONS, {"a": 1})) == (400, "PARAM_ERROR", "body", "body")


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"send_request_no": "a" * 5}, "send_request_no", "has 5 characters; at least 6 are needed"),
        ({"send_request_no": "a" * 41}, "send_request_no", "has 41 characters; at most 40 are allowed"),
        ({"send_request_no": "with blank"}, "send_request_no", "does not match ^[0-9A-Za-z_-]+$"),
        ({"send_request_no": "newline\n"}, "send_request_no", "does not match ^[0-9A-Za-z_-]+$"),
        ({"send_request_no": 123456}, "send_request_no", "must be string, not integer"),
        ({"coupon_id": None}, "coupon_id", "must be string, not null"),
        ({"coupon_ld": "1"}, "coupon_ld", "is not a field of this request"),
        ({"attach": "😀" * 6}, "attach", "has 6 characters; at most 5 are allowed"),
        ({"start_time": "yesterday"}, "start_time", "is not a date-time"),
        ({"start_time": "2025-13-01T00:00:00Z"}, "start_time", "is not a date-time"),
        ({"start_time": "2025-01-01T00:00:00"}, "start_time", "is not a date-time"),
        ({"count": 0}, "count", "must be at least 1"),
        ({"count": 10}, "count", "must be at most 9"),
        ({"count": True}, "count", "must be integer, not boolean"),
        ({"count": 1.5}, "count", "must be integer, not number"),
        ({"states": []}, "states", "has 0 items; at least 1 are needed"),
        ({"states": ["USED", "USED"]}, "states", "has the same item twice"),
        ({"states": ["USED", "LOST"]}, "states[1]", "must be one of EFFECTIVE, USED"),
        ({"display_info": {}}, "display_info.name", "is required"),
        ({"display_info": {"name": "abcd"}}, "display_info.name", "has 4 characters"),
        ({"display_info": {"name": "a", "nmae": 1}}, "display_info.nmae", "is not a field of this request"),
        ({"display_info": {"name": "a", "code": "B"}}, "display_info.code", "must be A"),
        ({"store_list": [{"store_id": 1}]}, "store_list[0].store_id", "must be string, not integer"),
        ({"store_list": [{"store_id": "1"}, {}]}, "store_list[1].store_id", "is required"),
        ({"store_list": [{"store_id": "1"}] * 3}, "store_list", "has 3 items; at most 2 are allowed"),
        ({"store_list": [{"store_id": "1", "x": 1}]}, "store_list[0].x", "is not a field of this request"),
        ({"labels": {"a": {"store_id": "1", "x": 1}}}, "labels.a.x", "is not a field of this request"),
        ({"labels": {"a": {"store_id": "1234"}}}, "labels.a.store_id", "has 4 characters"),
    ],
)
def test_an_invalid_field_is_named(
    call: Caller, coupon: dict[str, Any], change: dict[str, Any], field: str, reason: str
) -> None:
    answer = call("POST", COUPONS, {**coupon, **change})

    assert detail(answer) == (400, "PARAM_ERROR", "body", field)
    assert issue(answer).startswith(reason)
    call.verified(answer)


@pytest.mark.parametrize(
    "change",
    [
        {"attach": "😀" * 5},
        {"start_time": None},
        {"start_time": "2025-01-01T00:00+08:00"},
        {"start_time": "2015-05-20T13:29:35.123Z"},
        {"labels": {"任意": {"store_id": "1"}}},
        {"free": {"anything": [1, {"goes": None}]}},
        {"send_request_no": "a" * 6},
        {"send_request_no": "a" * 40},
    ],
)
def test_values_at_their_limits_are_valid(call: Caller, coupon: dict[str, Any], change: dict[str, Any]) -> None:
    assert call("POST", COUPONS, {**coupon, **change}).status == 200


def test_a_missing_field_is_named_without_a_value(call: Caller) -> None:
    answer = call("POST", COUPONS, {"coupon_id": "1"})

    assert detail(answer) == (400, "PARAM_ERROR", "body", "send_request_no")
    assert "value" not in json.loads(answer.body)["detail"]


def test_a_short_value_is_shown_and_a_long_one_is_not(call: Caller, coupon: dict[str, Any]) -> None:
    short = call("POST", COUPONS, {**coupon, "attach": "secret-1"})
    long = call("POST", COUPONS, {**coupon, "attach": "secret-1" * 9})

    assert json.loads(short.body)["detail"]["value"] == "secret-1"
    assert b"secret-1" not in long.body


def test_a_long_unknown_name_is_cut(call: Caller, coupon: dict[str, Any]) -> None:
    assert len(call("POST", COUPONS, {**coupon, "x" * 10_000: 1}).body) < 1_000


def test_a_recursive_schema_is_followed(call: Caller) -> None:
    fits = {"name": "a", "children": [{"name": "b", "best": {"name": "c"}}]}
    wrong = {"name": "a", "children": [{"name": "b", "best": {"name": "c", "children": [{}]}}]}
    stray = {"name": "a", "children": [{"name": "b", "best": {"name": "c", "x": 1}}]}

    assert call("POST", "/trees", fits).status == 201
    assert detail(call("POST", "/trees", wrong))[3] == "children[0].best.children[0].name"
    assert detail(call("POST", "/trees", stray))[3] == "children[0].best.x"


def test_combined_schemas_share_their_fields(call: Caller) -> None:
    assert call("PUT", "/pets", {"age": 3}).status == 200
    assert detail(call("PUT", "/pets", {"age": 3, "colour": 1}))[3] == "colour"
    assert call("PUT", "/pets", {"age": 3, "name": "a"}).status == 200  # a value may match two branches
    assert call("PUT", "/pets", {"age": "x"}).status == 400


def test_an_optional_body_may_be_absent(call: Caller) -> None:
    assert call("PUT", "/pets").status == 200


def test_a_dot_segment_is_refused_as_a_path_value(call: Caller) -> None:
    assert call("POST", "/users/%2E%2E/coupons", {}).status == 400
    assert call("POST", "/users/../coupons", {}).status == 400


def test_a_question_mark_without_a_query_is_part_of_the_signed_target(call: Caller, coupon: dict[str, Any]) -> None:
    body = json.dumps(coupon, ensure_ascii=False).encode()  # an ASGI server drops the question mark

    assert call("POST", COUPONS, coupon, signed=("POST", f"{COUPONS}?", body)).status == 200


def test_very_many_values_are_refused_before_they_are_validated(call: Caller) -> None:
    answer = call("POST", COUPONS, [{}] * 60_000)

    assert answer.status == 400
    assert issue(answer) == "has more than 50000 values"
