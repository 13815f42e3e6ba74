"""All checks, in the order of the report. A check that fails itself is reported, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.doctor import environment, installation, keys, network, project, signed_read
from wxbrand_codegen.doctor.findings import PREFIXES, Check, Finding, Situation, problem
from wxbrand_codegen.env_file import ENV_FILE, SANDBOX_FOLDER, read_env

SECTIONS: Mapping[str, tuple[Check, ...]] = {
    "installation": (installation.check_python, installation.check_packages, installation.check_imports),
    "environment": (environment.check_variables,),
    "keys": (keys.check_files, keys.check_credentials, keys.check_certificate),
    "network": (network.check_proxy, network.check_certificate_authorities, network.check_hosts),
    "signed read": (signed_read.check_signed_read,),
    "project": (project.check_project,),
}
"""The checks of each section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What was found about one subject."""

    name: str
    findings: tuple[Finding, ...]


def examine(situation: Situation, progress: Callable[[str], None] = lambda _: None) -> Iterator[Section]:
    """Run all checks, and yield each section when it is complete. `progress` is called with the name of each before."""
    for name, checks in SECTIONS.items():
        progress(name)
        yield Section(name=name, findings=tuple(each for check in checks for each in _run(check, situation)))


def _run(check: Check, situation: Situation) -> Iterator[Finding]:
    try:
        yield from check(situation)
    except ModuleNotFoundError as error:
        name = check.__name__.replace("_", " ")
        yield problem(f"{name}: {error.name} is not installed", "run pip install 'wxbrand[codegen,sandbox]'")
    except Exception as error:  # noqa: BLE001  (anything may happen in a broken installation)
        name = check.__name__.replace("_", " ")
        yield problem(f"{name} failed with {type(error).__name__}", "report it, with this whole output")


def situation_of(directory: str | None, environ: Mapping[str, str], *, online: bool) -> Situation:
    """Return what to examine: the variables of a folder, else those of the environment, else those of the sandbox's folder.

    Raises UsageError if the folder has no wxbrand.env, or that is not text.
    """
    has_any = any(name.startswith(PREFIXES) and value for name, value in environ.items())
    default = Path(SANDBOX_FOLDER, ENV_FILE)
    if directory is None and (has_any or not default.is_file()):
        return Situation(environ=environ, online=online)
    file = Path(directory, ENV_FILE) if directory else default
    if not file.is_file():
        raise UsageError(f"{directory} has no {ENV_FILE}; --dir must be a folder such as wxbrand sandbox fills")
    others = {name: value for name, value in environ.items() if not name.startswith(PREFIXES)}
    return Situation(environ={**others, **read_env(file)}, source=str(file), online=online)


def is_healthy(sections: list[Section]) -> bool:
    """Whether there is no problem."""
    return not any(finding.status == "problem" for section in sections for finding in section.findings)


def json_of(sections: list[Section]) -> list[dict[str, Any]]:
    """Return the findings as JSON values."""
    return [
        {
            "section": section.name,
            "status": each.status,
            "text": each.text,
            **({"advice": each.advice} if each.advice else {}),
        }
        for section in sections
        for each in section.findings
    ]
