"""Finds the lines that mail programs put around what they forward or quote."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.segments.lines import Line
from nlp.segments.markers import document, line_pattern
from nlp.segments.marks import Mark

LONGEST = 300
"""Characters; a longer line is no line of a mail program, unless it lists addresses."""
FEWEST_LABELS = 2
"""A lone "Subject:" or "From:" is somebody's wording; several different labels in a row are a header."""
LONGEST_LABEL = 30

_EDGE = "-_=:*> \t"
_AUTHOR_BEFORE = re.compile(r".*(?:,|\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?|\b\d{4}\b)\s*(?:at |um )?", re.IGNORECASE)
_ADDRESS = re.compile(r"[<(\[][^<>()\[\]]{0,200}[>)\]]|\S+@\S+")


def mail_marks(text: str, lines: Sequence[Line]) -> dict[int, Mark]:
    """Marks of mail programs, by the number of the line. Linear in the text."""
    found = {number: mark for number, line in enumerate(lines) if (mark := _announced(text, lines, number, line))}
    for number in [number for number in found if _is_broken(text, lines, number)]:
        found[number + 1] = found[number]._replace(body=lines[number + 1].end)
    for block in _blocks(text, lines):
        found |= dict(block)
    return found


def _announced(text: str, lines: Sequence[Line], number: int, line: Line) -> Mark | None:
    """Separators, and "On Tuesday, Anna wrote:", which may be broken over two lines."""
    size = line.end - line.body
    if not 0 < size <= LONGEST:
        return None
    words = text[line.body : line.end]
    if words[-1] in _EDGE and line_pattern("mail", "separator").match(words):
        return Mark(line.end)
    if words.rstrip(_EDGE) != words and ":" in words[-3:]:
        return _attributed(words, line)
    if _is_broken(text, lines, number):
        following = lines[number + 1]
        return _attributed(f"{words} {text[following.body : following.end]}", line)
    return None


def _attributed(words: str, line: Line) -> Mark | None:
    found = line_pattern("mail", "attribution").match(words)
    if not found:
        return None
    when, whom, alone = found.groups()
    return Mark(line.end, _author(whom or when or alone), turn=True)


def _is_broken(text: str, lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line and the next one together are one "On Tuesday, Anna wrote:"."""
    if number + 1 >= len(lines):
        return False
    line, following = lines[number], lines[number + 1]
    if following.end - following.body > LONGEST or text[following.end - 1 : following.end] != ":" or line.blank:
        return False
    words = text[line.body : line.end]
    if len(words) > LONGEST or not line_pattern("mail", "broken").match(words):
        return False
    return _attributed(f"{words} {text[following.body : following.end]}", line) is not None


def _author(words: str) -> str:
    """Cut the name out of "Tue, 3 Mar 2026 at 10:41, Anna Li <anna@…>"."""
    name = _ADDRESS.sub("", words).strip(" ,:\t")
    before = _AUTHOR_BEFORE.match(name)
    return (name[before.end() :] if before else name).strip(" ,:\"'")


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[list[tuple[int, Mark]]]:
    """Runs of labelled lines that make a header. What the subject says belongs to the message."""
    block: list[tuple[int, Mark]] = []
    labels: set[str] = set()
    for number, line in enumerate(lines):
        label = _label(text, line)
        sort = _sorts().get(label)
        if sort:
            place = text.index(":", line.body) + 1
            block.append((number, Mark(_after_spaces(text, place, line.end) if sort == "subject" else line.end)))
            labels.add(sort)
            continue
        if _is_header(labels, len(block)):
            yield block
        block, labels = [], set()
    if _is_header(labels, len(block)):
        yield block


def _is_header(labels: set[str], size: int) -> bool:
    """`labels` are the sorts that occur. From and To alone may be the dates of a leave."""
    return size >= FEWEST_LABELS and len(labels) >= FEWEST_LABELS and bool(labels & {"who", "other"})


def _label(text: str, line: Line) -> str:
    colon = text.find(":", line.body, min(line.end, line.body + LONGEST_LABEL))
    if colon < 0 or (line.end - colon > LONGEST and "@" not in text[colon : line.end]):
        return ""
    return text[line.body : colon].strip(" \t*").lower()


def _after_spaces(text: str, start: int, end: int) -> int:
    words = text[start:end].lstrip(" \t*")
    return end - len(words)


@cache
def _sorts() -> dict[str, str]:
    """Label to the sort of label that it is."""
    return {label: sort for sort, labels in document("mail")["labels"].items() for label in labels}
