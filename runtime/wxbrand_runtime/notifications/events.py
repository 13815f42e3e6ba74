"""Typed notifications: the base class of generated notification classes, and the registry of events."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct

from wxbrand_runtime.models import UNSET, Time, UnsetType
from wxbrand_runtime.models.annotations import is_sensitive
from wxbrand_runtime.models.records import repr_members
from wxbrand_runtime.models.unreadable import Received, members_at

ENTRY_POINTS = "wxbrand_runtime.notifications"
"""Entry point group of the packages that declare notifications. They are imported when an event arrives that no imported package
declares."""


class Event(Struct, frozen=True, kw_only=True):
    """Wire facts of one kind of notification, as the spec states them."""

    type: str
    """Value of `event_type`; empty if the class is for any event."""

    resource: Any
    """Type of the decrypted resource."""

    same_if: tuple[str, ...] = ()
    """Attributes of the resource that are the same, together with the event type, if an event is notified again; empty if the
    notification's id is."""


Resource = TypeVar("Resource")


class Notification(Received, Generic[Resource], frozen=True, kw_only=True):
    """Base of the notification classes: the envelope, and the decrypted resource.

    To read a required member that could not be read raises UnreadableMember; see `wxbrand_runtime.unreadable_members`.
    """

    event: ClassVar[Event]

    id: str
    """Id of this notification."""

    create_time: Time
    """When WeChat Pay created it."""

    event_type: str
    """What happened, such as `PRODUCT_COUPON.SEND`."""

    resource_type: str = ""
    """`encrypt-resource`; empty if it was left out."""

    summary: str = ""
    """Remark for people; empty if it was left out."""

    original_type: str = ""
    """Kind of the resource before it was encrypted, such as `coupon`; empty if it was left out."""

    associated_data: str | UnsetType = UNSET
    """Text that is authenticated together with the resource; UNSET if it was left out."""

    resource: Resource
    """The decrypted resource."""

    plaintext: bytes = b""
    """The decrypted JSON of the resource, for members that are newer than the spec. Not in the repr."""

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Return the members that a repr may contain."""
        mask = frozenset({"resource"} if is_sensitive(self.event.resource) else ())
        return repr_members(self, leave_out="plaintext", mask=mask)

    @property
    def repeat_key(self) -> tuple[str, ...]:
        """A key that is equal if the same event is notified again, such as `("coupon-code", "PRODUCT_COUPON.SEND")`.

        `parse` refuses a notification whose key could not be read.
        """
        for name in self.event.same_if:
            for member in members_at(self.resource, name):
                raise member.again()
        values = [getattr(self.resource, name, UNSET) for name in self.event.same_if]
        if not values or any(value is UNSET or value == "" or value is None for value in values):
            return self.id, self.event_type  # empty values would be equal for different events
        return *map(str, values), self.event_type


class GenericNotification(Notification[dict[str, Any]], frozen=True, kw_only=True):
    """A notification of an event that no installed package declares. Its resource is the JSON object."""

    event: ClassVar[Event] = Event(type="", resource=dict[str, Any])


# Module of models -> event type -> class name. Mutable module state, because imports register for the whole process.
_packages: dict[str, Mapping[str, str]] = {}


def register(models: str, notifications: Mapping[str, str]) -> None:
    """Register the notifications of a package: event type -> name of the class in the module `models`.

    Generated packages call this when they are imported; the module is imported at the first notification. If two packages
    declare an event, the one that was imported first is used.
    """
    _packages[models] = notifications


def notification_class(event_type: str) -> type[Notification[Any]]:
    """Return the class for an event. Packages that are installed but not imported are imported if no other declares it."""
    found = _registered(event_type)
    if found is None:
        _import_installed()
        found = _registered(event_type)
    return found or GenericNotification


def known_events() -> tuple[str, ...]:
    """Return the event types that installed packages declare."""
    _import_installed()
    return tuple(dict.fromkeys(event for notifications in list(_packages.values()) for event in notifications))


def _registered(event_type: str) -> type[Notification[Any]] | None:
    for models, notifications in list(_packages.items()):  # another thread may be importing a package
        if event_type in notifications:
            found: type[Notification[Any]] = getattr(import_module(models), notifications[event_type])
            return found
    return None


@cache
def _import_installed() -> None:
    from importlib.metadata import entry_points  # slow to import, and not needed before the first unknown event

    for entry_point in entry_points(group=ENTRY_POINTS):
        try:
            entry_point.load()
        except Exception:
            import logging  # slow to import, and rarely needed

            logging.getLogger("wxbrand").exception(
                "%s, which may declare notifications, cannot be imported", entry_point.value
            )
