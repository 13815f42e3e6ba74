"""load -> inspect -> build -> render -> tidy -> write, and what lets a run with nothing to do end early."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.config import Config
from wxbrand_codegen.ir.summary import summary
from wxbrand_codegen.output.manifest import (
    Difference,
    Manifest,
    compare,
    file_digest,
    known_texts,
    manifest_of,
    read_manifest,
)
from wxbrand_codegen.output.tidy import FormattedFile, tidy
from wxbrand_codegen.output.write import refuse_links_outside, refuse_to_overwrite, write
from wxbrand_codegen.packaged_files import templates_folder

if TYPE_CHECKING:
    from wxbrand_codegen.build.api import Built
    from wxbrand_codegen.document.load import Document

Progress = Callable[[str], None]
"""Takes a word or two on what is being done now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """One of the two folders that are made, and what should be in it."""

    path: Path
    manifest: Manifest
    wanted: Manifest
    files: Mapping[str, FormattedFile]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the spec gives, in memory."""

    built: Built
    folders: tuple[_Folder, ...]

    def outcome(self) -> Outcome:
        return Outcome(
            differences=tuple(difference for folder in self.folders for difference in folder.differences),
            files=sum(len(folder.files) for folder in self.folders),
            counts=summary(self.built.api),
            built=self.built,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run found or did."""

    differences: tuple[Difference, ...] = ()
    """Files that were not as the spec gives them, before anything was written."""

    files: int = 0
    """How many files the spec gives."""

    counts: str = ""
    """How much there is in the spec, in words."""

    built: Built | None = None
    """None if nothing had changed since the last run, so that the spec was not read."""


def generate(
    config: Config, *, force: bool = False, dry_run: bool = False, progress: Progress = lambda _: None
) -> Outcome:
    """Write what the spec gives. Raises ProblemsFound, with nothing written, for a bad spec or a file that would be lost.

    A dry run writes nothing, and leaves it to the caller to tell which differences would be refused.
    """
    if not force and (unchanged := _unchanged(config)):
        return unchanged
    wanted = _wanted(config, progress)
    for folder in wanted.folders:
        refuse_links_outside(folder.path, [*folder.files, *folder.manifest.files])
    if dry_run:
        return wanted.outcome()
    if not force:
        refuse_to_overwrite([(folder.path, folder.differences) for folder in wanted.folders])
    progress("writing")
    for folder in wanted.folders:
        write(folder.path, folder.files, folder.wanted, folder.differences)
    return wanted.outcome()


def check(config: Config, *, progress: Progress = lambda _: None) -> Outcome:
    """Compare only. Raises ProblemsFound for a bad spec."""
    return _unchanged(config) or _wanted(config, progress).outcome()


def read(spec: Path, progress: Progress = lambda _: None, *, skip_unsupported: bool = False) -> tuple[Document, Built]:
    """Give a spec's joined document and what it means. Raises ProblemsFound."""
    from wxbrand_codegen.build.api import build  # a run with nothing to do needs none of these
    from wxbrand_codegen.document.inspect import inspect
    from wxbrand_codegen.document.load import load

    progress("reading the spec")
    document = load(spec)
    progress("validating")
    inspect(document)
    return document, build(document, skip_unsupported=skip_unsupported)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector of cycles still: it goes through millions of values that all live to the end, and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_collecting()
def _wanted(config: Config, progress: Progress) -> _Wanted:
    from wxbrand_codegen.render.files import render_package, render_tests  # jinja2

    document, built = read(config.spec, progress, skip_unsupported=config.skip_unsupported)
    progress("rendering")
    drafts = (
        (config.out / config.package, render_package(built.api, config.package, config.templates)),
        (config.out / "tests", render_tests(built.api, document, config.package, config.templates)),
    )
    progress("formatting")
    inputs, sources = _inputs(config, document.sources), tuple(name for name, _ in document.sources)
    return _Wanted(
        built=built,
        folders=tuple(_folder(path, files, inputs, sources, summary(built.api), progress) for path, files in drafts),
    )


def _folder(
    path: Path, drafts: Mapping[str, str], inputs: str, sources: tuple[str, ...], said: str, progress: Progress
) -> _Folder:
    manifest = read_manifest(path)
    files = tidy(drafts, known_texts(path, manifest), progress)
    wanted = manifest_of(files, inputs=inputs, sources=sources, counts=said)
    differences = compare(path, files, manifest, wanted)
    return _Folder(path=path, manifest=manifest, wanted=wanted, files=files, differences=differences)


def _unchanged(config: Config) -> Outcome | None:
    """Find out from digests alone that everything stands as the last run left it, and would come out the same."""
    manifests = [(folder, read_manifest(folder)) for folder in (config.out / config.package, config.out / "tests")]
    home = config.spec.parent
    for folder, manifest in manifests:
        sources = [(name, digest) for name in manifest.sources if (digest := file_digest(home / name))]
        if not manifest.files or len(sources) < len(manifest.sources) or manifest.inputs != _inputs(config, sources):
            return None
        if any(file_digest(folder / path) != final for path, (_, final) in manifest.files.items()):
            return None
    return Outcome(files=sum(len(manifest.files) for _, manifest in manifests), counts=manifests[0][1].counts)


def _inputs(config: Config, sources: Iterable[tuple[str, str]]) -> str:
    """Digest everything that the output follows from: the tool, its formatter, the templates, the spec, the package's name."""
    own = sorted(Path(__file__).parent.rglob("*.py"))
    templates = [
        file for folder in (templates_folder(), config.templates) if folder for file in sorted(folder.rglob("*.jinja"))
    ]
    hashed = hashlib.sha256()
    skipping = f"skip-unsupported {config.skip_unsupported}"
    for part in (version("wxbrand"), version("black"), config.package, config.spec.name, skipping):
        hashed.update(f"{part}\n".encode())
    for file in (*own, *templates):
        hashed.update(f"{file.name}\n".encode() + file.read_bytes())
    for name, digest in sources:
        hashed.update(f"{name} {digest}\n".encode())
    return hashed.hexdigest()
