"""What WeChat Pay notifies of: the base of the packages' notification classes, and which package knows which event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct

from wxbrand_runtime.models import UNSET, Time, UnsetType
from wxbrand_runtime.models.annotations import is_sensitive
from wxbrand_runtime.models.reprs import model_repr, repr_members

ENTRY_POINTS = "wxbrand_runtime.notifications"
"""Group of entry points that name the packages to import when an event comes that no imported package knows."""


class Event(Struct, frozen=True, kw_only=True):
    """The wire facts of one kind of notification, as the spec states them."""

    type: str
    """`event_type` on the wire; empty when the class is for whatever comes."""

    resource: Any
    """Type of what is encrypted."""

    same_if: tuple[str, ...] = ()
    """Attributes of the resource that, with the event type, tell a repeat; empty when the notification's id tells it."""


Resource = TypeVar("Resource")


class Notification(Struct, Generic[Resource], frozen=True, kw_only=True):
    """Base of the notification classes: what stands around the encrypted resource, and the resource itself."""

    event: ClassVar[Event]

    id: str
    """WeChat Pay's id of this notification."""

    create_time: Time
    """When it was made."""

    event_type: str
    """What happened, such as `PRODUCT_COUPON.SEND`."""

    resource_type: str = ""
    """`encrypt-resource`; empty when it did not come."""

    summary: str = ""
    """A remark for people; empty when it did not come."""

    original_type: str = ""
    """What the resource was before it was encrypted, such as `coupon`; empty when it did not come."""

    associated_data: str | UnsetType = UNSET
    """Text that was authenticated together with the resource; UNSET when it did not come."""

    resource: Resource
    """What it is about, decrypted."""

    plaintext: bytes = b""
    """The resource's JSON as it was decrypted, for members newer than the spec. Not in the repr."""

    def __repr__(self) -> str:
        return model_repr(self, leave_out="plaintext", mask=self._mask())

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Tell the library rich the same."""
        return [*repr_members(self, leave_out="plaintext", mask=self._mask())]

    def _mask(self) -> frozenset[str]:
        return frozenset({"resource"}) if is_sensitive(self.event.resource) else frozenset()

    @property
    def repeat_key(self) -> tuple[str, ...]:
        """What is equal for the same event notified again, such as `("coupon-code", "PRODUCT_COUPON.SEND")`."""
        values = [getattr(self.resource, name, UNSET) for name in self.event.same_if]
        if not values or any(
            value is UNSET or value == "" or value is None for value in values
        ):  # which tell nothing apart
            return self.id, self.event_type
        return *map(str, values), self.event_type


class GenericNotification(Notification[dict[str, Any]], frozen=True, kw_only=True):
    """An event that no installed package knows; its resource is the JSON object as it came."""

    event: ClassVar[Event] = Event(type="", resource=dict[str, Any])


# Module of models -> event type -> class name; an import is for the process.
_packages: dict[str, Mapping[str, str]] = {}


def register(models: str, notifications: Mapping[str, str]) -> None:
    """Say which events a package knows: event type -> name of the class in its module `models`, imported at first use.

    Every generated package does so when it is imported. If two know an event, the one imported first gives the class.
    """
    _packages[models] = notifications


def notification_class(event_type: str) -> type[Notification[Any]]:
    """Find the class for an event; packages that are only installed are imported before the event counts as unknown."""
    found = _registered(event_type)
    if found is None:
        _import_installed()
        found = _registered(event_type)
    return found or GenericNotification


def _registered(event_type: str) -> type[Notification[Any]] | None:
    for models, notifications in list(_packages.items()):  # another thread may be importing one
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
            import logging  # slow to import, and nothing fails as a rule

            logging.getLogger("wxbrand").exception(
                "%s, which may know notifications, cannot be imported", entry_point.value
            )
