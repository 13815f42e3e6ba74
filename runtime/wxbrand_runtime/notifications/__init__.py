"""Callbacks of WeChat Pay: verify and decrypt them, decode them as typed notifications, and answer them.

In: the header fields and the raw body of a request to your server. Out: a `Notification`, or InvalidNotification; and what to
answer. This package imports `client` (only to decrypt sensitive texts), `models`, `auth` and `errors`. Begin reading at `parsing`,
which also has the answers; `events` maps event types to classes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.notifications.events import Event, GenericNotification, Notification, register
    from wxbrand_runtime.notifications.parsing import NotificationAnswer, failed, parse, taken
else:
    from wxbrand_runtime.lazy import lazy_exports

    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "Event": "events",
            "GenericNotification": "events",
            "Notification": "events",
            "NotificationAnswer": "parsing",
            "failed": "parsing",
            "parse": "parsing",
            "register": "events",
            "taken": "parsing",
        },
    )

__all__ = ["Event", "GenericNotification", "Notification", "NotificationAnswer", "failed", "parse", "register", "taken"]
