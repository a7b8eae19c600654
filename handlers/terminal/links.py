"""`tbyl links`: how many links of a file are suspicious, and what another tool says of the same ones."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from handlers.terminal.batch import opened_for_reading
from handlers.terminal.contract import JsonObject
from nlp.links import SUSPICIOUS, review_url

PEER: Final = "fraudurl"


class PeerMissingError(Exception):
    """fraudurl is not installed. Install it with `uv sync --group evaluation`, or leave out --compare."""

    @classmethod
    def sentence(cls) -> str:
        """The sentence for the person."""
        return (cls.__doc__ or "").strip()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some links were called suspicious, and by whom."""

    tool: str
    suspicious: int
    share: float
    """Of all links; 0 where there are none."""
    unsure: int = 0
    """Links that the tool passes to a person."""


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """The figures of one file."""

    file: str
    links: int
    found: tuple[Share, ...]


def measure_files(paths: Sequence[str], *, compare: bool) -> list[LinkFigures]:
    """Review every line of each file as one link; no link is opened or looked up.

    Raises:
        OSError: a file cannot be opened.
        PeerMissingError: there is nothing to compare with.
    """
    return [_measure(path, compare=compare) for path in paths]


def _measure(path: str, *, compare: bool) -> LinkFigures:
    with opened_for_reading(path) as lines:
        urls = [url for line in lines if (url := line.decode("utf-8", "replace").strip())]
    suspicious = sum(review_url(url).suspicion >= SUSPICIOUS for url in urls)
    found = [Share("tbyl", suspicious, suspicious / len(urls) if urls else 0.0)]
    if compare:
        found.append(_peer(urls))
    return LinkFigures(Path(path).name, len(urls), tuple(found))


def _peer(urls: Sequence[str]) -> Share:
    """Ask fraudurl, offline: its lookups stay switched off."""
    try:
        version = metadata.version(PEER)
        run = import_module(f"{PEER}.cli").run
    except ImportError:
        raise PeerMissingError from None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "verdicts.jsonl"
        run(None, str(out), urls=list(urls), fmt="json", quiet=True, workers=1, enrich=False)
        verdicts = [json.loads(line)["fraud_verdict"] for line in out.read_text("utf-8").splitlines()]
    fraud = verdicts.count("FRAUD")
    return Share(f"{PEER} {version}", fraud, fraud / len(urls) if urls else 0.0, verdicts.count("REVIEW"))


def as_json(figures: Iterable[LinkFigures]) -> JsonObject:
    """Return the figures as one object."""
    return {"files": [asdict(item) for item in figures]}


def print_for_people(figures: Iterable[LinkFigures], console: Console) -> None:
    """Print one row a file and tool."""
    table = Table(title="Links called suspicious, without opening any", title_justify="left")
    for heading in ("file", "links", "tool", "suspicious", "share", "unsure"):
        table.add_column(heading, justify="left" if heading in {"file", "tool"} else "right")
    for item in figures:
        for found in item.found:
            row = (item.file, item.links, found.tool, found.suspicious, f"{found.share:.1%}", found.unsure or "")
            table.add_row(*map(str, row))
    console.print(table)
