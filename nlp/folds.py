"""The single folds that `nlp.clean` applies, each a linear pass over a draft."""

import html
import re
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache

import re2

from nlp.draft import Draft, Edit
from nlp.rejoin import join_spaced_words, join_split_words, join_wrapped_words

_REPLACEMENT = 0xFFFD
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHARACTERS: dict[int, int] = {
    **_SURROGATES,
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4"), ord("'")),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033"), ord('"')),
    **dict.fromkeys(map(ord, "\u2010\u2011\u00ad\u2043"), ord("-")),
    **dict.fromkeys(map(ord, "\u000b\u000c\u0085\u2028\u2029"), ord("\n")),
    0x2800: ord(" "),  # the blank Braille cell
    **{
        first + place: ord("A") + place
        for first in (0x1F130, 0x1F150, 0x1F170)  # squared and circled capitals that NFKC keeps
        for place in range(26)
    },
}
del _CHARACTERS[0x00AD], _CHARACTERS[0x0060]
_FOLDED = frozenset(map(chr, _CHARACTERS))

_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u2122\u2120"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_MAY_HIDE = re.compile(f"[{_HIDDEN}\u200c\u200d]")
"""A quick look: most texts hide nothing, and the exact expression tries three ways at every character."""
_INVISIBLE = re.compile(
    "\u00ad[ \t]*\r?\n[ \t]*"
    f"|[{_HIDDEN}]+"
    # Joiners are spelling in Arabic and Indic scripts and tricks elsewhere.
    "|(?<![\u0600-\u0dff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\u0dff])"
)
_NEWLINE = re.compile(r"\r\n?")
_STRAY_MARKS = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_MAX_MARKS = 8
_JAMO = range(0x1100, 0x1200)
_WITH_MARKS = (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
"""Where Unicode keeps its combining marks."""
_ASCII = frozenset(map(chr, range(128)))

_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_QUOTED_SIGNS = re.compile(
    r"=(?:3D|20|0A|C2=A0|E2=80=[0-9A-F]{2})|=[ \t]*\r?\n|(?<=[A-Za-z\s])=(?:[46][1-9A-F]|[57][0-9A])(?=[a-z])"
)
_MIN_QUOTED_SIGNS = 2

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNREAD = re2.compile(
    "(?is)<!--.*?-->|<style[^<>]*>.*?</style *>|<script[^<>]*>.*?</script *>|<head>.*?</head *>|<title>.*?</title *>"
)
"""In RE2, because the standard engine takes quadratic time for openings that are never closed."""
_MAX_TAG = 4_000
_BLOCK_TAG = (
    "address|article|blockquote|body|br|center|dd|div|dl|dt|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p"
    "|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE_TAG = (
    "a|abbr|b|big|button|cite|code|em|font|i|img|input|ins|del|kbd|label|link|mark|meta|o:p|s|small|span|strike|strong"
    "|style|script|sub|sup|title|tt|u|wbr"
)
_TAG = re.compile(
    rf"</?(?:(?P<block>{_BLOCK_TAG})|{_INLINE_TAG}|!doctype)(?:[\s/][^<>]{{0,{_MAX_TAG}}})?>", re.IGNORECASE
)

_DEFANGED = re.compile(r"(?i)[\[({]\s?(?:dot|at|[.:@])")
_DEFANGED_SCHEMES = ("xxp", "XXP", "**p", "**P")
_REFANGED = (
    (re.compile(r"(?i)\bh(?:xx|\*\*)p(s?)(?=\s?\[?:)"), r"http\1"),
    (re.compile(r"(?i)\b(https?)\s?\[:(?:\]//|//\])"), r"\1://"),
    (re.compile(r"(?i)(?<=\w)\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?(?=\w)"), "."),
    (re.compile(r"(?i)(?<=\w)\s?[\[({]\s?(?:at|@)\s?[\])}]\s?(?=[\w-]{1,63}\.\w)"), "@"),
)
_MANY_SYMBOLS = 3
"""From so many words with symbols inside on, symbols beside words are part of the trick."""
_SYMBOLS = r"(?:[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff]|[\U0001f000-\U0001faff])+"
_BETWEEN_LETTERS = re.compile(rf"(?<=[^\W\d_]){_SYMBOLS}(?=[^\W\d_])")
_BESIDE_LETTERS = re.compile(rf"(?<=[^\W\d_]){_SYMBOLS}|{_SYMBOLS}(?=[^\W\d_])")


def fold_characters(draft: Draft) -> Draft:
    """Unify quotes, hyphens and line ends, and replace what no encoder takes."""
    if not _FOLDED.isdisjoint(set(draft.text)):
        draft = draft.translated(_CHARACTERS)
    if "\r" not in draft.text:
        return draft
    return draft.edited(Edit(*match.span(), "\n") for match in _NEWLINE.finditer(draft.text))


def replace_surrogates(draft: Draft) -> Draft:
    """Put U+FFFD in the place of lone surrogates, which neither encoders nor RE2 take."""
    return draft if draft.text.isascii() or not _SURROGATE.search(draft.text) else draft.translated(_SURROGATES)


def drop_invisible(draft: Draft) -> Draft:
    """Remove control, zero-width and direction characters, and what only decorates a letter."""
    if not _MAY_HIDE.search(draft.text):
        return draft
    return draft.edited(Edit(*match.span(), "") for match in _INVISIBLE.finditer(draft.text))


def drop_stray_marks(draft: Draft) -> Draft:
    """Remove combining marks from plain letters: they strike through or pile up, and spell nothing."""
    if draft.text.isascii():
        return draft
    return draft.edited(Edit(*match.span(), "") for match in _STRAY_MARKS.finditer(draft.text))


def fold_compatibility(draft: Draft) -> Draft:
    """Apply NFKC letter by letter: full-width, styled and circled letters become plain ones."""
    if draft.text.isascii():
        return draft
    letters = set(draft.text) - _ASCII
    marks = letters & _marks()
    draft = _cap_mark_piles(draft, marks)
    if unicodedata.is_normalized("NFKC", draft.text):
        return draft
    folded = {letter: unicodedata.normalize("NFKC", letter) for letter in letters - marks}
    single = {ord(old): ord(new) for old, new in folded.items() if len(new) == 1 and old != new}
    longer = "".join(old for old, new in folded.items() if len(new) != 1)
    draft = draft.translated(single) if single else draft
    clusters = "|".join([f".[{''.join(marks)}]+"] * bool(marks) + [f"[{longer}]"] * bool(longer))
    found = re.finditer(clusters, draft.text, re.DOTALL) if clusters else ()
    return draft.edited(Edit(*match.span(), unicodedata.normalize("NFKC", match.group())) for match in found)


@cache
def _marks() -> frozenset[str]:
    """Every character that joins with the one before it."""
    letters = (chr(number) for numbers in _WITH_MARKS for number in numbers)
    return frozenset(letter for letter in letters if unicodedata.category(letter)[0] == "M" or ord(letter) in _JAMO)


def _cap_mark_piles(draft: Draft, marks: AbstractSet[str]) -> Draft:
    """Shorten runs of marks: normalising one takes time quadratic in its length."""
    if not marks:
        return draft
    piles = re.finditer(f"(?<=[{''.join(marks)}]{{{_MAX_MARKS}}})[{''.join(marks)}]+", draft.text)
    return draft.edited(Edit(*match.span(), "") for match in piles)


def decode_quoted_printable(draft: Draft) -> Draft:
    """Undo quoted-printable, in texts that show at least two signs of it."""
    if "=" not in draft.text or len(_QUOTED_SIGNS.findall(draft.text)) < _MIN_QUOTED_SIGNS:
        return draft
    draft = draft.edited(Edit(*match.span(), "") for match in _SOFT_BREAK.finditer(draft.text))
    return draft.edited(Edit(*match.span(), _unquoted(match.group())) for match in _QUOTED.finditer(draft.text))


def _unquoted(quoted: str) -> str:
    try:
        return bytes.fromhex(quoted.replace("=", "")).decode()
    except UnicodeDecodeError:
        return quoted


def decode_entities(draft: Draft) -> Draft:
    """Undo HTML entities, however often the ampersand was escaped."""
    if "&" not in draft.text:
        return draft
    return draft.edited(
        Edit(*match.span(), html.unescape(match.group().replace("&amp;", "&").replace("amp;", "") or "&"))
        for match in _ENTITY.finditer(draft.text)
    )


def drop_markup(draft: Draft) -> Draft:
    """Remove HTML tags, comments, styles and scripts; a block's edge becomes a line end."""
    if "<" not in draft.text or ">" not in draft.text:
        return draft
    draft = draft.edited(Edit(match.start(), match.end(), "") for match in _UNREAD.finditer(draft.text))
    return draft.edited(
        Edit(*match.span(), "\n" if match.group("block") else "") for match in _TAG.finditer(draft.text)
    )


def refang(draft: Draft) -> Draft:
    """Write defanged links and addresses (`hxxps[:]//evil[.]com`) as links, so that they read as ones."""
    if not _DEFANGED.search(draft.text) and not any(scheme in draft.text for scheme in _DEFANGED_SCHEMES):
        return draft
    for pattern, plain in _REFANGED:
        draft = draft.edited(Edit(*match.span(), match.expand(plain)) for match in pattern.finditer(draft.text))
    return draft


def drop_symbols_in_words(draft: Draft) -> Draft:
    """Remove emoji and arrows that stand directly between two letters; where that is a habit, those beside one too."""
    if draft.text.isascii():
        return draft
    between = list(_BETWEEN_LETTERS.finditer(draft.text))
    found = between if len(between) < _MANY_SYMBOLS else _BESIDE_LETTERS.finditer(draft.text)
    return draft.edited(Edit(*match.span(), "") for match in found)


FOLDS: tuple[Callable[[Draft], Draft], ...] = (
    fold_characters,
    decode_quoted_printable,
    drop_invisible,
    decode_entities,
    drop_markup,
    fold_compatibility,
    drop_stray_marks,
    refang,
    drop_symbols_in_words,
    join_spaced_words,
    join_wrapped_words,
    join_split_words,
)
"""In the order in which one trick can hide another."""
