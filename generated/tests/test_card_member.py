# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商家名片会员：会员卡模板、用户会员卡、积分与通知。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.testing.notification_tests import NotificationTests
from wxbrand_codegen.testing.operation_tests import OperationTests
from wxbrand_codegen.testing.upload_tests import UploadTests
from wxbrand_runtime.models import moment


class TestListCards(OperationTests):
    """查询会员卡模板列表。"""

    request = models.ListCardsRequest(state=models.CardState.CARD_EFFECTIVE, offset=0, limit=20)

    required_only = models.ListCardsRequest(offset=0, limit=20)

    target = "/brand/card-member/cards?state=CARD_EFFECTIVE&offset=0&limit=20"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListCardsResponse(
                data=[
                    models.Card(
                        out_request_no="100002322019090134234sfdf",
                        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                        brand_id="1004",
                        appid="wxea9c30890f48d5ae",
                        card_type=models.CardType.NORMAL,
                        card_title="测试卡",
                        card_color="#FFFF00",
                        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                        code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
                        code_type=models.CardCodeType.QR_CODE,
                        benefits="会员折扣、专属价",
                        notify_url="https://www.example.com/wechatpay/member-notify",
                        need_pinned=True,
                        valid_date_information=models.CardValidDateInformation(type=models.CardValidDateType.PERMANENT),
                        state=models.CardState.CARD_EFFECTIVE,
                        create_time=moment("2025-08-01T10:00:00+08:00"),
                        modify_time=moment("2025-08-01T10:00:00+08:00"),
                    ),
                ],
                total_count=1,
                offset=0,
                limit=20,
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("offset",), 0),
        (("limit",), 1),
        (("limit",), 20),
    )

    refused = (
        (("offset",), -1),
        (("limit",), 0),
        (("limit",), 21),
    )

    iterator = "card_member.iter_cards"


