"""Notifications to the brand's server: where they go, and their deliveries with retries like WeChat Pay's, at shorter intervals.

Input: event types with resources. Output: HTTP requests to loopback addresses, and a record of each try. Begin with `notifier`.
The package imports the product's state; encryption and signatures come from its caller.
"""

from wxbrand_codegen.sandbox.product.notifications.deliveries import Delivery, Message, Try
from wxbrand_codegen.sandbox.product.notifications.notifier import WAITS, Notifier
from wxbrand_codegen.sandbox.product.notifications.posting import is_loopback_url

__all__ = ["WAITS", "Delivery", "Message", "Notifier", "Try", "is_loopback_url"]
