# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.sandbox.operation_tests import OperationTests
from wxbrand_runtime.models import NoContent


class TestListStores(OperationTests):
    """查询门店列表。"""

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
                        store_id="1234567890",
                        store_state=models.StoreState.OPEN,
                        audit_state=models.StoreAuditState.SUCCESS,
                        store_basics=models.StoreBasics(
                            store_reference_id="STORE-0001",
                            branch_name="南山店",
                        ),
                        store_address=models.StoreAddress(
                            address_code="440305",
                            address_detail="深南大道10000号腾讯大厦一层",
                            address_complements="地铁站A出口",
                            longitude="113.934528",
                            latitude="22.540503",
                        ),
                        store_business=models.StoreBusiness(
                            service_phone="0755-86013388",
                            business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                        ),
                        store_recipient=[
                            models.StoreRecipient(
                                mchid="1900000109",
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

    iterator = "store.iter_stores"


class TestCreateStore(OperationTests):
    """创建门店。"""

    request = models.CreateStoreRequest(
        store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
        store_address=models.StoreAddress(
            address_code="440305",
            address_detail="深南大道10000号腾讯大厦一层",
            address_complements="地铁站A出口",
            longitude="113.934528",
            latitude="22.540503",
        ),
        store_business=models.StoreBusiness(
            service_phone="0755-86013388",
            business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        ),
    )

    required_only = models.CreateStoreRequest()

    target = "/brand/store/brandstores"

    body: ClassVar = {
        "store_basics": {"store_reference_id": "STORE-0001", "branch_name": "南山店"},
        "store_address": {
            "address_code": "440305",
            "address_detail": "深南大道10000号腾讯大厦一层",
            "address_complements": "地铁站A出口",
            "longitude": "113.934528",
            "latitude": "22.540503",
        },
        "store_business": {
            "service_phone": "0755-86013388",
            "business_hours": "周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        },
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890",
                store_state=models.StoreState.CREATING,
                audit_state=models.StoreAuditState.PROCESSING,
                store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦一层",
                    address_complements="地铁站A出口",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1900000109",
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


class TestGetStore(OperationTests):
    """查询门店。"""

    request = models.GetStoreRequest(store_id="1234567890")

    required_only = models.GetStoreRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890",
                store_state=models.StoreState.OPEN,
                audit_state=models.StoreAuditState.SUCCESS,
                store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦一层",
                    address_complements="地铁站A出口",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1900000109",
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


class TestDeleteStore(OperationTests):
    """删除门店。"""

    request = models.DeleteStoreRequest(store_id="1234567890")

    required_only = models.DeleteStoreRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890"

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


class TestUpdateStore(OperationTests):
    """修改门店。"""

    request = models.UpdateStoreRequest(
        store_id="1234567890",
        store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
        store_address=models.StoreAddress(
            address_code="440305",
            address_detail="深南大道10000号腾讯大厦一层",
            address_complements="地铁站A出口",
            longitude="113.934528",
            latitude="22.540503",
        ),
        store_business=models.StoreBusiness(
            service_phone="0755-86013388",
            business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        ),
    )

    required_only = models.UpdateStoreRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890"

    body: ClassVar = {
        "store_basics": {"store_reference_id": "STORE-0001", "branch_name": "南山店"},
        "store_address": {
            "address_code": "440305",
            "address_detail": "深南大道10000号腾讯大厦一层",
            "address_complements": "地铁站A出口",
            "longitude": "113.934528",
            "latitude": "22.540503",
        },
        "store_business": {
            "service_phone": "0755-86013388",
            "business_hours": "周一至周五 09:00-20:00|周六至周日 10:00-22:00",
        },
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890",
                store_state=models.StoreState.OPEN,
                audit_state=models.StoreAuditState.SUCCESS,
                store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦一层",
                    address_complements="地铁站A出口",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1900000109",
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


class TestCloseStore(OperationTests):
    """关闭门店。"""

    request = models.CloseStoreRequest(store_id="1234567890")

    required_only = models.CloseStoreRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890/close"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StoreStateResponse(
                store_id="1234567890",
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


class TestResumeStore(OperationTests):
    """恢复门店。"""

    request = models.ResumeStoreRequest(store_id="1234567890")

    required_only = models.ResumeStoreRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890/resume"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = ((200, models.StoreStateResponse(store_id="1234567890", store_state=models.StoreState.OPEN)),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )


class TestBindStoreRecipient(OperationTests):
    """绑定收款商户。"""

    request = models.BindStoreRecipientRequest(
        store_id="1234567890",
        mchid="1900000109",
        company_name="深圳市示例餐饮有限公司",
    )

    required_only = models.BindStoreRecipientRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890/bindrecipient"

    body: ClassVar = {"mchid": "1900000109", "company_name": "深圳市示例餐饮有限公司"}

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StoreEntity(
                store_id="1234567890",
                store_state=models.StoreState.OPEN,
                audit_state=models.StoreAuditState.SUCCESS,
                store_basics=models.StoreBasics(store_reference_id="STORE-0001", branch_name="南山店"),
                store_address=models.StoreAddress(
                    address_code="440305",
                    address_detail="深南大道10000号腾讯大厦一层",
                    address_complements="地铁站A出口",
                    longitude="113.934528",
                    latitude="22.540503",
                ),
                store_business=models.StoreBusiness(
                    service_phone="0755-86013388",
                    business_hours="周一至周五 09:00-20:00|周六至周日 10:00-22:00",
                ),
                store_recipient=[
                    models.StoreRecipient(
                        mchid="1900000109",
                        company_name="深圳市示例餐饮有限公司",
                        recipient_state=models.StoreRecipientState.CONFIRMING,
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


class TestUnbindStoreRecipient(OperationTests):
    """解绑收款商户。"""

    request = models.UnbindStoreRecipientRequest(store_id="1234567890", mchid="1900000109")

    required_only = models.UnbindStoreRecipientRequest(store_id="1234567890")

    target = "/brand/store/brandstores/1234567890/unbindrecipient"

    body: ClassVar = {"mchid": "1900000109"}

    required_body: ClassVar = {}

    replies = ((200, models.UnbindStoreRecipientResponse()),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )
