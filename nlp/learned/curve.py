"""Learning curve by writer: `python -m nlp.learned.curve`. What more voices bring, judged on voices never read."""

import sys
import tomllib

from nlp.learned.fitting import Sample, held_out, separation
from nlp.learned.heads import LABELS
from nlp.learned.texts import training_texts
from nlp.learned.vectors import Vectors
from nlp.learned.version import CONFIG

STEPS = (4, 8, 12)
"""How many other writers are learned from; the last step is all of them."""


def main() -> None:
    """Print one line for each number of writers learned from."""
    settings = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    sample = Sample.of(training_texts(), Vectors.load())
    everyone = len(set(sample.writers.tolist())) - 1
    for voices in (*(step for step in STEPS if step < everyone), everyone):
        scores = held_out(sample, settings, lambda _: None, voices)
        figures = ", ".join(f"{label} {separation(sample, scores, label):.3f}" for label in LABELS[1:])
        sys.stdout.write(f"{voices:3} writers: AUC against benign: {figures}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
