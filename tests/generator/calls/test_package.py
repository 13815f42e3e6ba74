"""What a generated package offers to call, found without the spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.calls.fields import fields_of, members_below
from wxbrand_codegen.calls.package import Package, load_package
from wxbrand_codegen.config import UsageError


@pytest.fixture(scope="module")
def package() -> Package:
    return load_package("wxbrand")


def test_every_operation_is_found_with_its_method_and_its_title(package: Package) -> None:
    found = {each.id: each for each in package.operations}

    assert len(found) == len(package.operations) > 60
    assert (found["ListStores"].area, found["ListStores"].method) == ("store", "list_stores")
    assert found["CreateStore"].help.title == "创建品牌门店"
    assert found["GetStore"].is_read
    assert not found["DeleteStore"].is_read


@pytest.mark.parametrize(
    "word", ["GetStore", "getstore", "get_store", "get-store", "store.get_store", "store.GetStore"]
)
def test_an_operation_has_several_spellings(package: Package, word: str) -> None:
    found = package.find(word)

    assert found is not None
    assert found.id == "GetStore"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("GetStor", "; did you mean GetStore?"),
        ("get-stor", "; did you mean get_store?"),
        ("card_member.get_store", ""),
        ("qwertz", "; see wxbrand call --list"),
    ],
)
def test_an_unknown_operation_is_named_with_what_was_meant(package: Package, word: str, hint: str) -> None:
    assert package.find(word) is None
    assert package.unknown(word).endswith(hint)


def test_members_of_objects_are_fields_and_those_of_lists_only_if_wanted(package: Package) -> None:
    create = package.find("CreateProductCoupon")
    assert create is not None
    display_info = next(field for field in fields_of(create.request) if field.name == "display_info")

    options = {field.name: field for field in members_below(display_info)}
    everything = {field.name for field in members_below(display_info, in_lists=True)}

    assert options["display_info.name"].is_required
    assert options["display_info.original_price"].kind == "integer"
    assert options["display_info.detail_image_url_list"].is_list
    assert everything - options.keys() >= {"display_info.combo_package_list[].choice_list[].price"}


def test_the_help_of_a_member_says_whether_it_is_required(package: Package) -> None:
    create = package.find("CreateStore")
    assert create is not None
    store_address, *_ = fields_of(create.request)
    texts = {field.name: create.text_of(field) for field in (store_address, *members_below(store_address))}

    assert texts["store_address"] == "门店地址信息，必填。"
    assert texts["store_address.address_detail"].startswith("门店地址，必填。精确到门牌号的地址")
    assert texts["store_address.longitude"].startswith("门店经度，选填。")
    assert "最多 32 个字符" in texts["store_address.longitude"]


def test_a_package_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="there is no package acme: generated/acme does not exist"):
        load_package("acme")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("from wxbrand_runtime.models import Gone\n", "cannot be imported"),
        ("__all__ = ()\n", "is not a package that wxbrand generated"),
    ],
)
def test_a_package_that_is_not_usable_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    name = f"acme_{abs(hash(source))}"
    (tmp_path / "generated" / name).mkdir(parents=True)
    (tmp_path / "generated" / name / "__init__.py").write_text(source)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])

    with pytest.raises(UsageError, match=f"{name} {reason}"):
        load_package(name)
