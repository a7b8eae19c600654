"""What the page's own files promise, read as text."""

import json
import re
from importlib.resources import files

import pytest

from bot.cases import StepName
from bot.wording import words
from handlers.web.language import page_words

PAGE = files("handlers.web") / "page"
SCRIPTS = sorted(entry.name for entry in PAGE.iterdir() if entry.name.endswith(".js"))
STYLES = sorted(entry.name for entry in PAGE.iterdir() if entry.name.endswith(".css"))


def read(name: str) -> str:
    return (PAGE / name).read_text("utf-8")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_parses_text_as_html_or_code(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", read(name)
    )


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES, "index.html"])
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
    assert len({words().text(f"web.example.{example['id']}") for example in examples}) == len(examples)
    assert all(example["text"].strip() for example in examples)


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_word_that_a_script_says_is_in_the_files(name: str) -> None:
    said = re.findall(r"""say\(\s*["']([a-z_.]+)["']""", read(name))
    assert set(said) <= set(page_words())


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_has_sentences_of_its_own(name: str) -> None:
    code = re.sub(r"//[^\n]*", "", read(name))
    assert not re.search(r"""["'`>][A-Z][a-z]+ [a-z]+""", code)


def test_page_names_the_steps_as_the_bot_does() -> None:
    (names,) = re.findall(r"STEPS = (\[.*?\])", read("reply.js"))
    assert json.loads(names) == [step.value for step in StepName]
