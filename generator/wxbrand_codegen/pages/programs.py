"""Read the sample programs in Java and Go: the name of the operation, and the members of its classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

Members = Mapping[str, str]
"""The members of a class by their JSON names, each with its class or plain type."""

_JAVA_CLASS = re.compile(r"\bclass\s+(\w+)")
_JAVA_MEMBER = re.compile(
    r"@SerializedName\(\"([^\"\s]{1,80})\"\)\s{0,9}(?:@Expose\([^)]{0,80}\)\s{0,9})?public\s+([\w<>., ]{1,80}?)\s+\w+\s{0,3}[;=]"
)
_GO_STRUCT = re.compile(r"\btype\s+(\w+)\s+struct\s{0,3}\{")
_GO_MEMBER = re.compile(r"\b[A-Z]\w{0,80}\s{1,40}([\[\]*\w.]{1,80})\s{1,40}`json:\"([^\",`]{1,80})[^`]{0,40}`")
_OPERATION = (
    r"public\s{1,3}class\s{1,3}([A-Z]\w{0,120})",
    r"\bfunc\s{1,3}([A-Z]\w{0,120})\(config\b",
    r"request\s{0,3}:=\s{0,3}&([A-Z]\w{0,120})Request\{",
)
"""The name that the classes of the samples begin with."""

_RESPONSE_CLASS = (
    r"\b([A-Z]\w{0,120})\s{1,3}response\s{0,3}=\s{0,3}client\.run\b",
    r"\(response\s{1,3}\*(\w{1,120}),\s{0,3}err\s{1,3}error\)",
)
_REQUEST_CLASS = (
    r"\b([A-Z]\w{0,120})\s{1,3}request\s{0,3}=\s{0,3}new\b",
    r"request\s{0,3}:=\s{0,3}&([A-Z]\w{0,120})\{",
)
_DEFINITION = re.compile(r"\bclass\s+\w+|\btype\s+\w+\s+\w+")


def operation_in(code: str) -> str | None:
    """Return the name of the operation's class, such as `PreSendUserProductCouponBundle`."""
    return _name_in(code, _OPERATION)


def request_class_in(code: str) -> str | None:
    """Return the class of the request."""
    return _name_in(code, _REQUEST_CLASS)


def response_class_in(code: str) -> str | None:
    """Return the class of the response."""
    return _name_in(code, _RESPONSE_CLASS)


def classes_in(code: str) -> dict[str, Members]:
    """Return the classes of a Java sample and the structs of a Go one."""
    classes: dict[str, dict[str, str]] = {}
    starts = [match.start() for match in _DEFINITION.finditer(code)] + [len(code)]
    for begin, end in pairwise(starts):
        piece = code[begin:end]
        if java := _JAVA_CLASS.match(piece):
            members = {wire: re.sub(r".*<|>.*", "", type_).strip() for wire, type_ in _JAVA_MEMBER.findall(piece)}
            classes.setdefault(java[1], {}).update(members)
        elif go := _GO_STRUCT.match(piece):
            members = {wire: type_.strip("[]*") for type_, wire in _GO_MEMBER.findall(piece.partition("}")[0])}
            classes.setdefault(go[1], {}).update(members)
    return {name: members for name, members in classes.items() if members}


def _name_in(code: str, patterns: tuple[str, ...]) -> str | None:
    return next((found[1] for pattern in patterns if (found := re.search(pattern, code))), None)
