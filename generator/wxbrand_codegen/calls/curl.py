"""A signed request as a curl command for a POSIX shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence

from wxbrand_runtime import HttpRequest
from wxbrand_runtime.testing.decoding import parse_multipart

_CONTINUED = " \\\n  "


def curl_command(request: HttpRequest, files: Mapping[str, Sequence[str]]) -> str:
    """Return a command that sends a request as it is. files: name of a part -> paths of its files, in order; that of a body is ""."""
    is_form = dict(request.headers).get("Content-Type", "").startswith("multipart/form-data")
    headers = [
        pair for pair in request.headers if not (is_form and pair[0] == "Content-Type")
    ]  # curl makes its own boundary
    method = "--head" if request.method == "HEAD" else f"-X {request.method}"
    words = [f"curl {method} {shlex.quote(request.origin.url + request.target)}"]
    words += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers]
    words += _form(request, files) if is_form else _body(request, files)
    return _CONTINUED.join(words)


def _body(request: HttpRequest, files: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if "" in files:
        yield f"--data-binary {shlex.quote('@' + files[''][0])}"
    elif request.body:
        yield f"--data-raw {shlex.quote(request.body.decode())}"
    elif request.body is not None:  # an empty body, with Content-Length
        yield "-H 'Content-Type:'"
        yield "--data-raw ''"


def _form(request: HttpRequest, files: Mapping[str, Sequence[str]]) -> Iterator[str]:
    paths = {name: iter(given) for name, given in files.items()}
    for part in parse_multipart(dict(request.headers)["Content-Type"], request.body or b""):
        type_ = f";type={part.content_type}" if part.content_type else ""
        if part.filename is None:
            content = _quoted(part.content.decode())
        else:
            content = f"@{_quoted(next(paths[part.name]))};filename={_quoted(part.filename)}"
        yield f"-F {shlex.quote(f'{part.name}={content}{type_}')}"


def _quoted(text: str) -> str:
    """Return text in the quotes of curl's forms, so that `;` and `,` in it mean nothing."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
