"""Views: the values that templates print. Every piece is finished `Code`.

Templates have no `if`: what may be missing is a tuple, which is empty then.
"""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.render.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """One method, for both clients."""

    decorators: tuple[Code, ...]
    """The one decorator of a deprecated method; empty for any other."""

    sync_opening: Code
    async_opening: Code
    doc: Code
    sync_return: Code
    async_return: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """An area: a module, and an attribute of the clients."""

    attribute: Code
    module: Code
    sync_class: Code
    async_class: Code
    client_import: Code
    attribute_doc: Code
    doc: Code
    imports: tuple[Code, ...]
    class_doc: Code
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """`__init__.py` and `client.py` of the package."""

    doc: Code
    client: Code
    async_client: Code
    client_doc: Code
    sync_base: Code
    async_base: Code
    imports: tuple[Code, ...]
    area_imports: tuple[Code, ...]
    """The one block of imports for type checkers; empty if no area has operations."""

    settings: tuple[Code, ...]
    """The one block of assignments: signature scheme, default server and its backups; empty if the defaults apply to all."""

    areas: tuple[AreaView, ...]
    events: tuple[tuple[Code, ...], ...]
    """The one table of notifications, pairs of event type and class name; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsInitView:
    """`models/__init__.py`, which exports every class."""

    imports: tuple[Code, ...]
    modules: tuple[Code, ...]
    """Pairs of class name and module."""

    exports: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeView:
    """An attribute of a class, and its docstring if it has one."""

    line: Code
    doc: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """A record, an enum, a request, a notification, or the tests of one."""

    opening: Code
    doc: Code
    facts: tuple[Code, ...] = ()
    """Class variables: wire facts, rules, the event of a notification, tables of test cases."""

    attributes: tuple[AttributeView, ...] = ()

    initializers: tuple[Code, ...] = ()
    """For type checkers, the one `__init__` that takes more than the attributes hold; empty if they say what it takes."""

    aliases: tuple[AliasView, ...] = ()
    """The one alias beside an enum; empty if no request contains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasView:
    """An alias of what may be passed for an enum."""

    line: Code
    doc: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionAliasView:
    """An alias of what may be passed for a union."""

    name: Code
    variants: Code
    doc: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionView:
    """A union: a union of types for type checkers, a class that decodes it for the runtime."""

    name: Code
    opening: Code
    doc: Code
    variants: Code
    aliases: tuple[UnionAliasView, ...]
    """The one alias; empty if there is none."""
    gap: tuple[Code, ...] = (Code(""),)
    """The second empty line above: black leaves it after a class, and not after the imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsView:
    """One module of models."""

    doc: Code
    imports: tuple[Code, ...]
    models: tuple[ClassView, ...]
    """Records and enums."""

    unions: tuple[UnionView, ...]
    messages: tuple[ClassView, ...]
    """Requests and notifications."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestModuleView:
    """The tests of one area."""

    doc: Code
    imports: tuple[Code, ...]
    classes: tuple[ClassView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConftestView:
    """The shared fixtures of the tests."""

    package: Code
    client: Code
    async_client: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceOperationView:
    """One operation or notification in the reference documentation."""

    anchor: Code
    heading: Code
    key: Code
    text: Code
    notes: tuple[Code, ...]
    call: tuple[Code, ...] = ()
    fields: tuple[tuple[Code, ...], ...] = ()
    rules: tuple[Code, ...] = ()
    answers: tuple[Code, ...]
    errors: tuple[tuple[Code, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceObjectView:
    """One record, enum or union in the reference documentation."""

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
    client: Code
    contents: tuple[Code, ...]
    operations: tuple[ReferenceOperationView, ...]
    notifications: tuple[ReferenceOperationView, ...]
    objects: tuple[ReferenceObjectView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeAreaView:
    """One area in the package's README."""

    attribute: Code
    module: Code
    title: Code
    rows: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """The package's README."""

    title: Code
    text: Code
    package: Code
    client: Code
    areas: tuple[ReadmeAreaView, ...]
    skipped: tuple[tuple[Code, ...], ...]
    """The one table of operations that were skipped; empty if none was."""

    ignored_rules: tuple[tuple[Code, ...], ...]
    """The one list of rules that are not enforced; empty if all are."""
