# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from wxbrand_runtime.models import (
    UNSET,
    Limits,
    NoContent,
    OpenEnum,
    Operation,
    Paging,
    RateLimit,
    Record,
    Request,
    UnsetType,
)


class StoreState(OpenEnum):
    """门店状态。门店能不能用；审核资料的改动和营业时间都不影响它。"""

    OPEN = "OPEN"
    """生效中，审核通过之后就是这个状态。"""

    CREATING = "CREATING"
    """创建中，资料正在审核，详情看审核状态。"""

    CLOSED = "CLOSED"
    """停业中，不能用在微信支付的其他业务里，可以恢复，也可以删除。"""


StoreStateLike = StoreState | Literal["OPEN", "CREATING", "CLOSED"]
"""StoreState 的成员，或它的值。"""


class ListStoresResponse(Record, frozen=True, kw_only=True):
    """门店列表。一页门店，以及符合条件的总数。"""

    data: list[StoreEntity] | UnsetType = UNSET
    """这一页的门店。按筛选条件查到的门店，从 offset 起最多 limit 家。"""

    offset: int | UnsetType = UNSET
    """分页起始位置。这一页之前有多少家。"""

    limit: int | UnsetType = UNSET
    """分页条数。这一页最多多少家。"""

    total_count: int | UnsetType = UNSET
    """门店总数。符合条件的门店一共多少家。"""


class StoreBasics(Record, frozen=True, kw_only=True):
    """门店基础信息。门店在商家那里的编号，以及分店的名称。"""

    store_reference_id: Annotated[str, Limits(max_length=32)] | UnsetType = UNSET
    """商家门店编号。商家自己的门店编号，由商家保证不重复，不能有表情符号；只改它时不用审核。最多 32 个字符。"""

    branch_name: Annotated[str, Limits(max_length=50)] | UnsetType = UNSET
    """门店名称。只写分店的名称，不写品牌名，也不要括号、破折号；展示时前面自动加上品牌名，分店名放在括号里。最多 50
    个字符。未证实：最大长度。
    """


class NewStoreAddress(Record, frozen=True, kw_only=True):
    """门店地址信息。新门店在哪里；审核会核实它，营销活动也用到它。"""

    address_code: Annotated[str, Limits(max_length=20, pattern=r"^[0-9]+\Z")]
    """门店省市编码。门店所在省市区的编码，只有数字，见微信支付的省市对照表。最多 20 个字符。"""

    address_detail: Annotated[str, Limits(max_length=200)]
    """门店地址。精确到门牌号的地址，不要重复写省市区；审核按它核实。最多 200 个字符。未证实：最大长度、最小长度。"""

    address_complements: Annotated[str, Limits(max_length=50)] | UnsetType = UNSET
    """门店地址辅助描述。附近的标志性建筑，帮助找到门店。最多 50 个字符。"""

    longitude: Annotated[str, Limits(max_length=32)] | UnsetType = UNSET
    """门店经度。用文本书写的数字，在 -180 到 180 之间，可以在腾讯地图上查。最多 32 个字符。"""

    latitude: Annotated[str, Limits(max_length=32)] | UnsetType = UNSET
    """门店纬度。用文本书写的数字，在 -90 到 90 之间，可以在腾讯地图上查。最多 32 个字符。"""


class StoreBusiness(Record, frozen=True, kw_only=True):
    """门店经营信息。门店的联系电话和营业时间。"""

    service_phone: str | UnsetType = UNSET
    """门店服务电话。座机或手机，只用数字和短横线；最多两个，用英文竖线隔开。未证实：最大长度、格式。"""

    business_hours: str | UnsetType = UNSET
    """门店经营时间。星期加时间段，例如“周一至周五 09:00-20:00”；几段之间用英文竖线隔开，不能重复。未证实：最大长度、
    格式。
    """


