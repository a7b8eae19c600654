"""The front door of reading: one text in, one assessment out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import exp
from typing import Self

from nlp.clean import Cleaned, clean
from nlp.detector import Detector, Signs
from nlp.explain import clearest, learned_evidence, left_out
from nlp.language import UNKNOWN, LanguageTeller
from nlp.learned.reader import Reader, Reading, weights_version
from nlp.links import MAX_LINKS, review
from nlp.model import (
    MAX_CHARACTERS,
    Approach,
    Assessment,
    Evidence,
    Genre,
    LinkReview,
    Observable,
    RiskBand,
    Role,
    Segment,
    TextTooLongError,
)
from nlp.observe import observe
from nlp.score import TACTICS_FOR_HIGH, Sensitivity, Signals, Verdict, tactic_weights, weigh
from nlp.segments import Part, densest, judged, parts, placed, segment
from nlp.support import supported

READ_LANGUAGE = "en"
PART_MARGIN = 0.4
"""Log-odds in favour of honest that a part of the text is given before it may decide for the whole."""
LONE_TACTIC_MARGIN = 0.7
"""The same for a part in which only one tactic shows."""
CHOSEN_MARGIN = 0.85
"""The same for the passage that was chosen since it shows most."""
CONTEXT_CHARACTERS = 2_000
"""The beginning of the reporter's own words is enough to tell a genre by."""


@dataclass(frozen=True, slots=True, repr=False)
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
        """Read one approach: clean, segment, genre, signs, score, explain. Deterministic; touches no link.

        Raises:
            TextTooLongError: the text is longer than `MAX_CHARACTERS`.
        """
        text = approach.text
        if len(text) > MAX_CHARACTERS:
            raise TextTooLongError
        cleaned = clean(text)
        cut = segment(cleaned.text)
        told = judged(cleaned, cut)
        reading = self._reader.read(told.text)
        seen = self._seen(text, told, tuple(placed(cleaned, cut)), reading)
        finding = self._weigh(seen, told, reading)
        if finding.verdict.band < RiskBand.HIGH:
            alone = self._alone(seen, parts(cleaned, cut, told), LONE_TACTIC_MARGIN)
            chosen = self._alone(seen, densest(told, seen.signs.evidence), CHOSEN_MARGIN)
            finding = max((finding, *alone, *chosen), key=_gravity)
        return Assessment(
            band=finding.verdict.band,
            score=finding.verdict.score,
            kind=finding.verdict.kind,
            evidence=finding.evidence,
            counters=seen.signs.counters,
            observables=seen.observables,
            links=seen.links,
            breakdown=finding.verdict.breakdown,
            genre=reading.genre or self._genre_in_context(approach.context, told),
            language=seen.language,
            not_judged=tuple(_not_judged(seen)),
            model=self.version,
            segments=seen.segments,
        )

    def _seen(self, text: str, told: Cleaned, segments: tuple[Segment, ...], reading: Reading) -> "_Seen":
        observables = observe(text)
        signs = self._detector.detect(text, told)
        tactics = cache(partial(self._reader.sentences, told.text, reading))
        if signs.evidence:
            signs = replace(signs, evidence=_sorted(supported(signs.evidence, told, tactics())))
        words = _without(text, (*observables, *(item for item in segments if not item.judged)))
        return _Seen(
            text=text,
            segments=segments,
            observables=observables,
            links=review(text, observables, own_domains=self._own_domains),
            signs=signs,
            marked=cache(lambda: tuple(learned_evidence(text, told, tactics().candidates()))),
            words=len(words.split()),
            language=self._languages.tell(words),
        )

    def _weigh(
        self, seen: "_Seen", told: Cleaned, reading: Reading, part: Part | None = None, margin: float = 0.0
    ) -> "_Finding":
        """Weigh what was seen, all of it, or in one part whose lone tactic is given a margin."""
        inside = seen.signs if part is None else seen.signs_in(part)
        marked = seen.marked() if reading.worth_quoting else ()
        learned = clearest(item for item in marked if part is None or part.holds(item.start))
        evidence = _combined(inside.evidence, learned)
        signals = Signals(
            evidence=evidence,
            counters=inside.counters,
            links=[item for item in seen.others_links() if part is None or part.holds(item.start)],
            malice=reading.malice if part is None else _held_back(reading.malice, evidence, margin),
            scam_share=reading.scam / reading.malice if reading.malice else 0.0,
            words=seen.words if part is None else len(told.text.split()),
            readable=seen.language in {READ_LANGUAGE, UNKNOWN},
        )
        return _Finding(weigh(signals, self._sensitivity), _sorted({*seen.signs.evidence, *evidence}))

    def _alone(self, seen: "_Seen", found: Iterable[Part], margin: float) -> Iterator["_Finding"]:
        """What each part comes to by itself, where that is an alarm: what stands around a lure clears nothing."""
        for part in found:
            finding = self._weigh(seen, part.cleaned, self._reader.read(part.cleaned.text), part, margin)
            if finding.verdict.band >= RiskBand.MEDIUM:
                yield finding

    def _genre_in_context(self, context: str, told: Cleaned) -> Genre | None:
        """The genre of a text that does not show it by itself, with the reporter's own words beside it."""
        if not context.strip():
            return None
        around = clean(context[:CONTEXT_CHARACTERS]).text
        return self._reader.read(f"{around}\n\n{told.text}").genre