class TestCreateCard(OperationTests):
    """创建会员卡模板。"""

    request = models.CreateCardRequest(
        out_request_no="100002322019090134234sfdf",
        appid="wxea9c30890f48d5ae",
        card_type=models.CardType.NORMAL,
        card_title="测试卡",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
        code_type=models.CardCodeType.JUMP_MINI_PROGRAM,
        code_jump_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
        benefits="会员折扣、专属价",
        notify_url="https://www.example.com/wechatpay/member-notify",
        need_pinned=True,
        need_display_level=True,
        init_level="白银会员",
        service_phone="010-88770000",
        legal_agreement="付款后 48 小时内发货，有质量问题 7 天内可以退货。",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TIME_RANGE,
            available_begin_time=moment("2025-08-01T00:00:00+08:00"),
            available_end_time=moment("2030-07-31T23:59:59+08:00"),
        ),
        member_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/member/member"),
        points_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/points/points"),
        balance_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
        purchase_information=models.CardPurchaseInformation(
            price=100,
            jump_appid="wxea9c30a90fs8d3fe",
            jump_path="/pages/purchase/purchase",
        ),
        user_information=models.CardUserForm(
            common_field_list=[
                models.CardCommonField.USER_FORM_FLAG_NAME,
                models.CardCommonField.USER_FORM_FLAG_BIRTHDAY,
            ],
            custom_field_list=[
                models.CardCustomField(
                    type=models.CardCustomFieldType.CHECK_BOX,
                    name="喜欢的运动",
                    values=["篮球", "跑步"],
                ),
            ],
        ),
    )

    required_only = models.CreateCardRequest(
        out_request_no="100002322019090134234sfdf",
        appid="wxea9c30890f48d5ae",
        card_type=models.CardType.NORMAL,
        card_title="测试卡",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
    )

    target = "/brand/card-member/cards"

    body: ClassVar = {
        "out_request_no": "100002322019090134234sfdf",
        "appid": "wxea9c30890f48d5ae",
        "card_type": "NORMAL",
        "card_title": "测试卡",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "code_mode": "SYSTEM_ALLOCATE",
        "code_type": "JUMP_MINI_PROGRAM",
        "code_jump_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/code/code"},
        "benefits": "会员折扣、专属价",
        "notify_url": "https://www.example.com/wechatpay/member-notify",
        "need_pinned": True,
        "need_display_level": True,
        "init_level": "白银会员",
        "service_phone": "010-88770000",
        "legal_agreement": "付款后 48 小时内发货，有质量问题 7 天内可以退货。",
        "valid_date_information": {
            "type": "FIX_TIME_RANGE",
            "available_begin_time": "2025-08-01T00:00:00+08:00",
            "available_end_time": "2030-07-31T23:59:59+08:00",
        },
        "member_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/member/member"},
        "points_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/points/points"},
        "balance_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/code/code"},
        "purchase_information": {
            "price": 100,
            "jump_appid": "wxea9c30a90fs8d3fe",
            "jump_path": "/pages/purchase/purchase",
        },
        "user_information": {
            "common_field_list": ["USER_FORM_FLAG_NAME", "USER_FORM_FLAG_BIRTHDAY"],
            "custom_field_list": [{"type": "CHECK_BOX", "name": "喜欢的运动", "values": ["篮球", "跑步"]}],
        },
    }

    required_body: ClassVar = {
        "out_request_no": "100002322019090134234sfdf",
        "appid": "wxea9c30890f48d5ae",
        "card_type": "NORMAL",
        "card_title": "测试卡",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "code_mode": "SYSTEM_ALLOCATE",
    }

    replies = (
        (
            200,
            models.Card(
                out_request_no="100002322019090134234sfdf",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                brand_id="1004",
                appid="wxea9c30890f48d5ae",
                card_type=models.CardType.NORMAL,
                card_title="测试卡",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
                code_type=models.CardCodeType.JUMP_MINI_PROGRAM,
                code_jump_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
                benefits="会员折扣、专属价",
                notify_url="https://www.example.com/wechatpay/member-notify",
                need_pinned=True,
                need_display_level=True,
                init_level="白银会员",
                service_phone="010-88770000",
                legal_agreement="付款后 48 小时内发货，有质量问题 7 天内可以退货。",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TIME_RANGE,
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2030-07-31T23:59:59+08:00"),
                ),
                member_information=models.CardJump(
                    jump_appid="wxea9c30a90fs8d3fe",
                    jump_path="/pages/member/member",
                ),
                points_information=models.CardJump(
                    jump_appid="wxea9c30a90fs8d3fe",
                    jump_path="/pages/points/points",
                ),
                user_information=models.CardUserForm(
                    common_field_list=[
                        models.CardCommonField.USER_FORM_FLAG_NAME,
                        models.CardCommonField.USER_FORM_FLAG_BIRTHDAY,
                    ],
                    custom_field_list=[
                        models.CardCustomField(
                            type=models.CardCustomFieldType.CHECK_BOX,
                            name="喜欢的运动",
                            values=["篮球", "跑步"],
                        ),
                    ],
                ),
                state=models.CardState.CARD_EFFECTIVE,
                create_time=moment("2025-08-01T10:00:00+08:00"),
                modify_time=moment("2025-08-01T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("out_request_no",), "1" * 128),
        (("appid",), "w" * 32),
        (("card_title",), "测测测测测测测测测测"),
        (("card_color",), "#######"),
        (("card_picture_url",), "h" * 256),
    )

    refused = (
        (("out_request_no",), "1" * 129),
        (("out_request_no",), "100002322019090134234sfd券"),
        (("out_request_no",), "100002322019090134234sfd\n"),
        (("appid",), "w" * 33),
        (("appid",), "wxea9c30890f48d5a券"),
        (("appid",), "wxea9c30890f48d5a\n"),
        (("card_title",), "测测测测测测测测测测测"),
        (("card_color",), "########"),
        (("card_picture_url",), "h" * 257),
        (("code_jump_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("code_jump_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("member_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("member_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("points_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("points_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("balance_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("balance_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("purchase_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("purchase_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
    )


class TestGetCard(OperationTests):
    """查询会员卡模板信息。"""

    request = models.GetCardRequest(card_id="pbLatjvWOibDc5-TBnbUk1pD12o0")

    required_only = models.GetCardRequest(card_id="pbLatjvWOibDc5-TBnbUk1pD12o0")

    target = "/brand/card-member/cards/pbLatjvWOibDc5-TBnbUk1pD12o0"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.Card(
                out_request_no="100002322019090134234sfdf",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                brand_id="1004",
                appid="wxea9c30890f48d5ae",
                card_type=models.CardType.NORMAL,
                card_title="测试卡",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                code_mode=models.CardCodeMode.MERCHANT_ALLOCATE,
                code_type=models.CardCodeType.BAR_CODE_AND_QR_CODE,
                benefits="会员折扣、专属价",
                notify_url="https://www.example.com/wechatpay/member-notify",
                need_pinned=True,
                need_display_level=True,
                init_level="白银会员",
                service_phone="010-88770000",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TERM,
                    available_day_after_receive=200,
                ),
                state=models.CardState.CARD_EFFECTIVE,
                create_time=moment("2025-08-01T10:00:00+08:00"),
                modify_time=moment("2025-08-01T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = ((("card_id",), "p" * 32),)

    refused = (
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
    )


class TestUpdateCard(OperationTests):
    """修改会员卡模板信息。"""

    request = models.UpdateCardRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        card_title="测试金卡",
        card_color="#FFD700",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/gold",
        code_jump_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
        benefits="会员折扣、专属价",
        notify_url="https://www.example.com/wechatpay/member-notify",
        need_pinned=False,
        need_display_level=True,
        service_phone="010-88770000",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TIME_RANGE,
            available_begin_time=moment("2025-08-01T00:00:00+08:00"),
            available_end_time=moment("2030-07-31T23:59:59+08:00"),
            available_day_after_receive=200,
        ),
        member_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
        points_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/points/points"),
        balance_information=models.CardJump(jump_appid="wxea9c30a90fs8d3fe", jump_path="/pages/code/code"),
        purchase_information=models.CardPurchaseInformation(
            price=100,
            jump_appid="wxea9c30a90fs8d3fe",
            jump_path="/pages/purchase/purchase",
        ),
        user_information=models.CardUserForm(
            common_field_list=[
                models.CardCommonField.USER_FORM_FLAG_NAME,
                models.CardCommonField.USER_FORM_FLAG_BIRTHDAY,
            ],
            custom_field_list=[
                models.CardCustomField(
                    type=models.CardCustomFieldType.CHECK_BOX,
                    name="喜欢的运动",
                    values=["篮球", "跑步"],
                ),
            ],
        ),
    )

    required_only = models.UpdateCardRequest(card_id="pbLatjvWOibDc5-TBnbUk1pD12o0")

    target = "/brand/card-member/cards/pbLatjvWOibDc5-TBnbUk1pD12o0"

    body: ClassVar = {
        "card_title": "测试金卡",
        "card_color": "#FFD700",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/gold",
        "code_jump_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/code/code"},
        "benefits": "会员折扣、专属价",
        "notify_url": "https://www.example.com/wechatpay/member-notify",
        "need_pinned": False,
        "need_display_level": True,
        "service_phone": "010-88770000",
        "valid_date_information": {
            "type": "FIX_TIME_RANGE",
            "available_begin_time": "2025-08-01T00:00:00+08:00",
            "available_end_time": "2030-07-31T23:59:59+08:00",
            "available_day_after_receive": 200,
        },
        "member_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/code/code"},
        "points_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/points/points"},
        "balance_information": {"jump_appid": "wxea9c30a90fs8d3fe", "jump_path": "/pages/code/code"},
        "purchase_information": {
            "price": 100,
            "jump_appid": "wxea9c30a90fs8d3fe",
            "jump_path": "/pages/purchase/purchase",
        },
        "user_information": {
            "common_field_list": ["USER_FORM_FLAG_NAME", "USER_FORM_FLAG_BIRTHDAY"],
            "custom_field_list": [{"type": "CHECK_BOX", "name": "喜欢的运动", "values": ["篮球", "跑步"]}],
        },
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.Card(
                out_request_no="100002322019090134234sfdf",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                brand_id="1004",
                appid="wxea9c30890f48d5ae",
                card_type=models.CardType.NORMAL,
                card_title="测试金卡",
                card_color="#FFD700",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/gold",
                code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
                code_type=models.CardCodeType.QR_CODE,
                benefits="会员折扣、专属价",
                notify_url="https://www.example.com/wechatpay/member-notify",
                need_pinned=False,
                service_phone="010-88770000",
                valid_date_information=models.CardValidDateInformation(type=models.CardValidDateType.PERMANENT),
                points_information=models.CardJump(
                    jump_appid="wxea9c30a90fs8d3fe",
                    jump_path="/pages/points/points",
                ),
                state=models.CardState.CARD_EFFECTIVE,
                create_time=moment("2025-08-01T10:00:00+08:00"),
                modify_time=moment("2025-08-20T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("card_id",), "p" * 32),
        (("card_title",), "测测测测测测测测测测"),
        (("card_color",), "#######"),
        (("card_picture_url",), "h" * 256),
    )

    refused = (
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("card_title",), "测测测测测测测测测测测"),
        (("card_color",), "########"),
        (("card_picture_url",), "h" * 257),
        (("code_jump_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("code_jump_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("member_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("member_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("points_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("points_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("balance_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("balance_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
        (("purchase_information", "jump_appid"), "wxea9c30a90fs8d3f券"),
        (("purchase_information", "jump_appid"), "wxea9c30a90fs8d3f\n"),
    )


class TestInvalidateCard(OperationTests):
    """作废会员卡模板。"""

    request = models.InvalidateCardRequest(card_id="pbLatjvWOibDc5-TBnbUk1pD12o0")

    required_only = models.InvalidateCardRequest(card_id="pbLatjvWOibDc5-TBnbUk1pD12o0")

    target = "/brand/card-member/cards/pbLatjvWOibDc5-TBnbUk1pD12o0/invalidate"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.Card(
                out_request_no="100002322019090134234sfdf",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                brand_id="1004",
                appid="wxea9c30890f48d5ae",
                card_type=models.CardType.NORMAL,
                card_title="测试卡",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                code_mode=models.CardCodeMode.SYSTEM_ALLOCATE,
                code_type=models.CardCodeType.QR_CODE,
                benefits="会员折扣、专属价",
                notify_url="https://www.example.com/wechatpay/member-notify",
                valid_date_information=models.CardValidDateInformation(type=models.CardValidDateType.PERMANENT),
                state=models.CardState.CARD_INVALID,
                create_time=moment("2025-08-01T10:00:00+08:00"),
                modify_time=moment("2025-09-01T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = ((("card_id",), "p" * 32),)

    refused = (
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
    )


class TestListUserCards(OperationTests):
    """查询用户在品牌下所有会员卡。"""

    request = models.ListUserCardsRequest(
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_state=models.UserCardState.EFFECTIVE,
        offset=0,
        limit=20,
    )

    required_only = models.ListUserCardsRequest(openid="obLatjnx9gnqzS4myYGmLZ7LgLBA", offset=0, limit=20)

    target = (
        "/brand/card-member/user-cards?openid=obLatjnx9gnqzS4myYGmLZ7LgLBA&user_card_state=EFFECTIVE&offset=0&limit=20"
    )

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListUserCardsResponse(
                data=[
                    models.UserCard(
                        user_card_code="478515832665",
                        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                        brand_id="1004",
                        card_type=models.CardType.NORMAL,
                        phone_number="13800138000",
                        level="钻石会员",
                        valid_date_information=models.CardValidDateInformation(type=models.CardValidDateType.PERMANENT),
                        pickup_time=moment("2025-08-02T12:00:00+08:00"),
                        user_card_state=models.UserCardState.EFFECTIVE,
                        create_time=moment("2025-08-02T12:00:00+08:00"),
                        modify_time=moment("2025-08-02T12:00:00+08:00"),
                    ),
                ],
                total_count=1,
                offset=0,
                limit=20,
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("openid",), "o" * 128),
        (("offset",), 0),
        (("limit",), 1),
        (("limit",), 20),
    )

    refused = (
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (("offset",), -1),
        (("limit",), 0),
        (("limit",), 21),
    )

    iterator = "card_member.iter_user_cards"


class TestImportUserCardByOpenid(OperationTests):
    """根据OPENID导入用户会员卡。"""

    request = models.ImportUserCardByOpenidRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
        phone_number="13800138000",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        level="钻石会员",
        user_information=models.UserCardInformation(
            common_field_list=[
                models.UserCardCommonField(
                    name=models.CardCommonField.USER_FORM_FLAG_NAME,
                    value="张三",
                ),
            ],
            custom_field_list=[models.UserCardCustomField(name="喜欢的运动", user_chosen_values=["篮球"])],
        ),
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TERM,
            available_day_after_receive=200,
        ),
        pickup_time=moment("2025-08-02T12:00:00+08:00"),
    )

    required_only = models.ImportUserCardByOpenidRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
    )

    target = "/brand/card-member/user-cards/import-by-openid"

    body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
        "phone_number": "13800138000",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "level": "钻石会员",
        "user_information": {
            "common_field_list": [{"name": "USER_FORM_FLAG_NAME", "value": "张三"}],
            "custom_field_list": [{"name": "喜欢的运动", "user_chosen_values": ["篮球"]}],
        },
        "valid_date_information": {"type": "FIX_TERM", "available_day_after_receive": 200},
        "pickup_time": "2025-08-02T12:00:00+08:00",
    }

    required_body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
    }

    replies = (
        (
            200,
            models.UserCard(
                user_card_code="478515832665",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                brand_id="1004",
                card_type=models.CardType.NORMAL,
                phone_number="13800138000",
                level="钻石会员",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TERM,
                    available_day_after_receive=200,
                ),
                pickup_time=moment("2025-08-02T12:00:00+08:00"),
                user_information=models.UserCardInformation(
                    common_field_list=[
                        models.UserCardCommonField(
                            name=models.CardCommonField.USER_FORM_FLAG_NAME,
                            value="张三",
                        ),
                    ],
                    custom_field_list=[
                        models.UserCardCustomField(
                            name="喜欢的运动",
                            user_chosen_values=["篮球"],
                        ),
                    ],
                ),
                user_card_state=models.UserCardState.EFFECTIVE,
                create_time=moment("2025-08-20T10:00:00+08:00"),
                modify_time=moment("2025-08-20T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
        (("user_card_code",), "4" * 32),
        (("card_color",), "#######"),
        (("card_picture_url",), "h" * 256),
        (("level",), "钻钻钻钻钻钻钻钻钻钻"),
    )

    refused = (
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (
            ("phone_number",),
            "13800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001",
        ),
        (("card_color",), "########"),
        (("card_picture_url",), "h" * 257),
        (("level",), "钻钻钻钻钻钻钻钻钻钻钻"),
        (
            ("user_information", "common_field_list", "0", "value"),
            "张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张",
        ),
        (
            ("user_information", "custom_field_list", "0", "user_chosen_values", "0"),
            "篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮",
        ),
    )


class TestGetUserCard(OperationTests):
    """查询用户会员卡信息。"""

    request = models.GetUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    required_only = models.GetUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    target = "/brand/card-member/user-cards/478515832665?card_id=pbLatjvWOibDc5-TBnbUk1pD12o0&openid=obLatjnx9gnqzS4myYGmLZ7LgLBA"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.UserCard(
                user_card_code="478515832665",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                brand_id="1004",
                card_type=models.CardType.NORMAL,
                phone_number="13800138000",
                level="钻石会员",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TIME_RANGE,
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2030-07-31T23:59:59+08:00"),
                ),
                pickup_time=moment("2025-08-02T12:00:00+08:00"),
                user_information=models.UserCardInformation(
                    common_field_list=[
                        models.UserCardCommonField(
                            name=models.CardCommonField.USER_FORM_FLAG_NAME,
                            value="张三",
                        ),
                    ],
                    custom_field_list=[
                        models.UserCardCustomField(
                            name="喜欢的运动",
                            user_chosen_values=["篮球"],
                        ),
                    ],
                ),
                attach="自定义数据说明",
                user_card_state=models.UserCardState.EFFECTIVE,
                create_time=moment("2025-08-02T12:00:00+08:00"),
                modify_time=moment("2025-08-20T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("user_card_code",), "4" * 32),
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
    )

    refused = (
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
    )


class TestUpdateUserCard(OperationTests):
    """修改用户会员卡信息。"""

    request = models.UpdateUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        phone_number="13800138000",
        level="钻石会员",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TIME_RANGE,
            available_begin_time=moment("2025-08-01T00:00:00+08:00"),
            available_end_time=moment("2030-07-31T23:59:59+08:00"),
        ),
        user_information=models.UserCardInformation(
            common_field_list=[
                models.UserCardCommonField(
                    name=models.CardCommonField.USER_FORM_FLAG_NAME,
                    value="张三",
                ),
            ],
            custom_field_list=[models.UserCardCustomField(name="喜欢的运动", user_chosen_values=["篮球"])],
        ),
        attach="自定义数据说明",
    )

    required_only = models.UpdateUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    target = "/brand/card-member/user-cards/478515832665"

    body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "phone_number": "13800138000",
        "level": "钻石会员",
        "valid_date_information": {
            "type": "FIX_TIME_RANGE",
            "available_begin_time": "2025-08-01T00:00:00+08:00",
            "available_end_time": "2030-07-31T23:59:59+08:00",
        },
        "user_information": {
            "common_field_list": [{"name": "USER_FORM_FLAG_NAME", "value": "张三"}],
            "custom_field_list": [{"name": "喜欢的运动", "user_chosen_values": ["篮球"]}],
        },
        "attach": "自定义数据说明",
    }

    required_body: ClassVar = {"card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0", "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA"}

    replies = (
        (
            200,
            models.UserCard(
                user_card_code="478515832665",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                brand_id="1004",
                card_type=models.CardType.NORMAL,
                phone_number="13800138000",
                level="钻石会员",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TIME_RANGE,
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2030-07-31T23:59:59+08:00"),
                ),
                pickup_time=moment("2025-08-02T12:00:00+08:00"),
                user_information=models.UserCardInformation(
                    common_field_list=[
                        models.UserCardCommonField(
                            name=models.CardCommonField.USER_FORM_FLAG_NAME,
                            value="张三",
                        ),
                    ],
                    custom_field_list=[
                        models.UserCardCustomField(
                            name="喜欢的运动",
                            user_chosen_values=["篮球"],
                        ),
                    ],
                ),
                attach="自定义数据说明",
                user_card_state=models.UserCardState.EFFECTIVE,
                create_time=moment("2025-08-02T12:00:00+08:00"),
                modify_time=moment("2025-08-20T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("user_card_code",), "4" * 32),
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
        (("card_color",), "#######"),
        (("card_picture_url",), "h" * 256),
        (("level",), "钻钻钻钻钻钻钻钻钻钻"),
        (("attach",), "自" * 256),
    )

    refused = (
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (("card_color",), "########"),
        (("card_picture_url",), "h" * 257),
        (
            ("phone_number",),
            "13800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001",
        ),
        (("level",), "钻钻钻钻钻钻钻钻钻钻钻"),
        (
            ("user_information", "common_field_list", "0", "value"),
            "张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张",
        ),
        (
            ("user_information", "custom_field_list", "0", "user_chosen_values", "0"),
            "篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮",
        ),
        (("attach",), "自" * 257),
    )


class TestInvalidateUserCard(OperationTests):
    """作废用户会员卡。"""

    request = models.InvalidateUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        invalid_reason="用户要求注销会员",
    )

    required_only = models.InvalidateUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    target = "/brand/card-member/user-cards/478515832665/invalidate"

    body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "invalid_reason": "用户要求注销会员",
    }

    required_body: ClassVar = {"card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0", "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA"}

    replies = (
        (
            200,
            models.UserCard(
                user_card_code="478515832665",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                brand_id="1004",
                card_type=models.CardType.NORMAL,
                phone_number="13800138000",
                level="钻石会员",
                valid_date_information=models.CardValidDateInformation(type=models.CardValidDateType.PERMANENT),
                pickup_time=moment("2025-08-02T12:00:00+08:00"),
                user_card_state=models.UserCardState.INVALID,
                invalid_reason="用户要求注销会员",
                invalid_time=moment("2025-09-01T10:00:00+08:00"),
                create_time=moment("2025-08-02T12:00:00+08:00"),
                modify_time=moment("2025-09-01T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("user_card_code",), "4" * 32),
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
    )

    refused = (
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
    )


class TestConfirmUserCard(OperationTests):
    """同步会员开通结果。"""

    request = models.ConfirmUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        phone_number="13800138000",
        level="钻石会员",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TIME_RANGE,
            available_begin_time=moment("2025-08-01T00:00:00+08:00"),
            available_end_time=moment("2030-07-31T23:59:59+08:00"),
        ),
        user_information=models.UserCardInformation(
            common_field_list=[
                models.UserCardCommonField(
                    name=models.CardCommonField.USER_FORM_FLAG_NAME,
                    value="张三",
                ),
            ],
            custom_field_list=[models.UserCardCustomField(name="喜欢的运动", user_chosen_values=["篮球"])],
        ),
        attach="自定义数据说明",
        user_card_confirm_state=models.UserCardConfirmState.CREATE_CARD_SUCCESS,
    )

    required_only = models.ConfirmUserCardRequest(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    target = "/brand/card-member/user-cards/478515832665/confirm"

    body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "phone_number": "13800138000",
        "level": "钻石会员",
        "valid_date_information": {
            "type": "FIX_TIME_RANGE",
            "available_begin_time": "2025-08-01T00:00:00+08:00",
            "available_end_time": "2030-07-31T23:59:59+08:00",
        },
        "user_information": {
            "common_field_list": [{"name": "USER_FORM_FLAG_NAME", "value": "张三"}],
            "custom_field_list": [{"name": "喜欢的运动", "user_chosen_values": ["篮球"]}],
        },
        "attach": "自定义数据说明",
        "user_card_confirm_state": "CREATE_CARD_SUCCESS",
    }

    required_body: ClassVar = {"card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0", "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA"}

    replies = (
        (
            200,
            models.UserCard(
                user_card_code="478515832665",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                card_color="#FFFF00",
                card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
                brand_id="1004",
                card_type=models.CardType.NORMAL,
                phone_number="13800138000",
                level="钻石会员",
                valid_date_information=models.CardValidDateInformation(
                    type=models.CardValidDateType.FIX_TIME_RANGE,
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2030-07-31T23:59:59+08:00"),
                ),
                pickup_time=moment("2025-08-02T12:00:00+08:00"),
                user_information=models.UserCardInformation(
                    common_field_list=[
                        models.UserCardCommonField(
                            name=models.CardCommonField.USER_FORM_FLAG_NAME,
                            value="张三",
                        ),
                    ],
                    custom_field_list=[
                        models.UserCardCustomField(
                            name="喜欢的运动",
                            user_chosen_values=["篮球"],
                        ),
                    ],
                ),
                attach="自定义数据说明",
                user_card_state=models.UserCardState.EFFECTIVE,
                create_time=moment("2025-08-02T12:00:00+08:00"),
                modify_time=moment("2025-08-20T10:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("user_card_code",), "4" * 32),
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
    )

    refused = (
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (
            ("phone_number",),
            "13800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001380001380013800013800138000138001",
        ),
        (
            ("user_information", "common_field_list", "0", "value"),
            "张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张",
        ),
        (
            ("user_information", "custom_field_list", "0", "user_chosen_values", "0"),
            "篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮球篮",
        ),
    )


class TestCreatePreAuthToken(OperationTests):
    """品牌会员入会组件预授权。"""

    request = models.CreatePreAuthTokenRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    required_only = models.CreatePreAuthTokenRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
    )

    target = "/brand/card-member/pre-auth-tokens"

    body: ClassVar = {"card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0", "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA"}

    required_body: ClassVar = {"card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0", "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA"}

    replies = (
        (
            200,
            models.CreatePreAuthTokenResponse(
                token="d2df23f2f4fasf3gws",
                expire_time=moment("2025-08-02T13:00:00+08:00"),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
    )

    refused = (
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
    )


class TestSendUserFeed(OperationTests):
    """创建用户动态信息。"""

    request = models.SendUserFeedRequest(
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        user_card_code="478515832665",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        out_request_no="100002322019090134234sfdf",
        cell="15_1200_1",
    )

    required_only = models.SendUserFeedRequest()

    target = "/brand/card-member/user-feeds"

    body: ClassVar = {
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "user_card_code": "478515832665",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "out_request_no": "100002322019090134234sfdf",
        "cell": "15_1200_1",
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.SendUserFeedResponse(
                brand_id="1004",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                user_card_code="478515832665",
                out_request_no="100002322019090134234sfdf",
                cell="15_1200_1",
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    refused = (
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
    )


class TestSyncUserPoints(OperationTests):
    """同步积分余额。"""

    request = models.SyncUserPointsRequest(
        out_request_no="100002322019090134234sfdf",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
        point_balance=1000,
    )

    required_only = models.SyncUserPointsRequest(
        out_request_no="100002322019090134234sfdf",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
        point_balance=1000,
    )

    target = "/brand/card-member/user-points/sync"

    body: ClassVar = {
        "out_request_no": "100002322019090134234sfdf",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
        "point_balance": 1000,
    }

    required_body: ClassVar = {
        "out_request_no": "100002322019090134234sfdf",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
        "point_balance": 1000,
    }

    replies = (
        (
            200,
            models.SyncUserPointsResponse(
                out_request_no="100002322019090134234sfdf",
                brand_id="1004",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                user_card_code="478515832665",
                point_balance=1000,
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("out_request_no",), "1" * 128),
        (("card_id",), "p" * 32),
        (("openid",), "o" * 128),
        (("user_card_code",), "4" * 32),
    )

    refused = (
        (("out_request_no",), "1" * 129),
        (("out_request_no",), "100002322019090134234sfd券"),
        (("out_request_no",), "100002322019090134234sfd\n"),
        (("card_id",), "p" * 33),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "o" * 129),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (("user_card_code",), "4" * 33),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
    )


class TestConfirmPointExchange(OperationTests):
    """同步积分兑券结果。"""

    request = models.ConfirmPointExchangeRequest(
        record_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        exchange_coupon_template_id="0Flpo7FqTQ",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
        result=models.PointExchangeResult.POINT_EXCHANGE_COUPON_ALLOW,
        reject_reason="积分不足",
    )

    required_only = models.ConfirmPointExchangeRequest()

    target = "/brand/card-member/user-points/exchange-coupon/confirm"

    body: ClassVar = {
        "record_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "exchange_coupon_template_id": "0Flpo7FqTQ",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
        "result": "POINT_EXCHANGE_COUPON_ALLOW",
        "reject_reason": "积分不足",
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.ConfirmPointExchangeResponse(
                record_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                exchange_coupon_template_id="0Flpo7FqTQ",
                brand_id="1004",
                card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
                openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
                user_card_code="478515832665",
                state=models.PointExchangeState.POINT_EXCHANGE_COUPON_SUCCESS,
                product_coupon_id="200000001",
                product_coupon_stock_type="PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR",
                stock_id="123456789",
                coupon_code="123446565767",
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    refused = (
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o券"),
        (("card_id",), "pbLatjvWOibDc5-TBnbUk1pD12o\n"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB券"),
        (("openid",), "obLatjnx9gnqzS4myYGmLZ7LgLB\n"),
        (("user_card_code",), "47851583266券"),
        (("user_card_code",), "47851583266\n"),
    )


class TestUploadCardImage(UploadTests):
    """图片上传。"""

    request = models.UploadCardImageRequest(file="member.jpg")

    required_only = models.UploadCardImageRequest(file="member.jpg")

    target = "/brand/card-member/media/image-upload"

    body: ClassVar = {
        "meta": {
            "filename": "member.jpg",
            "file_digest": "c14af3e61f672086446104b2e95a91bffd9f71c41871c3d047d2240f13da6e52",
        },
        "file": "member.jpg",
    }

    required_body: ClassVar = {
        "meta": {
            "filename": "member.jpg",
            "file_digest": "c14af3e61f672086446104b2e95a91bffd9f71c41871c3d047d2240f13da6e52",
        },
        "file": "member.jpg",
    }

    replies = ((200, models.UploadCardImageResponse(media_url="https://qpic.cn/xxx")),)

    files: ClassVar = {"member.jpg": 274}

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )


class TestUserCardCreateNotification(NotificationTests):
    """用户开通会员卡通知。"""

    kind = models.UserCardCreateNotification

    resource: ClassVar = {
        "user_card_code": "478515832665",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "brand_id": "1004",
        "card_type": "NORMAL",
        "phone_number": "13800138000",
        "level": "白银会员",
        "valid_date_information": {"type": "FIX_TERM", "available_day_after_receive": 200},
        "pickup_time": "2025-08-02T12:00:00+08:00",
        "user_information": {
            "common_field_list": [{"name": "USER_FORM_FLAG_NAME", "value": "张三"}],
            "custom_field_list": [{"name": "喜欢的运动", "user_chosen_values": ["篮球"]}],
        },
        "user_card_state": "UNACTIVATED",
        "create_time": "2025-08-02T12:00:00+08:00",
        "modify_time": "2025-08-02T12:00:00+08:00",
    }

    expected: ClassVar = models.UserCardResource(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        brand_id="1004",
        card_type=models.CardType.NORMAL,
        phone_number="13800138000",
        level="白银会员",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TERM,
            available_day_after_receive=200,
        ),
        pickup_time=moment("2025-08-02T12:00:00+08:00"),
        user_information=models.UserCardInformation(
            common_field_list=[
                models.UserCardCommonField(
                    name=models.CardCommonField.USER_FORM_FLAG_NAME,
                    value="张三",
                ),
            ],
            custom_field_list=[models.UserCardCustomField(name="喜欢的运动", user_chosen_values=["篮球"])],
        ),
        user_card_state=models.UserCardState.UNACTIVATED,
        create_time=moment("2025-08-02T12:00:00+08:00"),
        modify_time=moment("2025-08-02T12:00:00+08:00"),
    )


class TestUserCardDeleteNotification(NotificationTests):
    """用户删除会员卡通知。"""

    kind = models.UserCardDeleteNotification

    resource: ClassVar = {
        "user_card_code": "478515832665",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "card_color": "#FFFF00",
        "card_picture_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        "brand_id": "1004",
        "card_type": "NORMAL",
        "phone_number": "13800138000",
        "level": "白银会员",
        "valid_date_information": {"type": "FIX_TERM", "available_day_after_receive": 200},
        "pickup_time": "2025-08-02T12:00:00+08:00",
        "user_information": {
            "common_field_list": [{"name": "USER_FORM_FLAG_NAME", "value": "张三"}],
            "custom_field_list": [{"name": "喜欢的运动", "user_chosen_values": ["篮球"]}],
        },
        "user_card_state": "UNACTIVATED",
        "create_time": "2025-08-02T12:00:00+08:00",
        "modify_time": "2025-08-02T12:00:00+08:00",
    }

    expected: ClassVar = models.UserCardResource(
        user_card_code="478515832665",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        card_color="#FFFF00",
        card_picture_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0",
        brand_id="1004",
        card_type=models.CardType.NORMAL,
        phone_number="13800138000",
        level="白银会员",
        valid_date_information=models.CardValidDateInformation(
            type=models.CardValidDateType.FIX_TERM,
            available_day_after_receive=200,
        ),
        pickup_time=moment("2025-08-02T12:00:00+08:00"),
        user_information=models.UserCardInformation(
            common_field_list=[
                models.UserCardCommonField(
                    name=models.CardCommonField.USER_FORM_FLAG_NAME,
                    value="张三",
                ),
            ],
            custom_field_list=[models.UserCardCustomField(name="喜欢的运动", user_chosen_values=["篮球"])],
        ),
        user_card_state=models.UserCardState.UNACTIVATED,
        create_time=moment("2025-08-02T12:00:00+08:00"),
        modify_time=moment("2025-08-02T12:00:00+08:00"),
    )


class TestPointExchangeCouponNotification(NotificationTests):
    """用户积分兑券事件通知。"""

    kind = models.PointExchangeCouponNotification

    resource: ClassVar = {
        "record_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "brand_id": "1004",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "appid": "wxea9c30890f48d5ae",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
        "exchange_coupon_template_id": "0Flpo7FqTQ",
        "deduct_points": 100,
        "product_coupon_id": "200000001",
        "product_coupon_stock_type": "PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR",
        "stock_id": "123456789",
    }

    expected: ClassVar = models.PointExchangeCouponResource(
        record_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        brand_id="1004",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        appid="wxea9c30890f48d5ae",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
        exchange_coupon_template_id="0Flpo7FqTQ",
        deduct_points=100,
        product_coupon_id="200000001",
        product_coupon_stock_type="PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR",
        stock_id="123456789",
    )


class TestSyncUserPointNotification(NotificationTests):
    """用户积分同步事件通知。"""

    kind = models.SyncUserPointNotification

    resource: ClassVar = {
        "brand_id": "1004",
        "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
        "openid": "obLatjnx9gnqzS4myYGmLZ7LgLBA",
        "user_card_code": "478515832665",
    }

    expected: ClassVar = models.SyncUserPointResource(
        brand_id="1004",
        card_id="pbLatjvWOibDc5-TBnbUk1pD12o0",
        openid="obLatjnx9gnqzS4myYGmLZ7LgLBA",
        user_card_code="478515832665",
    )
