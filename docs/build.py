"""Build the site: `uv run python docs/build.py` leaves it in `site/`, English at the root and Chinese under `zh/`.

Input: the pages in `docs/en` and `docs/zh`, the pages that `generated_pages` makes from the code and the spec, and `zensical.*.toml`.
A page that is missing, in no navigation or in one language only, and every warning of Zensical (broken links and anchors) end
with exit code 1. Of Zensical's pages two things are changed: what the copy button finds in console blocks, and where long names break.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generated_pages import Language, Page, all_pages

DOCS = Path(__file__).parent
ROOT = DOCS.parent
BUILD = ROOT / "build" / "docs"
SITE = ROOT / "site"
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_MARK = re.compile(r"^ *<!-- *(?:background|exit|file|not run|output|sandbox)\b.*?-->\n", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)")
_LOADED = re.compile(r"<(?:script|img|link|iframe)\b[^>]*?\b(?:src|href)=\"?(https?:)?//", re.IGNORECASE)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CONSOLE = re.compile(r'(?<=<div class="language-console highlight"><pre><span></span><code>).*?(?=</code>)', re.DOTALL)
_GOES_ON = re.compile(r"\\(?:</span>)?\n$")
_NAMES = re.compile(r'<span class="md-ellipsis">.*?</span>|<td[ >].*?</td>|<h[1-6] .*?</h[1-6]>', re.DOTALL)
_PART = re.compile(r"(?P<code>(?<=<code>)[^<]+)|<[^>]*>|(?<=\w)(?P<mark>[_.])(?=[A-Za-z])")
_WARNING = re.compile(r"^Warning: (.*)\n.*?\[ (\S+) \]$", re.MULTILINE)
LINKING_FILES = (
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "tests/README.md",
    "spec/README.md",
)


class SiteError(Exception):
    """The site cannot be built. Each argument is one problem."""


def main(arguments: list[str] | None = None) -> int:
    """Build the site and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--partial", action="store_true", help="leave out pages of the navigation that are not written yet"
    )
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        count = build(partial=options.partial)
    except SiteError as problems:
        for problem in problems.args:
            print(f"docs: {problem}", file=sys.stderr)
        return 1
    print(f"{count} pages in {time.monotonic() - started:.0f} seconds: {SITE.relative_to(ROOT)}/index.html")
    return 0


def build(*, partial: bool = False) -> int:
    """Build both languages and return the number of pages. Raises SiteError."""
    generated = {language: all_pages(language) for language in LANGUAGES}
    problems = [*broken_links(), *unpaired_pages()]
    if problems and not partial:
        raise SiteError(*problems)
    shutil.rmtree(BUILD, ignore_errors=True)
    count = 0
    for language in LANGUAGES:
        count += _put_together(language, generated[language], partial=partial)
        _run_zensical(language, partial=partial)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(BUILD / "site", SITE)
    shutil.copytree(BUILD / "site-zh", SITE / "zh")
    for path in SITE.rglob("*.html"):
        text = _CONSOLE.sub(lambda found: console_code(found[0]), path.read_text("utf-8"))
        path.write_text(breakable(text), "utf-8")
    _check_that_nothing_is_loaded()
    return count


def unpaired_pages() -> Iterator[str]:
    """Yield a problem for each hand-written page that only one language has."""
    english, chinese = (
        {path.relative_to(DOCS / language) for path in (DOCS / language).rglob("*.md")} for language in LANGUAGES
    )
    yield from (f"docs/en/{page.as_posix()} has no Chinese page" for page in sorted(english - chinese))
    yield from (f"docs/zh/{page.as_posix()} has no English page" for page in sorted(chinese - english))


def broken_links() -> Iterator[str]:
    """Yield a problem for each link of the files outside the site that leads to no file."""
    for name in LINKING_FILES:
        file = ROOT / name
        if not file.exists():
            continue
        for link in _LINK.findall(file.read_text("utf-8")):
            if not (file.parent / link).exists():
                yield f"{name}: the link to {link} leads to no file"


