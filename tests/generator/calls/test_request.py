"""Values from a shell become requests, and what is wrong with them is named."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.calls.example import example_command, example_values
from wxbrand_codegen.calls.fields import Field, fields_of, members_below
from wxbrand_codegen.calls.package import load_package
from wxbrand_codegen.calls.request import make_request
from wxbrand_codegen.config import UsageError
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.codec import plain_value
from wxbrand_runtime.models.validation import validate

PACKAGE = load_package("wxbrand")


def _request(operation: str, body: Any = None, **values: Any) -> Request[Any]:
    found = PACKAGE.find(operation)
    assert found is not None
    fields = {each.name: each for field in fields_of(found.request) for each in (field, *members_below(field))}
    given: list[tuple[Field, Any]] = [(fields[name.replace("__", ".")], value) for name, value in values.items()]
    return make_request(found.request, body, given)


def test_a_body_is_overlaid_by_objects_and_these_by_members() -> None:
    body = {"store_address": {"address_code": "1", "address_detail": "old"}, "store_basics": {"branch_name": "a"}}

    made = _request(
        "CreateStore",
        body,
        store_address__longitude="1.5",
        store_address={"address_code": "2", "address_detail": "new"},
        store_basics__branch_name="b",
    )

    assert plain_value(made) == {
        "store_address": {"address_code": "2", "address_detail": "new", "longitude": "1.5"},
        "store_basics": {"branch_name": "b"},
    }
    assert body["store_basics"] == {"branch_name": "a"}


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        ([], "the body must be a JSON object", "body"),
        (
            {"store_adress": {}},
            "the body of CreateStore has no member 'store_adress'; did you mean store_address?",
            "store_adress",
        ),
        (
            {"store_address": {"address_code": "1", "adress_detail": "x"}},
            "store_address has no member 'adress_detail'; did you mean address_detail?",
            "store_address.adress_detail",
        ),
        (
            {"store_address": {"address_code": "1"}},
            "store_address.address_detail is missing",
            "store_address.address_detail",
        ),
    ],
)
def test_a_wrong_member_is_named(body: Any, message: str, field: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        _request("CreateStore", body)

    assert (str(caught.value), caught.value.field) == (message, field)


def test_a_field_outside_the_body_is_not_taken_from_it() -> None:
    with pytest.raises(InvalidRequest, match="it is not part of the body: give it as --store_id"):
        _request("UpdateStore", {"store_id": "1"})


def test_a_missing_field_is_named() -> None:
    with pytest.raises(UsageError, match="BindStoreRecipient needs --store_id, --company_name"):
        _request("BindStoreRecipient", {"mchid": "1"})


def test_a_member_of_what_is_no_object_cannot_be_set() -> None:
    with pytest.raises(UsageError, match="store_address was given too, and is not an object"):
        _request("CreateStore", {"store_address": "1"}, store_address__longitude="1.5")


def test_values_of_a_wrong_type_are_left_to_validation() -> None:
    made = _request("CreateStore", {"store_address": {"address_code": 1, "address_detail": "x"}})

    with pytest.raises(InvalidRequest, match=r"store_address\.address_code must be text"):
        validate(made)


@pytest.mark.parametrize("operation", PACKAGE.operations, ids=lambda each: each.id)
def test_the_example_of_every_operation_is_valid(operation: Any) -> None:
    values = example_values(operation)

    validate(make_request(operation.request, None, values))
    command = example_command(operation, {field.name: f"--{field.name}" for field, _ in values})
    assert command.startswith(f"wxbrand call {operation.id}")
    assert command.count(" --") == len(values)
