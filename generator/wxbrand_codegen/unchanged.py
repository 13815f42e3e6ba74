"""Detect by digests that nothing has changed since the last run, so that the spec need not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from wxbrand_codegen.config import Config
from wxbrand_codegen.output.manifest import Manifest, file_digest, read_manifest
from wxbrand_codegen.packaged_files import templates_folder


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
    tool = sorted(Path(__file__).parent.rglob("*.py"))
    template_folders = [folder for folder in (templates_folder(), config.templates) if folder]
    templates = [file for folder in template_folders for file in sorted(folder.rglob("*.jinja"))]
    hashed = hashlib.sha256()
    options = f"skip-unsupported {config.skip_unsupported}"
    for text in (version("wxbrand"), version("black"), config.package, config.spec.name, options):
        hashed.update(f"{text}\n".encode())
    for file in (*tool, *templates):
        hashed.update(f"{file.name}\n".encode() + file.read_bytes())
    for name, digest in sources:
        hashed.update(f"{name} {digest}\n".encode())
    return hashed.hexdigest()
