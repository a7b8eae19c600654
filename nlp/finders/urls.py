"""URLs and host names in text: live, defanged, in Slack, Markdown and HTML clothing."""

import html
import re
from collections.abc import Iterator

from nlp.finders.found import Found
from nlp.finders.linear import WORD, linear
from nlp.model import ObservableKind
from nlp.suffixes import is_top_level

DOT = r"(?:\.|[\x{3002}\x{FF0E}\x{FF61}]|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)"
"""A dot between two labels, also the ideographic ones that browsers take, and every common defanging."""
HOST = rf"(?:[{WORD}-]+{DOT})+[{WORD}-]+"
_TAIL = r"(?::\d+)?(?:[/?#\\][^\s<>\"|\x{300C}\x{300D}\x{FF0C}\x{FF09}\x{3001}]*)?"

_WITH_SCHEME = linear(
    r"(?:\bh(?:tt|xx|\*\*)p(?:s|\[s\])?|\bf[tx]ps?|\bwss?|\btg|\bskype|\bweixin|\bwhatsapp|\bsgnl|\bviber|\bline)"
    r"\s?(?:\[:\]|\[:|:)\[?[/\\]\]?\[?[/\\]\]?"
    r"(?:[^\s<>\"|\x{300C}\x{300D}\x{FF0C}\x{FF09}\x{3001}]|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)+"
)
_SLASHLESS = linear(r"\bhttps?:/?[^\s/\\<>\"|][^\s<>\"|]+")
_HREF = linear(r"\b(?:href|src|action)\s*=\s*(?:\"([^\"<>]+)\"|'([^'<>]+)'|([^\s\"'<>]+))")
_BARE = linear(rf"({HOST}){_TAIL}")
_SPELLED = linear(
    rf"\b[{WORD}-]+(?: dot [{WORD}-]+)* dot "
    r"(?:com|net|org|io|me|co|ru|cn|info|biz|xyz|app|dev|link|site|online|top|club|live|uk|de|fr|eu|us|in|hk|sg)\b"
    r"(?:(?: slash |/)[^\s<>\"|]+)?"
)
_NOT_A_NAME = frozenset({"the", "a", "an", "this", "that", "of", "and", "or", "our", "your", "my", "in", "old", "new"})
_FILE_ENDINGS = frozenset({"md", "py", "sh", "rs", "zip", "mov", "pl", "ps", "cc", "so", "vi"})
"""Top-level domains that are file endings far more often, where nothing else makes a name a link."""

_AFTER_LAST_DOT = re.compile(r"[^.\u3002\uff0e\uff61\s\])}]*$")
_HOST_DOT = re.compile("[.\u3002\uff0e\uff61]")
_ANY_DOT = re.compile(r"\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?", re.IGNORECASE)
_SPELLED_DOT = re.compile(r" dot ", re.IGNORECASE)
_SPELLED_SLASH = re.compile(r" slash ", re.IGNORECASE)
_SCHEME = re.compile(
    r"^(h)(?:tt|xx|\*\*)(p)(s|\[s\])?\s?(?:\[:\]|\[:|:)|^(f)[tx](p)(s)?\s?(?:\[:\]|\[:|:)", re.IGNORECASE
)
_SLASHES = re.compile(r"^([A-Za-z]+:)\[?([/\\])\]?\[?([/\\])\]?")
_TRAILING = ".,;:!?'*_~\u2026\u3002\uff0e\uff61\uff01\uff1f\u2019\u201d`"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def refanged(value: str) -> str:
    """Undo defanging: `hxxps[:]//evil[.]com` as the sender wrote it."""
    if "[" in value or "(" in value or "{" in value:
        value = _ANY_DOT.sub(".", value)
    value = _SCHEME.sub(_plain_scheme, value)
    return _SLASHES.sub(r"\1\2\3", value)


def _plain_scheme(match: re.Match[str]) -> str:
    return ("http" if match.group(1) else "ftp") + ("s" if match.group(3) or match.group(6) else "") + ":"


def find_links(text: str) -> Iterator[Found]:
    """Find URLs that carry a scheme, and the targets of HTML attributes."""
    for match in _HREF.finditer(text):
        group = next(number for number in (1, 2, 3) if match.start(number) >= 0)
        target = html.unescape(match.group(group)).strip()
        if _leads_somewhere(target):
            yield Found(ObservableKind.URL, refanged(target), match.start(group), match.end(group))
    for pattern in (_WITH_SCHEME, _SLASHLESS):
        for match in pattern.finditer(text):
            end = _trimmed_end(text, match.start(), match.end())
            yield Found(ObservableKind.URL, refanged(text[match.start() : end]), match.start(), end)


def _leads_somewhere(target: str) -> bool:
    lowered = target.lower()
    return bool(
        re.match(r"(?:https?|hxxps?|ftp|tg|data|javascript|file):|//|\\\\", lowered)
        or (_BARE.match(target) and _is_host(re.split(r"[/?#:\\]", refanged(target))[0]))
    )


def find_hosts(text: str) -> Iterator[Found]:
    """Find host names without a scheme, with what follows them (`bit.ly/x`, `evil[.]com`, `evil dot com`)."""
    for match in _BARE.finditer(text):
        start, host_end = match.span(1)
        if not _is_host(text[start:host_end]) or (
            start and (text[start - 1].isalnum() or text[start - 1] in "@/_-=%&")
        ):
            continue
        end = _trimmed_end(text, start, match.end())
        value = refanged(text[start:end])
        if end > host_end or not _reads_as_prose(value):
            yield Found(ObservableKind.URL, value, start, end)
    if " dot " in text.lower():
        for match in _SPELLED.finditer(text):
            value = _SPELLED_SLASH.sub("/", _SPELLED_DOT.sub(".", match.group()))
            if match.group().split(" ", 1)[0].lower() not in _NOT_A_NAME:
                yield Found(ObservableKind.URL, value, match.start(), match.end())


def _is_host(host: str) -> bool:
    return is_top_level(_AFTER_LAST_DOT.findall(host)[0])


def _reads_as_prose(host: str) -> bool:
    """Whether a bare name is rather a file (`notes.md`) or two sentences without a space (`today.It`)."""
    *_, before, last = labels = _HOST_DOT.split(host)
    two = len(labels) == 2  # noqa: PLR2004 - name and ending
    return (two and last.lower() in _FILE_ENDINGS) or (last[:1].isupper() and not last.isupper() and before.islower())


def _trimmed_end(text: str, start: int, end: int) -> int:
    """Leave out punctuation that closes the sentence or the bracket around a link."""
    if text[end - 1].isalnum():
        return end
    opened = {closing: text.count(opening, start, end) for closing, opening in _PAIRS.items()}
    closed = {closing: text.count(closing, start, end) for closing in _PAIRS}
    while end > start + 1:
        last = text[end - 1]
        if last in _PAIRS and closed[last] > opened[last]:
            closed[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end
