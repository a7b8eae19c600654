"""The hand-written training texts: one JSON object a line, one writer a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.model import Genre, Tactic

CORPUS = Path(__file__).parent / "corpus"
KEPT_APART = CORPUS / "kept_apart"
"""Writers that nothing is ever learned from, rules included: what is measured on them holds for strangers."""
LABELS = ("benign", "lure", "scam")


class BadTextError(Exception):
    """A training text breaks the format; the message names file and line, and says what to change."""


@dataclass(frozen=True, slots=True)
class Text:
    """One training text. `use` says what for: `all`, `spans_only`, or `apart` (kept, never trained on)."""

    id: str
    writer: str
    label: str
    genre: Genre
    text: str
    spans: tuple[tuple[Tactic, str], ...]
    use: str


def read_texts(folder: Path = CORPUS) -> list[Text]:
    """Every text of every file, in the order of file names and lines, so that training is repeatable."""
    return [text for path in files(folder) for text in _read(path)]


def training_texts(folder: Path = CORPUS) -> list[Text]:
    """Those of them that messages are judged by."""
    return [text for text in read_texts(folder) if text.use == "all"]


def files(folder: Path = CORPUS) -> list[Path]:
    """The corpus files, in the order of their names."""
    return sorted(folder.glob("*.jsonl"))


def _read(path: Path) -> Iterator[Text]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield _parse(json.loads(line))
        except (ValueError, KeyError) as error:
            raise BadTextError(f"{path.name} line {number}: {error!r}") from error


def _parse(row: dict[str, object]) -> Text:
    text, label, spans = str(row["text"]), str(row["label"]), row.get("spans", [])
    if label not in LABELS:
        raise ValueError(f"label must be one of {', '.join(LABELS)}")
    if not isinstance(spans, list):
        raise TypeError("spans must be a list of [tactic, quote]")
    pairs = tuple((Tactic(tactic), str(quote)) for tactic, quote in spans)
    if missing := [quote for _, quote in pairs if quote not in text]:
        raise ValueError(f"span is not in the text: {missing[0]}")
    genre = Genre(str(row["genre"]))
    return Text(str(row["id"]), str(row["writer"]), label, genre, text, pairs, str(row.get("use", "all")))
