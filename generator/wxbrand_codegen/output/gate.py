"""Part of tidy: the last look at a module before it is written. Lets pass only what our templates and `code` ever write.

An allow list: a kind of statement or expression, a call, an import, a decorator, an attribute or a name that is not in the
tables below is refused, wherever it came from. So text of a spec that became code, through a mistake of ours, would still
not be written. When a template of ours starts to write something new, add it here.

Files that a template of the user's own overlay prints are exempt (`FromCustomTemplate`): such a template is its author's code. Yet
it too can print nothing but Code.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something that our templates never write."""

    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What one sort of module may say besides the names it defines or imports."""

    imports: frozenset[str]
    """Modules; own ones begin with a dot."""

    calls: frozenset[str]
    """Called, besides classes."""

    attributes: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset({"str", "int", "float", "bool", "list", "dict"})
    constants: frozenset[type] = frozenset({str, int, float, bool})
    assigned: frozenset[str] = frozenset()
    """Names that begin with two underscores and are set all the same."""

    kinds: frozenset[type[ast.AST]] = frozenset()
    statements: frozenset[str] = frozenset()
    """Calls that stand alone."""


_PACKAGE = _Words(
    imports=frozenset(
        {
            "__future__", "datetime", "functools", "typing", "wxbrand_runtime.client", "wxbrand_runtime.lazy",
            "wxbrand_runtime.models", "wxbrand_runtime.notifications",
        }
    ),
    calls=frozenset({"lazy_exports", "register", "self._pages", "self._send", "moment"}),
    attributes=frozenset({"self._pages", "self._send"}),
    decorators=frozenset({"cached_property"}),
    names=frozenset({"str", "int", "float", "bool", "list", "dict", "tuple", "self", "__name__"}),
    assigned=frozenset({"__all__", "__getattr__", "__dir__"}),
    kinds=frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Return, ast.Await, ast.If, ast.AnnAssign, ast.Subscript, ast.Add}),
    statements=frozenset({"register"}),
)  # fmt: skip

_TESTS = _Words(
    imports=frozenset(
        {
            "typing",
            "wxbrand_codegen.testing.notification_tests",
            "wxbrand_codegen.testing.operation_tests",
            "wxbrand_codegen.testing.upload_tests",
            "wxbrand_runtime.models",
        }
    ),
    calls=frozenset({"moment"}),
    constants=frozenset({str, bytes, int, float, bool}),
    kinds=frozenset({ast.AnnAssign, ast.Subscript}),
)

_CONFTEST = _Words(
    imports=frozenset({"sys", "pytest", "collections.abc", "pathlib", "wxbrand_codegen.testing.operation_tests"}),
    calls=frozenset({"Path", "Path().resolve", "str", "sys.path.insert", "start", "pytest.fixture", "started.sandbox.reset"}),
    attributes=frozenset(
        {
            "Path().resolve", "Path().resolve().parent", "sys.path", "sys.path.insert", "pytest.fixture",
            "HERE.parent", "started.sandbox", "started.sandbox.reset",
        }
    ),
    decorators=frozenset({"pytest.fixture"}),
    names=frozenset({"str", "__file__", "started", "clients"}),
    kinds=frozenset(
        {ast.FunctionDef, ast.Return, ast.Import, ast.With, ast.withitem, ast.Yield, ast.Div, ast.Subscript}
    ),
    statements=frozenset({"sys.path.insert", "started.sandbox.reset"}),
)  # fmt: skip

_PLAIN = frozenset(
    {
        ast.Module, ast.ImportFrom, ast.alias, ast.ClassDef, ast.Assign, ast.Expr, ast.Constant, ast.Name, ast.Load,
        ast.Store, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.keyword, ast.Attribute, ast.BinOp, ast.BitOr, ast.Mult,
        ast.UnaryOp, ast.USub, ast.arguments, ast.arg,
    }
)  # fmt: skip
"""Kinds of nodes that every sort of module has."""

_CLASS_KEYWORDS = frozenset({"frozen", "kw_only", "rename", "tag", "tags"})


def forbidden(path: str, tree: ast.Module) -> Iterable[Forbidden]:
    """Find everything in a module that its templates do not write; `path` is relative to the package or the tests."""
    return _Gate(_words(path), tree).problems()


def _words(path: str) -> _Words:
    if path == "conftest.py":
        return _CONFTEST
    return _TESTS if path.startswith("test_") and "/" not in path else _PACKAGE


@dataclass(slots=True)
class _Gate:
    words: _Words
    tree: ast.Module
    known: set[str] = field(default_factory=set)
    """Names that the module defines or imports."""

    after_tuple: set[int] = field(default_factory=set)
    """Ids of the `...` in `tuple[..., ...]`."""

    def problems(self) -> Iterator[Forbidden]:
        nodes = list(ast.walk(self.tree))
        self.known.update(self._defined(nodes))
        self.after_tuple.update(self._ellipses(nodes))
        kinds = _PLAIN | self.words.kinds
        line = 1
        for node in nodes:
            line = getattr(node, "lineno", line)
            if type(node) not in kinds:
                yield Forbidden(line, f"{type(node).__name__}")
            elif (check := _CHECKS.get(type(node))) and not check(self, node):
                yield Forbidden(line, f"{type(node).__name__} {ast.unparse(node)[:60]!r}")

    def _defined(self, nodes: list[ast.AST]) -> Iterator[str]:
        for node in nodes:
            match node:
                case ast.ImportFrom(names=names) | ast.Import(names=names):
                    yield from (alias.name for alias in names)
                case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                    yield name
                case _:
                    pass

    def _ellipses(self, nodes: list[ast.AST]) -> Iterator[int]:
        for node in nodes:
            match node:
                case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[_, ast.Constant() as last])):
                    yield id(last)
                case _:
                    pass

    def statement(self, node: ast.Expr) -> bool:
        """A docstring, or one of a few calls."""
        if isinstance(node.value, ast.Constant):
            return isinstance(node.value.value, str)
        return isinstance(node.value, ast.Yield) or (
            isinstance(node.value, ast.Call) and _dotted(node.value.func) in self.words.statements
        )

    def constant(self, node: ast.Constant) -> bool:
        if node.value is ...:
            return id(node) in self.after_tuple
        return node.value is None or type(node.value) in self.words.constants

    def name(self, node: ast.Name) -> bool:
        if isinstance(node.ctx, ast.Store):
            return not node.id.startswith("__") or node.id in self.words.assigned
        return node.id in self.known or node.id in self.words.names

    def attribute(self, node: ast.Attribute) -> bool:
        """A model, or the member of an enum, in tests; else one of a few."""
        path = _dotted(node)
        first, *rest = path.split(".")
        return path in self.words.attributes or (
            first == "models" and first in self.known and len(rest) <= 2 and not any(n.startswith("__") for n in rest)
        )

    def call(self, node: ast.Call) -> bool:
        """A class that the module defines or imports, or one of a few functions; nothing spread."""
        path = _dotted(node.func)
        is_class = path in self.known and path[0].isupper()
        is_model = path.startswith("models.") and path.count(".") == 1
        spread = any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords)
        return (is_class or is_model or path in self.words.calls) and not spread

    def class_(self, node: ast.ClassDef) -> bool:
        bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        named = all(isinstance(base, ast.Name) and base.id in self.known for base in bases)
        keywords = all(keyword.arg in _CLASS_KEYWORDS for keyword in node.keywords)
        return named and keywords and len(bases) == 1 and not node.decorator_list

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        """A method or fixture; defaults are UNSET."""
        decorators = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
        defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
        return (
            all(_dotted(decorator) in self.words.decorators for decorator in decorators)
            and all(isinstance(default, ast.Name) and default.id == "UNSET" for default in defaults)
            and not (node.args.vararg or node.args.kwarg)
            and not node.name.startswith("__")
        )

    def import_from(self, node: ast.ImportFrom) -> bool:
        """A module of the table, one of our own, or, in tests, the models of the package that is tested."""
        names = [alias.name for alias in node.names]
        if any(alias.asname for alias in node.names) or "*" in names:
            return False
        if node.level:
            return self.words is _PACKAGE and node.level <= 2
        if node.module in self.words.imports:
            return True
        return (self.words is _TESTS and names == ["models"]) or (
            self.words is _CONFTEST and names == ["AsyncBrandClient", "BrandClient"]
        )

    def import_(self, node: ast.Import) -> bool:
        return all(alias.name in self.words.imports and not alias.asname for alias in node.names)

    def condition(self, node: ast.If) -> bool:
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"

    def subscript(self, node: ast.Subscript) -> bool:
        """An annotation. Text there would be read as code, but for the values of a Literal."""
        if not isinstance(node.value, ast.Name):
            return False
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return node.value.id == "Literal" or not any(_is_text(part) for part in parts)

    def two(self, node: ast.BinOp) -> bool:
        """A union of types; the module of the models; a value so many times; a path below a folder."""
        if isinstance(node.op, ast.BitOr):
            return not _is_text(node.left) and not _is_text(node.right)
        if isinstance(node.op, ast.Add):
            return ast.unparse(node) == "__name__ + '.models'"
        if isinstance(node.op, ast.Mult):
            return isinstance(node.left, ast.Constant | ast.List) and isinstance(node.right, ast.Constant)
        return isinstance(node.left, ast.Name)

    def negative(self, node: ast.UnaryOp) -> bool:
        return isinstance(node.operand, ast.Constant)

    def annotated(self, node: ast.AnnAssign) -> bool:
        return isinstance(node.target, ast.Name) and not _is_text(node.annotation)

    def argument(self, node: ast.arg) -> bool:
        return not node.arg.startswith("__") and not (node.annotation and _is_text(node.annotation))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _dotted(node: ast.expr) -> str:
    """Write a chain of names, `a.b` or `a().b`; something no table has for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{_dotted(value)}.{attribute}"
        case ast.Call(func=called):
            return f"{_dotted(called)}()"
        case _:
            return "?"


_CHECKS: dict[type[ast.AST], Callable[[_Gate, Any], bool]] = {
    ast.Expr: _Gate.statement,
    ast.Constant: _Gate.constant,
    ast.Name: _Gate.name,
    ast.Attribute: _Gate.attribute,
    ast.Call: _Gate.call,
    ast.ClassDef: _Gate.class_,
    ast.FunctionDef: _Gate.function,
    ast.AsyncFunctionDef: _Gate.function,
    ast.ImportFrom: _Gate.import_from,
    ast.Import: _Gate.import_,
    ast.If: _Gate.condition,
    ast.Subscript: _Gate.subscript,
    ast.BinOp: _Gate.two,
    ast.UnaryOp: _Gate.negative,
    ast.AnnAssign: _Gate.annotated,
    ast.arg: _Gate.argument,
}
