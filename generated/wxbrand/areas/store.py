# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""门店：登记、查询和收款商户。"""

from __future__ import annotations

from wxbrand_runtime.client import AsyncArea, SyncArea
from wxbrand_runtime.models import UNSET, NoContent, UnsetType
from wxbrand_runtime.paging import AsyncPages, Pages

from ..models.store import (
    BindStoreRecipientRequest,
    CloseStoreRequest,
    CreateStoreRequest,
    DeleteStoreRequest,
    GetStoreRequest,
    ListStoresRequest,
    ListStoresResponse,
    ResumeStoreRequest,
    StoreAddress,
    StoreBasics,
    StoreBusiness,
    StoreEntity,
    StoreState,
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
        store_state: StoreState | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> ListStoresResponse:
        """查询门店列表。

        分页查询品牌的门店，可以按状态筛选。
        """
        return self._send(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def iter_stores(
        self,
        *,
        store_state: StoreState | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> Pages[ListStoresResponse, StoreEntity]:
        """逐项取出：查询门店列表。

        取完一页才请求下一页；.pages() 逐页给出。
        """
        return self._pages(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def create_store(
        self,
        *,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_address: StoreAddress | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """创建门店。

        登记一家门店。资料要经过审核，审核通过之前门店处于 CREATING 状态。
        """
        return self._send(
            CreateStoreRequest(store_basics=store_basics, store_address=store_address, store_business=store_business)
        )

    def get_store(self, *, store_id: str) -> StoreEntity:
        """查询门店。

        查询一家门店的资料、状态和收款商户。
        """
        return self._send(GetStoreRequest(store_id=store_id))

    def delete_store(self, *, store_id: str) -> NoContent:
        """删除门店。

        删除一家门店，删除之后不能恢复。应答没有内容。
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
        """修改门店。

        修改一家门店的资料，只给要改的部分；修改之后要重新审核。
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
        """关闭门店。

        暂停一家门店，用户看不到它，可以再恢复。没有请求体。
        """
        return self._send(CloseStoreRequest(store_id=store_id))

    def resume_store(self, *, store_id: str) -> StoreStateResponse:
        """恢复门店。

        恢复一家关闭的门店。没有请求体。
        """
        return self._send(ResumeStoreRequest(store_id=store_id))

    def bind_store_recipient(
        self,
        *,
        store_id: str,
        mchid: str | UnsetType = UNSET,
        company_name: str | UnsetType = UNSET,
    ) -> StoreEntity:
        """绑定收款商户。

        给一家门店添加收款商户，商户的管理员确认之后生效；一家门店最多三个。
        """
        return self._send(BindStoreRecipientRequest(store_id=store_id, mchid=mchid, company_name=company_name))

    def unbind_store_recipient(self, *, store_id: str, mchid: str | UnsetType = UNSET) -> UnbindStoreRecipientResponse:
        """解绑收款商户。

        让一个商户不再给这家门店收款。
        """
        return self._send(UnbindStoreRecipientRequest(store_id=store_id, mchid=mchid))


class AsyncStoreArea(AsyncArea):
    """门店：登记、查询和收款商户。"""

    async def list_stores(
        self,
        *,
        store_state: StoreState | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> ListStoresResponse:
        """查询门店列表。

        分页查询品牌的门店，可以按状态筛选。
        """
        return await self._send(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    def iter_stores(
        self,
        *,
        store_state: StoreState | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
    ) -> AsyncPages[ListStoresResponse, StoreEntity]:
        """逐项取出：查询门店列表。

        取完一页才请求下一页；.pages() 逐页给出。
        """
        return self._pages(ListStoresRequest(store_state=store_state, offset=offset, limit=limit))

    async def create_store(
        self,
        *,
        store_basics: StoreBasics | UnsetType = UNSET,
        store_address: StoreAddress | UnsetType = UNSET,
        store_business: StoreBusiness | UnsetType = UNSET,
    ) -> StoreEntity:
        """创建门店。

        登记一家门店。资料要经过审核，审核通过之前门店处于 CREATING 状态。
        """
        return await self._send(
            CreateStoreRequest(store_basics=store_basics, store_address=store_address, store_business=store_business)
        )

    async def get_store(self, *, store_id: str) -> StoreEntity:
        """查询门店。

        查询一家门店的资料、状态和收款商户。
        """
        return await self._send(GetStoreRequest(store_id=store_id))

    async def delete_store(self, *, store_id: str) -> NoContent:
        """删除门店。

        删除一家门店，删除之后不能恢复。应答没有内容。
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
        """修改门店。

        修改一家门店的资料，只给要改的部分；修改之后要重新审核。
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
        """关闭门店。

        暂停一家门店，用户看不到它，可以再恢复。没有请求体。
        """
        return await self._send(CloseStoreRequest(store_id=store_id))

    async def resume_store(self, *, store_id: str) -> StoreStateResponse:
        """恢复门店。

        恢复一家关闭的门店。没有请求体。
        """
        return await self._send(ResumeStoreRequest(store_id=store_id))

    async def bind_store_recipient(
        self,
        *,
        store_id: str,
        mchid: str | UnsetType = UNSET,
        company_name: str | UnsetType = UNSET,
    ) -> StoreEntity:
        """绑定收款商户。

        给一家门店添加收款商户，商户的管理员确认之后生效；一家门店最多三个。
        """
        return await self._send(BindStoreRecipientRequest(store_id=store_id, mchid=mchid, company_name=company_name))

    async def unbind_store_recipient(
        self,
        *,
        store_id: str,
        mchid: str | UnsetType = UNSET,
    ) -> UnbindStoreRecipientResponse:
        """解绑收款商户。

        让一个商户不再给这家门店收款。
        """
        return await self._send(UnbindStoreRecipientRequest(store_id=store_id, mchid=mchid))
