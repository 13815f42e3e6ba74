"""Refuse generated Python that contains anything our templates never write.

Text of a spec must never become code. Rendering prevents it, since templates print nothing but `Code`. The gate is
a second, independent defence: it parses each module, and every statement, expression, call, import, decorator,
attribute and name must be on the allow list for that kind of module (`allow_lists`). If a mistake in rendering ever let
text of a spec through as code, generation would fail here with `forbidden-code`, and nothing would be written.

Files from a template of the user's own are not checked: that template is its author's code. But it, too, can print
nothing but `Code`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wxbrand_codegen.output.allow_lists import (
    CLASS_KEYWORDS,
    CLIENTS,
    COMMON_NODES,
    CONFTEST,
    PACKAGE,
    TESTS,
    AllowList,
)

_WITHOUT_RULES = frozenset({ast.Load, ast.Store, ast.alias, ast.keyword, ast.arguments, ast.Tuple, ast.List, ast.Dict})
"""Kinds that `_is_allowed` allows as they are: half of all nodes, which need not be asked about."""


@dataclass(frozen=True, slots=True)
class _Module:
    """What the checks of single nodes need to know about the module."""

    allowed: AllowList
    names: frozenset[str]
    """Names that the module defines or imports."""

    classes: frozenset[str]
    """Classes that the module defines or imports."""

    ellipses: frozenset[int]
    """Ids of the `...` nodes in `tuple[..., ...]`, and in place of the body of an initializer."""

    initializers: frozenset[int]
    """Ids of the `__init__` methods that only type checkers see, and that have no body."""


def forbidden(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and a description of everything in a module that is not allowed.

    `path` is relative to the package or to the tests.
    """
    nodes = list(ast.walk(tree))
    is_test = path.startswith("test_") and "/" not in path
    allowed = CONFTEST if path == "conftest.py" else TESTS if is_test else PACKAGE
    initializers = list(_initializers(nodes))
    ellipses = {id(body) for _, body in initializers}.union(_tuple_ellipses(nodes))
    module = _Module(
        allowed,
        frozenset(_own_names(nodes)),
        frozenset(_own_classes(nodes)),
        frozenset(ellipses),
        frozenset(id(function) for function, _ in initializers),
    )
    allowed_nodes = COMMON_NODES | allowed.nodes
    line = 1
    for node in nodes:
        line = getattr(node, "lineno", line)
        if type(node) not in allowed_nodes:
            yield line, type(node).__name__
        elif type(node) not in _WITHOUT_RULES and not _is_allowed(node, module):
            yield line, f"{type(node).__name__} {ast.unparse(node)[:60]!r}"


def _own_names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.ImportFrom(names=names) | ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case _:
                pass


def _own_classes(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.ImportFrom(names=names):
                yield from (alias.name for alias in names if not "a" <= alias.name[0] <= "z")
            case ast.ClassDef(name=name):
                yield name
            case _:
                pass


def _tuple_ellipses(nodes: Iterable[ast.AST]) -> Iterator[int]:
    for node in nodes:
        match node:
            case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[_, ast.Constant() as last])):
                yield id(last)
            case _:
                pass


def _initializers(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.FunctionDef, ast.Constant]]:
    """Yield each `__init__` that is the only statement below `if TYPE_CHECKING`, and the `...` that is its body."""
    for node in nodes:
        match node:
            case ast.If(
                test=ast.Name(id="TYPE_CHECKING"),
                body=[
                    ast.FunctionDef(
                        name="__init__", body=[ast.Expr(value=ast.Constant(value=value) as body)]
                    ) as function
                ],
                orelse=[],
            ) if (
                value is ...
            ):
                yield function, body
            case _:
                pass


