"""Evaluation as a habit: figures on labelled texts, attacks, baselines, and the report in docs/evaluation.md."""

from nlp.evaluation.attacks import ATTACKS, Outcome, alarming, attack, disguise
from nlp.evaluation.figures import CalibrationBin, Figures, Group, Separation, measure
from nlp.evaluation.rates import area_under_curve, recall_at
from nlp.evaluation.rows import Assessed, Label, Row, Scored, Speed, assess_lines

__all__ = [
    "ATTACKS",
    "Assessed",
    "CalibrationBin",
    "Figures",
    "Group",
    "Label",
    "Outcome",
    "Row",
    "Scored",
    "Separation",
    "Speed",
    "alarming",
    "area_under_curve",
    "assess_lines",
    "attack",
    "disguise",
    "measure",
    "recall_at",
]
