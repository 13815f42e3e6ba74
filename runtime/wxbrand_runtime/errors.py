"""The errors of the client.

WxbrandError
├── InvalidCredentials   a key or an id is missing, damaged or of the wrong kind
├── InvalidRequest       a value violates the spec; nothing was sent
├── NotSent              no connection was made; repeating is safe
├── OutcomeUnknown       sent, but no usable response came back
├── UntrustedResponse    a response that does not provably come from WeChat Pay
├── UnreadableResponse   a verified response that the spec does not describe
├── UnreadableMember     one member that could not be read and was put aside
├── ApiError             an error response of WeChat Pay
├── InvalidSignature     raised by `wxbrand_runtime.auth` alone
└── InvalidNotification  a callback that must not be acted upon

No message contains a key, an Authorization value, an openid or a body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from wxbrand_runtime.causes import Cause
    from wxbrand_runtime.http import Answer

UntrustedReason = Literal[
    "signature-missing",
    "signature-wrong",
    "signature-probe",
    "header-missing",
    "header-duplicated",
    "timestamp-unreadable",
    "clock-difference",
    "unknown-public-key",
    "redirect",
]
"""Why a response or callback is not trusted. `signature-probe` is a WECHATPAY/SIGNTEST/ test by WeChat Pay."""


NotificationReason = Literal[UntrustedReason, "undecryptable", "unreadable"]
"""Why a callback must not be acted upon."""


class WxbrandError(Exception):
    """Base class of all errors that this client raises on purpose."""

    attempts = 1
    """How often the call was attempted: 1, and one for each retry."""

    request_number: str | None = None
    """The idempotency key of the call that failed, if it had one."""

    outcome_unknown: bool = False
    """Whether the call is a write that may have been carried out despite the error. If False, it was not."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive pickling (process pools, task queues) although constructors take keyword arguments."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[WxbrandError], args: tuple[Any, ...], state: dict[str, Any]) -> WxbrandError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class InvalidCredentials(WxbrandError):
    """A key or an id is missing, damaged or of the wrong kind. The message describes what was found, without the key."""


class InvalidRequest(WxbrandError):
    """A value violates the spec. Nothing was sent; correct the named field."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field
        """Path of the value, such as `attach` or `display_info.combo_package_list[0].name`."""


class NotSent(WxbrandError):
    """No connection was made, so WeChat Pay saw nothing, or saw earlier attempts and refused them with 429. Repeating is safe."""


class OutcomeUnknown(WxbrandError):
    """The request was sent, but no usable response came back: it may or may not have been carried out."""

    def __init__(self, message: str, *, request_number: str | None, outcome_unknown: bool = True) -> None:
        super().__init__(message)
        self.outcome_unknown = outcome_unknown
        """False for a read, which changes nothing."""
        self.request_number = request_number
        """The idempotency key that was sent (`send_request_no`, `out_request_no`); the message says whether a repeat with it is safe."""


class UntrustedResponse(WxbrandError):
    """A response does not provably come from WeChat Pay. Nothing in it may be used."""

    def __init__(
        self,
        message: str,
        *,
        reason: UntrustedReason,
        outcome_unknown: bool,
        request_number: str | None,
        request_id: str | None,
        status: int,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        """A fixed word for programs; the message is for people."""
        self.outcome_unknown = outcome_unknown
        """True for a write: it may have been carried out."""
        self.request_number = request_number
        """The idempotency key that was sent, for a repeat or a query."""
        self.request_id = request_id
        """Request-ID of the response, as untrusted as the rest of it."""
        self.status = status
        """HTTP status of the response."""


class UnreadableMember(WxbrandError, AttributeError):
    """A member of a verified response or notification that could not be read and was put aside; all others were read.

    `unreadable_members(value)` lists them. One that may be left out reads as `UNSET`. To read one that the spec requires, from
    an object that lacks it, raises this error: the attribute has no value of its type. It is an AttributeError too, so that
    `getattr(value, name, None)`, `match` and templates take the attribute as missing.
    """

    def __init__(self, place: str, reason: str, value: object) -> None:
        super().__init__(f"{place} {reason}")
        self.place = place
        """Where it is: `body.goods[2].expire_time` in a response, `resource.expire_time` in a notification."""
        self.reason = reason
        """What is the matter, such as `is text, not a whole number`. It does not contain the value."""
        self.value = value
        """The value as in the JSON; `UNSET` if it is missing. It may be a person's, so it is not in the message or the repr."""

    def again(self) -> UnreadableMember:
        """Return an equal error to raise. An error that is raised keeps its traceback, and with it what was in use there."""
        return UnreadableMember(self.place, self.reason, self.value)


