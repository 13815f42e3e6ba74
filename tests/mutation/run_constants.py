"""Mutate the constants and patterns outside functions, which mutmut does not change, and print the survivors; see README.md.

    uv run python -m tests.mutation.run_constants

Like run_mutmut.py, it works in a copy of the tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.run_mutmut import ROOT, TESTS, files_named

CHANGES = {
    "auth/verification": (
        ("MAX_CLOCK_DIFFERENCE = 300", ("MAX_CLOCK_DIFFERENCE = 299", "MAX_CLOCK_DIFFERENCE = 301")),
        ('"0|[1-9][0-9]{0,11}"', ('"[1-9][0-9]{0,11}"', '"[0-9]{1,12}"', '"0|[1-9][0-9]{0,12}"', r'"0|[1-9]\d{0,11}"')),
    ),
    "auth/signing": (
        (
            'PROBE_PREFIX = "WECHATPAY/SIGNTEST/"',
            ('PROBE_PREFIX = "WECHATPAY/SIGNTEST"', 'PROBE_PREFIX = "WECHATPAY2/"'),
        ),
        ("{4})*(?:", ("{4})+(?:", "{4})*?(?:")),
        (r"[A-Za-z0-9+/]{3}=)?", ("[A-Za-z0-9+/]{3}=)", "[A-Za-z0-9+/]{3}=?)?")),
        ("_HASH = SHA256()", ("from cryptography.hazmat.primitives.hashes import SHA512\n_HASH = SHA512()",)),
    ),
    "auth/schemes": (
        ('BRAND = Scheme("WECHATPAY-BRAND-SHA256-RSA2048"', ('BRAND = Scheme("WECHATPAY2-SHA256-RSA2048"',)),
    ),
    "client/retries": (
        ("FIRST_WAIT = 0.5", ("FIRST_WAIT = 0.4", "FIRST_WAIT = 0.6")),
        ("MAX_WAIT = 8.0", ("MAX_WAIT = 7.0", "MAX_WAIT = 9.0")),
        ("MAX_RETRY_AFTER = 30.0", ("MAX_RETRY_AFTER = 29.0", "MAX_RETRY_AFTER = 31.0")),
    ),
    "notifications/parsing": (('_ALGORITHM = "AEAD_AES_256_GCM"', ('_ALGORITHM = "AEAD_SM4_GCM"',)),),
    "auth/signers": (
        ("_SHORTEST = 256", ("_SHORTEST = 255", "_SHORTEST = 257")),
        (
            r"[A-Za-z0-9+/_=\s-]+",
            (r"[A-Za-z0-9+/_=-]+", r"[A-Za-z0-9+/_=\s]+", r"[A-Za-z0-9+/=\s-]+", r"[A-Za-z0-9+/_\s-]+"),
        ),
    ),
    "client/settings": (
        ("jitter: Callable[[], float] = random.random", ("jitter: Callable[[], float] = lambda: 1.0",)),
    ),
    "client/calls": (
        ('{"GET", "HEAD"}', ('{"GET"}', '{"HEAD"}', '{"GET", "HEAD", "DELETE"}', '{"GET", "HEAD", "PUT"}')),
    ),
    "client/serialisation/bodies": (
        (
            '{"POST", "PUT", "PATCH"}',
            ('{"PUT", "PATCH"}', '{"POST", "PATCH"}', '{"POST", "PUT"}', '{"POST", "PUT", "PATCH", "DELETE"}'),
        ),
    ),
    "sanitise": (
        ("_MIN_PRIVATE_LENGTH = 4", ("_MIN_PRIVATE_LENGTH = 3", "_MIN_PRIVATE_LENGTH = 5")),
        ("{27}", ("{26}", "{28}")),
        ("(?<![A-Za-z0-9_-])o", ("(?<![A-Za-z0-9_-])O", "o")),
    ),
    "errors": (("attempts = 1", ("attempts = 0",)),),
}
"""Module -> (original text, replacements to try one after another)."""


def main() -> int:
    """Try every change and print the survivors."""
    survivors = 0
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shutil.copytree(ROOT / "runtime", work / "src")
        shutil.copytree(ROOT / "tests", work / "tests")
        shutil.copy(ROOT / "pyproject.toml", work)
        for module, old, new in changes():
            if not is_noticed(work, module, old, new):
                survivors += 1
                print(f"{module}: {old} -> {new}", flush=True)
    print(f"{len(list(changes()))} changes, {survivors} survive")
    return 0


def changes() -> Iterator[tuple[str, str, str]]:
    """Yield the module, old text and new text of each change."""
    for module, texts in CHANGES.items():
        for old, others in texts:
            for new in others:
                yield module, old, new


def is_noticed(work: Path, module: str, old: str, new: str) -> bool:
    """Return whether a test fails with this change."""
    path = work / "src/wxbrand_runtime" / f"{module}.py"
    before = path.read_text()
    if before.count(old) != 1:
        raise SystemExit(f"{module}.py contains {old} {before.count(old)} times instead of once; correct CHANGES")
    path.write_text(before.replace(old, new))
    tests = [str(path.relative_to(work)) for path in files_named(work, TESTS.get(module, ("outcomes", "signing")))]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "--numprocesses=0", *tests],
        cwd=work,
        env={**os.environ, "PYTHONPATH": "src"},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    path.write_text(before)
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main())
