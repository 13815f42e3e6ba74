"""Signature schemes of WeChat Pay: what differs between the APIs of brands and others."""

from typing import NamedTuple


class Scheme(NamedTuple):
    """The names that one kind of caller uses; messages, algorithm and key sizes are the same for all kinds."""

    name: str
    """Type of the Authorization header, and value of `Wechatpay-Signature-Type`."""

    id_parameter: str
    """Parameter of the Authorization header that holds the caller's id."""


BRAND = Scheme("WECHATPAY-BRAND-SHA256-RSA2048", "brand_id")
"""Brands (品牌商户), paths under `/brand/`. Source: page 4015597833."""
