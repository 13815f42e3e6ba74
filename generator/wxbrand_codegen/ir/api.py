"""What a spec means, and nothing about Python's syntax: the values between reading and printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wxbrand_codegen.document.problems import Mark, Problem
from wxbrand_codegen.ir.names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a value on its way out must keep to; None where the spec says nothing."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    """As Python's `re` reads it."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    above: int | float | None = None
    below: int | float | None = None
    multiple_of: int | float | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_members: int | None = None
    max_members: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A string."""

    limits: Limits = Limits()
    sensitive: bool = False
    """Whether only the two ends may read it: encrypted on the wire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer:
    """A whole number."""

    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that may have a fraction."""

    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """RFC 3339 text with an offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes as they stand: a body, or a part of multipart/form-data. Its JSON value is a file's name."""

    most: int | None = None
    """Bytes at most; None if the spec does not say."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever JSON can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """An array."""

    item: Type
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """An object whose member names the spec leaves open."""

    value: Type
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """The item, or null."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A model of `Api.models`, by its class name."""

    name: str


LONGEST_SENSITIVE = 214
"""Bytes of UTF-8 that RSA-OAEP with a key of 2048 bits, the size that WeChat Pay uses, can encrypt."""


def is_sensitive(type_: Type) -> bool:
    """Whether a type is a sensitive text, or lists or maps of such."""
    match type_:
        case Text(sensitive=sensitive):
            return sensitive
        case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
            return is_sensitive(inner)
        case _:
            return False


Type = Text | Integer | Number | Boolean | Timestamp | File | Anything | ListOf | MapOf | Nullable | Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A fact that no dated page of the documentation proves, or on which sources disagree."""

    fact: str
    """Keyword such as `maxLength` or `required`, or `path`, `rate-limit`, `fields` ..."""

    says: Any
    """What the sources say, where the spec does not follow them; None if nothing else."""

    sources: tuple[str, ...]
    note: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """What people read about a thing."""

    title: str = ""
    text: str = ""
    unit: str = ""
    """`characters`, `fen`, `seconds` ...; empty if the spec does not say."""

    lifetime: int | None = None
    """Seconds for which the value is good."""

    default: Any = None
    """What the server takes when the member is left out."""

    deprecated: bool = False
    unproven: tuple[Unproven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One member of a record, or one parameter."""

    name: Name
    wire: str
    """Spelling in JSON, path, query or header, untouched."""

    type: Type
    required: bool
    doc: Doc
    example: Any = None
    """JSON value the spec shows, known to fit; None if it shows none."""

    mark: Mark


Path = tuple[str, ...]
"""Spellings of members on the wire, the outermost first."""

