"""Generate in six stages: load -> inspect -> build -> render -> tidy -> write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.config import Config, UsageError
from wxbrand_codegen.garbage_collection import garbage_collection_disabled
from wxbrand_codegen.ir.api import counted, summary
from wxbrand_codegen.output.folder import (
    Difference,
    Manifest,
    compare,
    known_texts,
    manifest_of,
    read_manifest,
    refuse_links_outside,
    refuse_to_overwrite,
    write,
)
from wxbrand_codegen.output.tidy import FormattedFile, tidy
from wxbrand_codegen.problems import ProblemsFound
from wxbrand_codegen.up_to_date import digest_of_inputs, unchanged_manifests

if TYPE_CHECKING:
    from wxbrand_codegen.build.api import Built
    from wxbrand_codegen.document.load import Document

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a run."""

    differences: tuple[Difference, ...] = ()
    """Files that did not match the spec before anything was written."""

    files: int
    """Number of generated files."""

    counts: str
    """Number of operations, areas and pieces of advice, in words."""

    built: Built | None = None
    """None if nothing had changed since the last run, so that the spec was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """A folder of generated files, and what the last run wrote into it."""

    path: Path
    files: Mapping[str, FormattedFile]
    manifest: Manifest
    last_manifest: Manifest
    differences: tuple[Difference, ...]


def generate(
    config: Config, *, force: bool = False, dry_run: bool = False, progress: Progress = lambda _: None
) -> Outcome:
    """Write the package and its tests.

    Raises ProblemsFound, and writes nothing, if the spec has problems or a file was edited by hand. A dry run writes
    nothing, and does not raise for edited files: they are among the differences.
    """
    if not force and (unchanged := _unchanged(config)):
        return unchanged
    outcome, folders = _generate_in_memory(config, progress)
    for folder in folders:
        refuse_links_outside(folder.path, [*folder.files, *folder.last_manifest.files])
    if dry_run:
        return outcome
    if not force:
        refuse_to_overwrite([(folder.path, folder.differences) for folder in folders])
    progress("writing")
    for folder in folders:
        write(folder.path, folder.files, folder.manifest, folder.differences)
    return outcome


def check(config: Config, *, progress: Progress = lambda _: None) -> Outcome:
    """Compare the files on disk with what `generate` would write. Raises ProblemsFound if the spec has problems."""
    return _unchanged(config) or _generate_in_memory(config, progress)[0]


def _unchanged(config: Config) -> Outcome | None:
    manifests = None if config.strict else unchanged_manifests(config)  # they do not say what was advised
    if manifests is None:
        return None
    return Outcome(files=sum(len(manifest.files) for manifest in manifests), counts=manifests[0].counts)


@garbage_collection_disabled()
def read(spec: Path, progress: Progress = lambda _: None) -> tuple[Document, Built]:
    """Load, inspect and build: return the joined document and its meaning. Raises ProblemsFound if there is nothing to use."""
    from wxbrand_codegen.build.api import build  # slow to import, and not needed if nothing has changed
    from wxbrand_codegen.document.inspect import inspect
    from wxbrand_codegen.document.load import load

    progress("reading the spec")
    document = load(spec)
    progress("validating")
    document = inspect(document)
    return document, build(document)


def _refuse_tests_of_another_package(config: Config) -> None:
    """Raise UsageError if the folder of the tests belongs to another package, which is still there."""
    _, tests = config.folders
    owner = read_manifest(tests).package
    if owner and owner != config.package and (config.out / owner).is_dir():
        raise UsageError(
            f"{tests} has the tests of the package {owner}, which is in {config.out} too; choose another --out for "
            f"{config.package}, or remove {config.out / owner} and {tests} first"
        )


def _refuse_if_strict(config: Config, built: Built) -> None:
    if config.strict and (found := (*built.advice, *(() if config.skip_unsupported else built.problems))):
        raise ProblemsFound(found)


def _counts(built: Built) -> str:
    advice = f", {counted(len(built.advice), 'piece')} of advice" if built.advice else ""
    return f"{summary(built.api)}{advice}"


@garbage_collection_disabled()
def _generate_in_memory(config: Config, progress: Progress) -> tuple[Outcome, list[_Folder]]:
    from wxbrand_codegen.render.files import render_package, render_tests

    _refuse_tests_of_another_package(config)
    document, built = read(config.spec, progress)
    _refuse_if_strict(config, built)
    progress("rendering")
    rendered = (
        render_package(built.api, config.package, config.templates),
        render_tests(built.api, built.document, config.package, config.templates),
    )
    manifests = [read_manifest(folder) for folder in config.folders]
    known = [known_texts(folder, manifest) for folder, manifest in zip(config.folders, manifests, strict=True)]
    tidied = tidy(zip(rendered, known, strict=True), progress)
    inputs = digest_of_inputs(config, document.sources)
    sources, counts = tuple(name for name, _ in document.sources), _counts(built)
    folders = []
    for path, files, last_manifest in zip(config.folders, tidied, manifests, strict=True):
        manifest = manifest_of(files, package=config.package, inputs=inputs, sources=sources, counts=counts)
        differences = compare(path, files, last_manifest, manifest)
        folders.append(
            _Folder(path=path, files=files, manifest=manifest, last_manifest=last_manifest, differences=differences)
        )
    outcome = Outcome(
        differences=tuple(difference for folder in folders for difference in folder.differences),
        files=sum(len(folder.files) for folder in folders),
        counts=counts,
        built=built,
    )
    return outcome, folders
