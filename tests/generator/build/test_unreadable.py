"""Answers with one member that cannot be read: what a generated client returns, with and without proof that it is required."""

from __future__ import annotations

import pytest
from wxbrand_runtime import UNSET, UnreadableMember, UnreadableResponse, unreadable_members

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

UNPROVEN = "x-wxbrand-unproven: [{fact: required, sources: [partner 1]}]"
THING = f"""
  application/json:
    schema:
      type: object
      required: [id, since, state]
      properties:
        id: {{type: string}}
        since: {{type: string, format: date-time, {UNPROVEN}}}
        state: {{type: string, enum: [ON, OFF], x-wxbrand-unproven: [{{fact: enum, says: [ON], sources: [partner 1]}}]}}
        until: {{type: string, format: date-time}}
        sizes: {{type: array, items: {{type: integer}}}}
        parts:
          type: array
          items:
            type: object
            required: [name]
            {UNPROVEN}
            properties: {{name: {{type: string}}, made: {{type: string, format: date-time}}}}
"""
GOOD = {
    "id": "1",
    "since": "2025-01-01T08:00:00+08:00",
    "state": "ON",
    "until": "2025-02-01T08:00:00+08:00",
    "sizes": [1, 2],
    "parts": [{"name": "a", "made": "2025-01-01T08:00:00+08:00"}, {"name": "b"}],
}


def thing(workshop: Workshop) -> Workshop:
    indented = THING.replace("\n", "\n            ")
    return workshop.paths(
        "  /things:\n    post:\n      operationId: Send\n      tags: [thing]\n"
        f"      responses:\n        '200':\n          description: ok\n          content:{indented}\n"
    )


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_only_a_required_member_that_is_proven_loses_an_answer(workshop: Workshop, mode: str) -> None:
    with calling(thing(workshop), GOOD) as c:
        good = c.call(mode, "thing.send")
        for name, value in {
            "until": "2025-02-01T24:00:00+08:00",
            "since": "",
            "sizes": "1,2",
            "parts": {"name": "a"},
        }.items():
            c.answer = GOOD | {name: value}
            reply = c.call(mode, "thing.send")
            (member,) = unreadable_members(reply)
            assert (member.place, member.value) == (f"body.{name}", value)
            for other in GOOD.keys() - {name}:
                assert getattr(reply, other) == getattr(good, other)
            assert getattr(reply, name, UNSET) is UNSET
        for name in ("id", "state"):
            for answer in (GOOD | {name: 5}, {key: value for key, value in GOOD.items() if key != name}):
                c.answer = answer
                with pytest.raises(UnreadableResponse, match=rf"body\.{name} is ") as caught:
                    c.call(mode, "thing.send")
                assert [member.place for member in caught.value.members] == [f"body.{name}"]
                assert caught.value.answer.status == 200
                assert not caught.value.outcome_unknown


def test_a_required_member_that_is_not_proven_raises_when_it_is_read(workshop: Workshop) -> None:
    answer = {key: value for key, value in GOOD.items() if key != "since"} | {
        "parts": [{"made": ""}, {"name": 5, "made": None}]
    }

    with calling(thing(workshop), answer) as c:
        reply = c.client.thing.send()

    with pytest.raises(UnreadableMember, match=r"^body\.since is missing$"):
        _ = reply.since
    assert reply.parts == []
    assert [member.place for member in unreadable_members(reply)] == ["body.since", "body.parts[0]", "body.parts[1]"]


def test_generated_tests_pass_and_types_hold(workshop: Workshop) -> None:
    thing(workshop).generate()

    assert_sound(workshop)
