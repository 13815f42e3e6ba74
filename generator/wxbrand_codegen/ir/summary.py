"""How much there is in a spec, in words."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api


def counts(api: Api) -> str:
    """Say how many operations, areas, notifications and unproven facts there are, and how many operations were left out."""
    operations = sum(len(group.operations) for group in api.groups)
    said = [f"{counted(operations, 'operation')} in {counted(len(api.groups), 'area')}"]
    if api.notifications:
        said.append(counted(len(api.notifications), "notification"))
    if api.unproven:
        said.append(counted(len(api.unproven), "unproven fact"))
    if api.left_out:
        said.append(f"{len(api.left_out)} left out")
    return ", ".join(said)


def counted(number: int, what: str) -> str:
    """Give number and noun."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
