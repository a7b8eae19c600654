"""Telephone numbers in text, told apart from dates, amounts and case numbers."""

import re
from collections.abc import Iterator

from nlp.finders.found import Found
from nlp.finders.linear import linear
from nlp.model import ObservableKind

MIN_DIGITS = 7
MAX_DIGITS = 15
"""ITU E.164."""
_MIN_INTERNATIONAL = 8

_NUMBER = linear(r"(?:\+|\(\+?|\b)\d(?:[ \t\x{A0}().\x{2010}-\x{2013}/-]*\d)+")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})(?!\d)")
_LOCAL_SHAPES = re.compile(
    r"\(?0\d{2,5}\)?[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,3}"  # national prefix
    r"|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}"  # North America
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # mainland China
)
_CUE = re.compile(
    r"(?:phone|call|tel|mobile|cell|whats ?app|signal|viber|telegram|text|sms|ring|number|reach|contact|wechat|line"
    "|\u7535\u8bdd|\u624b\u673a|\u5fae\u4fe1|\u0442\u0435\u043b|\u0437\u0432\u043e\u043d)[^\\d\\n]{0,20}$",
    re.IGNORECASE,
)
_NO_PHONE_BEFORE = re.compile(
    r"(?:[$\u20ac\u00a3\u00a5\u20b9#]|\b(?:usd|eur|gbp|cny|rmb|inr|no\.?|nr\.?|ref(?:erence)?|case|ticket|order|invoice|id|isbn"
    r"|iban|doi|account|acct|tracking|policy|version|patent|passport|serial|claim|booking|issn|orcid|vat))"
    r"[ \t]*(?:[:#.-]|number|no\.?|id|is)*[ \t]*$",
    re.IGNORECASE,
)
_NO_PHONE_AFTER = re.compile(
    r"^[ \t]?(?:[%\u20ac\u00a3$\u5143]|\u4e07|(?:usd|eur|gbp|cny|rmb|dollars|euros|pounds|yuan|people|users|km|kg)\b)",
    re.IGNORECASE,
)
_BEFORE = 48
_AFTER = 12


def find_phones(text: str) -> Iterator[Found]:
    """Find telephone numbers, international ones anywhere, local ones by their shape or by a word such as "call"."""
    for match in _NUMBER.finditer(text):
        number, start, end = match.group(), match.start(), match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in "/=_-.,:@%&"):
            continue
        if end < len(text) and (text[end].isalnum() or text[end] in "@_=%"):
            continue
        before = text[max(0, start - _BEFORE) : start]
        if _is_phone(number, before, text[end : end + _AFTER]):
            yield Found(ObservableKind.PHONE, number, start, end)


def _is_phone(number: str, before: str, after: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    if not MIN_DIGITS <= digits <= MAX_DIGITS or _NO_PHONE_BEFORE.search(before) or _NO_PHONE_AFTER.search(after):
        return False
    if number.lstrip("(").startswith(("+", "00")):
        return digits >= _MIN_INTERNATIONAL
    if _DATE.match(number):
        return False
    return bool(_LOCAL_SHAPES.fullmatch(number) or _CUE.search(before))
