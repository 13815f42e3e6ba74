"""The reader of a page: a folder with keys, an environment, a sandbox."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from wxbrand_codegen.env_file import ENV_FILE, read_env
from wxbrand_codegen.sandbox import Folder, Sandbox, prepare, running

from tests.docs.story import Story

SERIAL_NO = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
PUBLIC_KEY_ID = "PUB_KEY_ID_0114232134912410000000000000"
"""The ids that all pages name."""

HOOKS = Path(__file__).with_name("pages")


def new_keys(directory: Path) -> Folder:
    """Make keys of a brand and of its WeChat Pay, with the ids that the pages name."""
    (directory / ENV_FILE).write_text(
        f"WXBRAND_SERIAL_NO={SERIAL_NO}\nWXBRAND_PUBLIC_KEY_ID={PUBLIC_KEY_ID}\nWXBRAND_BRAND_ID=20000001\n"
    )
    folder = prepare(directory)
    (directory / "apiclient_cert.pem").write_bytes(_certificate(directory / "apiclient_key.pem"))
    return folder


def _certificate(private_key: Path) -> bytes:
    key: Any = load_pem_private_key(private_key.read_bytes(), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "20000001")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int(SERIAL_NO, 16))
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=365 * 5))
        .sign(key, SHA256())
    )
    return certificate.public_bytes(Encoding.PEM)


@contextmanager
def story(folder: Path, options: list[str], document: Any, keys: Folder) -> Iterator[Story]:
    """Start a sandbox with options of `wxbrand sandbox`, and lay out the folder of a reader."""
    folder.mkdir()
    for name in ("apiclient_key.pem", "apiclient_cert.pem", "wxp_pub.pem"):
        (folder / name).write_bytes((keys.directory / name).read_bytes())
        (folder / name).chmod(0o600)
    asked = _options(options)
    sandbox = Sandbox(document, keys.wechat_pay)
    sandbox.ends_lists = True
    sandbox.limits_rates = asked.rate_limits
    if not asked.stateless:
        sandbox.play(
            keys.api_key,
            notify_to=asked.notify_to,
            strict=asked.strict,
            bundles_at_once=asked.bundles_at_once,
            claim_after=asked.claim_after,
        )
    with running(sandbox) as url:
        keys.write_env(url)
        with Story(folder, _environ(folder, keys), url) as made:
            yield made


def _options(options: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(exit_on_error=False)
    for name in ("--strict", "--stateless", "--bundles-at-once", "--rate-limits"):
        parser.add_argument(name, action="store_true")
    parser.add_argument("--notify-to")
    parser.add_argument("--claim-after", type=lambda text: None if text == "never" else float(text), default=1.0)
    return parser.parse_args(options)


def _environ(folder: Path, keys: Folder) -> dict[str, str]:
    variables = dict(read_env(keys.directory / ENV_FILE))
    for name, value in variables.items():
        if name.endswith("_FILE"):
            variables[name] = str(folder / Path(value).name)
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WXBRAND_", "WXPAY_", "PYTEST_", "COV_"))
    }
    return outside | variables | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PWD": str(folder),
        "HOME": str(folder.parent),
        "COLUMNS": "100",
        "LINES": "40",
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_PROXY": "127.0.0.1",
    }  # fmt: skip


def hooks(page: str, made: Story) -> AbstractContextManager[None]:
    """Return the context manager `surroundings(story)` of `tests/docs/pages/PAGE.py`, if there is one."""
    name = page.replace("-", "_")
    if not (HOOKS / f"{name}.py").exists():
        return nullcontext()
    found: AbstractContextManager[None] = importlib.import_module(
        f"tests.docs.pages.{name.replace('/', '.')}"
    ).surroundings(made)
    return found
