"""Recorded requests: what the fake WeChat Pay keeps of each request that it receives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import parse_qsl

from msgspec import ValidationError

from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.testing.decoding import decode_request, path_values

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from wxbrand_runtime.testing.authorization import RequestRefused

Model_co = TypeVar("Model_co", bound=Request[Any], covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRequest(Generic[Model_co]):
    """A request that was received, and its result. The repr contains no value that could be private."""

    method: str
    """Upper case."""

    target: str = field(repr=False)
    """Path and query as on the request line, percent-encoded."""

    headers: Headers
    """Header fields as received. The repr contains their names."""

    body: bytes = field(repr=False)
    """As received."""

    model: type[Model_co] | None = field(repr=False)
    """The generated request class of its operation; None if no imported class has its method and path."""

    private_key: RSAPrivateKey = field(repr=False)
    """WeChat Pay's private key, which decrypts sensitive texts."""

    refused: RequestRefused | None = field(default=None, repr=False)
    """Why WeChat Pay would not accept the request as the account's (signature, ids, clock); None if it would."""

    status: int | None = None
    """Status of the answer; None if there was none."""

    @property
    def operation(self) -> str | None:
        """Name of its operation, such as `PreSendUserProductCouponBundle`; None if the operation is not known."""
        return None if self.model is None else self.model.operation.name

    @property
    def verified(self) -> bool:
        """Whether signature, account, serial number, key id and clock were right."""
        return self.refused is None

    @property
    def path_parameters(self) -> Mapping[str, str]:
        """Decoded values in the path, by their documented names; empty if the operation is not known."""
        return {} if self.model is None else path_values(self.model.operation, self.target)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Decoded names and values of the query, in the order received."""
        return tuple(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def json(self) -> Any:
        """Return the body as it was sent, with sensitive texts encrypted. Raise ValueError if it is not JSON."""
        return json.loads(self.body)

    @property
    def request(self) -> Model_co:
        """The request model that was sent: path, query, header and body together, sensitive texts decrypted.

        Files are `wxbrand_runtime.models.files.ReadFile`. Raises ValueError if the request does not have the form of its class.
        """
        if self.model is None:
            raise ValueError(f"no imported request class has {self.method} and the path of this request; see .target")
        try:
            request = decode_request(self.model, self.target, self.headers, self.body, self.private_key)
        except (ValidationError, DecodeError, ValueError) as problem:
            raise ValueError(f"this request cannot be read as {self.model.__name__}: {problem}; see .body") from problem
        return cast(Model_co, request)

    def __str__(self) -> str:
        if self.model is None:
            return f"{self.method} {sanitise(self.target.partition('?')[0])}, which no imported request class has"
        return f"{self.model.__name__} ({self.method} {self.model.operation.path})"
