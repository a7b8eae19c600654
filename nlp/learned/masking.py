"""What a trained model must not lean on is taken out of the text: who, how much, when, which link.

Greeting names, signatures, money, numbers, links, addresses and handles say which corpus a message came from
sooner than what its writer wants. Each becomes one mark that only says "there was one here".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

MARKS = {
    "linkmark": "link",
    "mailmark": "email",
    "handlemark": "contact",
    "moneymark": "money",
    "phonemark": "phone",
    "numbermark": "number",
    "namemark": "name",
}
"""Each mark, with the ordinary word whose vector stands in for it."""
NAME = "namemark"

_CAPITAL = r"[A-Z][\w'\u2019.-]{0,30}"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Colonel|Captain)\b\.?"
_AMOUNT = r"\d(?>[\d.,]{0,15})[ ]?(?:(?i:k|m|bn|mn|lakh|crore|million|billion|thousand|grand)\b)?"
_SYMBOL = "[£$€¥₹₽₦]"
_CODE = "(?i:usdt|usd|gbp|eur|chf|cad|aud|btc|eth|rmb|inr|rs|sek|nok|dkk|pln|sgd|hkd|aed|zar)"
_UNIT = "(?i:euros?|dollars?|pounds?|quid|yuan|rupees|kr)"
_DOMAIN = "(?i:example|com|org|net|io|uk|edu|gov|co|int|eu|info)"

_SCANNER = re.compile(
    rf"""[A-Za-z]++(?=[,;!?\n]|[ ][a-z])  # most words are nothing else, and need not be tried as all that follows
    |(?P<linkmark>(?i:h(?:tt|xx)ps?)[:\[](?>[^\s<>"]{{1,2000}})|(?i:www)\.(?>[^\s<>"]{{1,2000}}))
    |(?P<mailmark>(?>[\w.+-]{{1,64}})@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})
    |(?P<handlemark>@\w{{2,40}})
    |(?P<hostmark>(?>[A-Za-z0-9-]{{1,63}})(?:\.(?>[a-z0-9-]{{1,63}})(?=\.)){{0,4}}\.{_DOMAIN}\b(?:/(?>\S{{0,500}}))?)
    |(?P<moneymark>(?:{_SYMBOL}|{_CODE}\b\.?)[ ]?{_AMOUNT}|{_AMOUNT}[ ]?(?:{_SYMBOL}|{_CODE}\b|{_UNIT}\b))
    |(?P<phonemark>\+\d(?>[\d\s().-]{{6,20}})|0\d{{2,4}}[\s-]\d{{3}}[\d\s-]{{3,9}})
    |(?P<numbermark>(?:(?>[A-Za-z]{{1,5}})[-/])?\d(?>[\w.,:/%\u00b0-]{{0,30}}))
    |(?P<namemark>{_TITLE}[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?)
    |[A-Za-z0-9]+
    |[^\sA-Za-z0-9]""",
    re.VERBOSE,
)
_GREETING = re.compile(
    r"^[ \t]*(?i:subject:[^\n]{0,200}\n\s{0,9})?"
    r"(?i:hi|hello|hey|hiya|dear|good (?:day|morning|afternoon|evening)|morning|evening)"
    rf"(?P<who>(?:[ \t](?:{_TITLE})?[ \t]?{_CAPITAL}){{1,4}})[ \t]?(?=[,!:.\n-]|$)"
)
_CLOSING = re.compile(
    r"\n[ \t]{0,9}(?i:best|kind|warm|with|many|yours|regards|thanks|cheers|sincerely|thank you)\b[^\n]{0,40}\n"
    r"(?P<who>[^\n]{1,60}(?:\n[^\n]{1,80}){0,4})\s{0,9}$"
)
_SIGNED = re.compile(
    r"(?<=[.!?)\n])\s{0,9}(?:[-\u2013\u2014]\s?)?"
    r"(?P<who>[A-Z][\w'\u2019-]{1,20}(?:[ \t][A-Z][\w'\u2019.-]{0,20}){0,2})\s{0,9}$"
)
_TAIL = 400
"""How far from the end a signature is looked for, in characters."""


def words(text: str) -> list[str]:
    """Lower-case words, single marks of punctuation, and a mark for whatever was masked, in order."""
    return placed_words(text)[0]


def placed_words(text: str) -> tuple[list[str], list[int]]:
    """The words of a text, and the offset at which each begins."""
    plain = _plain(text)
    named = list(_named(plain))
    found: list[str] = []
    starts: list[int] = []
    for (_, start), (end, after) in pairwise([(0, 0), *named, (len(plain), 0)]):
        for match in _SCANNER.finditer(plain, start, end):
            kind = match.lastgroup
            found.append(match[0].lower() if kind is None else _mark(kind))
            starts.append(match.start())
        if after:
            found.append(NAME)
            starts.append(end)
    return found, starts


def _mark(kind: str) -> str:
    return "linkmark" if kind == "hostmark" else kind


def _plain(text: str) -> str:
    """Drop accents; every character keeps its place."""
    return text if text.isascii() else "".join(map(_base, text))


@cache
def _base(character: str) -> str:
    """The character that the accents of this one were put on."""
    return unicodedata.normalize("NFKD", character)[0]


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Who is greeted and who signs, as spans."""
    greeting = _GREETING.match(text)
    if greeting:
        yield greeting.span("who")
    first = max(len(text) - _TAIL, greeting.end() if greeting else 0)
    for pattern in (_CLOSING, _SIGNED):
        signed = pattern.search(text, first)
        if signed:
            yield signed.span("who")
            return
