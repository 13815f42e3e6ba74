# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.testing.operation_tests import OperationTests
from wxbrand_runtime.models import NoContent


class TestListStores(OperationTests):
    """查询品牌门店列表。"""

    request = models.ListStoresRequest(store_state=models.StoreState.OPEN, offset=0, limit=20)

    required_only = models.ListStoresRequest()

    target = "/brand/store/brandstores?store_state=OPEN&offset=0&limit=20"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListStoresResponse(
                data=[
                    models.StoreEntity(
                        store_id="1234567890123456",
                        store_state=models.StoreState.OPEN,
                        audit_state=models.StoreAuditState.SUCCESS,
                        store_basics=models.StoreBasics(store_reference_id="MDL001", branch_name="海岸城店"),
                        store_address=models.StoreAddress(
                            address_code="440305",
                            address_detail="深南大道10000号腾讯大厦1楼",
                            address_complements="地铁A口右侧100米",
                            longitude="113.934528",
                            latitude="22.540503",
                        ),
                        store_business=models.StoreBusiness(
                            service_phone="0755-86013388",
                            business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                        ),
                        store_recipient=[
                            models.StoreRecipient(
                                mchid="1230000109",
                                company_name="深圳市示例餐饮有限公司",
                                recipient_state=models.StoreRecipientState.CONFIRMED,
                            ),
                        ],
                    ),
                ],
                offset=0,
                limit=20,
                total_count=1,
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

    allowed = ((("limit",), 1),)

    refused = ((("limit",), 0),)

    iterator = "store.iter_stores"


class TestCreateStore(OperationTests):
    """创建品牌门店。"""

    request = models.CreateStoreRequest(
        store_basics=models.StoreBasics(store_reference_id="MDL001", branch_name="海岸城店"),
        store_address=models.NewStoreAddress(
            address_code="440305",
            address_detail="深南大道10000号腾讯大厦1楼",
            address_complements="地铁A口右侧100米",
            longitude="113.934528",
            latitude="22.540503",
        ),
        store_business=models.StoreBusiness(
            service_phone="0755-86013388",
            business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        ),
    )

    required_only = models.CreateStoreRequest(
        store_address=models.NewStoreAddress(
            address_code="440305",
            address_detail="深南大道10000号腾讯大厦1楼",
            address_complements="地铁A口右侧100米",
            longitude="113.934528",
            latitude="22.540503",
        ),
    )

    target = "/brand/store/brandstores"

    body: ClassVar = {
        "store_basics": {"store_reference_id": "MDL001", "branch_name": "海岸城店"},
        "store_address": {
            "address_code": "440305",
            "address_detail": "深南大道10000号腾讯大厦1楼",
            "address_complements": "地铁A口右侧100米",
            "longitude": "113.934528",
            "latitude": "22.540503",
        },
        "store_business": {
            "service_phone": "0755-86013388",
            "business_hours": "周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        },
    }

    required_body: ClassVar = {
        "store_address": {
            "address_code": "440305",
            "address_detail": "深南大道10000号腾讯大厦1楼",
            "address_complements": "地铁A口右侧100米",
            "longitude": "113.934528",
            "latitude": "22.540503",
        },
    }

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890123456",
                store_state=models.StoreState.CREATING,
                audit_state=models.StoreAuditState.PROCESSING,
                store_basics=models.StoreBasics(store_reference_id="MDL001", branch_name="海岸城店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦1楼",
                    address_complements="地铁A口右侧100米",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
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
        (("store_basics", "store_reference_id"), "M" * 32),
        (("store_basics", "branch_name"), "海" * 50),
        (("store_address", "address_code"), "44444444444444444444"),
        (("store_address", "address_detail"), "深" * 200),
        (("store_address", "address_complements"), "地" * 50),
        (("store_address", "longitude"), "1" * 32),
        (("store_address", "latitude"), "2" * 32),
    )

    refused = (
        (("store_basics", "store_reference_id"), "M" * 33),
        (("store_basics", "branch_name"), "海" * 51),
        (("store_address", "address_code"), "4" * 21),
        (("store_address", "address_code"), "44030券"),
        (("store_address", "address_code"), "44030\n"),
        (("store_address", "address_detail"), "深" * 201),
        (("store_address", "address_complements"), "地" * 51),
        (("store_address", "longitude"), "1" * 33),
        (("store_address", "latitude"), "2" * 33),
    )


class TestGetStore(OperationTests):
    """查询品牌门店。"""

    request = models.GetStoreRequest(store_id="1234567890123456")

    required_only = models.GetStoreRequest(store_id="1234567890123456")

    target = "/brand/store/brandstores/1234567890123456"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890123456",
                store_state=models.StoreState.OPEN,
                audit_state=models.StoreAuditState.SUCCESS,
                store_basics=models.StoreBasics(store_reference_id="MDL001", branch_name="海岸城店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦1楼",
                    address_complements="地铁A口右侧100米",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1230000109",
                        company_name="深圳市示例餐饮有限公司",
                        recipient_state=models.StoreRecipientState.CONFIRMED,
                    ),
                ],
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
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
    )