def console_code(code: str) -> str:
    """Return the HTML of a console block so that hiding `.gp` and `.go` leaves the commands alone.

    Pygments takes the lines of a heredoc for output, and leaves the line ends of output outside it.
    """
    lines: list[str] = []
    in_command = False
    for line in code.splitlines(keepends=True):
        output = line.removeprefix('<span class="go">').replace("</span>\n", "\n")
        if line.startswith('<span class="gp">') or (in_command and _GOES_ON.search(lines[-1])):
            in_command = True
            lines.append(line)
        elif in_command and output.startswith("&gt; "):
            lines.append('<span class="gp">&gt; </span>' + output.removeprefix("&gt; "))
        else:
            in_command = False
            lines.append(f'<span class="go">{output}</span>')
    return "".join(lines)


def breakable(text: str) -> str:
    """Return the HTML of a page in which long names of the navigation, headings and tables can go on in the next line.

    They break after `_` and `.`, the names of classes in tables before a capital letter too.
    """
    return _NAMES.sub(lambda found: _PART.sub(_break_after, found[0]), text)


def _break_after(part: re.Match[str]) -> str:
    """Return code with a break before capital letters, a mark with a break after it, and a tag as it is."""
    if part["code"]:
        return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\w[_.])(?=[A-Za-z])", "<wbr>", part["code"])
    return f"{part['mark']}<wbr>" if part["mark"] else part[0]


def _put_together(language: Language, generated: Mapping[str, Page], *, partial: bool) -> int:
    folder = BUILD / language
    for path in (DOCS / language).rglob("*.md"):
        _write(folder / path.relative_to(DOCS / language), _MARK.sub("", path.read_text("utf-8")))
    for name, page in generated.items():
        if (folder / name).exists():
            raise SiteError(f"docs/{language}/{name} would be overwritten by a generated page")
        _write(folder / name, page.text)
    shutil.copytree(DOCS / "assets", folder / "assets")
    shutil.copytree(DOCS / "overrides", BUILD / "overrides", dirs_exist_ok=True)
    text = _with_generated(((DOCS / f"zensical.{language}.toml").read_text("utf-8")), generated)
    existing = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    listed = set(_pages_of(tomllib.loads(text)["project"]["nav"]))
    if (unlisted := sorted(existing - listed)) and not partial:
        raise SiteError(*(f"docs/zensical.{language}.toml: {page} is in no navigation" for page in unlisted))
    missing = sorted(listed - existing)
    if missing and not partial:
        raise SiteError(*(f"docs/{language}/{page} is in the navigation and missing" for page in missing))
    for name in missing:
        text = re.sub(rf'^ *\{{ "[^"]+" = "{re.escape(name)}" }},\n', "", text, flags=re.MULTILINE)
    _write(BUILD / f"zensical.{language}.toml", text)
    return len(existing)


def _with_generated(text: str, generated: Mapping[str, Page]) -> str:
    """Put the lists of generated pages into the navigation."""
    sections: dict[str, dict[str, list[str]]] = {}
    for name, page in generated.items():
        entry = f"{{ {_quoted(page.title)} = {_quoted(name)} }}"
        sections.setdefault(page.section, {}).setdefault(page.group, []).append(entry)
    for section, groups in sections.items():
        entries = groups.pop("", [])
        entries += [f"{{ {_quoted(title)} = [{', '.join(pages)}] }}" for title, pages in groups.items()]
        text = text.replace(f'"@{section}"', f"[{', '.join(entries)}]")
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _pages_of(nav: Any) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case dict():
            for value in nav.values():
                yield from _pages_of(value)
        case _:
            for entry in nav:
                yield from _pages_of(entry)


def _run_zensical(language: Language, *, partial: bool) -> None:
    strict = [] if partial else ["--strict"]
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", *strict, "--config-file", f"zensical.{language}.toml"],
        cwd=BUILD,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    printed = _COLOURS.sub("", done.stdout)
    warnings = [f"docs/{language}/{place}: {text}" for text, place in _WARNING.findall(printed)]
    if partial and done.returncode == 0:
        print("".join(f"{warning}\n" for warning in warnings), end="")
    elif done.returncode:
        raise SiteError(*(warnings or [printed]))


def _check_that_nothing_is_loaded() -> None:
    loading = [path for path in SITE.rglob("*.html") if _LOADED.search(path.read_text("utf-8"))]
    if loading:
        raise SiteError(*(f"{path.relative_to(ROOT)} loads something from another host" for path in loading))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
