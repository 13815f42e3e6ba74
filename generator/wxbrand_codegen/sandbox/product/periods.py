"""Periods in which a coupon can be used (AvailablePeriod): begin and end, listed periods, days of the week, hours of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import CHINA
from wxbrand_codegen.sandbox.refusals import OUTSIDE_PERIOD, OUTSIDE_WEEKLY_PERIOD, invalid_request

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def validity_period(period: Json, received: datetime) -> tuple[datetime, datetime]:
    """Return the begin and end of the validity of a coupon received at a given time. Raises RequestRefused."""
    end = moment(period["available_end_time"])
    try:
        begin = received + timedelta(days=period.get("wait_days_after_receive", 0))
        begin = max(begin, moment(period["available_begin_time"]))
        if "available_days" in period:
            end = min(end, begin + timedelta(days=period["available_days"]))
    except OverflowError:
        raise invalid_request("coupon_available_period", "goes beyond the year 9999") from None
    return begin, end


def check_use_time(period: Json, time: datetime) -> None:
    """Raise RequestRefused if the time of use is outside the period."""
    if not moment(period["available_begin_time"]) <= time <= moment(period["available_end_time"]):
        raise invalid_request("use_time", "is outside available_begin_time to available_end_time", OUTSIDE_PERIOD)
    periods = period.get("irregular_available_period_list")
    if periods is not None and not any(moment(one["begin_time"]) <= time <= moment(one["end_time"]) for one in periods):
        raise invalid_request("use_time", "is outside irregular_available_period_list", OUTSIDE_WEEKLY_PERIOD)
    if not _is_in_week(period.get("weekly_available_period", {}), time.astimezone(CHINA)):
        raise invalid_request("use_time", "is outside weekly_available_period", OUTSIDE_WEEKLY_PERIOD)


def _is_in_week(weekly: Json, time: datetime) -> bool:
    if _DAYS[time.weekday()] not in weekly.get("day_list", _DAYS):
        return False
    second = time.hour * 3600 + time.minute * 60 + time.second
    hours = weekly.get("day_period_list")
    return hours is None or any(one["begin_time"] <= second <= one["end_time"] for one in hours)
