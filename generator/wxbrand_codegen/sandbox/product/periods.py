"""When a coupon can be used (AvailablePeriod): from when to when, on which days of the week, at which hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.refusals import OUTSIDE_PERIOD, OUTSIDE_WEEKLY_PERIOD, refused
from wxbrand_codegen.sandbox.product.state import CHINA, Json

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def validity(period: Json, received: datetime) -> tuple[datetime, datetime]:
    """Work out from when to when a coupon that is received then can be used. Raises RequestRefused."""
    end = moment(period["available_end_time"])
    try:
        begin = received + timedelta(days=period.get("wait_days_after_receive", 0))
        begin = max(begin, moment(period["available_begin_time"]))
        if "available_days" in period:
            end = min(end, begin + timedelta(days=period["available_days"]))
    except OverflowError:
        raise refused("coupon_available_period", "leads out of the calendar") from None
    return begin, end


def check_use(period: Json, time: datetime) -> None:
    """Refuse a time of use outside the period. Raises RequestRefused."""
    if not moment(period["available_begin_time"]) <= time <= moment(period["available_end_time"]):
        raise refused("use_time", "is outside available_begin_time and available_end_time", OUTSIDE_PERIOD)
    listed = period.get("irregular_available_period_list")
    if listed is not None and not any(moment(one["begin_time"]) <= time <= moment(one["end_time"]) for one in listed):
        raise refused("use_time", "is outside irregular_available_period_list", OUTSIDE_WEEKLY_PERIOD)
    if not _in_week(period.get("weekly_available_period", {}), time.astimezone(CHINA)):
        raise refused("use_time", "is outside weekly_available_period", OUTSIDE_WEEKLY_PERIOD)


def _in_week(weekly: Json, time: datetime) -> bool:
    if _DAYS[time.weekday()] not in weekly.get("day_list", _DAYS):
        return False
    second = time.hour * 3600 + time.minute * 60 + time.second
    hours = weekly.get("day_period_list")
    return hours is None or any(one["begin_time"] <= second <= one["end_time"] for one in hours)
