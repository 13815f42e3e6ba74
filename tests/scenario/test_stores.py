"""The life of a store, with the generated client over sockets."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError, given
from wxbrand_runtime.models import NoContent

from tests.scenario.conftest import Stage


def test_from_creation_to_deletion(stage: Stage) -> None:
    with BrandClient(stage.credentials, base_url=stage.url) as client:
        stores = client.store
        made: list[Any] = [
            stores.create_store(
                store_basics=models.StoreBasics(branch_name=f"branch {number}"),
                store_address=models.NewStoreAddress(address_code="440305", address_detail="a street"),
            )
            for number in range(5)
        ]
        first: dict[str, Any] = {"store_id": made[0].store_id}

        assert [store.store_id for store in stores.iter_stores(limit=2)] == [store.store_id for store in made]
        assert stores.list_stores(offset=4, limit=2).total_count == 5
        changed: Any = stores.update_store(**first, store_basics=models.StoreBasics(store_reference_id="R-1"))
        assert (changed.store_basics.branch_name, changed.store_basics.store_reference_id) == ("branch 0", "R-1")
        assert stores.close_store(**first).store_state == models.StoreState.CLOSED
        with pytest.raises(ApiError, match="is CLOSED; this operation requires OPEN"):
            stores.close_store(**first)
        assert [store.store_id for store in stores.iter_stores(store_state=models.StoreState.CLOSED)] == [
            made[0].store_id
        ]
        assert stores.resume_store(**first).store_state == models.StoreState.OPEN
        assert isinstance(stores.delete_store(**first), NoContent)
        with pytest.raises(ApiError) as caught:
            stores.get_store(**first)

    assert (caught.value.status, caught.value.code) == (404, "RESOURCE_NOT_EXISTS")


def test_at_most_three_recipients(stage: Stage) -> None:
    with BrandClient(stage.credentials, base_url=stage.url) as client:
        made = client.store.create_store(
            store_basics=models.StoreBasics(branch_name="branch"),
            store_address=models.NewStoreAddress(address_code="440305", address_detail="a street"),
        )
        store_id = given(made.store_id)
        for mchid in ("1900000001", "1900000002", "1900000003"):
            bound = client.store.bind_store_recipient(store_id=store_id, mchid=mchid, company_name="公司")
            assert bound.recipient_state == models.StoreRecipientState.CONFIRMED

        with pytest.raises(ApiError, match="store_id has 3 recipients; no more are allowed"):
            client.store.bind_store_recipient(store_id=store_id, mchid="1900000004", company_name="公司")
        with pytest.raises(ApiError, match="mchid is bound to this store already"):
            client.store.bind_store_recipient(store_id=store_id, mchid="1900000003", company_name="公司")
        failed = client.store.unbind_store_recipient(store_id=store_id, mchid="1900000004")
        done = client.store.unbind_store_recipient(store_id=store_id, mchid="1900000001")
        kept = given(client.store.get_store(store_id=store_id).store_recipient)

    assert (failed.failed_reason, bool(done.failed_reason)) == ("the merchant is not bound to this store", False)
    assert [recipient.mchid for recipient in kept] == ["1900000002", "1900000003"]
