"""How long one message takes to assess, beside spaCy's bare tokenizer on the same texts in the same run."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import process_time
from typing import TypeVar

import numpy as np
import spacy

from nlp.assessor import Assessor
from nlp.clean import clean
from nlp.links import review
from nlp.model import Approach
from nlp.observe import observe
from nlp.segments import segment
from tests.bench.hostile import hostile_texts
from tests.bench.sample import about_eighty_words, sample

Result = TypeVar("Result")

ROUNDS = 3
LENGTHS = (1_000, 5_000, 10_000, 20_000, 40_000)


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the processor time of each call, in milliseconds."""
    spent = []
    for text in texts:
        begin = process_time()
        work(text)
        spent.append((process_time() - begin) * 1_000)
    return spent


@dataclass(frozen=True)
class Stages:
    """The stages of reading, each to be timed by itself."""

    assessor: Assessor

    def timed(self, texts: Sequence[str]) -> dict[str, float]:
        """Return the median processor time of each stage over the texts, in milliseconds."""
        spent: dict[str, list[float]] = {}

        def spend(name: str, work: Callable[[], Result]) -> Result:
            begin = process_time()
            result = work()
            spent.setdefault(name, []).append((process_time() - begin) * 1_000)
            return result

        for text in texts:
            cleaned = spend("clean", partial(clean, text))
            seen = spend("observe", partial(observe, text))
            spend("segment", partial(segment, cleaned.text))
            spend("review of links", partial(review, text, seen))
            spend("signs", partial(self.assessor._detector.detect, text, cleaned))
            spend("learned", partial(self.assessor._reader.read, cleaned.text))
            spend("language", partial(self.assessor._languages.tell, text))
            spend("whole", partial(self.assessor.assess, Approach(text)))
        return {name: median(times) for name, times in spent.items()}


def tell_stages(name: str, found: dict[str, float], out: Callable[[str], object]) -> None:
    """Print one line of stages."""
    out(f"{name:26s} " + ", ".join(f"{stage} {spent:.2f}" for stage, spent in found.items()) + " ms\n")


def compare(name: str, assess: Callable[[str], object], texts: Sequence[str], out: Callable[[str], object]) -> None:
    """Print what a text costs, beside the bare tokenizer; the two take turns, so that a busy machine slows both.

    Both have met all words before: a word that is new to it costs the tokenizer three times as much.
    """
    tokenizer = spacy.blank("en")
    milliseconds(assess, texts)
    milliseconds(tokenizer, texts)
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours += milliseconds(assess, texts)
        bare += milliseconds(tokenizer, texts)
    p50, p99 = np.percentile(ours, [50, 99])
    out(f"assess {name} ({len(texts)} texts): p50 {p50:.2f} ms, p99 {p99:.2f} ms\n")
    rate = len(ours) / (sum(ours) / 1_000)
    out(f"  {rate:.0f} a second on one core; {sum(ours) / sum(bare):.0f} times the bare tokenizer\n")


def main() -> None:
    """Print the figures."""
    subprocess.run([sys.executable, "-m", "tests.bench.holding"], check=True)
    assessor = Assessor.load()
    texts, eighty = sample(), about_eighty_words()

    def assess(text: str) -> object:
        return assessor.assess(Approach(text))

    out = sys.stdout.write
    compare("one message of the corpus", assess, texts, out)
    compare("about 80 words", assess, eighty, out)
    long = " ".join(texts)
    for length in LENGTHS:
        spent = min(milliseconds(assess, [long[:length]] * ROUNDS))
        out(f"{length:6d} characters: {spent:6.1f} ms, {spent / length * 1_000:.2f} µs a character\n")
    stages = Stages(assessor)
    stages.timed([*eighty[:50], "Sehr geehrte Damen und Herren, bitte lesen Sie das."])
    tell_stages("80 words, by stage:", stages.timed(eighty), out)
    for name, text in hostile_texts().items():
        tell_stages(name, stages.timed([text]), out)


if __name__ == "__main__":
    main()
