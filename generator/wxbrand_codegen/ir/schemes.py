"""Signature schemes of WeChat Pay: what the generated client is called, and which scheme of the runtime it names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The names of one scheme."""

    authorization: str
    """Type of the Authorization header, which identifies it."""

    constant: str
    """Its name in `wxbrand_runtime.auth`."""

    client: str
    """Class of the synchronous client."""

    caller: str
    """Who signs, as messages call it."""

    id_parameter: str
    """Parameter of the Authorization header that holds the caller's id."""

    path: str
    """Beginning of the paths of its API."""

    @property
    def async_client(self) -> str:
        """Class of the asynchronous client."""
        return f"Async{self.client}"


BRAND = Scheme(
    authorization="WECHATPAY-BRAND-SHA256-RSA2048",
    constant="BRAND",
    client="BrandClient",
    caller="brand",
    id_parameter="brand_id",
    path="/brand/",
)
MERCHANT = Scheme(
    authorization="WECHATPAY2-SHA256-RSA2048",
    constant="MERCHANT",
    client="MerchantClient",
    caller="merchant",
    id_parameter="mchid",
    path="/v3/",
)
"""Also of service providers."""

SCHEMES = (BRAND, MERCHANT)


def schemes_of_path(path: str) -> set[Scheme]:
    """Return the scheme that a path belongs to; none if the path does not tell."""
    return {scheme for scheme in SCHEMES if path.startswith(scheme.path)}
