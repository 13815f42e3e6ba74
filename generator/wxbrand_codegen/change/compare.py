"""Comparing two specs by what they mean, not by how they are written."""

from __future__ import annotations

from wxbrand_codegen.change.changes import Change, Level, Wire
from wxbrand_codegen.change.compare_types import Types
from wxbrand_codegen.document.problems import Mark
from wxbrand_codegen.examples.values import body_members
from wxbrand_codegen.ir.api import Api, Facts, Group, Notification, Operation, Reply


def compare(old: Api, new: Api) -> list[Change]:
    """Give every change, the worst first. The order, files and comments of the specs mean nothing."""
    comparison = _Comparison(old, new)
    comparison.operations()
    comparison.notifications()
    if old.servers != new.servers:
        level: Level = "additive"
        message = f"the servers are {', '.join(new.servers)}, no longer {', '.join(old.servers)}"
        comparison.types.say("servers-changed", level, "breaking", message)
    return sorted(comparison.types.changes, key=lambda change: change.order)


class _Comparison:
    def __init__(self, old: Api, new: Api) -> None:
        self._old, self._new = old, new
        self.types = Types(old, new)

    def operations(self) -> None:
        """Match operations by their ids, else by method and path."""
        before, after = _operations(self._old), _operations(self._new)
        by_key = {operation.key: (group, operation) for group, operation in after.values()}
        matched: set[str] = set()
        for id_, (group, operation) in before.items():
            found = after.get(id_)
            if found is None and operation.key in by_key and by_key[operation.key][1].id not in before:
                found = by_key[operation.key]
            if found is None:
                message = f"{_method(group, operation)} is gone ({operation.key})"
                self.types.say("method-gone", "breaking", "breaking", message, operation.mark)
                continue
            matched.add(found[1].id)
            self._operation(group, operation, *found)
        for id_, (group, operation) in after.items():
            if id_ not in matched:
                message = f"{_method(group, operation)} is new ({operation.key})"
                self.types.say("method-added", "additive", "compatible", message, None, operation.mark)

    def _operation(self, old_group: Group, old: Operation, new_group: Group, new: Operation) -> None:
        name, marks = _method(new_group, new), (old.mark, new.mark)
        if _method(old_group, old) != name:
            message = f"{_method(old_group, old)} is called {name}"
            self.types.say("method-renamed", "breaking", "same", message, *marks)
        if old.key != new.key:
            message = f"{name} is sent as {new.key}, no longer as {old.key}"
            self.types.say("path-changed", "additive", "breaking", message, *marks)
        self._parameters(old, new, name, marks)
        self._body(old, new, name, marks)
        self._replies(old, new, name, marks)
        self._facts(old.facts, new.facts, name, marks)
        self._paging(old, new, name, marks)
        if (old.title, old.text) != (new.title, new.text):
            self.types.say("words-changed", "documentation", "same", f"{name} is described in other words", *marks)

    def _parameters(self, old: Operation, new: Operation, name: str, marks: tuple[Mark, Mark]) -> None:
        places = {p.field.wire: p.place for p in new.parameters}
        for parameter in old.parameters:
            now = places.get(parameter.field.wire)
            if now is not None and now != parameter.place:
                message = f"{name}.{parameter.field.wire} stands in the {now}, no longer in the {parameter.place}"
                self.types.say("place-changed", "additive", "breaking", message, *marks)
        before, after = (tuple(p.field for p in operation.parameters) for operation in (old, new))
        self.types.fields(before, after, name, "request", marks)

    def _body(self, old: Operation, new: Operation, name: str, marks: tuple[Mark, Mark]) -> None:
        self.types.rules(body_members(old).rules, body_members(new).rules, name, marks)
        forms = [(body.kind, body.content_type) if body else None for body in (old.body, new.body)]
        if forms[0] != forms[1] and all(forms):
            said = [f"{form[0]} {form[1]}".strip() if form else "" for form in forms]
            message = f"{name} sends its body as {said[1]}, no longer as {said[0]}"
            self.types.say(
                "body-changed",
                "breaking" if forms[0] and forms[1] and forms[0][0] != forms[1][0] else "additive",
                "breaking",
                message,
                *marks,
            )

    def _replies(self, old: Operation, new: Operation, name: str, marks: tuple[Mark, Mark]) -> None:
        before, after = ({reply.status: reply for reply in operation.replies} for operation in (old, new))
        for status, reply in before.items():
            if status not in after:
                self._status(reply, "gone", name, reply.mark, marks[1])
        for status, reply in after.items():
            if status not in before:
                self._status(reply, "added", name, marks[0], reply.mark)
            elif reply.is_success:
                self._reply(before[status], reply, f"{name} ({status})")

    def _status(self, reply: Reply, what: str, name: str, old: Mark, new: Mark) -> None:
        verb = "no longer answers" if what == "gone" else "may now answer"
        if not reply.is_success:
            self.types.say(f"error-{what}", "documentation", "same", f"{name} {verb} {reply.status}", old, new)
        else:
            level: Level = "breaking"
            self.types.say(f"answer-{what}", level, "breaking", f"{name} {verb} {reply.status}", old, new)

    def _reply(self, old: Reply, new: Reply, place: str) -> None:
        marks = old.mark, new.mark
        if (old.type is None, old.content_type) != (new.type is None, new.content_type):
            self.types.say("answer-changed", "breaking", "breaking", f"{place} answers with something else", *marks)
        elif old.type is not None and new.type is not None:
            self.types.value(old.type, new.type, f"the answer of {place}", "answer", marks)

    def _facts(self, old: Facts, new: Facts, name: str, marks: tuple[Mark, Mark]) -> None:
        for code, before, after, words in (
            ("rate-changed", old.rate, new.rate, "rate limit"),
            ("page-changed", old.page, new.page, "documentation page"),
            ("preconditions-changed", old.preconditions, new.preconditions, "list of preconditions"),
            ("repeat-changed", (old.repeat, old.repeat_note), (new.repeat, new.repeat_note), "word on repeating"),
        ):
            if before != after:
                self.types.say(code, "documentation", "same", f"{name} has another {words}", *marks)
        if old.request_number != new.request_number:
            numbers = [number.snake if number else "none" for number in (old.request_number, new.request_number)]
            message = f"{name} is numbered by {numbers[1]}, no longer by {numbers[0]}"
            self.types.say("request-number-changed", "additive", "same", message, *marks)

    def _paging(self, old: Operation, new: Operation, name: str, marks: tuple[Mark, Mark]) -> None:
        if old.paging and not new.paging:
            self.types.say("iterator-gone", "breaking", "same", f"{old.paging.method.snake} of {name} is gone", *marks)
        elif new.paging and not old.paging:
            self.types.say(
                "iterator-added", "additive", "same", f"{name} has {new.paging.method.snake} beside it", *marks
            )
        elif old.paging and new.paging and old.paging.members != new.paging.members:
            self.types.say("paging-changed", "additive", "breaking", f"{name} turns its pages in another way", *marks)

    def notifications(self) -> None:
        """Match notifications by event type."""
        before, after = ({n.event_type: n for n in api.notifications} for api in (self._old, self._new))
        for event, notification in before.items():
            if event not in after:
                message = f"{notification.name.pascal} is gone ({event})"
                self.types.say("notification-gone", "breaking", "compatible", message, notification.mark)
            else:
                self._notification(notification, after[event])
        for event, notification in after.items():
            if event not in before:
                message = f"{notification.name.pascal} is new ({event})"
                self.types.say("notification-added", "additive", "compatible", message, None, notification.mark)

    def _notification(self, old: Notification, new: Notification) -> None:
        name, marks = new.name.pascal, (old.mark, new.mark)
        if old.name != new.name:
            self.types.say("class-renamed", "breaking", "same", f"the class {old.name.pascal} is called {name}", *marks)
        if old.same_if != new.same_if:
            wire: Wire = "same"
            self.types.say("repeat-key-changed", "breaking", wire, f"{name} has another repeat_key", *marks)
        self.types.value(old.resource, new.resource, f"{name}.resource", "answer", marks)
        self._facts(old.facts, new.facts, name, marks)


def _operations(api: Api) -> dict[str, tuple[Group, Operation]]:
    return {operation.id: (group, operation) for group in api.groups for operation in group.operations}


def _method(group: Group, operation: Operation) -> str:
    return f"{group.name.snake}.{operation.name.snake}"
