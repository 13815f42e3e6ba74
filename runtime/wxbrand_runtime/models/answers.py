"""Attach the raw answer to the reply that was decoded from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wxbrand_runtime.models.records import Record
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from wxbrand_runtime.http import Answer

_ANSWER = "_answer"


class _List(list[Any]):
    """A reply that is a JSON array. Unlike a plain list it has attributes."""


class _Dict(dict[str, Any]):
    """A reply that is an open JSON object. Unlike a plain dict it has attributes."""


def attach_answer(reply: Any, answer: Answer) -> Any:
    """Return the reply with the raw answer attached, outside its fields."""
    attached = reply
    if is_list(reply):
        attached = _List(reply)
    elif is_dict(reply):
        attached = _Dict(reply)
    if isinstance(attached, (Record, _List, _Dict)):  # a single text, number or null has no attributes
        vars(attached)[_ANSWER] = answer
    return attached


def answer_of(reply: object) -> Answer:
    """Return the raw answer (status, headers, body bytes, Request-ID) that a client's reply was decoded from.

    Raise TypeError for anything else, also for a part of a reply.
    """
    answer: Answer | None = getattr(reply, "__dict__", {}).get(_ANSWER)
    if answer is None:
        raise TypeError("answer_of takes what a client's method returned, not a part of it or a model made by hand")
    return answer