class UnreadableResponse(WxbrandError):
    """A verified response of WeChat Pay that the spec does not describe. The whole response is kept.

    One member that cannot be read does not cause this error, unless the spec requires it, and all objects that it is in.
    """

    def __init__(
        self,
        message: str,
        *,
        answer: Answer,
        outcome_unknown: bool,
        request_number: str | None,
        members: tuple[UnreadableMember, ...] = (),
    ) -> None:
        super().__init__(message)
        self.answer = answer
        """Status, headers and body as received."""
        self.outcome_unknown = outcome_unknown
        """False if the status was a declared success: the write was carried out, and only its response is unexpected."""
        self.request_number = request_number
        """The idempotency key that was sent."""
        self.members = members
        """All members that could not be read; empty if that is not the reason."""

    @property
    def request_id(self) -> str | None:
        """The id that WeChat Pay's support asks for."""
        return self.answer.request_id


class ApiError(WxbrandError):
    """An error response of WeChat Pay, or of something in front of it.

    Its text names the field that is wrong, the cause that the Request-ID ends with, whether and when to repeat, and for
    `SIGN_ERROR` whether WeChat Pay verified the message that was signed. It never has the value of a field.
    """

    def __init__(
        self,
        text: str,
        *,
        code: str | None,
        message: str | None,
        detail: Any,
        cause: Cause | None,
        answer: Answer,
        retryable: bool,
        retry_after: float | None,
        signed: bool,
        outcome_unknown: bool,
        request_number: str | None,
    ) -> None:
        super().__init__(text)
        self.code = code
        """WeChat Pay's error code, such as `PARAM_ERROR`; None if the body has none."""
        self.message = message
        """WeChat Pay's explanation; None if the body has none."""
        self.detail = detail
        """Further details of WeChat Pay, often an object with field, value, issue and location; None if absent. The value may be
        a person's: do not log it."""
        self.cause = cause
        """Number and meaning of the cause, from the end of Request-ID; None if it is not a documented one."""
        self.answer = answer
        """Status, headers and body as received."""
        self.retryable = retryable
        """True if repeating later cannot take effect twice: 429, and 5xx to a read or to a write whose number makes it safe."""
        self.retry_after = retry_after
        """Seconds to wait before repeating, from Retry-After; None if the response does not say."""
        self.signed = signed
        """True if the response provably comes from WeChat Pay. Errors before authentication are never signed."""
        self.outcome_unknown = outcome_unknown
        """True if a write may have been carried out despite the error (5xx)."""
        self.request_number = request_number
        """The idempotency key that was sent."""

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.answer.status

    @property
    def request_id(self) -> str | None:
        """The id that WeChat Pay's support asks for."""
        return self.answer.request_id


class InvalidSignature(WxbrandError):
    """A signature does not belong to this message and key, or a response's signature headers prove nothing."""

    def __init__(self, message: str, *, reason: UntrustedReason = "signature-wrong") -> None:
        super().__init__(message)
        self.reason: UntrustedReason = reason
        """A fixed word for programs. The message is for people."""


class InvalidNotification(WxbrandError):
    """A callback that must not be acted upon. Answer it with a 4xx or 5xx status, and WeChat Pay sends it again.

    If its body was altered on the way, the text says how, and what to pass instead.
    """

    def __init__(
        self,
        message: str,
        *,
        reason: NotificationReason,
        plaintext: bytes | None = None,
        members: tuple[UnreadableMember, ...] = (),
    ) -> None:
        super().__init__(message)
        self.reason: NotificationReason = reason
        """A fixed word for programs. With `undecryptable` and `unreadable` the callback is verified, otherwise not."""
        self.plaintext = plaintext
        """The decrypted resource, if only its form differs from the spec, so that nothing is lost."""
        self.members = members
        """The members that could not be read, if these are what identifies the notification."""
