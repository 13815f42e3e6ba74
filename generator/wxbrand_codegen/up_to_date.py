"""Detect by digests that nothing has changed since the last run, so that the spec need not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from wxbrand_codegen.config import Config
from wxbrand_codegen.output.folder import Manifest, file_digest, read_manifest
from wxbrand_codegen.packaged_files import templates_folder
from wxbrand_codegen.text_digests import with_lf

_PACKAGES = ("document", "ir", "patterns", "examples", "build", "render", "output")
"""Packages that the output depends on; a change in another one leaves it as it is."""


def unchanged_manifests(config: Config) -> tuple[Manifest, ...] | None:
    """Return the manifests of both folders if all inputs and outputs are as the last run left them, else None."""
    manifests = []
    for folder in config.folders:
        manifest = read_manifest(folder)
        sources = [(name, digest) for name in manifest.sources if (digest := file_digest(config.spec.parent / name))]
        if not manifest.files or len(sources) < len(manifest.sources):
            return None
        if manifest.inputs != digest_of_inputs(config, sources):
            return None
        if any(file_digest(folder / path) != final for path, (_, final) in manifest.files.items()):
            return None
        manifests.append(manifest)
    return tuple(manifests)


def digest_of_inputs(config: Config, sources: Iterable[tuple[str, str]]) -> str:
    """Digest everything that the output depends on: the tool, black, the templates, the spec's files, the options."""
    template_folders = [folder for folder in (templates_folder(), config.templates) if folder]
    templates = [file for folder in template_folders for file in sorted(folder.rglob("*.jinja"))]
    hashed = hashlib.sha256()
    for text in (version("wxbrand"), version("black"), config.package, config.spec.name):
        hashed.update(f"{text}\n".encode())
    hashed.update(_tool_digest())
    for file in templates:
        hashed.update(f"{file.name}\n".encode() + with_lf(file.read_bytes()))
    for name, digest in sources:
        hashed.update(f"{name} {digest}\n".encode())
    return hashed.hexdigest()


@cache
def _tool_digest() -> bytes:
    """Digest the modules that make the output."""
    home = Path(__file__).parent
    modules = [*home.glob("*.py"), *(file for package in _PACKAGES for file in (home / package).rglob("*.py"))]
    hashed = hashlib.sha256()
    for name, file in sorted((file.relative_to(home).as_posix(), file) for file in modules):
        hashed.update(f"{name}\n".encode() + with_lf(file.read_bytes()))
    return hashed.digest()
