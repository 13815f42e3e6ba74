"""What is kept of a request that was received."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import parse_qsl

from msgspec import ValidationError

from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.decoding import DecodeError
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.testing.operations import path_values
from wxbrand_runtime.testing.reading import Wire, read_request

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from wxbrand_runtime.testing.refusals import RequestRefused

Model_co = TypeVar("Model_co", bound=Request[Any], covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRequest(Generic[Model_co]):
    """A request as it was received, and what became of it. Its repr shows no value that could be private."""

    method: str
    """Upper case."""

    target: str = field(repr=False)
    """Path and query as on the request line, percent-encoded."""

    headers: Headers
    """Header fields as received; the repr shows their names."""

    body: bytes = field(repr=False)
    """As received."""

    model: type[Model_co] | None = field(repr=False)
    """The generated request class of its operation; None if no imported class has its method and path."""

    private_key: RSAPrivateKey = field(repr=False)
    """WeChat Pay's, for sensitive texts."""

    refused: RequestRefused | None = field(default=None, repr=False)
    """Why it was not provably the brand's (signature, ids, clock); None if it was."""

    status: int | None = None
    """Status of the answer; None if there was none."""

    @property
    def operation(self) -> str | None:
        """Name of its operation, such as `PreSendUserProductCouponBundle`; None if it is not known."""
        return None if self.model is None else self.model.operation.name

    @property
    def verified(self) -> bool:
        """Whether signature, brand, serial number, key id and clock were right."""
        return self.refused is None

    @property
    def path_parameters(self) -> Mapping[str, str]:
        """Values in the path, decoded, as the documentation calls them; empty if the operation is not known."""
        return {} if self.model is None else path_values(self.model.operation, self.target)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the query, decoded, in the order received."""
        return tuple(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def json(self) -> Any:
        """Give the body as it is on the wire, where sensitive texts are encrypted. Raises ValueError if it is not JSON."""
        return json.loads(self.body)

    @property
    def request(self) -> Model_co:
        """The request model that was sent: path, query, header and body together, sensitive texts decrypted.

        Files are `wxbrand_runtime.models.files.ReadFile`. Raises ValueError if the request is not of the form of its class.
        """
        if self.model is None:
            raise ValueError(f"no imported request class has {self.method} and the path of this request; see .target")
        wire = Wire(model=self.model, target=self.target, headers=self.headers, body=self.body)
        try:
            return cast(Model_co, read_request(wire, self.private_key))
        except (ValidationError, DecodeError, ValueError) as problem:
            raise ValueError(f"this request cannot be read as {self.model.__name__}: {problem}; see .body") from problem

    def __str__(self) -> str:
        if self.model is None:
            return f"{self.method} {sanitise(self.target.partition('?')[0])}, which is of no imported request class"
        return f"{self.model.__name__} ({self.method} {self.model.operation.path})"
