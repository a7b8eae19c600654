"""What the reading says in English, said in the language that is spoken here. Pure.

`nlp` speaks English only; its rules carry a sentence each. In English that sentence is shown as it is. In another
language a sign is said by its own translation (`signs.<sign id>`) where the wording has one, else by the sentence of
its tactic (`tactics_says`, `tactics_because`), which claims less and is still proved by the quote. Sentences about
links and about what was not judged are made in `nlp` from templates; `en/reading.yml` repeats those templates, and
another language says the template of the same name. What nobody translated stays English and says so.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bot.wording import FALLBACK, Wording, speaking, words
from nlp.model import Assessment, Counter, Evidence

TEMPLATES: Final = ("reading.links.", "reading.not_judged.", "unreadable.not_judged")
PARTS: Final = "parts"
"""The placeholder that holds a list of parts of the text, each with words of its own."""

_PLACE: Final = re.compile(r"\{(\w+)\}")
_JOINED: Final = re.compile(r", | and ")


def sign(item: Evidence) -> tuple[str, str]:
    """Give what a sign says, to complete "The sender …", and why it matters."""
    if words().language == FALLBACK:
        return item.says.rstrip("."), item.because
    for says, because in (
        (f"signs.{item.sign_id}.says", f"signs.{item.sign_id}.because"),
        (f"tactics_says.{item.tactic.value}", f"tactics_because.{item.tactic.value}"),
    ):
        if {says, because} <= words().own:
            return words().text(says), words().text(because)
    return item.says.rstrip("."), item.because


def counter(item: Counter) -> str:
    """Give what a sign against says, to complete "The text …"."""
    if words().language == FALLBACK:
        return item.says.rstrip(".")
    name = f"signs.{item.sign_id}.says"
    return words().text(name if name in words().own else "reading.against")


def not_judged(assessment: Assessment) -> tuple[str, ...]:
    """Say what was left unjudged."""
    return tuple(map(translated, assessment.not_judged))


def translated(sentence: str) -> str:
    """Say a sentence that the reading made from a template; one that nobody translated is marked as English."""
    here = words()
    if here.language == FALLBACK:
        return sentence
    for name, pattern in _templates():
        match = pattern.fullmatch(sentence)
        if match and name in here.own:
            return here.text(name, **{key: _value(key, value) for key, value in match.groupdict().items()})
    return here.text("reading.english", sentence=sentence)


def _value(key: str, value: str) -> str:
    """Keep names and addresses as they are; say a list of parts in the language that is spoken here."""
    if key != PARTS:
        return value
    said = [_part(part) for part in _JOINED.split(value)]
    last = words().text("reading.and").join(filter(None, (", ".join(said[:-1]), said[-1])))
    return last if said[:-1] else said[-1]


def _part(part: str) -> str:
    english = _english()
    names = {english.text(name): name for name in english.own if name.startswith("reading.parts.")}
    return words().text(names[part]) if part in names else part


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the English templates as patterns, those with most words of their own first."""
    return tuple(sorted(_patterns(), key=lambda item: -len(item[1].pattern)))


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    english = _english()
    for name in english.own:
        if name.startswith(TEMPLATES):
            pieces = _PLACE.split(english.text(name))
            made = (re.escape(piece) if place % 2 == 0 else f"(?P<{piece}>.+?)" for place, piece in enumerate(pieces))
            yield name, re.compile("".join(made), re.DOTALL)


def _english() -> Wording:
    with speaking(FALLBACK):
        return words()