class StoreEntity(Record, frozen=True, kw_only=True):
    """品牌门店。一家门店的资料、状态和审核结果。"""

    store_id: str | UnsetType = UNSET
    """品牌门店ID。门店的唯一标识，由微信支付分配。"""

    store_state: StoreState | UnsetType = UNSET
    """门店状态。门店能不能用；审核资料的改动和营业时间都不影响它。"""

    audit_state: StoreAuditState | UnsetType = UNSET
    """审核状态。最近一次提交的资料审核到了哪一步。未证实：取值。"""

    review_reject_reason: str | UnsetType = UNSET
    """审核驳回原因。审核为什么没有通过，只在驳回时有。"""

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店在商家那里的编号，以及分店的名称。"""

    store_address: StoreAddress | UnsetType = UNSET
    """门店地址信息。门店在哪里；改动之后要重新核实。未证实：必填。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。门店的联系电话和营业时间。"""

    store_recipient: list[StoreRecipient] | UnsetType = UNSET
    """门店收款信息列表。门店绑定的收款商户号，最多三个。"""


class StoreAddress(Record, frozen=True, kw_only=True):
    """门店地址信息。门店在哪里；改动之后要重新核实。"""

    address_code: Annotated[str, Limits(max_length=20, pattern=r"^[0-9]+\Z")] | UnsetType = UNSET
    """门店省市编码。门店所在省市区的编码，只有数字，见微信支付的省市对照表。最多 20 个字符。"""

    address_detail: Annotated[str, Limits(max_length=200)] | UnsetType = UNSET
    """门店地址。精确到门牌号的地址，不要重复写省市区；审核按它核实。最多 200 个字符。未证实：最大长度、最小长度。"""

    address_complements: Annotated[str, Limits(max_length=50)] | UnsetType = UNSET
    """门店地址辅助描述。附近的标志性建筑，帮助找到门店。最多 50 个字符。"""

    longitude: Annotated[str, Limits(max_length=32)] | UnsetType = UNSET
    """门店经度。用文本书写的数字，在 -180 到 180 之间，可以在腾讯地图上查。最多 32 个字符。"""

    latitude: Annotated[str, Limits(max_length=32)] | UnsetType = UNSET
    """门店纬度。用文本书写的数字，在 -90 到 90 之间，可以在腾讯地图上查。最多 32 个字符。"""


class StoreStateResponse(Record, frozen=True, kw_only=True):
    """门店的新状态。停业或恢复之后，门店处于什么状态。"""

    store_id: str | UnsetType = UNSET
    """品牌门店ID。停业或恢复的门店。"""

    store_state: StoreState | UnsetType = UNSET
    """门店状态。门店能不能用；审核资料的改动和营业时间都不影响它。"""


class BindStoreRecipientResponse(Record, frozen=True, kw_only=True):
    """绑定的结果。门店和收款商户号的这一条绑定。"""

    store_id: str | UnsetType = UNSET
    """品牌门店ID。绑定的门店。"""

    mchid: Annotated[str, Limits(max_length=16)] | UnsetType = UNSET
    """门店收款商户号。绑定的商户号。最多 16 个字符。"""

    company_name: Annotated[str, Limits(max_length=256)] | UnsetType = UNSET
    """门店收款主体。商户号的主体名称。最多 256 个字符。"""

    recipient_state: StoreRecipientState | UnsetType = UNSET
    """收款绑定状态。商户号和门店绑定到了哪一步；只有 CONFIRMED 的可以收款，也只有它可以解绑。未证实：取值。"""


class UnbindStoreRecipientResponse(Record, frozen=True, kw_only=True):
    """解绑的结果。没有解绑时有原因。"""

    failed_reason: str | UnsetType = UNSET
    """解绑失败原因。为什么没有解绑；成功时没有这个成员。"""


class StoreAuditState(OpenEnum):
    """审核状态。最近一次提交的资料审核到了哪一步。"""

    SUCCESS = "SUCCESS"
    """审核通过。"""

    PROCESSING = "PROCESSING"
    """审核中。"""

    REJECTED = "REJECTED"
    """审核驳回，原因在 review_reject_reason。"""


class StoreRecipient(Record, frozen=True, kw_only=True):
    """门店收款信息。门店绑定的一个收款商户号。"""

    mchid: str | UnsetType = UNSET
    """门店收款商户号。为门店收款的商户号。"""

    company_name: str | UnsetType = UNSET
    """门店收款主体。商户号属于哪个企业、个体户或小微。"""

    recipient_state: StoreRecipientState | UnsetType = UNSET
    """收款绑定状态。商户号和门店绑定到了哪一步；只有 CONFIRMED 的可以收款，也只有它可以解绑。未证实：取值。"""


class StoreRecipientState(OpenEnum):
    """收款绑定状态。商户号和门店绑定到了哪一步；只有 CONFIRMED 的可以收款，也只有它可以解绑。"""

    CONFIRMED = "CONFIRMED"
    """已绑定。"""

    ADMIN_REJECTED = "ADMIN_REJECTED"
    """商户号的管理员拒绝了绑定。"""

    CONFIRMING = "CONFIRMING"
    """等待商户号的管理员确认。"""

    TIMEOUT_REJECTED = "TIMEOUT_REJECTED"
    """管理员没有按时确认，视为拒绝。"""


class ListStoresRequest(Request[ListStoresResponse], frozen=True, kw_only=True):
    """查询品牌门店列表。

    分页查询品牌的门店，可以只要某一种状态的。

    GET /brand/store/brandstores

    限频：每个品牌ID每秒 5 次。

    来源：查询品牌门店列表，4016756646，2025-12-08。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListStores",
        method="GET",
        path="/brand/store/brandstores",
        in_query=("store_state", "offset", "limit"),
        paging=Paging(items="data", offset="offset", limit="limit", total="total_count"),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": ListStoresResponse},
    )

    store_state: StoreState | UnsetType = UNSET
    """门店状态。只要这种状态的门店；不填就不限状态。"""

    offset: int | UnsetType = UNSET
    """分页起始位置。从第几家开始返回，从 0 数起；不填时为 0。"""

    limit: Annotated[int, Limits(minimum=1)] | UnsetType = UNSET
    """分页条数。一页最多返回多少家；不填时为 20。不小于 1。未证实：最大值。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            store_state: StoreStateLike | UnsetType = UNSET,
            offset: int | UnsetType = UNSET,
            limit: int | UnsetType = UNSET,
        ) -> None: ...


class CreateStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """创建品牌门店。

    登记一家门店，得到它的编号。资料要经过审核，审核期间门店处于 CREATING 状态，通过之后才是 OPEN。没有请求单号：
    结果不明时，先到门店列表里按 store_reference_id 找，不要直接再创建一次。

    POST /brand/store/brandstores

    限频：每个品牌ID每 60 秒 900 次。

    重复调用：没有请求单号，重复调用可能多出一家门店；先用查询品牌门店列表确认。

    来源：创建品牌门店，4015782988，2025-08-04。

    未证实：限频、名称、字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateStore",
        method="POST",
        path="/brand/store/brandstores",
        body="members",
        rate_limit=RateLimit(requests=900, seconds=60, per="brand"),
        replies={"200": StoreEntity},
    )

    store_address: NewStoreAddress
    """门店地址信息。新门店在哪里；审核会核实它，营销活动也用到它。"""

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店在商家那里的编号，以及分店的名称。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。门店的联系电话和营业时间。"""


class GetStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """查询品牌门店。

    查询一家门店的资料、状态、审核结果和收款商户号。创建或更新之后，用它看审核有没有通过。

    GET /brand/store/brandstores/{store_id}

    限频：每个品牌ID每秒 5 次。

    来源：查询品牌门店，4015783027，2025-08-04。

    未证实：名称、字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetStore",
        method="GET",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": StoreEntity},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""


