"""Python, the operating system, wxbrand, and what it depends on."""

from __future__ import annotations

import importlib
import platform
import re
from collections.abc import Iterator
from importlib import metadata

from wxbrand_codegen.doctor.findings import Finding, Situation, ok, problem, skipped, warning

_PURPOSES = {
    "codegen": "generate, check, lint, diff, draft, drift",
    "sandbox": "sandbox, listen, trigger, call, generated tests",
    "testing": "pytest with fake_wechat_pay",
    "httpx2": "calls through a client of httpx2",
    "opentelemetry": "spans of calls",
    "rate-limits": "limiters, in process or shared through Redis",
}
"""What each extra is for."""

_CORE_MODULES = ("cryptography.hazmat.bindings._rust", "msgspec", "httptools", "wxbrand_runtime.client")
"""Imported, because compiled parts may be for another Python or system."""

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")


def check_python(_: Situation) -> Iterator[Finding]:
    """Look at Python and the operating system."""
    version = platform.python_version()
    system = f"{platform.system()} {platform.release()} ({platform.machine()})"
    if platform.python_implementation() != "CPython":
        yield warning(
            f"{platform.python_implementation()} {version} on {system}", "wxbrand is tested with CPython only"
        )
    else:
        yield ok(f"Python {version} on {system}")


def check_packages(_: Situation) -> Iterator[Finding]:
    """Look at wxbrand, its dependencies, and its extras."""
    try:
        distribution = metadata.distribution("wxbrand")
    except metadata.PackageNotFoundError:
        yield problem("wxbrand runs from source and is not installed", "run pip install -e . or uv sync in its folder")
        return
    yield ok(f"wxbrand {distribution.version}")
    by_extra: dict[str, list[tuple[str, str]]] = {}
    for requirement in distribution.requires or []:
        match = _REQUIREMENT.fullmatch(requirement)
        if match and match[1].lower() != "wxbrand":
            marker = _EXTRA.search(match[3] or "")
            by_extra.setdefault(marker[1] if marker else "", []).append((match[1], match[2].strip()))
    named: set[str] = set()
    for extra in ("", *_PURPOSES):
        if extra in by_extra:
            yield _state(extra, by_extra[extra], named)


def _state(extra: str, requirements: list[tuple[str, str]], named: set[str]) -> Finding:
    """Return whether what wxbrand, or an extra of it, requires is there in the right versions. `named` were named before."""
    missing: list[str] = []
    wrong: list[str] = []
    there: list[str] = []
    for name, specifier in requirements:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if _fits(version, specifier):
            there.append(f"{name} {version}")
        else:
            wrong.append(f"{name} {version} (needed: {specifier})")
    install = f"run pip install 'wxbrand[{extra}]'" if extra else "run pip install --force-reinstall wxbrand"
    what = f"extra {extra} ({_PURPOSES[extra]})" if extra else "dependencies"
    if not missing and not wrong:
        new = [each for each in there if each not in named]
        named.update(there)
        return ok(f"{what}: {', '.join(new) or 'complete'}")
    if extra and not wrong and not there:
        return skipped(f"{what}: not installed; {install} if you need it")
    lacks = [f"missing: {', '.join(missing)}"] if missing else []
    lacks += [f"of another version: {', '.join(wrong)}"] if wrong else []
    report = warning if extra else problem
    return report(f"{what}: {'; '.join(lacks)}", install)


def _fits(version: str, specifier: str) -> bool:
    """Whether a version fits a specifier. Where packaging is not installed, versions are not compared."""
    try:
        from packaging.specifiers import SpecifierSet  # comes with black, pytest and others
    except ImportError:
        return True
    return SpecifierSet(specifier).contains(version, prereleases=True)


def check_imports(_: Situation) -> Iterator[Finding]:
    """Import what has compiled parts."""
    for name in _CORE_MODULES:
        try:
            importlib.import_module(name)
        except ImportError as error:
            package = name.partition(".")[0].replace("_", "-")
            advice = "run pip install --force-reinstall wxbrand with this Python"
            yield problem(f"{package} cannot be imported: {error}", advice)
            return
    yield ok("all compiled parts can be imported")
