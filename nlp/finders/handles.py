"""Account names on a named messenger or network (`Telegram: @jane`, `my Skype is live:jane`)."""

import re
from collections.abc import Iterator

from nlp.finders.found import Found
from nlp.finders.linear import WORD, linear
from nlp.model import ObservableKind

_PLATFORM = (
    r"(?:telegram|tg|we ?chat|weixin|\x{5FAE}\x{4FE1}|whats ?app|signal|skype|viber|line|instagram|insta|ig|twitter"
    r"|snapchat|discord|kik|qq|wickr|threema|session|facebook|messenger|linkedin|kakao(?:talk)?|zalo|mastodon|bluesky"
    r"|\x{442}\x{435}\x{43B}\x{435}\x{433}\x{440}\x{430}\x{43C})"
)
_ID = rf"(@[{WORD}][{WORD}.-]+|live:[\w.-]+|[A-Za-z][\w.-]+(?:#\d+)?|[1-9]\d+)"
_LENGTHS = range(3, 41)
_NAMED = linear(
    rf"(?:^|[^{WORD}]){_PLATFORM}"
    rf"([ \t]?(?:id|handle|user ?name|user|name|account|nick(?:name)?|contact|\x{{53F7}}))?"
    rf"([ \t]*(?:is|:|=|-|\x{{FF1A}}|\x{{662F}}|at|under|as|->)?[ \t]*){_ID}"
)
_NEAR = linear(rf"(?:^|[\s(\[,:\"'])(@[{WORD}][{WORD}.-]+)(?:[ \t]+(?:on|at|in|via|\()[ \t]*{_PLATFORM}\b)")
_ON = linear(rf"(?:^|[^{WORD}]){_PLATFORM}\b[^@\n]*[\s(:\[\"'](@[{WORD}][{WORD}.-]+)")
_NEAR_ENOUGH = 90
_TELLING = re.compile(r"[\d_@#:]|\w\.\w")
_CLOSED = re.compile(r"[ \t]*(?:$|[.,;)\n!])")


def find_handles(text: str) -> Iterator[Found]:
    """Find account names where the text names the platform; a bare `@name` elsewhere is not one."""
    for match in _NAMED.finditer(text):
        if _is_account(match.group(1), match.group(2), match.group(3), text[match.end(3) : match.end(3) + 8]):
            yield from _found(text, match.start(3), match.end(3))
    for pattern in (_NEAR, _ON):
        for match in pattern.finditer(text):
            if match.end() - match.start() <= _NEAR_ENOUGH:
                yield from _found(text, match.start(1), match.end(1))


def _is_account(noun: str | None, link: str, name: str, after: str) -> bool:
    if name.startswith(("@", "live:")):
        return True
    if not link.strip() and not noun:
        return bool(re.search(r"[A-Za-z]", name) and re.search(r"[\d_]", name))
    if noun and link.strip():
        return True
    return bool(_TELLING.search(name) or (link.strip() in {":", "=", "\uff1a"} and _CLOSED.match(after)))


def _found(text: str, start: int, end: int) -> Iterator[Found]:
    name = text[start:end].rstrip(".-")
    if len(name) in _LENGTHS:
        yield Found(ObservableKind.HANDLE, name, start, start + len(name))
