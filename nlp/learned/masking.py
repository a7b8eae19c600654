"""What a trained model must not lean on is taken out of the text: who, how much, when, which link.

Greeting names, signatures, money, numbers, links, addresses and handles say which corpus a message came from
sooner than what its writer wants. Each becomes one mark that only says "there was one here".
"""

import re
import unicodedata

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
    rf"""(?P<linkmark>(?i:h(?:tt|xx)ps?)[:\[](?>[^\s<>"]{{1,2000}})|(?i:www)\.(?>[^\s<>"]{{1,2000}}))
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
    text = _sign_off(_greet(_fold(text)))
    return [_word(found) for found in _SCANNER.finditer(text)]


def _word(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind is None:
        return found[0].lower()
    return "linkmark" if kind == "hostmark" else kind


def _fold(text: str) -> str:
    """Drop accents."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text)
    return "".join(character for character in split if not unicodedata.combining(character))


def _greet(text: str) -> str:
    found = _GREETING.match(text)
    return f"{text[: found.start('who')]} {NAME}{text[found.end('who') :]}" if found else text


def _sign_off(text: str) -> str:
    head, tail = text[:-_TAIL], text[-_TAIL:]
    for pattern in (_CLOSING, _SIGNED):
        found = pattern.search(tail)
        if found:
            return head + tail[: found.start("who")] + NAME
    return text
