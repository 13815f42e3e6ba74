"""Part of render: the values that templates print, every piece finished."""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.render.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """An area as an attribute of the clients."""

    module: Code
    sync_class: Code
    async_class: Code
    imports: Code
    doc: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """The package's front."""

    doc: Code
    client_doc: Code
    base_url: Code
    backup_base_urls: tuple[Code, ...]
    """The one tuple of the other servers; nothing if there is one server only."""

    areas: tuple[AreaView, ...]
    events: tuple[tuple[Code, ...], ...]
    """Pairs of event type and class name, of the one table of notifications; no table if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsFrontView:
    """The package `models`."""

    imports: tuple[Code, ...]
    homes: tuple[Code, ...]
    exports: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeView:
    """An attribute of a class with the text under it."""

    line: Code
    doc: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """A record or an enum."""

    opening: Code
    doc: Code
    rules: tuple[Code, ...]
    """The one attribute that holds the rules; nothing where there are none, or in an enum."""

    attributes: tuple[AttributeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantsView:
    """A value of several kinds: a union to type checkers, a class that reads it to the runtime."""

    name: Code
    opening: Code
    doc: Code
    kinds: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request model."""

    opening: Code
    doc: Code
    operation: Code
    rules: tuple[Code, ...]
    attributes: tuple[AttributeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationView:
    """A notification's class."""

    opening: Code
    doc: Code
    event: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsView:
    """One module of models."""

    doc: Code
    imports: tuple[Code, ...]
    classes: tuple[ClassView, ...]
    variants: tuple[VariantsView, ...]
    requests: tuple[RequestView, ...]
    notifications: tuple[NotificationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """One method, for both clients."""

    name: Code
    sync_opening: Code
    async_opening: Code
    doc: Code
    sync_return: Code
    async_return: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaModuleView:
    """The module of one area."""

    doc: Code
    imports: tuple[Code, ...]
    sync_class: Code
    async_class: Code
    class_doc: Code
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationTestView:
    """The test class of one operation."""

    opening: Code
    doc: Code
    attributes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestModuleView:
    """The tests of one area."""

    doc: Code
    imports: tuple[Code, ...]
    classes: tuple[OperationTestView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConftestView:
    """What the tests of a package share."""

    package: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceOperationView:
    """One operation or notification in the reference documentation. Of a tuple of tables there is one, or none."""

    anchor: Code
    heading: Code
    key: Code
    text: Code
    notes: tuple[Code, ...]
    call: tuple[Code, ...]
    fields: tuple[tuple[Code, ...], ...]
    rules: tuple[Code, ...]
    answers: tuple[Code, ...]
    errors: tuple[tuple[Code, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceObjectView:
    """One record, enum or value of several kinds in the reference documentation."""

    anchor: Code
    name: Code
    text: Code
    notes: tuple[Code, ...]
    head: Code
    line: Code
    rows: tuple[Code, ...]
    rules: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """The reference documentation of one area."""

    title: Code
    package: Code
    contents: tuple[Code, ...]
    operations: tuple[ReferenceOperationView, ...]
    notifications: tuple[ReferenceOperationView, ...]
    objects: tuple[ReferenceObjectView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeAreaView:
    """One area in the package's README."""

    module: Code
    title: Code
    rows: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """The package's README."""

    title: Code
    text: Code
    package: Code
    areas: tuple[ReadmeAreaView, ...]
    left_out: tuple[tuple[Code, ...], ...]
    """Rows of the one table of what is left out; no table if nothing is."""

    passed_over: tuple[tuple[Code, ...], ...]
    """Lines of the one list of rules that are not followed; no list if all are."""