def _is_allowed(node: ast.AST, module: _Module) -> bool:
    allowed = module.allowed
    match node:
        case ast.Expr(value=ast.Constant(value=value) as constant):
            return isinstance(value, str) or id(constant) in module.ellipses
        case ast.Expr(value=ast.Call(func=function)):
            return _dotted(function) in allowed.call_statements
        case ast.Expr(value=value):
            return isinstance(value, ast.Yield)
        case ast.Constant(value=value):
            return id(node) in module.ellipses if value is ... else value is None or type(value) in allowed.constants
        case ast.Name(id=name, ctx=ast.Store()):
            return not name.startswith("__") or name in allowed.dunder_names
        case ast.Name(id=name):
            return name in module.names or name in allowed.names
        case ast.Attribute():
            return _is_allowed_attribute(node, module)
        case ast.Call():
            return _is_allowed_call(node, module)
        case ast.ClassDef():
            return _is_allowed_class(node, module)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _is_allowed_function(node, module)
        case ast.arg(arg=name, annotation=annotation):
            return not name.startswith("__") and not _is_string(annotation)
        case ast.Import(names=names):
            return all(alias.name in allowed.imports and not alias.asname for alias in names)
        case ast.ImportFrom():
            return _is_allowed_import(node, module)
        case ast.If(test=test):
            return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"
        case ast.AnnAssign(target=target, annotation=annotation):
            return isinstance(target, ast.Name) and not _is_string(annotation)
        case ast.Subscript():
            return _is_allowed_subscript(node)
        case ast.UnaryOp(operand=operand):
            return isinstance(operand, ast.Constant)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):  # a union of types
            return not _is_string(left) and not _is_string(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):  # a text or list of a certain length
            return isinstance(left, ast.Constant | ast.List) and isinstance(right, ast.Constant)
        case ast.BinOp(op=ast.Add()):  # the module of the models
            return ast.unparse(node) == "__name__ + '.models'"
        case ast.BinOp(left=left):  # a path below a folder
            return isinstance(left, ast.Name)
        case _:
            return True


def _is_allowed_attribute(node: ast.Attribute, module: _Module) -> bool:
    """Allow a few attributes and, in tests, models and the members of enums."""
    path = _dotted(node)
    first, *rest = path.split(".")
    return path in module.allowed.attributes or (
        first == "models" and first in module.names and len(rest) <= 2 and not any(n.startswith("__") for n in rest)
    )


def _is_allowed_call(node: ast.Call, module: _Module) -> bool:
    """Allow classes that the module defines or imports, and a few functions; no `*` or `**` arguments."""
    path = _dotted(node.func)
    is_class = path in module.classes
    is_model = path.startswith("models.") and path.count(".") == 1
    unpacks = any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords)
    return (is_class or is_model or path in module.allowed.calls) and not unpacks


def _is_allowed_class(node: ast.ClassDef, module: _Module) -> bool:
    """Allow classes with one base, which the module defines or imports, and without decorators."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    known = all(isinstance(base, ast.Name) and base.id in module.names for base in bases)
    keywords = all(keyword.arg in CLASS_KEYWORDS for keyword in node.keywords)
    return known and keywords and len(bases) == 1 and not node.decorator_list


def _is_allowed_function(node: ast.FunctionDef | ast.AsyncFunctionDef, module: _Module) -> bool:
    """Allow methods, initializers without a body, and fixtures; no `*args` or `**kwargs`; defaults are UNSET or literals."""
    decorators = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    defaults = [default for default in node.args.kw_defaults if default]
    return (
        all(_dotted(decorator) in module.allowed.decorators for decorator in decorators)
        and all(map(_is_literal_or_unset, defaults))
        and not (node.args.defaults or node.args.vararg or node.args.kwarg)
        and (not node.name.startswith("__") or id(node) in module.initializers)
    )


def _is_literal_or_unset(node: ast.expr) -> bool:
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id == "UNSET")


def _is_allowed_import(node: ast.ImportFrom, module: _Module) -> bool:
    """Allow listed modules, relative imports within the package and, in tests, the package under test."""
    names = [alias.name for alias in node.names]
    if any(alias.asname for alias in node.names) or "*" in names:
        return False
    if node.level:
        return module.allowed is PACKAGE and node.level <= 2
    if node.module in module.allowed.imports:
        return True
    return (module.allowed is TESTS and names == ["models"]) or (module.allowed is CONFTEST and names in CLIENTS)


def _is_allowed_subscript(node: ast.Subscript) -> bool:
    """Allow annotations. A string in one would be evaluated as code, except inside `Literal`."""
    if not isinstance(node.value, ast.Name):
        return False
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return node.value.id == "Literal" or not any(map(_is_string, parts))


def _is_string(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _dotted(node: ast.expr) -> str:
    """Write a chain of names, such as `a.b` or `a().b`; `?`, which is on no list, in the place of anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{_dotted(value)}.{attribute}"
        case ast.Call(func=called):
            return f"{_dotted(called)}()"
        case _:
            return "?"
