"""Names of operations whose page has no sample, and their tags."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from wxbrand_codegen.build.declarations import declared_operations
from wxbrand_codegen.change.draft import SpecNames, draft, names_of
from wxbrand_codegen.change.draft.names import notification_name, operation_name
from wxbrand_codegen.document.load import load

from tests.generator.change.draft.made_pages import notification, page

NAMES = [
    ("创建茶会", "POST", "/brand/marketing/tea-party/parties", "CreateTeaParty"),
    ("查询茶会列表", "GET", "/brand/marketing/tea-party/parties", "ListTeaParties"),
    ("查询茶会", "GET", "/brand/marketing/tea-party/parties/{party_id}", "GetTeaParty"),
    ("修改茶会", "PATCH", "/brand/marketing/tea-party/parties/{party_id}", "UpdateTeaParty"),
    ("删除茶会", "DELETE", "/brand/tea/parties/{party_id}", "DeleteParty"),
    ("取消茶会", "POST", "/brand/tea/parties/{party_id}/cancel", "CancelParty"),
    ("修改茶会预算", "POST", "/brand/tea/parties/{party_id}/update-budget", "UpdatePartyBudget"),
    ("茶会关联门店", "POST", "/brand/tea/parties/{party_id}/associate-stores", "AssociateStores"),
    ("绑定厨师", "POST", "/brand/tea/kitchens/{kitchen_id}/bindcook", "BindKitchenCook"),
    ("确认发放茶券", "POST", "/brand/tea/users/{openid}/vouchers/{code}/confirm", "ConfirmSendUserVoucher"),
    ("向用户发放茶券", "POST", "/brand/tea/users/{openid}/vouchers", "SendUserVoucher"),
    ("设置通知地址", "POST", "/brand/tea/notify-configs", "SetNotifyConfig"),
    ("获取通知地址", "GET", "/brand/tea/notify-configs", "GetNotifyConfig"),
    ("查询图片生成任务", "GET", "/brand/tea/image-generation-tasks/{task_id}", "GetImageGenerationTask"),
    ("根据手机号导入会员", "POST", "/brand/tea/members/import-by-phone", "ImportMemberByPhone"),
    ("图片上传", "POST", "/brand/tea/media/image-upload", "UploadImage"),
    ("商户订单号查询订单", "GET", "/v3/pay/transactions/out-trade-no/{out_trade_no}", "GetTransactionByOutTradeNo"),
    ("", "POST", "/", "Create2"),
]


@pytest.mark.parametrize(("title", "method", "path", "name"), NAMES)
def test_names_are_short(title: str, method: str, path: str, name: str) -> None:
    assert operation_name(title, method, path, ["Create"]) == name


def test_a_name_that_is_taken_gets_the_words_around_it() -> None:
    path = "/brand/tea/parties/{party_id}/associate-stores"
    taken: list[str] = []
    for _ in range(5):
        taken.append(operation_name("茶会关联门店", "POST", path, taken))

    assert taken[:3] == ["AssociateStores", "AssociateStoresForParty", "AssociatePartyStores"]
    assert len({name.lower() for name in taken}) == 5


def test_most_names_of_our_spec_are_those_of_the_samples(seed: Path) -> None:
    operations = list(declared_operations(load(seed).root))
    names = {operation.declared_id for operation in operations}

    same = [
        operation.declared_id
        for operation in operations
        if operation.declared_id
        == operation_name(
            operation.node.text("summary") or "",
            operation.method.upper(),
            operation.path,
            names - {operation.declared_id},
        )
    ]

    assert len(same) >= len(operations) * 0.9


def test_the_name_of_the_sample_wins_and_that_of_the_spec_comes_next() -> None:
    known = SpecNames(operations={"POST /brand/tea/parties": "OpenParty", "GET /brand/tea/parties": "ListParties"})

    def name_and_todos(**facts: object) -> tuple[str, bool]:
        text = draft(page(**facts), names=known)
        (operation,) = yaml.safe_load(text)["paths"]["/brand/tea/parties"].values()
        return operation["operationId"], "TODO operationId" in text

    assert name_and_todos(operation="RegisterParty") == ("RegisterParty", False)
    assert name_and_todos() == ("OpenParty", False)
    assert name_and_todos(method="PUT") == ("UpdateParty", True)
    assert name_and_todos(operation="ListParties") == ("ListParties", True)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ("TEA_PARTY.BEGIN", "TeaPartyBeginNotification"),
        ("BRAND_TEA.PARTY.BEGIN", "PartyBeginNotification"),
        ("BRAND_TEA", "BrandTeaNotification"),
    ],
)
def test_notifications_are_named_after_their_event_type(event: str, name: str) -> None:
    assert notification_name(event) == name
    assert notification_name(event, [name]) == f"{name}2"


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("/brand/marketing/product-coupon/image-generation-tasks/{task_id}", "product_coupon"),
        ("/brand/marketing/delivery-plan/delivery-plans/{plan_id}/terminate", "delivery_plan"),
        ("/brand/card-member/cards/{any}/restore", "card_member"),
        ("/brand/marketing/tea-party/parties", "tea_party"),
        ("/v3/marketing/tea", "tea"),
    ],
)
def test_the_tag_is_that_of_the_nearest_operations(path: str, tag: str, seed: Path) -> None:
    found = yaml.safe_load(draft(page(path=path), names=names_of(load(seed).root)))

    ((operation,),) = (item.values() for item in found["paths"].values())
    assert operation["tags"] == [tag]


@pytest.mark.parametrize(
    ("event", "tag"), [("PRODUCT_COUPON.IMAGE_GENERATION", "product_coupon"), ("TEA.BEGIN", "tea")]
)
def test_the_tag_of_a_notification_is_that_of_the_nearest_events(event: str, tag: str, seed: Path) -> None:
    found = yaml.safe_load(draft(notification(event_types=(event,)), names=names_of(load(seed).root)))

    assert found["webhooks"][event]["post"]["tags"] == [tag]
