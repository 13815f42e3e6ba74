"""Resources of events: examples made anew, members set and removed."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.notifications.completion import events, members
from wxbrand_codegen.notifications.events import Spec
from wxbrand_codegen.notifications.members import find_mismatch, make_resource, parse_setting, set_member

USER_CARD = "BRAND_MEMBER_CARD.USER_CARD.CREATE"


def made(spec: Spec, event: str, *settings: str, without: tuple[str, ...] = (), **options: Any) -> Any:
    return make_resource(spec.event(event), [parse_setting(text) for text in settings], without, **options)


@pytest.mark.parametrize(
    ("event", "setting", "value"),
    [
        ("PRODUCT_COUPON.SEND", "coupon_code=12345", "12345"),
        ("PRODUCT_COUPON.SEND", "coupon_code=a=b", "a=b"),
        ("PRODUCT_COUPON.SEND", "coupon_code=", ""),
        ("PRODUCT_COUPON.SEND", "coupon_code:=12345", 12345),
        ("PRODUCT_COUPON.SEND", "coupon_code:=null", None),
        ("PRODUCT_COUPON.SEND", "send_channel=NEW", "NEW"),
        ("PRODUCT_COUPON.SEND", "receive_time=2025", "2025"),
        ("BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON", "deduct_points=7", 7),
        ("BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON", "deduct_points=many", "many"),
    ],
)
def test_a_value_has_the_type_of_its_member(spec: Spec, event: str, setting: str, value: object) -> None:
    resource = made(spec, event, setting)

    assert resource[setting.partition("=")[0].rstrip(":")] == value


def test_members_within_objects_and_lists_are_set_and_created(spec: Spec) -> None:
    resource = made(
        spec,
        USER_CARD,
        "valid_date_information.available_day_after_receive=7",
        "user_information.common_field_list[0].value=李四",
        "user_information.common_field_list[1].name=USER_FORM_FLAG_SEX",
        "user_information.custom_field_list[0].user_chosen_values[1]=足球",
    )

    assert resource["valid_date_information"]["available_day_after_receive"] == 7
    assert resource["user_information"]["common_field_list"] == [
        {"name": "USER_FORM_FLAG_NAME", "value": "李四"},
        {"name": "USER_FORM_FLAG_SEX"},
    ]
    assert resource["user_information"]["custom_field_list"][0]["user_chosen_values"] == ["篮球", "足球"]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("cupon_code=1", "did you mean coupon_code"),
        ("coupon_code.x=1", "x is not a member"),
        ("coupon_code[0]=1", "is not a list"),
        ("coupon_code", "write member=value"),
        ("=1", "write member=value"),
        ("a..b=1", "write member=value"),
        ("[0]=1", "write member=value"),
        ("coupon_code:={", "is not JSON"),
        (f"coupon_code:={'[' * 100_000}", "is not JSON"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_one_sentence(spec: Spec, setting: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made(spec, "PRODUCT_COUPON.SEND", setting)


def test_an_item_in_a_list_needs_its_index(spec: Spec) -> None:
    with pytest.raises(UsageError, match=r"write the item, such as \[0\]"):
        made(spec, USER_CARD, "user_information.common_field_list.value=1")
    with pytest.raises(UsageError, match=r"has 1 items; set \[1\] first"):
        made(spec, USER_CARD, "user_information.common_field_list[5].value=1")


def test_members_are_left_out(spec: Spec) -> None:
    resource = made(spec, USER_CARD, without=("openid", "user_information.common_field_list[0].value"))

    assert "openid" not in resource
    assert resource["user_information"]["common_field_list"] == [{"name": "USER_FORM_FLAG_NAME"}]
    with pytest.raises(UsageError, match="did you mean openid"):
        made(spec, USER_CARD, without=("opnid",))


def test_each_event_is_another_one_unless_it_is_set(spec: Spec) -> None:
    first, second = (made(spec, "PRODUCT_COUPON.SEND") for _ in range(2))
    cards = [made(spec, USER_CARD, number=number) for number in range(2)]

    assert first["coupon_code"] != second["coupon_code"]
    assert len(first["coupon_code"]) == len("Code_123456")
    assert cards[0]["create_time"] != cards[1]["create_time"]
    assert made(spec, "PRODUCT_COUPON.SEND", "coupon_code=A")["coupon_code"] == "A"


def test_every_event_of_the_spec_has_a_resource_that_fits(spec: Spec) -> None:
    for event in spec.events:
        assert find_mismatch(event, make_resource(event, [], ())) is None


def test_a_difference_from_the_spec_is_said(spec: Spec) -> None:
    event = spec.event("BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON")

    assert find_mismatch(event, made(spec, event.notification.event_type, "deduct_points=many")) == (
        "the resource has a member deduct_points that is not an integer"
    )


def test_an_unknown_event_names_the_one_that_was_meant(spec: Spec) -> None:
    with pytest.raises(UsageError, match=r"did you mean PRODUCT_COUPON\.SEND"):
        spec.event("PRODUCT_COUPON.SENT")
    with pytest.raises(UsageError, match="--list"):
        spec.event("x\x1b[31m")


def test_completion_knows_all_events_of_the_spec_and_members_that_can_be_set(spec: Spec) -> None:
    pytest.importorskip("wxbrand")

    for event in spec.events:
        assert event.notification.event_type in dict(events(event.notification.event_type))
        names = members(event.notification.event_type)
        assert names
        for name in names:
            set_member({}, event.notification.resource, event.models, parse_setting(f"{name}=1"))
    assert members("UNKNOWN.EVENT") == []
