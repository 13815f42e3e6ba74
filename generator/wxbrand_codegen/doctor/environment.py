"""The environment variables that wxbrand reads: which are set, which contradict each other, which are misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.doctor.findings import PREFIXES, Finding, Situation, ok, problem, skipped, warning
from wxbrand_codegen.suggestions import did_you_mean

_KEYS = ("PRIVATE_KEY", "PUBLIC_KEY", "OTHER_PUBLIC_KEY", "CERTIFICATE")
_OTHERS = ("SERIAL_NO", "PRIVATE_KEY_PASSWORD", "PUBLIC_KEY_ID", "OTHER_PUBLIC_KEY_ID", "API_KEY", "BASE_URL")
_IDS = {"WXBRAND_": "BRAND_ID", "WXPAY_": "MCHID"}


def known_variables() -> set[str]:
    """Return the names of all variables that wxbrand reads."""
    names = (*_KEYS, *(f"{name}_FILE" for name in _KEYS), *_OTHERS)
    return {f"{prefix}{name}" for prefix in PREFIXES for name in (*names, _IDS[prefix])} | {"WXBRAND_TRACEBACK"}


def check_variables(situation: Situation) -> Iterator[Finding]:
    """Look at the names of variables. Values are not shown."""
    known = known_variables()
    ours = sorted(name for name, value in situation.environ.items() if name.startswith(PREFIXES) and value)
    if not ours:
        yield skipped("no variable that begins with WXBRAND_ or WXPAY_ is set, so there are no keys to check")
        return
    yield ok(f"set in {situation.source}: {', '.join(name for name in ours if name in known) or 'none that is known'}")
    for name in ours:
        if name not in known:
            hint = did_you_mean(name, known).removeprefix("; ") or "remove it if it is meant for wxbrand"
            yield warning(f"{name} is not a variable of wxbrand", hint)
    for empty in sorted(name for name, value in situation.environ.items() if name in known and not value):
        yield warning(f"{empty} is empty, which counts as not set", "set it, or remove it")
    yield from _contradictions(situation, set(ours))


def _contradictions(situation: Situation, ours: set[str]) -> Iterator[Finding]:
    for prefix in PREFIXES:
        for name in _KEYS:
            variable = f"{prefix}{name}"
            if {variable, f"{variable}_FILE"} <= ours:
                yield problem(f"{variable} and {variable}_FILE are both set", "keep one of them")
    if {"WXBRAND_BRAND_ID", "WXPAY_MCHID"} <= ours:
        yield warning(
            "WXBRAND_BRAND_ID and WXPAY_MCHID are both set: a brand's clients read the one, a merchant's the other",
            "name the scheme where you call Credentials.from_env() yourself; without one the brand's is read",
        )
    base_url = situation.get("BASE_URL")
    if base_url and situation.has_keys:
        try:
            from wxbrand_runtime.client.settings import parse_base_url

            origin = parse_base_url(base_url)
        except ValueError as error:
            yield problem(f"{situation.prefix}BASE_URL: {error}", "correct it, or remove it to call WeChat Pay")
        else:
            yield ok(f"clients call {origin.url}, not WeChat Pay's own host")
