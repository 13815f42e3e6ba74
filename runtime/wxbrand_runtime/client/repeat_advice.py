"""Say whether and how a call may be repeated."""

from __future__ import annotations

from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.sanitise import sanitise


def what_to_do(call: Call) -> str:
    """Say how to go on after a call whose outcome is not known, in whole sentences."""
    if call.is_read:
        return "It is a read: repeating is safe."
    return f"It may have been carried out: {how_to_repeat(call)}."


def how_to_repeat(call: Call) -> str:
    """Say how to repeat a write that may have been carried out."""
    if call.request_number is None:
        return "repeat it unchanged, or query" if call.is_repeatable else "query before repeating"
    number = f"{call.operation.request_number} ({sanitise(call.request_number)})"
    if call.is_repeatable:
        return f"repeat with the same {number} and the same values, or query"
    return f"query before repeating, since WeChat Pay does not say what a repeat with the same {number} does"


def with_same_number(call: Call) -> str:
    """Say with what to repeat a call that was not carried out; nothing if it has no number."""
    number = call.request_number
    return "" if number is None else f", with the same {call.operation.request_number} ({sanitise(number)}) and values"
