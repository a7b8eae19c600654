"""The front door of reading: one text in, one assessment out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from nlp.clean import clean
from nlp.detector import Detector
from nlp.explain import learned_evidence
from nlp.language import UNKNOWN, LanguageTeller
from nlp.learned.reader import Reader, weights_version
from nlp.links import MAX_LINKS, review
from nlp.model import MAX_CHARACTERS, Approach, Assessment, Evidence, Observable, TextTooLongError
from nlp.observe import observe
from nlp.score import Sensitivity, Signals, weigh

READ_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Assessor:
    """Assesses approaches. Made once (seconds), used from any thread (milliseconds a text)."""

    _detector: Detector
    _reader: Reader
    _languages: LanguageTeller
    _sensitivity: Sensitivity
    _own_domains: frozenset[str]
    version: str
    """Names rules and weights: the same text and version give the same assessment."""

    @classmethod
    def load(cls, sensitivity: Sensitivity = Sensitivity.BALANCED, own_domains: frozenset[str] = frozenset()) -> Self:
        """Load rules, weights and language data from the package; no network.

        Args:
            sensitivity: from which scores on a text is MEDIUM and HIGH.
            own_domains: the employer's registrable domains, whose lookalikes are suspicious.
        """
        detector = Detector.load()
        version = f"rules-{detector.version}+weights-{weights_version()}"
        return cls(detector, Reader.load(), LanguageTeller.load(), sensitivity, own_domains, version)

    def assess(self, approach: Approach) -> Assessment:
        """Read one approach. Deterministic; touches no link.

        Raises:
            TextTooLongError: the text is longer than `MAX_CHARACTERS`.
        """
        text = approach.text
        if len(text) > MAX_CHARACTERS:
            raise TextTooLongError
        cleaned = clean(text)
        observables = observe(text)
        links = review(text, observables, own_domains=self._own_domains)
        signs = self._detector.detect(text, cleaned)
        reading = self._reader.read(cleaned.text)
        language = self._languages.tell(_without(text, observables))
        evidence = _combined(signs.evidence, tuple(learned_evidence(text, cleaned, reading.sentences)))
        verdict = weigh(
            Signals(
                evidence=evidence,
                counters=signs.counters,
                links=links,
                malice=reading.malice,
                scam_share=reading.scam / reading.malice if reading.malice else 0.0,
                words=len(_without(text, observables).split()),
                readable=language in {READ_LANGUAGE, UNKNOWN},
            ),
            self._sensitivity,
        )
        return Assessment(
            band=verdict.band,
            score=verdict.score,
            kind=verdict.kind,
            evidence=evidence,
            counters=signs.counters,
            observables=observables,
            links=links,
            breakdown=verdict.breakdown,
            genre=reading.genre,
            language=language,
            not_judged=tuple(_not_judged(language, len(links))),
            model=self.version,
        )


def _combined(rules: Sequence[Evidence], learned: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Add what only the trained part saw: a tactic that a rule found, or the text denies, needs no second witness."""
    known = {item.tactic for item in rules}
    added = [item for item in learned if item.tactic not in known]
    return tuple(sorted((*rules, *added), key=lambda item: (item.negated, -item.weight, item.start, item.sign_id)))


def _without(text: str, observables: Sequence[Observable]) -> str:
    """Return the text with links, addresses and numbers left out: they are no words of any language."""
    kept: list[str] = []
    place = 0
    for item in sorted(observables, key=lambda item: item.start):
        kept.append(text[place : item.start])
        place = max(place, item.end)
    return " ".join((*kept, text[place:]))


def _not_judged(language: str, links: int) -> Iterator[str]:
    if language not in {READ_LANGUAGE, UNKNOWN}:
        yield f"I read only English. This seems to be in another language ({language}), so I could not judge its words."
    if links:
        yield "I did not open any link: opening one can tell the sender that you are there."
    if links == MAX_LINKS:
        yield f"There may be more links: I looked at the first {MAX_LINKS}."