Verb = Literal["given", "absent", "is", "holds", "exactly_one", "at_least_one", "not_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is so, or not, of the members of an object. Where what holds a member is absent, it is taken to be so."""

    verb: Verb
    path: Path = ()
    """The member; for the last three verbs, the object whose members `sets` names."""

    values: tuple[Any, ...] = ()
    """Of `is`: what the member may be, if it is there. Of `holds`: what the list must hold one of."""

    sets: tuple[Path, ...] = ()
    """Of the last three verbs: members that are given together, as one alternative."""

    @property
    def compares(self) -> bool:
        """Whether it is about values, not about which members are there."""
        return self.verb in {"is", "holds"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must be so of an object's members, always or under a condition."""

    when: tuple[Fact, ...] = ()
    """All must be so; always, if there are none."""

    unless: bool = False
    """True if the rule counts when `when` is not so."""

    then: tuple[Fact, ...]
    mark: Mark

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything that the rule looks at."""
        return (*self.when, *self.then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An object with named members."""

    name: Name
    doc: Doc
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One known value of a choice."""

    name: str
    value: str | int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Text or whole numbers of which the known values are listed."""

    name: Name
    doc: Doc
    members: tuple[Member, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """A value that is one of several kinds."""

    name: Name
    doc: Doc
    kinds: tuple[Type, ...]
    tag: str = ""
    """Member that tells the kind (discriminator); empty if none does."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """Value of that member -> class name of the kind."""

    mark: Mark


Place = Literal["path", "query", "header", "body"]
FromFile = Literal["name", "name if known", "sha256"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One field of a request and where it goes."""

    field: Field
    place: Place
    joined: bool = False
    """A query array sent as one comma-separated value."""

    shown: bool = False
    """Whether the example of the whole body has it."""

    in_meta: bool = False
    """Whether it is a member of an upload's part `meta`."""

    from_file: FromFile | None = None
    """What of the one file it is filled in with, if it is left out."""

    part_type: str = ""
    """Media type of a part, where the spec names one."""

    @property
    def file(self) -> File | None:
        """The file that it is, or is a list of."""
        type_ = self.field.type.item if isinstance(self.field.type, ListOf) else self.field.type
        return type_ if isinstance(type_, File) else None


BodyKind = Literal["members", "whole", "form", "multipart", "text", "file"]
"""How parameters make a body: as members of a JSON object, of a form or of multipart; or one is all of it, as JSON, text or bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of a request."""

    required: bool
    kind: BodyKind
    content_type: str = "application/json"
    """Media type of all but forms and multipart, as the spec writes it."""

    rules: tuple[Rule, ...] = ()
    """Of the members; not filled in where one parameter is all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One documented answer."""

    status: str
    """`200`, `2XX` or `default`."""

    type: Type | None
    """None for no body and for what is not JSON; not filled in for errors."""

    content_type: str = ""
    """Media type of a body that is not JSON; empty for JSON and for no body."""

    accepts: tuple[str, ...] = ()
    """Media types that are asked for."""

    title: str
    example: Any = None
    """JSON value the spec shows, known to fit; of what is not JSON its text, None for bytes."""

    mark: Mark

    @property
    def is_success(self) -> bool:
        """Whether it is returned rather than raised."""
        return self.status.startswith("2") or self.status == "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What our own extensions say of an operation; each may be missing."""

    page: Mapping[str, str] = field(default_factory=dict)
    """title, id, updated of the documentation page."""

    rate: tuple[int, int, str] | None = None
    """Requests, seconds, per whom."""

    request_number: Name | None = None
    """Field that is the idempotency key."""

    repeat: str = ""
    """`safe`, `unsafe` or `unknown`: whether repeating with the same values is; empty if the spec does not say."""

    repeat_note: str = ""
    preconditions: tuple[str, ...] = ()
    unproven: tuple[Unproven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How an operation that answers with one page of a list leads to the next."""

    method: Name
    """Of the iterator."""

    members: Mapping[str, str]
    """`items`, `token`, `next`, `offset`, `limit`, `total`, as far as the spec names them -> attribute."""

    item: Type
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path."""

    id: str
    """operationId, or the spelling made in its place."""

    name: Name
    method: str
    """Upper case."""

    path: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    replies: tuple[Reply, ...]
    facts: Facts
    paging: Paging | None = None
    mark: Mark

    @property
    def key(self) -> str:
        """What tells it from every other operation: method and path."""
        return operation_key(self.method, self.path)

    @property
    def successes(self) -> tuple[Reply, ...]:
        """Documented answers that are returned."""
        return tuple(reply for reply in self.replies if reply.is_success)

    @property
    def errors(self) -> tuple[Reply, ...]:
        """Documented answers that are raised."""
        return tuple(reply for reply in self.replies if not reply.is_success)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What WeChat Pay sends of itself, to the brand's address."""

    name: Name
    """Of its class."""

    webhook: str
    """Key of the webhook, as a rule the event type."""

    event_type: str
    title: str
    text: str
    resource: Type
    """What is encrypted in it: a record, or an open object."""

    example: Any = None
    """Of the resource, as the spec shows it."""

    same_if: tuple[str, ...] = ()
    """Attributes of the resource that, with the event type, tell a repeated notice."""

    original_type: str = ""
    associated_data: str = ""
    facts: Facts
    mark: Mark

    @property
    def key(self) -> str:
        """What tells it from every other notification and operation."""
        return webhook_key(self.webhook)


def webhook_key(webhook: str) -> str:
    """Write what tells a webhook from operations."""
    return f"webhook {webhook}"


def operation_key(method: str, path: str) -> str:
    """Write method and path as people do: `POST /brand/store`."""
    return f"{method.upper()} {path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An operation that the output does not have, as was asked for."""

    key: str
    """Method and path."""

    problem: Problem
    """The first that keeps it from being generated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The operations of one area."""

    name: Name
    title: str
    operations: tuple[Operation, ...]
    notifications: tuple[Notification, ...] = ()


Model = Record | Choice | Variants


def references(type_: Type | None) -> Iterator[str]:
    """Give the models that a type names."""
    match type_:
        case Ref(name=name):
            yield name
        case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
            yield from references(inner)
        case _:
            return


def named_by(part: Operation | Notification) -> tuple[Type | None, ...]:
    """Give the types that an operation or notification is made of."""
    if isinstance(part, Notification):
        return (part.resource,)
    return (*(p.field.type for p in part.parameters), *(reply.type for reply in part.replies))


def reached(parts: Iterable[Operation | Notification], models: Mapping[str, Model]) -> dict[str, None]:
    """Give the models that operations and notifications name, those that these name, and so on."""
    waiting = [name for part in parts for type_ in named_by(part) for name in references(type_)]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        model = models.get(name)
        if name in found or model is None:
            continue
        found[name] = None
        if isinstance(model, Record):
            waiting.extend(inner for field in model.fields for inner in references(field.type))
        elif isinstance(model, Variants):
            waiting.extend(inner for kind in model.kinds for inner in references(kind))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A whole spec."""

    title: str
    version: str
    text: str
    servers: tuple[str, ...]
    groups: tuple[Group, ...]
    models: Mapping[str, Model]
    """By class name, in the order of the spec."""

    left_out: tuple[LeftOut, ...] = ()
    """Operations that are not supported."""

    passed_over: tuple[str, ...] = ()
    """Sentences on the rules of schemas that are not followed."""

    unproven: tuple[Unproven, ...] = ()
    """All that the spec records."""

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """All of them."""
        return tuple(notification for group in self.groups for notification in group.notifications)
