"""The steps that both demos share: show the code of the call, make it in another process, and say how to go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wxbrand_runtime.auth.schemes import Scheme

_YOUR_TURN = """
Your turn / 换成自己的密钥
  Set these variables to the values that WeChat Pay gave {caller} (or pass them to Credentials.from_files):
{variables}
  Then the code in step 3 calls the real WeChat Pay. To try more calls locally first: {sandbox}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCall:
    """The call that a demo makes."""

    client: str
    """Name of the client's class."""

    area: str
    """Attribute of the client."""

    method: str
    """Method of the area."""

    request: str
    """Name of the request's class in `wxbrand.models`."""

    values: Mapping[str, Any]
    """Arguments of the method, as JSON."""

    def code(self, literals: Mapping[str, str]) -> list[str]:
        """Return the lines of Python that make the call, with its arguments as Python literals."""
        return [
            f"from wxbrand import {self.client}",
            f"with {self.client}.from_env() as client:",
            f"    reply = client.{self.area}.{self.method}(",
            *(f"        {name}={literal}," for name, literal in literals.items()),
            "    )",
        ]

    def make(self, folder: Path, environment: Mapping[str, str]) -> int:
        """Make the call in a process of its own, print what it prints, and return its exit code, 0 or 1.

        folder: the working directory. environment: variables beside those of this process.
        """
        script = Path(__file__).with_name("call.py")
        result = subprocess.run(  # noqa: S603  (our own script and interpreter)
            [sys.executable, "-P", str(script)],
            input=json.dumps(asdict(self)),
            env={**os.environ, **environment, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"},
            cwd=folder,
            capture_output=True,  # printed by this process, which knows what its streams can show
            encoding="utf-8",
            check=False,
            timeout=60,
            start_new_session=True,  # Ctrl-C is for this process
        )
        sys.stdout.write(result.stdout)
        sys.stderr.write(result.stderr)
        return 0 if result.returncode == 0 else 1


def your_turn(scheme: Scheme, sandbox: str) -> str:
    """Return what to set for calls of one's own. `sandbox` is the command that starts the sandbox."""
    chinese = {"brand": ("品牌ID", "品牌"), "merchant": ("商户号", "商户")}
    chinese_id, owner = chinese[scheme.caller]
    meanings = {
        scheme.id_parameter: f"{scheme.caller} id / {chinese_id}",
        "serial_no": f"serial number of the {scheme.caller} API certificate / {owner}API证书序列号",
        "private_key_file": f"apiclient_key.pem / {owner}API证书私钥",
        "public_key_id": "PUB_KEY_ID_... / 微信支付公钥ID",
        "public_key_file": "wxp_pub.pem / 微信支付公钥",
    }
    variables = [f"    {scheme.variable(name):<26}{meaning}" for name, meaning in meanings.items()]
    return _YOUR_TURN.format(caller=f"your {scheme.caller}", variables="\n".join(variables), sandbox=sandbox)


def show(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
