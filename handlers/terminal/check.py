"""`tbyl check` for people: the text with its evidence marked, then the reasons in words."""

import sys
from collections.abc import Iterator

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from nlp.defang import defang
from nlp.model import Approach, Assessment, Counter, Evidence, Kind, RiskBand

_BAND_WORDS = {
    RiskBand.HIGH: "HIGH RISK",
    RiskBand.MEDIUM: "MEDIUM RISK",
    RiskBand.LOW: "LOW: few warning signs. That does not make it safe.",
    RiskBand.INSUFFICIENT: "NOT ENOUGH TO JUDGE. That does not make it safe.",
}
_BAND_STYLES = {
    RiskBand.HIGH: "bold red",
    RiskBand.MEDIUM: "bold yellow",
    RiskBand.LOW: "bold",
    RiskBand.INSUFFICIENT: "bold",
}
_KIND_WORDS = {
    Kind.APPROACH: ": this looks like an approach to win you over",
    Kind.FRAUD: ": this looks like fraud",
    Kind.NONE: "",
}
_WIDTH = 100
_FOR = "bold underline"
_AGAINST = "italic underline"


def print_for_people(approach: Approach, assessment: Assessment) -> None:
    """Print the marked text and the reasons to standard output; plain where that is not a terminal."""
    console = Console(file=sys.stdout, highlight=False)
    console.print(render(approach, assessment), width=min(_WIDTH, console.width))


def render(approach: Approach, assessment: Assessment) -> Group:
    """Return the whole view. Numbers in the text point at the reasons, so nothing hangs on colour."""
    numbered = [item for item in assessment.evidence if not item.negated]
    parts: list[Text | Panel | Padding] = [
        _headline(assessment),
        Panel(_marked(approach.text, numbered, assessment.counters), title="What was written", title_align="left"),
        *_section("Why", _reasons(numbered)),
        *_section("Denied by the text itself (not counted)", _denied(assessment)),
        *_section("Signs against", _against(assessment)),
        *_section("Links (never opened)", _links(assessment)),
        *_section("Not judged", iter(map(Text, assessment.not_judged))),
        Text(f"Score {assessment.score:.2f} · language {assessment.language} · {assessment.model}", style="dim"),
    ]
    return Group(*parts)


def _headline(assessment: Assessment) -> Text:
    words = _BAND_WORDS[assessment.band]
    if assessment.band >= RiskBand.MEDIUM:
        words += _KIND_WORDS[assessment.kind]
    return Text(words, style=_BAND_STYLES[assessment.band])


def _marked(text: str, evidence: list[Evidence], counters: tuple[Counter, ...]) -> Text:
    """Underline each span and put its number behind it, from the last to the first so that offsets hold."""
    marks = [(item.start, item.end, f"[{number}]", _FOR) for number, item in enumerate(evidence, start=1)]
    marks += [(item.start, item.end, f"[{_letter(index)}]", _AGAINST) for index, item in enumerate(counters)]
    view = Text(_printable(text))
    for start, end, _, style in marks:
        view.stylize(style, start, end)
    for _, end, label, style in sorted(marks, key=lambda mark: mark[1], reverse=True):
        head, tail = view[:end], view[end:]
        view = Text.assemble(head, Text(label, style=style.replace(" underline", "")), tail)
    return view


def _printable(text: str) -> str:
    """Replace what a terminal would obey or choke on, one character for one, so that offsets hold."""
    return "".join(
        character
        if character == "\n" or (character.isprintable() and not _is_surrogate(character))
        else "\N{MIDDLE DOT}"
        for character in text
    )


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _letter(index: int) -> str:
    """Number signs against with letters: a, b, … z, a1, b1 …."""
    turn, place = divmod(index, 26)
    return chr(ord("a") + place) + (str(turn) if turn else "")


def _section(title: str, lines: Iterator[Text]) -> list[Text | Panel | Padding]:
    body = list(lines)
    return [Text(f"\n{title}", style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in body)] if body else []


def _reasons(evidence: list[Evidence]) -> Iterator[Text]:
    for number, item in enumerate(evidence, start=1):
        yield Text.assemble((f"[{number}] ", "bold"), f"The sender {item.says}. {item.because}")


def _denied(assessment: Assessment) -> Iterator[Text]:
    for item in assessment.evidence:
        if item.negated:
            yield Text(f"\N{LEFT DOUBLE QUOTATION MARK}{defang(_printable(item.quote))}\N{RIGHT DOUBLE QUOTATION MARK}")


def _against(assessment: Assessment) -> Iterator[Text]:
    for index, item in enumerate(assessment.counters):
        yield Text.assemble((f"[{_letter(index)}] ", "bold"), f"The text {item.says}.")


def _links(assessment: Assessment) -> Iterator[Text]:
    for link in assessment.links:
        yield Text.assemble((_printable(link.defanged), "bold"), "  ", " ".join(link.reasons))
