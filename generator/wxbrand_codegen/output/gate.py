"""Refuse generated Python that contains anything our templates never write.

Text of a spec must never become code. Rendering prevents it, since templates print nothing but `Code`. The gate is
a second, independent defence: it parses each module, and every statement, expression, call, import, decorator,
attribute and name must be on the allow list for that kind of module. If a mistake in rendering ever let text of a spec
through as code, generation would fail here with `forbidden-code`, and nothing would be written.

Files from a template of the user's own are not checked: that template is its author's code. But it, too, can print
nothing but `Code`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.output.allow_lists import (
    CLASS_KEYWORDS,
    COMMON_NODES,
    CONFTEST,
    PACKAGE,
    TESTS,
    AllowList,
    allow_list,
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A piece of code that is not on the allow list."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class _Module:
    """What the checks of single nodes need to know about the module."""

    allowed: AllowList
    names: frozenset[str]
    """Names that the module defines or imports."""

    ellipses: frozenset[int]
    """Ids of the `...` nodes in `tuple[..., ...]`."""


def forbidden(path: str, tree: ast.Module) -> Iterator[Forbidden]:
    """Yield everything in a module that is not allowed; `path` is relative to the package or to the tests."""
    nodes = list(ast.walk(tree))
    module = _Module(allow_list(path), frozenset(_own_names(nodes)), frozenset(_tuple_ellipses(nodes)))
    allowed_nodes = COMMON_NODES | module.allowed.nodes
    line = 1
    for node in nodes:
        line = getattr(node, "lineno", line)
        if type(node) not in allowed_nodes:
            yield Forbidden(line, type(node).__name__)
        elif (is_allowed := _CHECKS.get(type(node))) and not is_allowed(module, node):
            yield Forbidden(line, f"{type(node).__name__} {ast.unparse(node)[:60]!r}")


def _own_names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.ImportFrom(names=names) | ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
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


def _check_statement(module: _Module, node: ast.Expr) -> bool:
    """Allow docstrings, `yield`, and calls of a few functions."""
    if isinstance(node.value, ast.Constant):
        return isinstance(node.value.value, str)
    return isinstance(node.value, ast.Yield) or (
        isinstance(node.value, ast.Call) and _dotted(node.value.func) in module.allowed.call_statements
    )


def _check_constant(module: _Module, node: ast.Constant) -> bool:
    if node.value is ...:
        return id(node) in module.ellipses
    return node.value is None or type(node.value) in module.allowed.constants


def _check_name(module: _Module, node: ast.Name) -> bool:
    if isinstance(node.ctx, ast.Store):
        return not node.id.startswith("__") or node.id in module.allowed.dunder_names
    return node.id in module.names or node.id in module.allowed.names


def _check_attribute(module: _Module, node: ast.Attribute) -> bool:
    """Allow a few attributes and, in tests, models and the members of enums."""
    path = _dotted(node)
    first, *rest = path.split(".")
    return path in module.allowed.attributes or (
        first == "models" and first in module.names and len(rest) <= 2 and not any(n.startswith("__") for n in rest)
    )


def _check_call(module: _Module, node: ast.Call) -> bool:
    """Allow classes that the module defines or imports, and a few functions; no `*` or `**` arguments."""
    path = _dotted(node.func)
    is_class = path in module.names and path[0].isupper()
    is_model = path.startswith("models.") and path.count(".") == 1
    unpacks = any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords)
    return (is_class or is_model or path in module.allowed.calls) and not unpacks


def _check_class(module: _Module, node: ast.ClassDef) -> bool:
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    known = all(isinstance(base, ast.Name) and base.id in module.names for base in bases)
    keywords = all(keyword.arg in CLASS_KEYWORDS for keyword in node.keywords)
    return known and keywords and len(bases) == 1 and not node.decorator_list


def _check_function(module: _Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Allow methods and fixtures without `*args` or `**kwargs`, whose only default is UNSET."""
    decorators = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
    return (
        all(_dotted(decorator) in module.allowed.decorators for decorator in decorators)
        and all(isinstance(default, ast.Name) and default.id == "UNSET" for default in defaults)
        and not (node.args.vararg or node.args.kwarg)
        and not node.name.startswith("__")
    )


def _check_import_from(module: _Module, node: ast.ImportFrom) -> bool:
    """Allow listed modules, relative imports within the package and, in tests, the package under test."""
    names = [alias.name for alias in node.names]
    if any(alias.asname for alias in node.names) or "*" in names:
        return False
    if node.level:
        return module.allowed is PACKAGE and node.level <= 2
    if node.module in module.allowed.imports:
        return True
    return (module.allowed is TESTS and names == ["models"]) or (
        module.allowed is CONFTEST and names == ["AsyncBrandClient", "BrandClient"]
    )


def _check_import(module: _Module, node: ast.Import) -> bool:
    return all(alias.name in module.allowed.imports and not alias.asname for alias in node.names)


def _check_if(_: _Module, node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _check_subscript(_: _Module, node: ast.Subscript) -> bool:
    """Allow annotations. A string in one would be evaluated as code, except inside `Literal`."""
    if not isinstance(node.value, ast.Name):
        return False
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return node.value.id == "Literal" or not any(_is_string(part) for part in parts)


def _check_binary(_: _Module, node: ast.BinOp) -> bool:
    """Allow unions of types, the path of the models module, a repeated constant or list, and `folder / name`."""
    match node.op:
        case ast.BitOr():
            return not _is_string(node.left) and not _is_string(node.right)
        case ast.Add():
            return ast.unparse(node) == "__name__ + '.models'"
        case ast.Mult():
            return isinstance(node.left, ast.Constant | ast.List) and isinstance(node.right, ast.Constant)
        case _:
            return isinstance(node.left, ast.Name)


def _check_unary(_: _Module, node: ast.UnaryOp) -> bool:
    return isinstance(node.operand, ast.Constant)


def _check_annotated(_: _Module, node: ast.AnnAssign) -> bool:
    return isinstance(node.target, ast.Name) and not _is_string(node.annotation)


def _check_argument(_: _Module, node: ast.arg) -> bool:
    return not node.arg.startswith("__") and not (node.annotation and _is_string(node.annotation))


def _is_string(node: ast.expr) -> bool:
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


_CHECKS: dict[type[ast.AST], Callable[[_Module, Any], bool]] = {
    ast.Expr: _check_statement,
    ast.Constant: _check_constant,
    ast.Name: _check_name,
    ast.Attribute: _check_attribute,
    ast.Call: _check_call,
    ast.ClassDef: _check_class,
    ast.FunctionDef: _check_function,
    ast.AsyncFunctionDef: _check_function,
    ast.ImportFrom: _check_import_from,
    ast.Import: _check_import,
    ast.If: _check_if,
    ast.Subscript: _check_subscript,
    ast.BinOp: _check_binary,
    ast.UnaryOp: _check_unary,
    ast.AnnAssign: _check_annotated,
    ast.arg: _check_argument,
}
