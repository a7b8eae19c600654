"""Figures of the shipped weights on labelled files from elsewhere: `python -m nlp.learned.experiment FILE …`.

Lines are `{"text", "label", "source", "tier"?}`. For measuring only: what is measured on is never trained on.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from nlp.learned.reader import Reader, weights_version

FALSE_ALARMS = 0.03
"""Share of the honest texts that may lie above the threshold at which recall is given."""
FEWEST = 10
"""Sources with fewer texts are put together."""

Scores = dict[tuple[str, str], list[float]]


def main() -> None:
    """Read every line of every file, and print one line for each source."""
    reader = Reader.load()
    scores = read([Path(name) for name in sys.argv[1:]], reader)
    honest = np.array([score for (label, _), found in scores.items() if label == "benign" for score in found])
    threshold = float(np.quantile(honest, 1 - FALSE_ALARMS))
    sys.stdout.write(
        f"weights {weights_version()}, {len(honest)} honest texts, {FALSE_ALARMS:.0%} above {threshold:.2f}\n"
    )
    for (label, source), found in sorted(scores.items()):
        sys.stdout.write(describe(label, source, np.array(found), honest, threshold) + "\n")


def read(paths: list[Path], reader: Reader) -> Scores:
    """Malice of every text, by label and source; rare sources of a file share one name."""
    rows = [(path.stem, json.loads(line)) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    sizes: dict[str, int] = defaultdict(int)
    for _, row in rows:
        sizes[row["source"]] += 1
    scores: Scores = defaultdict(list)
    for stem, row in rows:
        source = row["source"] if sizes[row["source"]] >= FEWEST else f"{stem} {row.get('tier', '')}".strip()
        scores[row["label"], source].append(reader.read(row["text"]).malice)
    return scores


def describe(label: str, source: str, found: NDArray[np.float64], honest: NDArray[np.float64], threshold: float) -> str:
    """One line: quartiles and share above the threshold, and for malicious texts the AUC against all honest ones."""
    quartiles = " ".join(f"{value:.2f}" for value in np.quantile(found, (0.25, 0.5, 0.75)))
    line = f"{label:7} {source[:40]:40} {len(found):5}  quartiles {quartiles}  above {np.mean(found >= threshold):6.1%}"
    if label == "benign":
        return line
    truth = np.r_[np.ones(len(found)), np.zeros(len(honest))]
    return f"{line}  AUC {roc_auc_score(truth, np.r_[found, honest]):.3f}"


if __name__ == "__main__":
    main()