class TestDeleteStore(OperationTests):
    """删除品牌门店。"""

    request = models.DeleteStoreRequest(store_id="1234567890123456")

    required_only = models.DeleteStoreRequest(store_id="1234567890123456")

    target = "/brand/store/brandstores/1234567890123456"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = ((204, NoContent()),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    refused = (
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
    )


class TestUpdateStore(OperationTests):
    """更新品牌门店。"""

    request = models.UpdateStoreRequest(
        store_id="1234567890123456",
        store_basics=models.StoreBasics(store_reference_id="MDL002"),
        store_address=models.StoreAddress(
            address_code="440305",
            address_detail="深南大道10000号腾讯大厦1楼",
            address_complements="地铁A口右侧100米",
            longitude="113.934528",
            latitude="22.540503",
        ),
        store_business=models.StoreBusiness(
            service_phone="0755-86013388",
            business_hours="周一至周日 10:00-22:00",
        ),
    )

    required_only = models.UpdateStoreRequest(store_id="1234567890123456")

    target = "/brand/store/brandstores/1234567890123456"

    body: ClassVar = {
        "store_basics": {"store_reference_id": "MDL002"},
        "store_address": {
            "address_code": "440305",
            "address_detail": "深南大道10000号腾讯大厦1楼",
            "address_complements": "地铁A口右侧100米",
            "longitude": "113.934528",
            "latitude": "22.540503",
        },
        "store_business": {"service_phone": "0755-86013388", "business_hours": "周一至周日 10:00-22:00"},
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890123456",
                store_state=models.StoreState.OPEN,
                audit_state=models.StoreAuditState.PROCESSING,
                store_basics=models.StoreBasics(store_reference_id="MDL002", branch_name="海岸城店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦1楼",
                    address_complements="地铁A口右侧100米",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1230000109",
                        company_name="深圳市示例餐饮有限公司",
                        recipient_state=models.StoreRecipientState.CONFIRMED,
                    ),
                ],
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
        (("store_basics", "store_reference_id"), "M" * 32),
        (("store_address", "address_code"), "44444444444444444444"),
        (("store_address", "address_detail"), "深" * 200),
        (("store_address", "address_complements"), "地" * 50),
        (("store_address", "longitude"), "1" * 32),
        (("store_address", "latitude"), "2" * 32),
    )

    refused = (
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
        (("store_basics", "store_reference_id"), "M" * 33),
        (("store_address", "address_code"), "4" * 21),
        (("store_address", "address_code"), "44030券"),
        (("store_address", "address_code"), "44030\n"),
        (("store_address", "address_detail"), "深" * 201),
        (("store_address", "address_complements"), "地" * 51),
        (("store_address", "longitude"), "1" * 33),
        (("store_address", "latitude"), "2" * 33),
    )


class TestCloseStore(OperationTests):
    """暂停门店营业。"""

    request = models.CloseStoreRequest(store_id="1234567890123456")

    required_only = models.CloseStoreRequest(store_id="1234567890123456")

    target = "/brand/store/brandstores/1234567890123456/close"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StoreStateResponse(
                store_id="1234567890123456",
                store_state=models.StoreState.CLOSED,
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
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
    )


class TestResumeStore(OperationTests):
    """恢复门店营业。"""

    request = models.ResumeStoreRequest(store_id="1234567890123456")

    required_only = models.ResumeStoreRequest(store_id="1234567890123456")

    target = "/brand/store/brandstores/1234567890123456/resume"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StoreStateResponse(
                store_id="1234567890123456",
                store_state=models.StoreState.OPEN,
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
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
    )


class TestBindStoreRecipient(OperationTests):
    """绑定收款商户号。"""

    request = models.BindStoreRecipientRequest(
        store_id="1234567890123456",
        mchid="1230000109",
        company_name="深圳市示例餐饮有限公司",
    )

    required_only = models.BindStoreRecipientRequest(
        store_id="1234567890123456",
        mchid="1230000109",
        company_name="深圳市示例餐饮有限公司",
    )

    target = "/brand/store/brandstores/1234567890123456/bindrecipient"

    body: ClassVar = {"mchid": "1230000109", "company_name": "深圳市示例餐饮有限公司"}

    required_body: ClassVar = {"mchid": "1230000109", "company_name": "深圳市示例餐饮有限公司"}

    replies = (
        (
            200,
            models.BindStoreRecipientResponse(
                store_id="1234567890123456",
                mchid="1230000109",
                company_name="深圳市示例餐饮有限公司",
                recipient_state=models.StoreRecipientState.CONFIRMING,
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
        (("mchid",), "1111111111111111"),
        (("company_name",), "深" * 256),
    )

    refused = (
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
        (("mchid",), "11111111111111111"),
        (("company_name",), "深" * 257),
    )


class TestUnbindStoreRecipient(OperationTests):
    """解绑收款商户号。"""

    request = models.UnbindStoreRecipientRequest(store_id="1234567890123456", mchid="1230000109")

    required_only = models.UnbindStoreRecipientRequest(store_id="1234567890123456", mchid="1230000109")

    target = "/brand/store/brandstores/1234567890123456/unbindrecipient"

    body: ClassVar = {"mchid": "1230000109"}

    required_body: ClassVar = {"mchid": "1230000109"}

    replies = ((200, models.UnbindStoreRecipientResponse()),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = ((("mchid",), "1111111111111111"),)

    refused = (
        (("store_id",), "123456789012345券"),
        (("store_id",), "123456789012345\n"),
        (("mchid",), "11111111111111111"),
    )
