"""Signature schemes of WeChat Pay: all that differs between the APIs of brands, and of merchants and service providers."""

from typing import NamedTuple


class Scheme(NamedTuple):
    """The names that one kind of caller uses; messages, algorithms and key sizes are the same for all kinds."""

    name: str
    """Type of the Authorization header, and value of `Wechatpay-Signature-Type`."""

    caller: str
    """Who signs requests, as messages call it."""

    id_parameter: str
    """Parameter of the Authorization header that holds the caller's id, and the argument of `Credentials` for it."""

    api_key: str
    """WeChat Pay's name of the key that encrypts callbacks."""

    prefix: str
    """Beginning of the names of environment variables."""

    def variable(self, name: str) -> str:
        """Return the environment variable of an argument of `Credentials`, such as `WXBRAND_BRAND_ID` for `brand_id`."""
        return self.prefix + name.upper()


BRAND = Scheme("WECHATPAY-BRAND-SHA256-RSA2048", "brand", "brand_id", "brand API key", "WXBRAND_")
"""Brands (品牌商户), paths under `/brand/`. Source: page 4015597833."""

MERCHANT = Scheme("WECHATPAY2-SHA256-RSA2048", "merchant", "mchid", "APIv3 key", "WXPAY_")
"""Merchants and service providers (商户, 服务商), paths under `/v3/`. Source: the signature rules of APIv3."""

SCHEMES = (BRAND, MERCHANT)


def find_scheme(name: str | None) -> Scheme | None:
    """Return the scheme of this `name`."""
    return next((scheme for scheme in SCHEMES if scheme.name == name), None)