@dataclass(frozen=True, slots=True, repr=False)
class _Seen:
    """What was found in the text before anything was weighed."""

    text: str
    segments: tuple[Segment, ...]
    observables: tuple[Observable, ...]
    links: tuple[LinkReview, ...]
    signs: Signs
    marked: Callable[[], Sequence[Evidence]]
    """What only the trained part saw, looked for when first asked for."""
    words: int
    """Of what is judged, links and addresses left out."""
    language: str

    def signs_in(self, part: Part) -> Signs:
        """The signs that begin in one part."""
        return Signs(
            tuple(item for item in self.signs.evidence if part.holds(item.start)),
            tuple(item for item in self.signs.counters if part.holds(item.start)),
        )

    def others_links(self) -> list[LinkReview]:
        """Links but for those that the reporter sent to the other side; one in a remark about the message stays."""
        own = [item for item in self.segments if item.own and item.role is Role.TURN]
        return [link for link in self.links if not any(item.start <= link.start < item.end for item in own)]


@dataclass(frozen=True, slots=True, repr=False)
class _Finding:
    """What the weighing came to, with all the evidence that may be shown beside it."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]


def _gravity(finding: _Finding) -> tuple[RiskBand, float]:
    return finding.verdict.band, finding.verdict.score


def _held_back(malice: float, evidence: Iterable[Evidence], lone: float) -> float:
    """Judge a part more mildly than a whole text: of many parts, one may look odd by chance."""
    several = len(tactic_weights(evidence)) >= TACTICS_FOR_HIGH
    odds = malice / max(1.0 - malice, 1e-9) * exp(-(PART_MARGIN if several else lone))
    return odds / (1.0 + odds)


def _combined(rules: Sequence[Evidence], learned: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Add what only the trained part saw: a tactic that a rule found, or the text denies, needs no second witness."""
    known = {item.tactic for item in rules}
    added = [item for item in learned if item.tactic not in known]
    return _sorted((*rules, *added))


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda item: (item.negated, -item.weight, item.start, item.sign_id)))


def _without(text: str, spans: Iterable[Observable | Segment]) -> str:
    """Return the text without some spans: links, addresses and numbers are no words of any language."""
    kept: list[str] = []
    place = 0
    for item in sorted(spans, key=lambda item: item.start):
        kept.append(text[place : item.start])
        place = max(place, item.end)
    return " ".join((*kept, text[place:]))


def _not_judged(seen: _Seen) -> Iterator[str]:
    if seen.language not in {READ_LANGUAGE, UNKNOWN}:
        named = f"another language ({seen.language})"
        yield f"I read only English. This seems to be in {named}, so I could not judge its words."
    yield from left_out(seen.segments)
    if seen.links:
        yield "I did not open any link: opening one can tell the sender that you are there."
    if len(seen.links) == MAX_LINKS:
        yield f"There may be more links: I looked at the first {MAX_LINKS}."
