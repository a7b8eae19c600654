"""Every language says everything that English says, with the same placeholders, in the same calm tone."""

import re
from collections.abc import Iterator

import pytest

from bot import learning, model
from bot.model import BotError
from bot.wording import FALLBACK, Wording, languages, nearest

OTHERS = [language for language in languages() if language != FALLBACK]
ENGLISH_IN_THE_CODE = ("signs.", "errors.")
"""English for these stands in the rules and in the errors' own docstrings."""
LONGEST_SENTENCE = 32
"""Words between two stops; the usual sentence has half as many."""

Entry = str | tuple[str, ...]


def entries(language: str) -> dict[str, Entry]:
    """Give what a language has of its own."""
    loaded = Wording.load(language)
    return {name: _entry(loaded, name) for name in sorted(loaded.own)}


def _entry(loaded: Wording, name: str) -> Entry:
    try:
        return loaded.text(name)
    except KeyError:
        return loaded.lines(name)


def texts(language: str) -> Iterator[tuple[str, str]]:
    for name, entry in entries(language).items():
        for text in (entry,) if isinstance(entry, str) else entry:
            yield name, text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def placeholders(entry: Entry) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", entry if isinstance(entry, str) else " ".join(entry)))


def test_french_is_spoken() -> None:
    assert "fr" in languages()
    assert [nearest(wish) for wish in ("fr-FR", "fr_CA", "FR", "de-DE", "")] == ["fr", "fr", "fr", "en", "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_wording_and_none_that_english_lacks(language: str) -> None:
    own = {name for name in entries(language) if not name.startswith(ENGLISH_IN_THE_CODE)}
    assert own == set(entries(FALLBACK))


@pytest.mark.parametrize("language", OTHERS)
def test_wordings_have_the_same_shape_and_placeholders_as_in_english(language: str) -> None:
    english = entries(FALLBACK)
    for name, entry in entries(language).items():
        if name in english:
            assert type(entry) is type(english[name]), name
            assert placeholders(entry) == placeholders(english[name]), name


@pytest.mark.parametrize("language", languages())
def test_no_wording_is_empty(language: str) -> None:
    for name, entry in entries(language).items():
        assert entry, name
        assert all(line.strip() for line in entry) if isinstance(entry, tuple) else entry.strip(), name


@pytest.mark.parametrize("language", languages())
def test_lists_whose_places_count_are_whole(language: str) -> None:
    loaded = Wording.load(language)
    assert len(loaded.lines("months")) == 12
    assert len(loaded.lines("profile.sightings.numbers")) == 13


@pytest.mark.parametrize("language", OTHERS)
def test_every_error_that_a_person_can_read_is_said(language: str) -> None:
    errors = {
        value.__name__
        for module in (model, learning)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, BotError)
    }
    assert {f"errors.{name}" for name in errors} == {name for name in entries(language) if name.startswith("errors.")}


@pytest.mark.parametrize("language", languages())
def test_labels_fit_their_buttons_and_windows(language: str) -> None:
    for name, text in texts(language):
        if name.endswith((".button", ".label", ".submit")) and not name.startswith("profile.form"):
            assert len(text) <= 40, name
        if name.startswith("exposure.choices."):
            assert len(text) <= 70, name
        if name in {"profile.form.title", "profile.form.submit"} or re.fullmatch(
            r"surfaces\.(check|add|exposure|reading|learn|everything)\.(title|submit)", name
        ):
            assert len(text) <= 24, name


@pytest.mark.parametrize("language", languages())
def test_sentences_are_short(language: str) -> None:
    for name, text in texts(language):
        for sentence in re.split(r"(?<=[.?!»”)])\s+|[:;]\s", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (name, sentence)


BANNED = {
    "en": r"threat actors?|adversar\w+|ttps?|iocs?|payloads?|vectors?|exfiltrat\w+|spear\w*|humint|social engineering"
    r"|careless\w*|naive|gullible|foolish\w*|stupid\w*|your (?:fault|mistake|error)|you should(?: not)? have"
    r"|(?:is|are|be|it's|completely|perfectly|totally) safe|harmless message|guarantee\w*|nothing to worry"
    r"|100 ?%|immediately|warning!",
    "fr": r"acteurs? de la menace|adversaires?|charges? utiles?|vecteurs?|exfiltr\w+|ingénierie sociale|ioc|ttp"
    r"|imprudent\w*|négligent\w*|naïf|naïve|crédule\w*|stupide\w*|bêtises?|votre (?:faute|erreur)"
    r"|vous auriez dû|vous n'auriez pas dû|sûre?s?|sans (?:danger|risque)|garanti\w*|aucun risque|100 ?%|attention !",
}
"""Jargon, blame, and promises that nobody can keep."""


@pytest.mark.parametrize("language", languages())
def test_nothing_is_jargon_blames_or_promises_safety(language: str) -> None:
    banned = re.compile(rf"\b(?:{BANNED[language]})\b", re.IGNORECASE)
    assert [(name, found.group()) for name, text in texts(language) if (found := banned.search(text))] == []


@pytest.mark.parametrize("language", languages())
def test_nothing_shouts_or_smiles(language: str) -> None:
    for name, text in texts(language):
        assert not re.search(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]", text), name
        assert "!" not in text, name
        assert not re.search(r"\b(?!LinkedIn|SECURITY_CHANNEL)[A-ZÀ-Ý]{5,}\b", text), name


def test_french_keeps_its_signs_together_with_their_words() -> None:
    for name, entry in entries("fr").items():
        for text in (entry,) if isinstance(entry, str) else entry:
            assert not re.search(r" [;:?!»]|« ", text), name
