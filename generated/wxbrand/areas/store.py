# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from __future__ import annotations

from wxbrand_runtime.client import AsyncArea, AsyncPages, Pages, SyncArea
from wxbrand_runtime.models import UNSET, NoContent, UnsetType

from ..models.store import (
    BindStoreRecipientRequest,
    BindStoreRecipientResponse,
    CloseStoreRequest,
    CreateStoreRequest,
    DeleteStoreRequest,
    GetStoreRequest,
    ListStoresRequest,
    ListStoresResponse,
    NewStoreAddress,
    ResumeStoreRequest,
    StoreAddress,
    StoreBasics,
    StoreBusiness,
    StoreEntity,
    StoreStateLike,
    StoreStateResponse,
    UnbindStoreRecipientRequest,
    UnbindStoreRecipientResponse,
    UpdateStoreRequest,
)


class StoreArea(SyncArea):
    """门店：登记、查询和收款商户。"""

    def list_stores(
        self,
        *,
        store_state: StoreStateLike | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> ListStoresResponse:
        """查询品牌门店列表。

        分页查询品牌的门店，可以只要某一种状态的。

        Args:
            store_state: 门店状态，选填。
            offset: 分页起始位置，选填。
            limit: 分页条数，选填；不小于 1。

        限频：每个品牌ID每秒 5 次。

        来源：查询品牌门店列表，4016756646，2025-12-08。
        """
        return self._send(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def iter_stores(
        self,
        *,
        store_state: StoreStateLike | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> Pages[ListStoresResponse, StoreEntity]:
        """逐项取出：查询品牌门店列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            store_state: 门店状态，选填。
            offset: 分页起始位置，选填。
            limit: 分页条数，选填；不小于 1。
        """
        return self._pages(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def create_store(
        self,
        *,
        store_address: NewStoreAddress,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """创建品牌门店。

        登记一家门店，得到它的编号。资料要经过审核，审核期间门店处于 CREATING 状态，通过之后才是 OPEN。没有请求
        单号：结果不明时，先到门店列表里按 store_reference_id 找，不要直接再创建一次。

        Args:
            store_address: 门店地址信息，必填。
            store_basics: 门店基础信息，选填。
            store_business: 门店经营信息，选填。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号，重复调用可能多出一家门店；先用查询品牌门店列表确认。

        来源：创建品牌门店，4015782988，2025-08-04。
        """
        return self._send(
            CreateStoreRequest(store_address=store_address, store_basics=store_basics, store_business=store_business)
        )

    def get_store(self, *, store_id: str) -> StoreEntity:
        """查询品牌门店。

        查询一家门店的资料、状态、审核结果和收款商户号。创建或更新之后，用它看审核有没有通过。

        Args:
            store_id: 品牌门店ID，必填。

        限频：每个品牌ID每秒 5 次。

        来源：查询品牌门店，4015783027，2025-08-04。
        """
        return self._send(GetStoreRequest(store_id=store_id))

    def delete_store(self, *, store_id: str) -> NoContent:
        """删除品牌门店。

        删除一家门店，删除之后不能恢复。只是暂时不营业时，用暂停门店营业。应答没有内容。

        Args:
            store_id: 品牌门店ID，必填。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看它还在不在。

        来源：删除品牌门店，4015783019，2025-08-04。
        """
        return self._send(DeleteStoreRequest(store_id=store_id))

    def update_store(
        self,
        *,
        store_id: str,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_address: StoreAddress | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """更新品牌门店。

        修改一家门店的资料，只给要改的部分。改动要经过审核，审核期间门店的状态不变，只有审核状态变；只改门店编号
        这样的免审字段时，不用审核，立即生效。

        Args:
            store_id: 品牌门店ID，必填。
            store_basics: 门店基础信息，选填。
            store_address: 门店地址信息，选填。
            store_business: 门店经营信息，选填。

        前置条件：门店已经创建，没有删除。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看资料和审核状态。

        来源：更新品牌门店，4015783036，2025-08-04。
        """
        return self._send(
            UpdateStoreRequest(
                store_id=store_id,
                store_basics=store_basics,
                store_address=store_address,
                store_business=store_business,
            )
        )

    def close_store(self, *, store_id: str) -> StoreStateResponse:
        """暂停门店营业。

        让一家营业中的门店停业，它的信息不再给用户看，也不能用在微信支付的其他业务里。可以用恢复门店营业重新开门，
        停业中的门店也可以删除。没有请求体。

        Args:
            store_id: 品牌门店ID，必填。

        前置条件：门店处于 OPEN 状态。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。
        """
        return self._send(CloseStoreRequest(store_id=store_id))

    def resume_store(self, *, store_id: str) -> StoreStateResponse:
        """恢复门店营业。

        让一家停业中的门店重新营业，它的信息又会给用户看。没有请求体。

        Args:
            store_id: 品牌门店ID，必填。

        前置条件：门店处于 CLOSED 状态。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。

        来源：恢复门店营业，4016756643，2025-12-08。
        """
        return self._send(ResumeStoreRequest(store_id=store_id))

    def bind_store_recipient(self, *, store_id: str, mchid: str, company_name: str) -> BindStoreRecipientResponse:
        """绑定收款商户号。

        给一家门店绑定一个收款商户号，绑定成功之后它可以为门店收款。一家门店最多绑定三个。

        Args:
            store_id: 品牌门店ID，必填。
            mchid: 门店收款商户号，必填；最多 16 个字符。
            company_name: 门店收款主体，必填；最多 256 个字符。

        前置条件：商户号已经和品牌关联（在品牌经营平台的收款商户号管理里添加）；门店绑定的收款商户号不到三个。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

        来源：绑定收款商户号，4015782993，2025-08-04。
        """
        return self._send(BindStoreRecipientRequest(store_id=store_id, mchid=mchid, company_name=company_name))

    def unbind_store_recipient(self, *, store_id: str, mchid: str) -> UnbindStoreRecipientResponse:
        """解绑收款商户号。

        解绑门店的一个收款商户号，解绑成功之后它不能再为这家门店收款。应答里有 failed_reason 时没有解绑，尽管
        HTTP 状态是成功的。

        Args:
            store_id: 品牌门店ID，必填。
            mchid: 门店收款商户号，必填；最多 16 个字符。

        前置条件：商户号在这家门店的绑定状态是已绑定。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

        来源：解绑收款商户号，4015783007，2025-08-04。
        """
        return self._send(UnbindStoreRecipientRequest(store_id=store_id, mchid=mchid))


class AsyncStoreArea(AsyncArea):
    """门店：登记、查询和收款商户。"""

    async def list_stores(
        self,
        *,
        store_state: StoreStateLike | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> ListStoresResponse:
        """查询品牌门店列表。

        分页查询品牌的门店，可以只要某一种状态的。

        Args:
            store_state: 门店状态，选填。
            offset: 分页起始位置，选填。
            limit: 分页条数，选填；不小于 1。

        限频：每个品牌ID每秒 5 次。

        来源：查询品牌门店列表，4016756646，2025-12-08。
        """
        return await self._send(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def iter_stores(
        self,
        *,
        store_state: StoreStateLike | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> AsyncPages[ListStoresResponse, StoreEntity]:
        """逐项取出：查询品牌门店列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            store_state: 门店状态，选填。
            offset: 分页起始位置，选填。
            limit: 分页条数，选填；不小于 1。
        """
        return self._pages(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    async def create_store(
        self,
        *,
        store_address: NewStoreAddress,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """创建品牌门店。

        登记一家门店，得到它的编号。资料要经过审核，审核期间门店处于 CREATING 状态，通过之后才是 OPEN。没有请求
        单号：结果不明时，先到门店列表里按 store_reference_id 找，不要直接再创建一次。

        Args:
            store_address: 门店地址信息，必填。
            store_basics: 门店基础信息，选填。
            store_business: 门店经营信息，选填。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号，重复调用可能多出一家门店；先用查询品牌门店列表确认。

        来源：创建品牌门店，4015782988，2025-08-04。
        """
        return await self._send(
            CreateStoreRequest(store_address=store_address, store_basics=store_basics, store_business=store_business)
        )

    async def get_store(self, *, store_id: str) -> StoreEntity:
        """查询品牌门店。

        查询一家门店的资料、状态、审核结果和收款商户号。创建或更新之后，用它看审核有没有通过。

        Args:
            store_id: 品牌门店ID，必填。

        限频：每个品牌ID每秒 5 次。

        来源：查询品牌门店，4015783027，2025-08-04。
        """
        return await self._send(GetStoreRequest(store_id=store_id))

    async def delete_store(self, *, store_id: str) -> NoContent:
        """删除品牌门店。

        删除一家门店，删除之后不能恢复。只是暂时不营业时，用暂停门店营业。应答没有内容。

        Args:
            store_id: 品牌门店ID，必填。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看它还在不在。

        来源：删除品牌门店，4015783019，2025-08-04。
        """
        return await self._send(DeleteStoreRequest(store_id=store_id))

    async def update_store(
        self,
        *,
        store_id: str,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_address: StoreAddress | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """更新品牌门店。

        修改一家门店的资料，只给要改的部分。改动要经过审核，审核期间门店的状态不变，只有审核状态变；只改门店编号
        这样的免审字段时，不用审核，立即生效。

        Args:
            store_id: 品牌门店ID，必填。
            store_basics: 门店基础信息，选填。
            store_address: 门店地址信息，选填。
            store_business: 门店经营信息，选填。

        前置条件：门店已经创建，没有删除。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看资料和审核状态。

        来源：更新品牌门店，4015783036，2025-08-04。
        """
        return await self._send(
            UpdateStoreRequest(
                store_id=store_id,
                store_basics=store_basics,
                store_address=store_address,
                store_business=store_business,
            )
        )

    async def close_store(self, *, store_id: str) -> StoreStateResponse:
        """暂停门店营业。

        让一家营业中的门店停业，它的信息不再给用户看，也不能用在微信支付的其他业务里。可以用恢复门店营业重新开门，
        停业中的门店也可以删除。没有请求体。

        Args:
            store_id: 品牌门店ID，必填。

        前置条件：门店处于 OPEN 状态。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。
        """
        return await self._send(CloseStoreRequest(store_id=store_id))

    async def resume_store(self, *, store_id: str) -> StoreStateResponse:
        """恢复门店营业。

        让一家停业中的门店重新营业，它的信息又会给用户看。没有请求体。

        Args:
            store_id: 品牌门店ID，必填。

        前置条件：门店处于 CLOSED 状态。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_state。

        来源：恢复门店营业，4016756643，2025-12-08。
        """
        return await self._send(ResumeStoreRequest(store_id=store_id))

    async def bind_store_recipient(self, *, store_id: str, mchid: str, company_name: str) -> BindStoreRecipientResponse:
        """绑定收款商户号。

        给一家门店绑定一个收款商户号，绑定成功之后它可以为门店收款。一家门店最多绑定三个。

        Args:
            store_id: 品牌门店ID，必填。
            mchid: 门店收款商户号，必填；最多 16 个字符。
            company_name: 门店收款主体，必填；最多 256 个字符。

        前置条件：商户号已经和品牌关联（在品牌经营平台的收款商户号管理里添加）；门店绑定的收款商户号不到三个。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

        来源：绑定收款商户号，4015782993，2025-08-04。
        """
        return await self._send(BindStoreRecipientRequest(store_id=store_id, mchid=mchid, company_name=company_name))

    async def unbind_store_recipient(self, *, store_id: str, mchid: str) -> UnbindStoreRecipientResponse:
        """解绑收款商户号。

        解绑门店的一个收款商户号，解绑成功之后它不能再为这家门店收款。应答里有 failed_reason 时没有解绑，尽管
        HTTP 状态是成功的。

        Args:
            store_id: 品牌门店ID，必填。
            mchid: 门店收款商户号，必填；最多 16 个字符。

        前置条件：商户号在这家门店的绑定状态是已绑定。

        限频：每个品牌ID每 60 秒 900 次。

        重复调用：没有请求单号；结果不明时用查询品牌门店看 store_recipient。

        来源：解绑收款商户号，4015783007，2025-08-04。
        """
        return await self._send(UnbindStoreRecipientRequest(store_id=store_id, mchid=mchid))
