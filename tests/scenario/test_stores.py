"""The life of a store, with the generated client over sockets."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError
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
