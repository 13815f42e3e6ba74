"""Causes of refusals: the numbers with which WeChat Pay says more than with an error code.

The number stands after the last hyphen of the answer's Request-ID. Source: the troubleshooting handbook for brands in WeChat Pay's
published skills. Numbers that it does not list have no entry.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"-([1-9][0-9]{0,9})\Z", re.ASCII)


class Cause(NamedTuple):
    """Why WeChat Pay refused a request. As text: number, English and Chinese."""

    number: int
    """The number at the end of Request-ID, such as 268578704."""

    meaning: str
    """What it means, in English."""

    meaning_zh: str
    """The same in Chinese."""

    def __str__(self) -> str:
        return f"{self.number}: {self.meaning} ({self.meaning_zh})"


CAUSES = {
    cause.number: cause
    for cause in (
        Cause(268435461, "a value is not of the documented form", "参数值不合法"),
        Cause(268435462, "a value is too long", "参数值过长"),
        Cause(268435463, "a value is too short", "参数值过短"),
        Cause(268435464, "a value is out of range", "参数值超出范围"),
        Cause(268578367, "the coupon is not in a state that allows this", "券当前的状态不允许此操作"),
        Cause(268578404, "an image is missing", "缺少图片"),
        Cause(268578532, "the openid is not accepted", "openid 有误"),
        Cause(268578608, "the object does not exist, or is not this brand's", "对象不存在，或不属于该品牌"),
        Cause(268578704, "the AppID is not bound to this brand and may not be used", "AppID 未与品牌绑定，不能使用"),
        Cause(268578776, "the coupon has expired", "券已过期"),
        Cause(268578851, "the user has no such coupon", "用户没有这张券"),
        Cause(268586067, "a later use must not give less than an earlier one", "后面轮次的优惠不能低于前面轮次"),
        Cause(270924289, "too many requests", "请求频率超过限制"),
        Cause(272755715, "it is outside the period in which the coupon can be used", "不在券的可用时间段内"),
        Cause(
            272755717,
            "it is outside the weekly or irregular periods in which the coupon can be used",
            "不在券每周或不规则的可用时间段内",
        ),
        Cause(272756740, "the limit of coupons per user is reached", "已达到单个用户的领取上限"),
        Cause(272756745, "the coupon was used with another request number", "券已被其他单号核销"),
        Cause(272756746, "the coupon is locked by another use", "券被另一次核销锁定"),
        Cause(272756769, "the coupon was deleted", "券已被删除"),
        Cause(272756790, "the coupon has expired and cannot be used", "券已过期，不能核销"),
    )
}
"""The documented causes by number."""


def find_cause(request_id: str | None) -> Cause | None:
    """Return the cause that the end of a Request-ID names; None if it names none that is documented."""
    match = _NUMBER.search(request_id or "")
    return CAUSES.get(int(match[1])) if match else None
