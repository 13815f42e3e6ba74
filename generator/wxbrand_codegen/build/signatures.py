"""Find the signature scheme of a document: in its security schemes, else by its paths.

A client signs in one scheme. Operations of another scheme are left out.
"""

from __future__ import annotations

from collections import Counter

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.declarations import DeclaredOperation, declared_operations
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.ir.schemes import BRAND, SCHEMES, Scheme, schemes_of_path
from wxbrand_codegen.ir.servers import path_prefix

_MEMBERS = ("scheme", "name", "bearerFormat", "description")
"""Members of a security scheme in which the name of a signature scheme is looked for."""


class Signatures:
    """The scheme of a document, and that of each of its operations."""

    def __init__(self, context: Context, servers: tuple[str, ...]) -> None:
        self._context = context
        self._prefix = path_prefix(servers)
        components = context.root.mapping("components")
        declared = components.entries("securitySchemes") if components else {}
        self._declared = {name: _declared_scheme(name, context.resolve(node)) for name, node in declared.items()}
        operations = declared_operations(context.root)
        by_operation = Counter(scheme for operation in operations if (scheme := self._scheme_of(operation)))
        required = self._required(context.root)
        candidates = [scheme for scheme in SCHEMES if scheme in (required or by_operation)]
        self.scheme = max(candidates, key=lambda scheme: by_operation[scheme], default=BRAND)
        """The scheme that the document requires, else that of most of its operations."""

        if not required and not any(self._declared.values()):
            self._advise(
                "its paths are those of" if candidates else "its paths do not tell either: it is read as that of"
            )

    def accepts(self, operation: DeclaredOperation) -> bool:
        """Whether an operation is signed in the scheme of the document. Report one that is not."""
        scheme = self._scheme_of(operation)
        if scheme is None or scheme == self.scheme:
            return True
        message = (
            f"this operation is signed as a {scheme.caller} ({scheme.authorization}), and the client of this document "
            f"signs as a {self.scheme.caller}; describe it in another document"
        )
        self._context.problem(operation.path_mark, "another-scheme", message)
        return False

    def _scheme_of(self, operation: DeclaredOperation) -> Scheme | None:
        """Return the scheme of an operation; None if nothing tells, or if either is allowed."""
        holder = operation.node if "security" in operation.node.members else self._context.root
        schemes = self._required(holder) or {scheme for scheme in self._declared.values() if scheme}
        schemes = schemes or schemes_of_path(self._prefix + operation.path)
        return schemes.pop() if len(schemes) == 1 else None

    def _required(self, holder: MappingNode) -> set[Scheme]:
        requirements = [node for node in holder.sequence("security") if isinstance(node, MappingNode)]
        names = [name for requirement in requirements for name in requirement.members]
        return {scheme for name in names if (scheme := self._declared.get(name) or _named_in(name))}

    def _advise(self, ground: str) -> None:
        root, scheme = self._context.root, self.scheme
        components = root.mapping("components")
        declares = components is not None and "securitySchemes" in components.members
        mark = components.mark_of("securitySchemes") if components and declares else root.mark_of("paths")
        message = (
            f"the document names no signature scheme of WeChat Pay, and {ground} a {scheme.caller}, so the clients are "
            f"{scheme.client} and {scheme.async_client}; to be explicit, add to components.securitySchemes one with "
            f"type: http and scheme: {scheme.authorization}"
        )
        self._context.advise(mark, "no-signature-scheme", message)


def _declared_scheme(name: str, node: Node) -> Scheme | None:
    """Return the scheme that a security scheme names in its members or by its own name."""
    members = [node.text(member) for member in _MEMBERS] if isinstance(node, MappingNode) else []
    return next((scheme for text in (*members, name) if (scheme := _named_in(text))), None)


def _named_in(text: str | None) -> Scheme | None:
    """Return the one scheme whose name is in a text; None if there are none or several."""
    folded = (text or "").upper().replace("_", "-")
    found = [scheme for scheme in SCHEMES if scheme.authorization in folded]
    return found[0] if len(found) == 1 else None
