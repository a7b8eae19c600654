"""The pictures in docs/evaluation/. The same figures give the same bytes, with one version of matplotlib."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np

from nlp.evaluation.cost import Cost
from nlp.evaluation.figures import CalibrationBin
from nlp.evaluation.heldout import Point
from nlp.evaluation.rates import roc
from nlp.evaluation.rows import Label, Scored

if TYPE_CHECKING:
    from matplotlib.axes import Axes

mpl.use("svg")
_STYLE = Path(__file__).parent / "plain.mplstyle"
_COLOURS = {"lure": "#b03a2e", "scam": "#1f618d"}
_MARKS = {"lure": "o", "scam": "s"}
_SIZE = (5.4, 3.6)
_GREY = "#777777"


def learning_curve(points: Sequence[Point], path: Path) -> None:
    """Draw the area under the curve on unseen writers against the number of writers learned from."""
    with _axes(path, "other writers learned from", "AUC on a writer never read") as axes:
        voices = [point.voices for point in points]
        for label, colour in _COLOURS.items():
            figures = [point.measured.labels[label] for point in points]
            areas, errors = [figure.auc for figure in figures], [figure.error for figure in figures]
            axes.errorbar(voices, areas, yerr=errors, color=colour, marker=_MARKS[label], capsize=3, label=f"{label}s")
        axes.set_xticks(voices)
        axes.legend(frameon=False, loc="lower right")


def calibration_curve(bins: Sequence[CalibrationBin], path: Path) -> None:
    """Draw the share that was malicious against the score, with the number of texts at each point."""
    with _axes(path, "score", "share that was malicious") as axes:
        axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", linewidth=1, label="as promised")
        scores, shares = [item.mean_score for item in bins], [item.malicious for item in bins]
        axes.plot(scores, shares, color=_COLOURS["lure"], marker="o", label="as observed")
        for item in bins:
            place = (item.mean_score, item.malicious)
            axes.annotate(str(item.rows), place, xytext=(5, -10), textcoords="offset points", fontsize=8, color=_GREY)
        axes.set(xlim=(0, 1), ylim=(-0.02, 1.02))
        axes.legend(frameon=False, loc="upper left")


def roc_curves(rows: Sequence[Scored], path: Path) -> None:
    """Draw for each malicious label the share found against the share of honest texts that alarm."""
    with _axes(path, "share of honest texts above the score", "share found") as axes:
        axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", linewidth=1, label="chance")
        honest = np.array([row.score for row in rows if row.label is Label.BENIGN])
        for label, style in (("lure", "-"), ("scam", "-.")):
            malicious = np.array([row.score for row in rows if row.label == label])
            axes.plot(*roc(malicious, honest), color=_COLOURS[label], linestyle=style, label=f"{label}s")
        axes.set(xlim=(0, 1), ylim=(0, 1.01))
        axes.legend(frameon=False, loc="lower right")


def cost_curve(costs: Sequence[Cost], path: Path) -> None:
    """Draw milliseconds against characters, both on logarithmic scales."""
    with _axes(path, "characters", "milliseconds a text") as axes:
        lengths, times = [item.characters for item in costs], [item.milliseconds for item in costs]
        axes.loglog(lengths, times, color=_COLOURS["scam"], marker="o")
        axes.set_xticks(lengths, [f"{length:,}" for length in lengths], rotation=30)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.minorticks_off()


@contextmanager
def _axes(path: Path, below: str, beside: str) -> Iterator["Axes"]:
    """Give axes to draw on; save the picture without a date."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - after the backend is chosen

    with mpl.rc_context(fname=_STYLE):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot(xlabel=below, ylabel=beside)
        yield axes
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