class DeleteStoreRequest(Request[NoContent], frozen=True, kw_only=True):
    """删除品牌门店。

    删除一家门店，删除之后不能恢复。只是暂时不营业时，用暂停门店营业。应答没有内容。

    DELETE /brand/store/brandstores/{store_id}

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看它还在不在。

    来源：删除品牌门店，4015783019，2025-08-04。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeleteStore",
        method="DELETE",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"204": None},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""


class UpdateStoreRequest(Request[StoreEntity], frozen=True, kw_only=True):
    """更新品牌门店。

    修改一家门店的资料，只给要改的部分。改动要经过审核，审核期间门店的状态不变，只有审核状态变；只改门店编号这样
    的免审字段时，不用审核，立即生效。

    PATCH /brand/store/brandstores/{store_id}

    前置条件：门店已经创建，没有删除。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看资料和审核状态。

    来源：更新品牌门店，4015783036，2025-08-04。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStore",
        method="PATCH",
        path="/brand/store/brandstores/{store_id}",
        in_path=("store_id",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": StoreEntity},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""

    store_basics: StoreBasics | UnsetType = UNSET
    """门店基础信息。门店在商家那里的编号，以及分店的名称。"""

    store_address: StoreAddress | UnsetType = UNSET
    """门店地址信息。门店在哪里；改动之后要重新核实。未证实：必填。"""

    store_business: StoreBusiness | UnsetType = UNSET
    """门店经营信息。门店的联系电话和营业时间。"""


class CloseStoreRequest(Request[StoreStateResponse], frozen=True, kw_only=True):
    """暂停门店营业。

    让一家营业中的门店停业，它的信息不再给用户看，也不能用在微信支付的其他业务里。可以用恢复门店营业重新开门，停
    业中的门店也可以删除。没有请求体。

    POST /brand/store/brandstores/{store_id}/close

    前置条件：门店处于 OPEN 状态。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="CloseStore",
        method="POST",
        path="/brand/store/brandstores/{store_id}/close",
        in_path=("store_id",),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": StoreStateResponse},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""


class ResumeStoreRequest(Request[StoreStateResponse], frozen=True, kw_only=True):
    """恢复门店营业。

    让一家停业中的门店重新营业，它的信息又会给用户看。没有请求体。

    POST /brand/store/brandstores/{store_id}/resume

    前置条件：门店处于 CLOSED 状态。

    限频：每个品牌ID每 60 秒 900 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。

    来源：恢复门店营业，4016756643，2025-12-08。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="ResumeStore",
        method="POST",
        path="/brand/store/brandstores/{store_id}/resume",
        in_path=("store_id",),
        rate_limit=RateLimit(requests=900, seconds=60, per="brand"),
        replies={"200": StoreStateResponse},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""


class BindStoreRecipientRequest(Request[BindStoreRecipientResponse], frozen=True, kw_only=True):
    """绑定收款商户号。

    给一家门店绑定一个收款商户号，绑定成功之后它可以为门店收款。一家门店最多绑定三个。

    POST /brand/store/brandstores/{store_id}/bindrecipient

    前置条件：商户号已经和品牌关联（在品牌经营平台的收款商户号管理里添加）；门店绑定的收款商户号不到三个。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

    来源：绑定收款商户号，4015782993，2025-08-04。

    未证实：限频、名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="BindStoreRecipient",
        method="POST",
        path="/brand/store/brandstores/{store_id}/bindrecipient",
        in_path=("store_id",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": BindStoreRecipientResponse},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""

    mchid: Annotated[str, Limits(max_length=16)]
    """门店收款商户号。只能是品牌已经关联的商户号；没有关联的，先到品牌经营平台的收款商户号管理里添加。最多 16 个字
    符。
    """

    company_name: Annotated[str, Limits(max_length=256)]
    """门店收款主体。商户号的主体名称，可以是企业、个体户或小微。最多 256 个字符。"""


class UnbindStoreRecipientRequest(Request[UnbindStoreRecipientResponse], frozen=True, kw_only=True):
    """解绑收款商户号。

    解绑门店的一个收款商户号，解绑成功之后它不能再为这家门店收款。应答里有 failed_reason 时没有解绑，尽管 HTTP 状
    态是成功的。

    POST /brand/store/brandstores/{store_id}/unbindrecipient

    前置条件：商户号在这家门店的绑定状态是已绑定。

    限频：每个品牌ID每 60 秒 900 次。

    重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

    来源：解绑收款商户号，4015783007，2025-08-04。

    未证实：名称、字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="UnbindStoreRecipient",
        method="POST",
        path="/brand/store/brandstores/{store_id}/unbindrecipient",
        in_path=("store_id",),
        body="members",
        rate_limit=RateLimit(requests=900, seconds=60, per="brand"),
        replies={"200": UnbindStoreRecipientResponse},
    )

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """品牌门店ID。门店的唯一标识，创建门店时由微信支付分配。未证实：格式。"""

    mchid: Annotated[str, Limits(max_length=16)]
    """门店收款商户号。已经绑定在这家门店上的商户号；还没有确认或已经拒绝的不能解绑。最多 16 个字符。"""
