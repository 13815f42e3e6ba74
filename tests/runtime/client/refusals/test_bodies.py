"""Bodies of error answers: what is read of `detail` and `sign_information`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wxbrand_runtime.client.refusals.bodies import ErrorBody, read_error_body

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
INFORMATION = {"method": "GET", "url": "/", "sign_message_length": 5}


def read(detail: Any, **more: Any) -> ErrorBody:
    return read_error_body(json.dumps({"code": "PARAM_ERROR", "message": "m", "detail": detail, **more}).encode())


@pytest.mark.parametrize(
    ("detail", "phrases"),
    [
        (
            {"location": "body", "field": "/body/appid", "issue": "rule violated", "value": "wx 1"},
            ["field /body/appid in body: rule violated"],
        ),
        ({"field": "attach", "issue": "too long"}, ["field attach: too long"]),
        ({"location": "query"}, ["query"]),
        ({"issue": "wrong"}, ["wrong"]),
        (
            {"field": "signature", "location": "authorization", "detail": {"issue": "sign not match"}},
            ["field signature in authorization: sign not match"],
        ),
        ([{"field": "a", "issue": "1"}, 7, {"field": "b"}], ["field a: 1", "field b"]),
        ([{"field": str(number)} for number in range(9)], ["field 0", "field 1", "field 2"]),
        ({"value": "wx 1"}, []),
        ({"field": None, "issue": ["a"], "location": {}}, []),
        ({"detail": [{"field": "a", "issue": "1"}, {"field": "b"}]}, ["field a: 1", "field b"]),
        (json.dumps({"field": "attach", "issue": "too long", "value": "13800138000"}), ["field attach: too long"]),
        ("rule violated", ["rule violated"]),
        ("{rule violated", ["{rule violated"]),
        ("", []),
        (None, []),
        (5, []),
    ],
)
def test_the_field_of_a_detail_is_named(detail: Any, phrases: list[str]) -> None:
    assert read(detail).problems() == phrases


@pytest.mark.parametrize(
    "value", ["13800138000", OPENID, ["13800138000"], {"a": {"phone": "13800138000"}}, 13800138000]
)
def test_the_value_of_a_detail_is_in_no_phrase(value: Any) -> None:
    problem = {"field": "/body/13800138000", "location": f"in {OPENID}", "issue": "13800138000 is none", "value": value}

    (phrase,) = read(problem).problems()

    assert OPENID not in phrase
    assert "13800138000" not in phrase or value == OPENID
    assert set(read(problem).values()) <= {"13800138000", OPENID}


@pytest.mark.parametrize(
    "detail",
    [
        {"detail": {"field": "f", "value": "13800138000", "issue": "not 13800138000"}, "value": None},
        {"detail": [{"field": "f", "value": "13800138000", "issue": "not 13800138000"}]},
        json.dumps({"field": "f", "value": "13800138000", "issue": "not 13800138000"}),
        [{"field": "f", "issue": "not 13800138000"}, {"more": {"value": "13800138000"}}],
    ],
)
def test_a_value_at_any_depth_is_in_no_phrase(detail: Any) -> None:
    body = read(detail)

    assert body.problems() == ["field f: not …"]
    assert [*body.values()] == ["13800138000"]


def test_sign_information_in_a_text_is_read() -> None:
    assert read(json.dumps({"sign_information": INFORMATION})).sign_information == INFORMATION
    assert read({"sign_information": json.dumps(INFORMATION)}).sign_information == INFORMATION


def test_phrases_are_one_line_and_bounded() -> None:
    (phrase,) = read({"field": "a\n" * 500, "issue": "\x1b[31m" * 500}).problems()

    assert phrase.isprintable()
    assert len(phrase) < 400


def test_a_deep_value_is_no_traceback() -> None:
    deep = b'{"detail":{"value":' + b"[" * 900 + b"1" + b"]" * 900 + b"}}"

    assert list(read_error_body(deep).values()) in ([], ["1"])


@pytest.mark.parametrize(
    ("detail", "more"),
    [
        ({"sign_information": INFORMATION, "issue": "sign not match"}, {}),
        ({"sign_information": INFORMATION, "detail": {"issue": "sign not match"}}, {}),
        ({"detail": {"issue": "sign not match", "sign_information": INFORMATION}}, {}),
        ({"detail": {"issue": "sign not match"}}, {"sign_information": INFORMATION}),
        (None, {"sign_information": INFORMATION}),
    ],
)
def test_sign_information_is_found_wherever_it_stands(detail: Any, more: dict[str, Any]) -> None:
    assert read(detail, **more).sign_information == INFORMATION


@pytest.mark.parametrize("detail", [{"sign_information": "text"}, {"sign_information": None}, {}, [], "x"])
def test_other_details_have_no_sign_information(detail: Any) -> None:
    assert read(detail).sign_information is None
