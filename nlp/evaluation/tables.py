"""Figures as Markdown tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from nlp.evaluation.attacks import Outcome
from nlp.evaluation.baselines import Baseline
from nlp.evaluation.cost import Cost
from nlp.evaluation.figures import Figures, Group, Separation
from nlp.evaluation.rows import Label
from nlp.learned.agreement import Overlap, together
from nlp.model import RiskBand, Tactic

FEWEST_ROWS = 10
"""Smaller groups are put together."""
_BANDS = (RiskBand.HIGH, RiskBand.MEDIUM, RiskBand.LOW, RiskBand.INSUFFICIENT)
_NAMES = {Label.BENIGN: "honest", Label.LURE: "lures", Label.SCAM: "scams and fraud", "all": "all malicious"}
_MEASURES = ("AUC", "95 %", "found at 1 %", "at 5 %", "at 10 % false alarms")


def separation_table(figures: Figures) -> str:
    """How well each label is told from honest texts."""
    rows = [[_NAMES[name], f"{item.rows:,}", *_measures(item)] for name, item in figures.separation.items()]
    honest = next((item.honest for item in figures.separation.values()), 0)
    return _table((f"against {honest:,} honest texts", "texts", *_MEASURES), rows)


def band_table(figures: Figures) -> str:
    """How often each band was given, by what the text really is."""
    rows = [
        [f"{_NAMES[label]} ({sum(figures.bands[label].values()):,})", *_shares(figures.bands[label])]
        for label in _NAMES
        if label in figures.bands
    ]
    return _table(("really", "HIGH", "MEDIUM", "LOW", "not enough to judge"), rows)


def kind_table(figures: Figures) -> str:
    """What an alarming text was called, by what it really is."""
    kinds = ("approach", "fraud")
    rows = []
    for label, name in _NAMES.items():
        found = figures.kinds.get(label, {})
        alarms = sum(found.get(kind, 0) for kind in kinds)
        if alarms:
            rows.append([name, f"{alarms:,}", *(f"{found.get(kind, 0) / alarms:.0%}" for kind in kinds)])
    return _table(("really", "alarms", "called an approach", "called fraud"), rows)


def group_table(groups: Sequence[Group], heading: str) -> str:
    """Each group of at least `FEWEST_ROWS` rows: how often it alarms; of malicious ones how well they are told."""
    rows = [_group(group) for group in groups if group.rows >= FEWEST_ROWS]
    for label in dict.fromkeys(group.label for group in groups):
        small = [group for group in groups if group.label == label and group.rows < FEWEST_ROWS]
        if small:
            bands = sum((Counter(group.bands) for group in small), Counter())
            total = sum(group.rows for group in small)
            rows.append(_group(Group(label, f"{len(small)} with fewer than {FEWEST_ROWS}", total, bands, 0.0, None)))
    return _table(("really", heading, "texts", "HIGH or MEDIUM", "AUC", "95 %"), rows)


def method_table(own: Mapping[str, Separation], milliseconds: float, others: Iterable[Baseline]) -> str:
    """Other methods beside this detector."""
    methods = [
        ("**this detector**", own, milliseconds),
        *((item.name, item.separation, item.milliseconds) for item in others),
    ]
    rows = [
        [name, *(_short(separation.get(label)) for label in (Label.LURE, Label.SCAM)), f"{cost:.1f}"]
        for name, separation, cost in methods
    ]
    return _table(("method", "lures: AUC, found at 5 %", "scams and fraud", "ms a message"), rows)


def attack_table(outcomes: Iterable[Outcome]) -> str:
    """How often each attack succeeded."""
    rows = [[item.attack, str(item.tried), str(item.escaped), f"{item.rate:.1%}"] for item in outcomes]
    return _table(("attack", "tried", "escaped", "share"), rows)


def span_table(spans: Mapping[Tactic, Overlap]) -> str:
    """How well the words that are shown for a tactic meet those that the writer marked."""
    found = sorted(spans.items(), key=lambda pair: -pair[1].marked)
    named = [(tactic.value.replace("_", " "), item) for tactic, item in found if item.marked >= FEWEST_ROWS]
    rows = [
        [name, f"{item.marked:,}", f"{item.precision:.2f}", f"{item.recall:.2f}", f"{item.f1:.2f}"]
        for name, item in (*named, ("**all**", together(spans.values())))
    ]
    return _table(("tactic", "words marked", "precision", "recall", "F1"), rows)


def cost_table(costs: Iterable[Cost]) -> str:
    """Milliseconds by length."""
    return _table(("characters", "ms"), [[f"{item.characters:,}", f"{item.milliseconds:.1f}"] for item in costs])


def _group(group: Group) -> list[str]:
    alarms = sum(group.bands.get(band.label, 0) for band in (RiskBand.HIGH, RiskBand.MEDIUM))
    found = group.separation
    measures = [f"{found.auc:.2f}", _interval(found)] if found else ["", ""]
    return [_NAMES[Label(group.label)], group.name, f"{group.rows:,}", f"{alarms / group.rows:.0%}", *measures]


def _short(item: Separation | None) -> str:
    return f"{item.auc:.2f} ({_interval(item)}), {item.recall[0.05]:.0%}" if item else ""


def _measures(item: Separation) -> list[str]:
    return [f"{item.auc:.2f}", _interval(item), *(f"{value:.0%}" for value in item.recall.values())]


def _interval(item: Separation) -> str:
    return f"{item.low:.2f} to {item.high:.2f}"


def _shares(bands: Mapping[str, int]) -> list[str]:
    total = sum(bands.values())
    return [f"{bands.get(band.label, 0) / total:.1%}" for band in _BANDS]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
