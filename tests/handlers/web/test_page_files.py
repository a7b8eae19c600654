"""What the page's own files promise, read as text."""

import json
import re
from importlib.resources import files

import pytest

PAGE = files("handlers.web") / "page"
SCRIPTS = ["page.js", "cards.js", "dom.js"]


def read(name: str) -> str:
    return (PAGE / name).read_text("utf-8")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_parses_text_as_html_or_code(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", read(name)
    )


@pytest.mark.parametrize("name", [*SCRIPTS, "index.html", "page.css"])
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    assert not re.search(r"https?://\w|url\(|@import|src=\"//", read(name))


def test_page_has_no_inline_script_or_style() -> None:
    page = read("index.html")
    assert not re.search(r"\son\w+=|style=|<style|<script(?![^>]*src=)", page)


def test_scripts_never_set_an_address_to_follow() -> None:
    for name in SCRIPTS:
        assert not re.search(r"\bhref\b|\bsrc\b|location\s*=|window\.open", read(name))


def test_examples_are_varied_and_each_has_a_name() -> None:
    examples = json.loads(read("examples.json"))
    assert len(examples) >= 6
    assert len({example["title"] for example in examples}) == len(examples)
    assert all(example["text"].strip() for example in examples)
