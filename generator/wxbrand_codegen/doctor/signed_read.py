"""One harmless signed read, which proves ids, keys, clock and network together."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.doctor.findings import Finding, Situation, ok, problem, skipped, warning

_RIGHT = "ids and signing keys are right (no read shows whether the API key is)"


def check_signed_read(situation: Situation) -> Iterator[Finding]:
    """Make one signed read that needs no id, and say what its answer proves."""
    if not situation.online:
        yield skipped("a signed read is only made with --online")
        return
    if not situation.has_keys:
        yield skipped("no signed read was made, because no keys are set")
        return
    from wxbrand_runtime.errors import InvalidCredentials
    from wxbrand_runtime.models.unreadable import required_attributes

    from wxbrand_codegen.calls.package import load_package

    package = load_package()
    operation = next(
        (each for each in package.operations if each.is_read and not required_attributes(each.request)), None
    )
    if operation is None:
        yield skipped(f"{package.name} has no read that needs no id, so no signed read was made")
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dates and modes are looked at by other checks
            client = package.client.from_env(situation.environ, retries=0, deadline=20)
    except (InvalidCredentials, ValueError) as error:
        yield skipped(f"no signed read was made: {error}")
        return
    with client:
        yield _try(client, operation.request, operation.id)


def _try(client: Any, request: type[Any], name: str) -> Finding:
    from wxbrand_runtime.errors import ApiError, NotSent, UnreadableResponse, UntrustedResponse, WxbrandError

    try:
        client.send(request())
    except ApiError as error:
        return _explain_error(error, name)
    except UnreadableResponse:
        return ok(f"{name} was answered, and the answer verified: {_RIGHT}")
    except UntrustedResponse as error:
        return problem(
            f"the answer to {name} cannot be trusted ({error.reason}): {error}",
            "check WeChat Pay's public key and its id",
        )
    except NotSent as error:
        return problem(str(error), "see the findings about the network above")
    except WxbrandError as error:
        return problem(str(error), "try again; if it stays so, see the findings above")
    return ok(f"{name} was answered, and the answer verified: {_RIGHT}")


def _explain_error(error: Any, name: str) -> Finding:
    said = f"{name} was answered {error.status} {error.code}"
    if error.status == 401 or error.code == "SIGN_ERROR":
        return problem(f"{said}: {error}", "compare serial_no and private key: both belong to one API certificate")
    if error.signed:
        proof = f"the answer is signed and verified: {_RIGHT}"
        if error.code in {"NO_AUTH", "RULE_LIMIT"}:
            return warning(
                f"{said}; {proof}", "the account lacks the permission for this operation; apply for it on the platform"
            )
        if error.status in {404, 429}:
            return ok(f"{said}; {proof}")
        return warning(f"{said}; {proof}", "look up the code in the documentation of the operation")
    if error.code == "NO_AUTH":
        return warning(
            f"{said}: the signature was accepted, so serial_no and private key are right",
            "apply for the permission on the platform",
        )
    return warning(f"{said}: {error}", "the answer is not signed, so it may be a proxy's; try again")
