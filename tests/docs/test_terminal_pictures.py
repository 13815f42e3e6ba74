"""The terminal pictures of the documentation show what the commands print today."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("pictures are drawn in a pseudo terminal", allow_module_level=True)

from pictures.terminal import ASSETS, PICTURES, Picture, draw


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_its_command_prints(picture: Picture) -> None:
    drawn = draw(picture)

    committed = (ASSETS / f"terminal-{picture.name}.svg").read_text("utf-8")
    assert drawn == committed, "run docs/pictures/terminal.py, and look at the pictures"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_loads_nothing_and_names_no_folder_of_this_machine(picture: Picture) -> None:
    text = (ASSETS / f"terminal-{picture.name}.svg").read_text("utf-8")

    addresses = text.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")
    assert "://" not in addresses
    assert "/tmp" not in text
    assert "/home" not in text
