"""The language of a page: the switch, kept in a cookie, else what the browser prefers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.requests import Request

LANGUAGES = {"en": "English", "zh": "中文"}
LANGUAGE_COOKIE = "wxbrand-language"

Texts = Mapping[str, tuple[str, str]]
"""English and Chinese text by key. A text may have `{name}` placeholders."""

TextOf = Callable[..., str]
"""Returns the text of a key in the page's language, with its placeholders filled."""


def choose_language(request: Request) -> str:
    """Return `en` or `zh`."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    ranked: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(",")[:16]:
        name, _, quality = part.strip().partition(";q=")
        language = name.partition("-")[0].lower()
        if language in LANGUAGES and _quality(quality) > 0:
            ranked.append((_quality(quality), language))
    return max(ranked, key=lambda entry: entry[0])[1] if ranked else "en"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def join(parts: Iterable[Texts]) -> dict[str, tuple[str, str]]:
    """Join the texts of several modules. Raises ValueError if two define the same key."""
    joined: dict[str, tuple[str, str]] = {}
    for part in parts:
        if repeated := joined.keys() & part.keys():
            raise ValueError(f"texts are defined twice: {', '.join(sorted(repeated))}")
        joined |= part
    return joined


def text_of(texts: Texts, language: str) -> TextOf:
    """Return the function `t` of the templates."""
    column = list(LANGUAGES).index(language)

    def text(key: str, **values: Any) -> str:
        return texts[key][column].format(**values)

    return text
