"""How long one message takes to assess, beside spaCy's bare tokenizer on the same texts in the same run."""

import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
import spacy

from nlp.assessor import Assessor
from nlp.clean import clean
from nlp.detector import Detector
from nlp.language import LanguageTeller
from nlp.learned.reader import Reader
from nlp.learned.texts import read_texts
from nlp.links import review
from nlp.model import Approach
from nlp.observe import observe
from tests.bench.hostile import hostile_texts

Result = TypeVar("Result")

ROUNDS = 3
SAMPLE = 400
EIGHTY_WORDS = (70, 90)
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
    detector: Detector
    reader: Reader
    languages: LanguageTeller

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
            spend("review of links", partial(review, text, seen))
            spend("signs", partial(self.detector.detect, text, cleaned))
            spend("learned", partial(self.reader.read, cleaned.text))
            spend("language", partial(self.languages.tell, text))
            spend("whole", partial(self.assessor.assess, Approach(text)))
        return {name: median(times) for name, times in spent.items()}


def tell_stages(name: str, found: dict[str, float], out: Callable[[str], object]) -> None:
    """Print one line of stages."""
    out(f"{name:26s} " + ", ".join(f"{stage} {spent:.2f}" for stage, spent in found.items()) + " ms\n")


def main() -> None:
    """Print the figures."""
    begin, begin_cpu = perf_counter(), process_time()
    assessor = Assessor.load()
    loaded, loaded_cpu = perf_counter() - begin, process_time() - begin_cpu
    tokenizer = spacy.blank("en")
    texts = [item.text for item in read_texts()]
    texts = texts[:: max(1, len(texts) // SAMPLE)]
    eighty = [text for text in texts if EIGHTY_WORDS[0] <= len(text.split()) <= EIGHTY_WORDS[1]]

    def assess(text: str) -> object:
        return assessor.assess(Approach(text))

    milliseconds(assess, texts[:50])
    milliseconds(tokenizer, texts[:50])
    ours = [milliseconds(assess, texts) for _ in range(ROUNDS)]
    bare = [milliseconds(tokenizer, texts) for _ in range(ROUNDS)]
    ratio = median(sum(a) / sum(b) for a, b in zip(ours, bare, strict=True))
    p50, p99 = np.percentile(ours, [50, 99])
    rate = len(texts) * ROUNDS / (sum(map(sum, ours)) / 1_000)
    out = sys.stdout.write
    out(f"load beyond imports: {loaded:.2f} s, of processor time {loaded_cpu:.2f} s\n")
    out(f"assess one message of the corpus ({len(texts)} texts): p50 {p50:.2f} ms, p99 {p99:.2f} ms\n")
    out(f"assess about 80 words ({len(eighty)} texts): p50 {np.median(milliseconds(assess, eighty)):.2f} ms\n")
    out(f"messages a second on one core: {rate:.0f}; cost {ratio:.0f} times the bare tokenizer\n")
    long = " ".join(texts)
    for length in LENGTHS:
        spent = min(milliseconds(assess, [long[:length]] * ROUNDS))
        out(f"{length:6d} characters: {spent:6.1f} ms, {spent / length * 1_000:.2f} µs a character\n")
    stages = Stages(assessor, Detector.load(), Reader.load(), LanguageTeller.load())
    stages.timed([*eighty, "Sehr geehrte Damen und Herren, bitte lesen Sie das."])
    tell_stages("80 words, by stage:", stages.timed(eighty), out)
    for name, text in hostile_texts().items():
        tell_stages(name, stages.timed([text]), out)
    out(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024:.0f} MB\n")


if __name__ == "__main__":
    main()
