"""The events of a spec, and an example of the resource of each."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.examples.repair import NoExample
from wxbrand_codegen.examples.values import example
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Models, Record
from wxbrand_codegen.ir.operations import Notification
from wxbrand_codegen.ir.types import Ref, Text, Timestamp, Type
from wxbrand_codegen.pipeline import Progress
from wxbrand_codegen.problems import printable
from wxbrand_codegen.sandbox.product.state import CHINA
from wxbrand_codegen.suggestions import did_you_mean

_SUFFIX = 6
"""Characters of an id that are made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One kind of notification."""

    notification: Notification
    models: Models = field(repr=False)

    @property
    def identifying(self) -> str | None:
        """The member of the resource that tells one event from another, by its name on the wire; None if the id does."""
        fields = [(name, type_) for name, type_ in self._same_if() if isinstance(type_, Timestamp | Text)]
        times = [name for name, type_ in fields if isinstance(type_, Timestamp)]
        texts = [name for name, type_ in fields if isinstance(type_, Text)]
        return next(iter(times), None) or (texts[-1] if texts else None)

    def _same_if(self) -> list[tuple[str, Type]]:
        resource = self.notification.resource
        model = self.models.get(resource.name) if isinstance(resource, Ref) else None
        if not isinstance(model, Record):
            return []
        return [(each.wire, each.type) for each in model.fields if each.name.snake in self.notification.same_if]

    def resource(self) -> Any:
        """Return an example of the resource. Raises UsageError if the spec has none and none can be made."""
        if self.notification.example is not None:
            return deepcopy(self.notification.example)
        try:
            return example(self.notification.resource, self.models)
        except NoExample:
            raise UsageError(
                f"the spec has no example for {self.notification.event_type}; pass the resource with --resource FILE"
            ) from None

    def renew(self, resource: Any, number: int = 0) -> None:
        """Set the member that tells one event from another, so that a handler does not take this one for a repeat.

        number: of the event among those that are sent together, from 0.
        """
        name = self.identifying
        if name is None or not isinstance(resource, dict):
            return
        if isinstance(dict(self._same_if())[name], Timestamp):
            moment = datetime.now(CHINA).replace(microsecond=0) + timedelta(seconds=number)
            resource[name] = moment.isoformat()
        elif isinstance(old := resource.get(name), str):
            resource[name] = f"{old[:-_SUFFIX]}{secrets.token_hex(_SUFFIX // 2)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A spec with its notifications."""

    api: Api
    document: Mapping[str, Any] = field(repr=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, in the order of the spec's areas."""
        return tuple(Event(notification=each, models=self.api.models) for each in self.api.notifications)

    def event(self, name: str) -> Event:
        """Return an event by its type. Raises UsageError."""
        known = {event.notification.event_type: event for event in self.events}
        if not known:
            raise UsageError("the spec describes no notifications (webhooks)")
        if name not in known:
            hint = did_you_mean(name, known) or "; wxbrand trigger --list shows all"
            raise UsageError(f"{printable(name, 100)} is not an event of the spec{hint}")
        return known[name]


def read_spec(spec: str | None, progress: Progress = lambda _: None) -> Spec:
    """Read a spec: the given one, else the configured one, else the brand API's. Raises ProblemsFound."""
    from wxbrand_codegen.packaged_files import configured_spec
    from wxbrand_codegen.pipeline import read

    _, built = read(configured_spec(spec), progress)
    return Spec(api=built.api, document=plain(built.document.root))
