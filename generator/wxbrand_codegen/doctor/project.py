"""The project in this folder: its configuration, its spec, and whether the generated code is up to date."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.doctor.findings import Finding, Situation, ok, problem, skipped


def check_project(_: Situation) -> Iterator[Finding]:
    """Look at [tool.wxbrand], the spec and the generated code."""
    from wxbrand_codegen.config import UsageError, configure

    try:
        config = configure()
    except UsageError as error:
        yield problem(str(error), "correct [tool.wxbrand] in pyproject.toml")
        return
    if not config.spec.exists():
        yield skipped(f"there is no spec of your own ({config.spec}); the installed package is used")
        return
    from wxbrand_codegen.pipeline import check
    from wxbrand_codegen.problems import ProblemsFound

    try:
        outcome = check(config)
    except ProblemsFound as refused:
        count = len(refused.problems)
        yield problem(f"{config.spec} has {count} problems; the first: {refused.problems[0]}", "run wxbrand lint")
        return
    except ModuleNotFoundError as error:
        yield skipped(f"{config.spec} is not checked, because {error.name} is missing; see extra codegen")
        return
    yield ok(f"{config.spec} can be read: {outcome.counts}")
    if outcome.differences:
        stale = f"{len(outcome.differences)} of {outcome.files} files in {config.out} do not match the spec"
        yield problem(f"{stale}, such as {outcome.differences[0].path}", "run wxbrand generate")
    else:
        yield ok(f"{config.out} has {outcome.files} generated files, all up to date")
