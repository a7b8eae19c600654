"""How often a trick gets an alarming text past the detector: each attack on each text, counted.

An attack succeeds where the band falls below MEDIUM. Whoever hands in a text did not disguise it, so these are the
sender's tricks, or the debris of mail programs, or the reporter's own kind words around it.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from nlp.evaluation import disguises, wrappings
from nlp.evaluation.rows import Assess
from nlp.model import Approach, RiskBand, TextTooLongError

Attack = Callable[[str, Random], str]


DISGUISES: Mapping[str, Attack] = {
    "lookalike letters": disguises.homoglyphs,
    "invisible characters": disguises.zero_width,
    "digits for letters": disguises.leet,
    "spelled-out words": disguises.spaced_letters,
    "words split by a space": disguises.split_words,
    "full-width letters": disguises.full_width,
    "mixed case": disguises.mixed_case,
    "emoji inside words": disguises.emoji_between,
    "HTML debris": disguises.html_debris,
    "quoted-printable debris": disguises.quoted_printable,
    "defanged links": disguises.defanged_links,
    "mathematical letters": disguises.styled_letters,
    "soft hyphens": disguises.soft_hyphens,
    "words wrapped with hyphens": disguises.wrapped_words,
}
WRAPPINGS: Mapping[str, Attack] = {
    "newsletter appended": wrappings.append_newsletter,
    "legal disclaimer appended": wrappings.append_disclaimer,
    "50 reassuring sentences appended": wrappings.append_reassurance,
    "long honest text in front": wrappings.prepend_honest,
    "between two long honest texts": wrappings.surround_with_honest,
    "inside a long honest paragraph": wrappings.run_into_honest,
    "asked whether it is a scam": wrappings.ask_if_scam,
    "quoted in a reply": wrappings.quote_in_reply,
    "headers of a forwarded mail": wrappings.forward,
}
ATTACKS: Mapping[str, Attack] = {**DISGUISES, **WRAPPINGS}
MOST_ATTACKED = 300
"""Of more texts that alarm, so many are drawn."""
SEED = 20_251_118


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attack went."""

    attack: str
    tried: int
    """Texts that it changed; one without a link has no link to defang."""
    escaped: int
    """Of those, how many were no longer MEDIUM or HIGH."""

    @property
    def rate(self) -> float:
        """Share that escaped; 0 where nothing was tried."""
        return self.escaped / self.tried if self.tried else 0.0


def disguise(text: str, attack: str, seed: int = SEED) -> str:
    """Give the text under one attack of `ATTACKS`; the same text, attack and seed give the same."""
    chance = Random(f"{seed} {attack} {zlib.crc32(text.encode(errors='replace'))}")  # noqa: S311 - repeatable, no secret
    return ATTACKS[attack](text, chance)


def alarming(texts: Sequence[str], assess: Assess, seed: int = SEED, most: int = MOST_ATTACKED) -> list[str]:
    """Draw up to `most` of the texts that are MEDIUM or HIGH as they stand, in their order."""
    drawn = Random(seed).sample(range(len(texts)), len(texts))  # noqa: S311 - repeatable, no secret
    chosen: list[int] = []
    for place in drawn:
        if len(chosen) == most:
            break
        if assess(Approach(texts[place])).band >= RiskBand.MEDIUM:
            chosen.append(place)
    return [texts[place] for place in sorted(chosen)]


def attack(texts: Sequence[str], assess: Assess, seed: int = SEED) -> tuple[Outcome, ...]:
    """Try every attack on every text, all of which alarm as they stand."""
    return tuple(_outcome(name, texts, assess, seed) for name in ATTACKS)


def _outcome(name: str, texts: Sequence[str], assess: Assess, seed: int) -> Outcome:
    tried = escaped = 0
    for text in texts:
        changed = disguise(text, name, seed)
        if changed == text:
            continue
        try:
            band = assess(Approach(changed)).band
        except TextTooLongError:
            continue
        tried += 1
        escaped += band < RiskBand.MEDIUM
    return Outcome(name, tried, escaped)
