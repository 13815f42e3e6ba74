"""What docs/build.py checks besides what Zensical does."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

import build


def test_no_file_outside_the_site_has_a_broken_link() -> None:
    assert list(build.broken_links()) == []


def test_every_page_is_in_both_languages() -> None:
    assert list(build.unpaired_pages()) == []


def test_both_languages_have_the_same_navigation_and_settings() -> None:
    english, chinese = (
        tomllib.loads((build.DOCS / f"zensical.{language}.toml").read_text("utf-8"))["project"]
        for language in build.LANGUAGES
    )

    assert targets(chinese.pop("nav")) == targets(english.pop("nav"))
    assert english["theme"].pop("palette")[0]["media"] == chinese["theme"].pop("palette")[0]["media"]
    for each in (english, chinese):
        each["theme"].pop("language")
        for name in ("site_description", "copyright", "docs_dir", "site_dir", "extra"):
            each.pop(name)
    assert chinese == english


def targets(nav: Any) -> Any:
    """Return a navigation without its titles."""
    if isinstance(nav, list):
        return [targets(entry) for entry in nav]
    if isinstance(nav, dict):
        return [targets(entry) for entry in nav.values()]
    return nav


@pytest.mark.parametrize(
    ("html", "loads"),
    [
        ('<script src="https://cdn.example/a.js"></script>', True),
        ('<link rel="stylesheet" href="//cdn.example/a.css">', True),
        ('<a href="https://example.com">a</a> <img src="../a.png">', False),
    ],
)
def test_a_page_that_loads_from_another_host_is_noticed(html: str, loads: bool) -> None:
    assert (build._LOADED.search(html) is not None) is loads


def test_hiding_prompts_and_output_of_a_console_block_leaves_its_commands() -> None:
    code = (
        '<span class="gp">$ </span>cat<span class="w"> </span>&lt;&lt;EOF\n'
        '<span class="go">&gt; a</span>\n'
        '<span class="go">&gt; EOF</span>\n'
        '<span class="gp">$ </span>ls<span class="w"> </span><span class="se">\\</span>\n'
        '<span class="w">    </span>-l\n'
        '<span class="go">total 0</span>\n'
        "\n"
        '<span class="go">&gt; printed</span>\n'
    )

    assert build.console_code(code) == (
        '<span class="gp">$ </span>cat<span class="w"> </span>&lt;&lt;EOF\n'
        '<span class="gp">&gt; </span>a\n'
        '<span class="gp">&gt; </span>EOF\n'
        '<span class="gp">$ </span>ls<span class="w"> </span><span class="se">\\</span>\n'
        '<span class="w">    </span>-l\n'
        '<span class="go">total 0\n</span>'
        '<span class="go">\n</span>'
        '<span class="go">&gt; printed\n</span>'
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<span class="md-ellipsis">get_stock</span>', '<span class="md-ellipsis">get_<wbr>stock</span>'),
        ("<td>A_B.C, 1.5</td>", "<td>A_<wbr>B.<wbr>C, 1.5</td>"),
        ("<td><code>a.CardType</code> WeChat</td>", "<td><code>a.<wbr>Card<wbr>Type</code> WeChat</td>"),
        ('<td><a href="get_stock">x</a></td>', '<td><a href="get_stock">x</a></td>'),
        ('<h1 id="a_b">a_b</h1>', '<h1 id="a_b">a_<wbr>b</h1>'),
        ("<pre><code>a_b</code></pre> a_b", "<pre><code>a_b</code></pre> a_b"),
    ],
)
def test_long_names_break_at_their_parts(html: str, expected: str) -> None:
    assert build.breakable(html) == expected
