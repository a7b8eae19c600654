"""Refuses weights and changes that read worse than before: `python -m nlp.learned.gate`, well under a minute.

Three sorts of figures are held against a committed floor: those that training wrote beside the weights, of every
writer read by heads that never saw the writer; the same on a fixed part of the corpus, trained and read anew right now;
and those of the whole detector on the writers that are kept apart. A figure may fall below the floor by its own noise.
`--set-floor` makes today's figures the floor: on purpose, in a commit that says why.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from nlp.assessor import Assessor
from nlp.evaluation.rates import Sources, area_under_curve, areas_drawn_again
from nlp.learned.fitting import Sample, held_out
from nlp.learned.heads import LABELS
from nlp.learned.reader import weights_version
from nlp.learned.texts import KEPT_APART, Text, read_texts, training_texts
from nlp.learned.vectors import WEIGHTS, Vectors
from nlp.learned.version import CONFIG
from nlp.model import Approach

FIGURES = WEIGHTS / "figures.json"
"""Written by training."""
FLOOR = Path(__file__).parent / "floor.json"
"""Written by `--set-floor`."""
QUICK_WRITERS = (
    *("shared_approaches_plain", "shared_benign", "shared_personal_contacts", "shared_public_genres", "shared_scam"),
    *("w01", "w02", "w03", "w04", "w05", "w06", "w07", "w08", "w09", "w10", "w11", "w12", "w13", "w15"),
)
"""A fixed part of the corpus, so that texts which come later change nothing in the quick run."""
QUICK_TEXTS = 60
"""Of each of these writers."""
QUICK_ROUNDS = 5
"""So many times a share of the writers is left out, and read by heads that learned from the others."""
DRAWS = 200
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """How well one malicious label is told from honest texts of writers that were never seen."""

    auc: float
    error: float
    """Standard error of the area, from drawing writers and their texts again."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one training, by malicious label."""

    version: str
    """Of the weights."""
    texts: int
    writers: int
    labels: Mapping[str, Figure]

    @classmethod
    def of(cls, sample: Sample, scores: NDArray[np.float64], version: str) -> Self:
        """Measure held-out scores."""
        return cls.of_texts(sample.texts, scores, version)

    @classmethod
    def of_texts(cls, texts: Sequence[Text], scores: NDArray[np.float64], version: str) -> Self:
        """Measure scores, one a text."""
        labels = {label: _figure(texts, scores, label) for label in LABELS[1:]}
        return cls(version, len(texts), len({text.writer for text in texts}), labels)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the gate looks at: now, or as a floor."""

    trained: Measured
    quick: Measured
    apart: Measured


def save_figures(figures: Measured, path: Path = FIGURES) -> None:
    """Write the figures of a training; the same figures give the same bytes."""
    path.write_bytes(TypeAdapter(Measured).dump_json(figures, indent=1) + b"\n")


def load_figures(path: Path = FIGURES) -> Measured:
    """Read what `save_figures` wrote."""
    return TypeAdapter(Measured).validate_json(path.read_bytes())


def save_floor(standing: Standing, path: Path = FLOOR) -> None:
    """Make these figures the floor."""
    path.write_bytes(TypeAdapter(Standing).dump_json(standing, indent=1) + b"\n")


def load_floor(path: Path = FLOOR) -> Standing:
    """Read what `save_floor` wrote."""
    return TypeAdapter(Standing).validate_json(path.read_bytes())


def complaints(now: Standing, floor: Standing, shipped: str) -> Iterator[str]:
    """Say what dropped, one sentence each; nothing where all is well.

    Args:
        now: the figures of today.
        floor: those that must be held, less their own noise.
        shipped: version of the weights that the figures ought to be of.
    """
    if now.trained.version != shipped:
        yield f"The figures are of weights {now.trained.version}, but weights {shipped} ship: run `make train`."
    yield from _dropped("on all held-out writers", now.trained, floor.trained)
    yield from _dropped("in the quick run on a fixed part of the corpus", now.quick, floor.quick)
    yield from _dropped("of the whole detector on writers kept apart", now.apart, floor.apart)


def _dropped(where: str, now: Measured, floor: Measured) -> Iterator[str]:
    for label, held in floor.labels.items():
        found = now.labels.get(label)
        if found is None:
            yield f"There is no figure for {label} {where}."
        elif not found.auc >= held.auc - held.error:
            yield (
                f"The area under the curve of {label} against honest texts {where} dropped to {found.auc:.3f}; "
                f"the floor is {held.auc:.3f}, and {held.error:.3f} below it is still noise."
            )


def quick_run(texts: Sequence[Text] | None = None, config: Path = CONFIG) -> Measured:
    """Train on a fixed part of the corpus without a share of the writers in turn, read those, and measure."""
    chosen = [text for writer in QUICK_WRITERS for text in _drawn(writer, texts or training_texts())]
    sample = Sample.of(chosen, Vectors.load())
    shares = np.array([str(QUICK_WRITERS.index(text.writer) % QUICK_ROUNDS) for text in chosen])
    settings = tomllib.loads(config.read_text(encoding="utf-8"))
    return Measured.of(sample, held_out(replace(sample, writers=shares), settings, lambda _: None), "quick")


def apart_run(assessor: Assessor) -> Measured:
    """Read the writers that are kept apart with the whole detector, and measure its score."""
    texts = read_texts(KEPT_APART)
    scores = np.array([assessor.assess(Approach(text.text)).score for text in texts])
    return Measured.of_texts(texts, scores, assessor.version)


def _drawn(writer: str, texts: Sequence[Text]) -> list[Text]:
    """The same texts of a writer, however many come to the corpus."""
    own = [text for text in texts if text.writer == writer]
    return sorted(own, key=lambda text: crc32(text.id.encode()))[:QUICK_TEXTS]


def _figure(texts: Sequence[Text], scores: NDArray[np.float64], label: str) -> Figure:
    labels = np.array([text.label for text in texts])
    writers = np.array([text.writer for text in texts])
    honest, malicious = labels == LABELS[0], labels == label
    groups = [Sources(zip(writers[rows].tolist(), scores[rows].tolist(), strict=True)) for rows in (malicious, honest)]
    areas = areas_drawn_again({label: groups[0]}, groups[1], DRAWS)[label]
    auc = area_under_curve(scores[malicious], scores[honest])
    return Figure(round(auc, _DIGITS), round(float(areas.std()), _DIGITS))


def main(arguments: Sequence[str]) -> int:
    """Print what dropped and return 1, or return 0."""
    now = Standing(load_figures(), quick_run(), apart_run(Assessor.load()))
    for name, measured in (("held-out writers", now.trained), ("quick run", now.quick), ("kept apart", now.apart)):
        shown = ", ".join(f"{label} {item.auc:.3f} (± {item.error:.3f})" for label, item in measured.labels.items())
        sys.stdout.write(f"{name}: {shown}\n")
    if "--set-floor" in arguments:
        save_floor(now)
        return 0
    found = list(complaints(now, load_floor(), weights_version()))
    sys.stdout.write("".join(f"{sentence}\n" for sentence in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
