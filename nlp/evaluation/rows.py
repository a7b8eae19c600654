"""Labelled lines, and what is kept of each once it was assessed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

import numpy as np
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator

from nlp.model import Approach, Assessment, ReadingError

Assess = Callable[[Approach], Assessment]


class Label(StrEnum):
    """What a labelled row really is."""

    LURE = "lure"
    SCAM = "scam"
    BENIGN = "benign"
    AMBIGUOUS = "ambiguous"
    """Nobody can tell; neither malicious nor honest in any figure."""


AMBIGUOUS_TIERS = frozenset({"ambiguous", "borderline", "unclear", "unknown"})
"""Values of `tier` that make a row ambiguous, whatever its label says."""


class Row(BaseModel):
    """One line of a labelled file; other keys are ignored. `writer` serves where there is no `source`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    label: Label
    source: str = Field("unnamed", validation_alias=AliasChoices("source", "writer"))
    kind: str = ""
    tier: str = ""
    genre: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, values: object) -> object:
        return (
            {key: value for key, value in values.items() if value is not None} if isinstance(values, dict) else values
        )

    @property
    def truth(self) -> Label:
        """The label, or AMBIGUOUS where the tier says so."""
        return Label.AMBIGUOUS if self.tier.lower() in AMBIGUOUS_TIERS else self.label


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled text after it was assessed; the text itself is not kept."""

    label: Label
    score: float
    band: str
    kind: str
    """What the assessment says: approach, fraud or none."""
    source: str
    tier: str = ""
    """The row's own; empty where it has none, as for the next two."""
    row_kind: str = ""
    genre: str = ""
    genre_read: str = ""
    """What the assessment says; empty where it could not tell."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How long assessing took, in milliseconds a message, on one core."""

    p50: float
    p99: float
    mean: float


@dataclass(frozen=True, slots=True)
class Assessed:
    """Every usable row of a file, in order, with what was made of it."""

    rows: tuple[Row, ...]
    scored: tuple[Scored, ...]
    """One for each of `rows`."""
    speed: Speed
    skipped: tuple[str, ...]
    """One sentence for each line that could not be used."""
    model: str
    """Version of rules and weights; empty where no line could be used."""


def assess_lines(
    files: Iterable[tuple[str, Iterable[bytes]]], assess: Assess, clock: Callable[[], float] = perf_counter
) -> Assessed:
    """Assess every labelled line of some files. Lines that cannot be used are counted and named, not dropped silently.

    Args:
        files: a name to put before `line 3`, empty where there is only one file; and the lines.
        assess: gives the assessment of one text.
        clock: gives seconds.
    """
    rows: list[Row] = []
    scored: list[Scored] = []
    durations: list[float] = []
    skipped: list[str] = []
    model = ""
    for place, row in _readable(files, skipped):
        begin = clock()
        try:
            result = assess(Approach(row.text))
        except ReadingError as error:
            skipped.append(f"{place}: {error.sentence()}")
            continue
        durations.append((clock() - begin) * 1_000)
        model = result.model
        rows.append(row)
        scored.append(scored_row(row, result))
    return Assessed(tuple(rows), tuple(scored), _speed(durations), tuple(skipped), model)


def scored_row(row: Row, result: Assessment) -> Scored:
    """What is kept of a row and its assessment."""
    genre_read = result.genre.value if result.genre else ""
    kept = (row.tier, row.kind, row.genre, genre_read)
    return Scored(row.truth, result.score, result.band.label, result.kind.value, row.source, *kept)


def _readable(files: Iterable[tuple[str, Iterable[bytes]]], skipped: list[str]) -> Iterator[tuple[str, Row]]:
    for name, lines in files:
        for number, line in enumerate(lines, start=1):
            place = f"{name} line {number}".strip()
            try:
                yield place, Row.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
            except ValidationError as error:
                skipped.append(f"{place}: {_complaint(error)}")


def _complaint(error: ValidationError) -> str:
    fields = ", ".join(".".join(map(str, item["loc"])) for item in error.errors())
    if not fields:
        return 'The line is no JSON object. Write {"text": "…", "label": "…"}.'
    return f"unusable {fields}. A label is lure, scam, benign or ambiguous."


def _speed(durations: list[float]) -> Speed:
    p50, p99 = np.percentile(durations or [0.0], [50, 99])
    return Speed(float(p50), float(p99), float(np.mean(durations or [0.0])))
