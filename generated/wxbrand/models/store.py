# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from __future__ import annotations

from typing import ClassVar

from wxbrand_runtime.models import (
    UNSET,
    NoContent,
    OpenEnum,
    Operation,
    Paging,
    Record,
    Request,
    UnsetType,
)


class StoreState(OpenEnum):
    """门店状态。门店现在能不能用。"""

    OPEN = "OPEN"
    """营业中。"""

    CREATING = "CREATING"
    """创建中，还不能用。"""

    CLOSED = "CLOSED"
    """已关闭。"""


class ListStoresResponse(Record, frozen=True, kw_only=True):
    """门店列表。一页门店。"""

    data: list[StoreEntity] | UnsetType = UNSET
    """门店。这一页的门店。"""

    offset: int | UnsetType = UNSET
    """偏移。这一页之前有多少家。"""

    limit: int | UnsetType = UNSET
    """分页大小。这一页最多几家。"""

    total_count: int | UnsetType = UNSET
    """总数。符合条件的门店一共几家。"""


class StoreBasics(Record, frozen=True, kw_only=True):
    """门店基础信息。门店的编号和名称。"""

    store_reference_id: str | UnsetType = UNSET
    """商家门店编号。商家自己的门店编号，由商家保证不重复。未证实：最大长度。"""

    branch_name: str | UnsetType = UNSET
    """门店名称。只写分店的名称，不写品牌名。未证实：最大长度。"""


class StoreAddress(Record, frozen=True, kw_only=True):
    """门店地址。门店在哪里，到店和营销活动都用它。"""

    address_code: str | UnsetType = UNSET
    """省市区编码。门店所在的省市区，只有数字，见微信支付的省市区对照表。未证实：最大长度、必填。"""

    address_detail: str | UnsetType = UNSET
    """详细地址。精确到门牌号，不重复写省市区。未证实：最大长度、必填。"""

    address_complements: str | UnsetType = UNSET
    """地址补充。附近的标志，帮助找到门店。未证实：最大长度。"""

    longitude: str | UnsetType = UNSET
    """经度。东经为正，在 -180 到 180 之间，用文本书写。未证实：最大长度。"""

    latitude: str | UnsetType = UNSET
    """纬度。北纬为正，在 -90 到 90 之间，用文本书写。未证实：最大长度。"""


class StoreBusiness(Record, frozen=True, kw_only=True):
    """门店经营信息。联系电话和营业时间。"""

    service_phone: str | UnsetType = UNSET
    """服务电话。座机或手机，最多两个，用竖线隔开。未证实：最大长度。"""

    business_hours: str | UnsetType = UNSET
    """营业时间。星期加时间段，各段用竖线隔开，不能重叠。未证实：最大长度、条件。"""


class StoreEntity(Record, frozen=True, kw_only=True):
    """门店。一家门店的资料和状态。"""

    store_id: str | UnsetType = UNSET
    """门店ID。门店的唯一标识，由微信支付分配。"""

    store_state: StoreState | UnsetType = UNSET
    """门店状态。门店现在能不能用。未证实：取值。"""

    audit_state: StoreAuditState | UnsetType = UNSET
    """审核状态。门店资料的审核到了哪一步。未证实：取值。"""

    review_reject_reason: str | UnsetType = UNSET
    """驳回原因。审核为什么没有通过，只在驳回时有。"""

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店的编号和名称。"""

    store_address: StoreAddress | UnsetType = UNSET
    """门店地址。门店在哪里，到店和营销活动都用它。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。联系电话和营业时间。"""

    store_recipient: list[StoreRecipient] | UnsetType = UNSET
    """收款商户列表。给这家门店收款的商户。"""


class StoreStateResponse(Record, frozen=True, kw_only=True):
    """门店的新状态。关闭或恢复之后的状态。"""

    store_id: str | UnsetType = UNSET
    """门店ID。门店的唯一标识。"""

    store_state: StoreState | UnsetType = UNSET
    """门店状态。门店现在能不能用。未证实：取值。"""


class UnbindStoreRecipientResponse(Record, frozen=True, kw_only=True):
    """解绑的结果。没有解绑成功时有原因。"""

    failed_reason: str | UnsetType = UNSET
    """失败原因。为什么没有解绑，成功时没有。"""


class StoreAuditState(OpenEnum):
    """审核状态。门店资料的审核到了哪一步。"""

    SUCCESS = "SUCCESS"
    """审核通过。"""

    PROCESSING = "PROCESSING"
    """审核中。"""

    REJECTED = "REJECTED"
    """审核驳回，原因在 review_reject_reason。"""


class StoreRecipient(Record, frozen=True, kw_only=True):
    """收款商户。给这家门店收款的商户，一家门店最多三个。"""

    mchid: str | UnsetType = UNSET
    """商户号。收款的商户号。"""

    company_name: str | UnsetType = UNSET
    """公司名称。商户的公司名称。"""

    recipient_state: StoreRecipientState | UnsetType = UNSET
    """收款商户状态。商户有没有同意给这家门店收款。未证实：取值。"""


class StoreRecipientState(OpenEnum):
    """收款商户状态。商户有没有同意给这家门店收款。"""

    CONFIRMED = "CONFIRMED"
    """已确认。"""

    ADMIN_REJECTED = "ADMIN_REJECTED"
    """商户管理员已拒绝。"""

    CONFIRMING = "CONFIRMING"
    """等待商户管理员确认。"""

    TIMEOUT_REJECTED = "TIMEOUT_REJECTED"
    """超时没有确认，视为拒绝。"""


class ListStoresRequest(Request[ListStoresResponse], frozen=True, kw_only=True):
    """查询门店列表。

    分页查询品牌的门店，可以按状态筛选。

    GET /brand/store/brandstores

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListStores",
        method="GET",
        path="/brand/store/brandstores",
        in_query=("store_state", "offset", "limit"),
        paging=Paging(items="data", offset="offset", limit="limit", total="total_count"),
        replies={"200": ListStoresResponse},
    )

    store_state: StoreState | UnsetType = UNSET
    """门店状态。只要这种状态的门店。未证实：取值。"""

    offset: int | UnsetType = UNSET
    """偏移。跳过前面多少家。"""

    limit: int | UnsetType = UNSET
    """分页大小。一页最多几家。未证实：最大值、最小值、字段。"""


class CreateStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """创建门店。

    登记一家门店。资料要经过审核，审核通过之前门店处于 CREATING 状态。

    POST /brand/store/brandstores

    重复调用：没有请求单号；结果不明时先按 store_reference_id 在列表里查。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateStore",
        method="POST",
        path="/brand/store/brandstores",
        body="members",
        replies={"200": StoreEntity},
    )

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店的编号和名称。"""

    store_address: StoreAddress | UnsetType = UNSET
    """门店地址。门店在哪里，到店和营销活动都用它。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。联系电话和营业时间。"""


class GetStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """查询门店。

    查询一家门店的资料、状态和收款商户。

    GET /brand/store/brandstores/{store_id}

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetStore",
        method="GET",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        replies={"200": StoreEntity},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""


class DeleteStoreRequest(Request[NoContent], frozen=True, kw_only=True):
    """删除门店。

    删除一家门店，删除之后不能恢复。应答没有内容。

    DELETE /brand/store/brandstores/{store_id}

    重复调用：没有请求单号；已经删除的门店再删一次会得到错误。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeleteStore",
        method="DELETE",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        replies={"204": None},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""


class UpdateStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """修改门店。

    修改一家门店的资料，只给要改的部分；修改之后要重新审核。

    PATCH /brand/store/brandstores/{store_id}

    重复调用：没有请求单号；同样的资料再提交一次，结果相同。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStore",
        method="PATCH",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        body="members",
        replies={"200": StoreEntity},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店的编号和名称。"""

    store_address: StoreAddress | UnsetType = UNSET
    """门店地址。门店在哪里，到店和营销活动都用它。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。联系电话和营业时间。"""


class CloseStoreRequest(Request[StoreStateResponse], frozen=True, kw_only=True):
    """关闭门店。

    暂停一家门店，用户看不到它，可以再恢复。没有请求体。

    POST /brand/store/brandstores/{store_id}/close

    重复调用：没有请求单号；再调用一次，状态不变。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="CloseStore",
        method="POST",
        path="/brand/store/brandstores/{store_id}/close",
        in_path=("store_id",),
        replies={"200": StoreStateResponse},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""


class ResumeStoreRequest(Request[StoreStateResponse], frozen=True, kw_only=True):
    """恢复门店。

    恢复一家关闭的门店。没有请求体。

    POST /brand/store/brandstores/{store_id}/resume

    重复调用：没有请求单号；再调用一次，状态不变。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="ResumeStore",
        method="POST",
        path="/brand/store/brandstores/{store_id}/resume",
        in_path=("store_id",),
        replies={"200": StoreStateResponse},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""


class BindStoreRecipientRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """绑定收款商户。

    给一家门店添加收款商户，商户的管理员确认之后生效；一家门店最多三个。

    POST /brand/store/brandstores/{store_id}/bindrecipient

    重复调用：没有请求单号；已经绑定的商户再绑定一次会得到错误。

    未证实：字段、条件、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="BindStoreRecipient",
        method="POST",
        path="/brand/store/brandstores/{store_id}/bindrecipient",
        in_path=("store_id",),
        body="members",
        replies={"200": StoreEntity},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""

    mchid: str | UnsetType = UNSET
    """商户号。收款的商户号。未证实：最大长度。"""

    company_name: str | UnsetType = UNSET
    """公司名称。商户的公司名称，要和商户资料一致。未证实：最大长度。"""


class UnbindStoreRecipientRequest(Request[UnbindStoreRecipientResponse], frozen=True, kw_only=True):
    """解绑收款商户。

    让一个商户不再给这家门店收款。

    POST /brand/store/brandstores/{store_id}/unbindrecipient

    重复调用：没有请求单号；没有绑定的商户解绑会得到失败原因。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="UnbindStoreRecipient",
        method="POST",
        path="/brand/store/brandstores/{store_id}/unbindrecipient",
        in_path=("store_id",),
        body="members",
        replies={"200": UnbindStoreRecipientResponse},
    )

    store_id: str
    """门店ID。门店的唯一标识，创建门店时由微信支付分配。"""

    mchid: str | UnsetType = UNSET
    """商户号。收款的商户号。"""
