"""Notification classes as a generated package would hold and register them."""

from __future__ import annotations

from typing import ClassVar

from wxbrand_runtime.models import UNSET, OpenEnum, Record, Time, UnsetType
from wxbrand_runtime.notifications.events import Event, Notification, register


class Channel(OpenEnum):
    API = "API"


class CouponSendResource(Record, frozen=True, kw_only=True):
    coupon_code: str | UnsetType = UNSET
    openid: str
    receive_time: Time | UnsetType = UNSET
    send_channel: Channel | UnsetType = UNSET


class CouponSendNotification(Notification[CouponSendResource], frozen=True, kw_only=True):
    """A coupon was sent."""

    event: ClassVar[Event] = Event(type="EXAMPLE.SEND", resource=CouponSendResource, same_if=("coupon_code",))


class PointChangeNotification(Notification[CouponSendResource], frozen=True, kw_only=True):
    event: ClassVar[Event] = Event(type="EXAMPLE.POINT", resource=CouponSendResource)


register(__name__, {"EXAMPLE.SEND": "CouponSendNotification", "EXAMPLE.POINT": "PointChangeNotification"})
