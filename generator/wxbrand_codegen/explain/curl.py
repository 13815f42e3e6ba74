"""Captured requests in the form of curl commands."""

from __future__ import annotations

import shlex

from wxbrand_runtime.http import Headers

from wxbrand_codegen.explain.captures import Capture, UnreadableCapture, read_fields, split_url

_DATA_OPTIONS = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_OPTIONS_WITH_VALUE = _DATA_OPTIONS | frozenset({
    "-X", "--request", "-H", "--header", "--url",
    "-o", "--output", "-u", "--user", "-A", "--user-agent", "-e", "--referer", "-m", "--max-time", "--connect-timeout",
    "-x", "--proxy", "--cacert", "-E", "--cert", "--key", "-b", "--cookie", "-w", "--write-out", "--retry", "--resolve",
})  # fmt: skip


def read_curl(text: str) -> Capture:
    """Parse a curl command. Raises UnreadableCapture."""
    command = text.strip().removeprefix("$ ")
    try:
        words = shlex.split(command.replace("\\\r\n", "").replace("\\\n", ""))
    except ValueError as problem:
        raise UnreadableCapture(f"the curl command cannot be read: {problem}") from None
    method, url, pairs, data = None, None, list[tuple[str, str]](), list[str]()
    remaining = iter(words[1:])
    for word in remaining:
        name, has_value, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in _OPTIONS_WITH_VALUE and not has_value:
            value = next(remaining, "")
        if name in {"-X", "--request"}:
            method = value
        elif name in {"-H", "--header"}:
            pairs += read_fields([value])
        elif name in _DATA_OPTIONS:
            data.append(value)
        elif name in {"-F", "--form"}:
            raise UnreadableCapture(
                "an upload with -F cannot be explained from the command; use the request as it was sent"
            )
        elif name == "--url" or not word.startswith("-"):
            url = value if name == "--url" else word
    if url is None:
        raise UnreadableCapture("the curl command has no URL")
    if any(piece.startswith("@") for piece in data):
        raise UnreadableCapture("the body is in another file (@...); put it into the command")
    host, target = split_url(url if "://" in url else f"https://{url}")
    body = "&".join(data).encode()
    return Capture(
        method=(method or ("POST" if data else "GET")),
        target=target,
        host=host,
        headers=Headers(pairs),
        body=body,
        is_request=True,
    )
