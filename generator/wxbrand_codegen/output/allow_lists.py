"""What our templates write, by kind of module: the package, the tests, and their `conftest.py`.

When a built-in template begins to write something new, add it here.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowList:
    """What one kind of module may contain, besides the names it defines or imports."""

    imports: frozenset[str]
    """Absolute imports. Relative ones are checked in the gate."""

    calls: frozenset[str]
    """Functions that may be called, besides classes."""

    call_statements: frozenset[str] = frozenset()
    """Functions whose call may be a statement of its own."""

    attributes: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset({"str", "int", "float", "bool", "list", "dict"})
    """Names that may be read although the module neither defines nor imports them."""

    dunder_names: frozenset[str] = frozenset()
    """Names with leading double underscores that may be assigned."""

    constants: frozenset[type] = frozenset({str, int, float, bool})
    nodes: frozenset[type[ast.AST]] = frozenset()
    """Kinds of syntax nodes, besides `COMMON_NODES`."""


COMMON_NODES = frozenset(
    {
        ast.Module, ast.ImportFrom, ast.alias, ast.ClassDef, ast.Assign, ast.Expr, ast.Constant, ast.Name, ast.Load,
        ast.Store, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.keyword, ast.Attribute, ast.BinOp, ast.BitOr, ast.Mult,
        ast.UnaryOp, ast.USub, ast.arguments, ast.arg,
    }
)  # fmt: skip
"""Kinds of syntax nodes that every module may contain."""

CLASS_KEYWORDS = frozenset({"frozen", "kw_only", "rename", "tag", "tags"})
"""Keyword arguments of a class statement."""

PACKAGE = AllowList(
    imports=frozenset(
        {
            "__future__", "collections.abc", "datetime", "functools", "typing", "wxbrand_runtime.auth", "wxbrand_runtime.client", "wxbrand_runtime.lazy",
            "wxbrand_runtime.models", "wxbrand_runtime.notifications",
        }
    ),
    calls=frozenset({"deprecated", "lazy_exports", "register", "self._pages", "self._send"}),
    call_statements=frozenset({"register"}),
    attributes=frozenset({"self._pages", "self._send"}),
    decorators=frozenset({"cached_property", "deprecated"}),
    names=frozenset({"str", "int", "float", "bool", "list", "dict", "tuple", "self", "__name__"}),
    dunder_names=frozenset({"__all__", "__getattr__", "__dir__"}),
    nodes=frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Return, ast.Await, ast.If, ast.AnnAssign, ast.Subscript, ast.Add}),
)  # fmt: skip

CLIENTS = (["AsyncBrandClient", "BrandClient"], ["AsyncMerchantClient", "MerchantClient"])
"""What `conftest.py` imports from the package under test."""

TESTS = AllowList(
    imports=frozenset(
        {
            "typing",
            "wxbrand_codegen.testing.edits",
            "wxbrand_codegen.testing.notification_tests",
            "wxbrand_codegen.testing.operation_tests",
            "wxbrand_codegen.testing.upload_tests",
            "wxbrand_runtime.models",
        }
    ),
    calls=frozenset({"moment"}),
    constants=frozenset({str, bytes, int, float, bool}),
    nodes=frozenset({ast.AnnAssign, ast.Subscript}),
)

CONFTEST = AllowList(
    imports=frozenset({"sys", "pytest", "collections.abc", "pathlib", "wxbrand_codegen.testing.clients"}),
    calls=frozenset({"Path", "Path().resolve", "str", "sys.path.insert", "start", "pytest.fixture", "started.sandbox.reset"}),
    call_statements=frozenset({"sys.path.insert", "started.sandbox.reset"}),
    attributes=frozenset(
        {
            "Path().resolve", "Path().resolve().parent", "sys.path", "sys.path.insert", "pytest.fixture",
            "HERE.parent", "started.sandbox", "started.sandbox.reset",
        }
    ),
    decorators=frozenset({"pytest.fixture"}),
    names=frozenset({"str", "__file__", "started", "clients"}),
    nodes=frozenset(
        {ast.FunctionDef, ast.Return, ast.Import, ast.With, ast.withitem, ast.Yield, ast.Div, ast.Subscript}
    ),
)  # fmt: skip
