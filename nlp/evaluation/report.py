"""Writes the figures into docs/evaluation.md: `python -m nlp.evaluation.report [FILE.jsonl …]`, many minutes.

The words of that page are written by hand. What is measured stands between marks and is put there by this program.
Without files, the block about texts from elsewhere stays as it was.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

from nlp.assessor import Assessor
from nlp.evaluation import plots, tables
from nlp.evaluation.attacks import alarming, attack
from nlp.evaluation.baselines import baselines
from nlp.evaluation.cost import costs
from nlp.evaluation.figures import measure
from nlp.evaluation.heldout import HeldOut, row_of
from nlp.evaluation.rows import Label, assess_lines, scored_row
from nlp.learned.agreement import detected, overlap, quoted
from nlp.learned.gate import load_figures
from nlp.learned.texts import KEPT_APART, read_texts, training_texts
from nlp.model import Approach

PAGE = Path("docs/evaluation.md")
PICTURES = Path("docs/evaluation")


class PageError(Exception):
    """The page lacks a mark that a block belongs between."""


def fill(page: str, name: str, block: str) -> str:
    """Put a block between its marks.

    Raises:
        PageError: the marks are not there, once each and in order.
    """
    begin, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise PageError(f"The page needs {begin} and, after it, {end}.")
    before, rest = page.split(begin)
    return f"{before}{begin}\n{block.strip()}\n{end}{rest.split(end)[1]}"


def own_blocks(assessor: Assessor, when: str, pictures: Path, tell: Callable[[str], None]) -> dict[str, str]:
    """Measure on the repository's own texts; draw the pictures."""
    held = HeldOut(training_texts(), tell)
    spans = [text for text in read_texts() if text.use != "apart"]
    rows, scored = held.scored(assessor, spans)
    figures, alone = measure(scored), load_figures()
    plots.roc_curves(scored, pictures / "roc.svg")
    plots.calibration_curve(figures.calibration, pictures / "calibration.svg")
    plots.learning_curve(list(held.curve(alone)), pictures / "learning-curve.svg")
    parts = ", ".join(f"{label}s {item.auc:.2f} (± {item.error:.2f})" for label, item in alone.labels.items())
    own = [
        f"{when}; {len(rows):,} texts by {len(held.writers)} writers.",
        tables.separation_table(figures),
        f"The trained part alone, without rules, links and gates: {parts}.",
        tables.band_table(figures),
        tables.kind_table(figures),
        f"Expected calibration error {figures.calibration_error:.3f}, Brier score {figures.brier:.3f}.",
        "![Share found against share of honest texts that alarm, lures and scams](evaluation/roc.svg)",
        "![Share that was malicious against the score](evaluation/calibration.svg)",
    ]
    curve = "![AUC on writers never read, against the number of writers learned from](evaluation/learning-curve.svg)"
    spent = costs([row.text for row in rows], assessor.assess)
    plots.cost_curve(spent, pictures / "cost.svg")
    common = next(item.milliseconds for item in spent if item.characters >= _MESSAGE)
    return {
        "own": "\n\n".join(own),
        "curve": f"{when}.\n\n{curve}",
        "genres": f"{when}.\n\n{tables.group_table(figures.groups['genre'], 'genre')}",
        "methods": f"{when}.\n\n{tables.method_table(figures.separation, common, held.baselines())}",
        "cost": f"{when}.\n\n{tables.cost_table(spent)}\n\n![Milliseconds against characters](evaluation/cost.svg)",
    }


_MESSAGE = 300
"""Characters of a common message."""


def apart_blocks(assessor: Assessor, when: str, tell: Callable[[str], None]) -> dict[str, str]:
    """Measure what ships on the writers that nothing was learned from; attack what alarms of theirs."""
    texts = read_texts(KEPT_APART)
    rows = [row_of(text) for text in texts]
    figures = measure([scored_row(row, assessor.assess(Approach(row.text))) for row in rows])
    attacked = alarming([row.text for row in rows if row.label is not Label.BENIGN], assessor.assess)
    tell(f"attacking {len(attacked)} texts")
    marked = [text for text in texts if text.spans]
    spans = overlap((detected(assessor, text.text), quoted(text.text, text.spans)) for text in marked)
    apart = [
        f"{when}; {len(rows):,} texts by {len({text.writer for text in texts})} writers.",
        tables.separation_table(figures),
        tables.band_table(figures),
        tables.kind_table(figures),
        tables.group_table(figures.groups["genre"], "genre"),
        tables.span_table(spans),
    ]
    return {
        "apart": "\n\n".join(apart),
        "attacks": f"{when}; {len(attacked)} texts.\n\n{tables.attack_table(attack(attacked, assessor.assess))}",
    }


def outside_block(paths: Sequence[Path], assessor: Assessor, when: str) -> str:
    """Measure on files from elsewhere, with the weights that ship."""
    with ExitStack() as stack:
        files = [(path.name, stack.enter_context(path.open("rb"))) for path in paths]
        assessed = assess_lines(files, assessor.assess)
    figures = measure(assessed.scored)
    unclear = [tables.group_table(figures.ambiguous, "source")] if figures.ambiguous else []
    return "\n\n".join(
        [
            f"{when}; {', '.join(path.name for path in paths)}: {figures.rows:,} texts.",
            tables.separation_table(figures),
            tables.band_table(figures),
            tables.kind_table(figures),
            tables.group_table(figures.groups["source"], "source"),
            *unclear,
            tables.method_table(figures.separation, assessed.speed.mean, baselines(assessed.rows)),
        ]
    )


def main(paths: Sequence[str], today: date) -> None:
    """Measure, draw, and write the page. Run it in the repository's folder."""
    assessor = Assessor.load()
    when = f"Measured on {today.day} {today:%B %Y} with `{assessor.version}`"
    PICTURES.mkdir(exist_ok=True)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - progress

    blocks = apart_blocks(assessor, when, tell) | own_blocks(assessor, when, PICTURES, tell)
    if paths:
        blocks["outside"] = outside_block([Path(path) for path in paths], assessor, when)
    page = PAGE.read_text(encoding="utf-8")
    for name, block in blocks.items():
        page = fill(page, name, block)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:], datetime.now(UTC).date())
