"""Tells the parts of a text apart: what was received, what the reporter added, and what programs put around it."""

from nlp.segments.partition import segment
from nlp.segments.passage import densest
from nlp.segments.readable import judged, placed
from nlp.segments.sections import Part, parts

__all__ = ["Part", "densest", "judged", "parts", "placed", "segment"]
