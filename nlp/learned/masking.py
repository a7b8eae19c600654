"""What a trained model must not lean on is taken out of the text: who, how much, when, which link.

Greeting names, signatures, money, numbers, links, addresses and handles say which corpus a message came from
sooner than what its writer wants. Each is replaced by one word that only says "there was one here".
"""

import re
import unicodedata

LINK, MAIL, MONEY, PHONE, NUMBER, NAME, HANDLE = (
    "linkmark",
    "mailmark",
    "moneymark",
    "phonemark",
    "numbermark",
    "namemark",
    "handlemark",
)
MARKS = {
    LINK: "link",
    MAIL: "email",
    MONEY: "money",
    PHONE: "phone",
    NUMBER: "number",
    NAME: "name",
    HANDLE: "contact",
}
"""Each mark, with the ordinary word whose vector stands in for it."""

_AMOUNT = r"\d[\d.,  ]{0,15}(?:k|m|bn|mn|lakh|crore|million|billion|thousand|grand)?"
_CURRENCY = r"[£$€¥₹₽₦]|\b(?:usd|gbp|eur|chf|cad|aud|usdt|btc|eth|rmb|inr|rs|sek|nok|dkk|pln|sgd|hkd|aed|zar)\b\.?"
_UNIT = r"(?:usd|gbp|eur|euros?|dollars?|pounds?|quid|chf|cad|aud|usdt|btc|eth|rmb|yuan|rupees|rs|kr|sek|nok|dkk|pln)"

_SCANNER = re.compile(
    rf"""(?P<{LINK}>(?:https?|hxxps?)[:\[][^\s<>"]{{1,2000}}|\bwww\.[^\s<>"]{{1,2000}})
    |(?P<{MAIL}>\b[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})
    |(?P<{HANDLE}>(?<!\w)@\w{{2,40}})
    |(?P<host>\b[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:example|com|org|net|io|uk|edu|gov|co|int|eu|info)\b(?:/\S{{0,500}})?)
    |(?P<{MONEY}>(?:{_CURRENCY})\s?{_AMOUNT}|{_AMOUNT}\s?(?:[£$€]|{_UNIT}\b))
    |(?P<{PHONE}>\+\d[\d\s().-]{{6,20}}\d|\b0\d{{2,4}}[\s-]\d{{3}}[\d\s-]{{3,9}})
    |(?P<{NUMBER}>\b(?:[a-z]{{1,5}}[-/])?\d[\w.,:/%°-]{{0,30}})""",
    re.IGNORECASE | re.VERBOSE,
)
_GREETING = re.compile(
    r"^[ \t]*(?:subject:[^\n]{0,200}\n\s*)?(?:hi|hello|hey|hiya|dear|good (?:day|morning|afternoon|evening)|morning|evening)"
    r"(?P<who>(?:[ \t]+(?:mr|mrs|ms|miss|dr|prof|professor|sir|madam|colonel|captain)?\.?[ \t]*"
    r"[A-Z][\w'’.-]{0,30}){1,4})[ \t]*(?=[,!:.\n-]|$)",
    re.MULTILINE,
)
_CLOSING = re.compile(
    r"\n[ \t]*(?:(?:best|kind|warm|with|many|yours|regards|thanks|cheers|sincerely|thank you)\b[^\n]{0,40})\n"
    r"(?P<who>[^\n]{1,60}(?:\n[^\n]{1,80}){0,4})\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?<=[.!?)\n])[ \t\n]*(?:[-–—]\s?)?(?P<who>[A-Z][\w'’-]{1,20}(?:[ \t][A-Z][\w'’.-]{0,20}){0,2})\s*$"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Colonel|Captain)\b\.?[ \t]+[A-Z][\w'’-]{1,30}(?:[ \t-][A-Z][\w'’-]{1,30})?"
)
_INTRODUCED = re.compile(
    r"\b(?P<lead>my name is|my name's|i am|i'm|this is|it's|name of)[ \t]+[A-Z][\w'’-]{1,20}(?:[ \t][A-Z][\w'’.-]{1,20}){0,2}(?=[ ,.\n]|$)",
    re.IGNORECASE,
)
_TAIL = 400
"""How far from the end a signature is looked for, in characters."""


def mask(text: str) -> str:
    """The text with names, contact points, money and numbers replaced by marks, accents dropped."""
    text = _fold(text)
    text = _GREETING.sub(lambda found: found[0].replace(found["who"], f" {NAME}"), text, count=1)
    text = _sign_off(text)
    text = _TITLED.sub(NAME, text)
    return _SCANNER.sub(_mark, text)


def _fold(text: str) -> str:
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text)
    return "".join(character for character in split if not unicodedata.combining(character))


def _sign_off(text: str) -> str:
    head, tail = text[:-_TAIL], text[-_TAIL:]
    for pattern in (_CLOSING, _SIGNED):
        found = pattern.search(tail)
        if found:
            return head + tail[: found.start("who")] + NAME
    return text


def _mark(found: re.Match[str]) -> str:
    kind = found.lastgroup or NUMBER
    return f" {LINK if kind == 'host' else kind} "
