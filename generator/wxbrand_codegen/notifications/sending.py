"""Send notifications as WeChat Pay would, and judge the handler's answers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wxbrand_runtime.testing import Fault, RequestRefused, SignedNotification
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS
from wxbrand_runtime.testing.notifications import NOTIFICATION_FAULTS, TIMEOUT, repeat_notification, seal_notification

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.notifications.events import Event, Spec
from wxbrand_codegen.notifications.posting import Handler, HandlerAnswer, post
from wxbrand_codegen.notifications.showing import describe_answer, duration
from wxbrand_codegen.sandbox.faults import fault_name
from wxbrand_codegen.sandbox.folder import Folder
from wxbrand_codegen.sandbox.sensitive import SensitiveTexts

FAULTS: Mapping[str, Fault] = {fault_name(fault): fault for fault in Fault if fault in NOTIFICATION_FAULTS}
"""Faults of notifications by the names that the command line has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A notification that was sent, and what the handler answered."""

    event_type: str
    id: str
    resource: Any = field(repr=False)
    """Before sensitive texts were encrypted."""

    fault: Fault | None
    is_repeat: bool = False
    answer: HandlerAnswer

    @property
    def must_be_refused(self) -> bool:
        """Whether no handler may accept it."""
        return self.fault is not None and self.fault is not Fault.UNREADABLE_MEMBER

    @property
    def is_fine(self) -> bool:
        """Whether the handler did what it must."""
        if self.answer.status in {None, 404, 405}:
            return False
        return not self.answer.is_success if self.must_be_refused else self.answer.is_accepted

    def verdict(self) -> str:
        """Return in a sentence what the answer means."""
        answer = self.answer
        if answer.status is None:
            return describe_answer(answer)
        said = f"answered {answer.status} in {duration(answer.seconds)}"
        if answer.status in {404, 405}:
            return f"{said}: nothing takes notifications under this path"
        if self.must_be_refused:
            if answer.is_success:
                return f"{said}: ACCEPTED, although it is forged or altered. The handler must refuse it; see its verification"
            return f"{said}: refused, as it must be"
        if answer.is_accepted:
            return f"{said}: accepted, WeChat Pay would not send it again"
        if answer.is_success:
            return f"{said}: too late, WeChat Pay waits {TIMEOUT:.0f} s and would send it again"
        return f"{said}: not accepted, WeChat Pay would send it again"


class Sender:
    """Sends notifications of one spec, with the keys of one folder, to one handler."""

    def __init__(self, spec: Spec, folder: Folder, handler: Handler) -> None:
        self._folder = folder
        self._handler = handler
        self._sensitive = SensitiveTexts(spec.document, folder.wechat_pay)

    async def send(self, event: Event, resource: Any, fault: Fault | None, *, again: bool) -> list[Sent]:
        """Send a notification, and with `again` its repeat. Raises UsageError if it cannot be made."""
        id_ = str(uuid.uuid4())
        signed = self._seal(event, resource, fault, id_)
        sent = [await self._post(event, resource, fault, id_, signed)]
        if again:
            repeated = repeat_notification(self._folder.wechat_pay, signed)
            fault = None if fault in SIGNATURE_FAULTS else fault  # WeChat Pay sends the right one after a wrong one
            sent.append(await self._post(event, resource, fault, id_, repeated, is_repeat=True))
        return sent

    def _seal(self, event: Event, resource: Any, fault: Fault | None, id_: str) -> SignedNotification:
        described = event.notification
        try:
            encrypted = self._sensitive.encrypt_resource(described.event_type, resource)
            plaintext = json.dumps(encrypted, ensure_ascii=False, separators=(",", ":")).encode()
            return seal_notification(
                self._folder.wechat_pay,
                described.event_type,
                plaintext,
                self._folder.api_key,
                fault,
                {
                    "id": id_,
                    "summary": described.title[:64],
                    "original_type": described.original_type,
                    "associated_data": described.associated_data,
                },
            )
        except RequestRefused as refused:  # a sensitive text that is too long to be encrypted
            raise UsageError(refused.message) from None
        except ValueError as problem:
            raise UsageError(str(problem)) from None

    async def _post(
        self,
        event: Event,
        resource: Any,
        fault: Fault | None,
        id_: str,
        signed: SignedNotification,
        *,
        is_repeat: bool = False,
    ) -> Sent:
        answer = await post(self._handler, signed.headers.items(), signed.body)
        return Sent(
            event_type=event.notification.event_type,
            id=id_,
            resource=resource,
            fault=fault,
            is_repeat=is_repeat,
            answer=answer,
        )
