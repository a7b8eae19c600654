"""What every finder hands back."""

from typing import NamedTuple

from nlp.model import ObservableKind


class Found(NamedTuple):
    """One contact point, with offsets into the text that was searched."""

    kind: ObservableKind
    value: str
    start: int
    end: int
