"""Tricks with the letters of a text: it looks the same to a person, and different to a machine.

Each takes a text and a source of chance and returns the text disguised. Links and addresses are left as they are,
because a disguised link leads nowhere.
"""

import html
import quopri
import re
import unicodedata
from collections.abc import Callable, Mapping
from random import Random

_LINK = re.compile(r"\S*(?:://|www\.|@)\S*")
_WORD = re.compile(r"[A-Za-z]+")

_LOOKALIKES: Mapping[str, Mapping[str, str]] = {
    "cyrillic": dict(zip("aceiopsxyjhdqwACEHIKMOPTXBSJ", "асеіорѕхујһԁԛԝАСЕНІКМОРТХВЅЈ", strict=True)),  # noqa: RUF001 - that is the trick
    "greek": dict(zip("oviapunkxyABEHIKMNOPTXYZ", "ονιαρυηκχγΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True)),
    "others": dict(zip("oinushgeaclqbzdtfkrwmpvxyj", "օіոսѕհɡеɑсⅼզЬᴢԁτꬵκгաⅿρⅴⅹуϳ", strict=True)),
}
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\u200e"
_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "l": "1", "b": "8"}
_SEPARATORS = " .-_*"
_EMOJI = ("\U0001f600", "\u2728", "\u2764\ufe0f", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f4bb", "\u27a1\ufe0f")
_STYLES = ("BOLD", "ITALIC", "BOLD ITALIC", "SCRIPT", "SANS-SERIF BOLD", "MONOSPACE", "DOUBLE-STRUCK")
_SHORTEST_SPELLED = 4
_SHORTEST_HYPHENED = 6


def homoglyphs(text: str, random: Random) -> str:
    """Put half of the letters that have one in the clothes of another script."""
    table = _LOOKALIKES[random.choice(sorted(_LOOKALIKES))]
    return _letters(text, lambda letter: table.get(letter, letter) if random.random() < 0.5 else letter)  # noqa: PLR2004 - half


def zero_width(text: str, random: Random) -> str:
    """Follow three in ten letters by something invisible."""
    return _letters(text, lambda letter: letter + random.choice(_HIDDEN) if random.random() < 0.3 else letter)  # noqa: PLR2004


def leet(text: str, random: Random) -> str:
    """Write half of the letters that have one as a digit or sign."""

    def swapped(letter: str) -> str:
        signs = _LEET.get(letter.lower())
        return random.choice(signs) if signs and random.random() < 0.5 else letter  # noqa: PLR2004 - half

    return _letters(text, swapped)


def spaced_letters(text: str, random: Random) -> str:
    """Spell words out, with one and the same separator; half of the longer words, or every word."""
    separator, everywhere = random.choice(_SEPARATORS), random.random() < 0.5  # noqa: PLR2004 - half

    def spelled(word: re.Match[str]) -> str:
        chosen = everywhere or (len(word.group()) >= _SHORTEST_SPELLED and random.random() < 0.5)  # noqa: PLR2004
        return separator.join(word.group()) if chosen else word.group()

    return _outside_links(text.replace(" ", "   "), lambda part: _WORD.sub(spelled, part))


def split_words(text: str, random: Random) -> str:
    """Put a space into half of the longer words."""
    return _broken_words(text, lambda: " " if random.random() < 0.5 else "")  # noqa: PLR2004 - half


def full_width(text: str, _: Random) -> str:
    """Write every letter, digit and sign at full width."""
    wide = {place: place + 0xFEE0 for place in range(0x21, 0x7F)}
    return _outside_links(text, lambda part: part.translate(wide))


def mixed_case(text: str, random: Random) -> str:
    """Write every other letter, more or less, as a capital."""
    return _letters(text, lambda letter: letter.upper() if random.random() < 0.5 else letter.lower())  # noqa: PLR2004


def emoji_between(text: str, random: Random) -> str:
    """Put an emoji into about every word."""

    def dotted(word: re.Match[str]) -> str:
        place = random.randint(0, len(word.group()))
        return word.group()[:place] + random.choice(_EMOJI) + word.group()[place:]

    return _outside_links(text, lambda part: _WORD.sub(dotted, part))


def html_debris(text: str, random: Random) -> str:
    """Leave the markup of a web mail in, inside words too."""

    def marked(word: re.Match[str]) -> str:
        letters, place = word.group(), random.randint(0, len(word.group()))
        middle = random.choice(("<wbr>", "<span style='font-size:0'></span>", "<!-- x -->", "</b><b>", "&#8203;"))
        return random.choice((letters, letters[:place] + middle + letters[place:], f"<b>{letters}</b>"))

    body = _outside_links(html.escape(text), lambda part: re.sub(r"(?<![&#\w])[A-Za-z]+(?!\w*;)", marked, part))
    lines = "".join(f"<div dir='ltr'>{line or '<br>'}</div>" for line in body.split("\n"))
    return f"<html><body style='margin:0'>{lines.replace('  ', ' &nbsp;')}</body></html>"


def quoted_printable(text: str, random: Random) -> str:
    """Leave the transport encoding in, with letters encoded that need no encoding."""

    def encoded(letter: str) -> str:
        return f"\0{ord(letter):02X}" if random.random() < 0.1 else letter  # noqa: PLR2004 - one in ten

    body = _letters(text, encoded).encode()
    return quopri.encodestring(body).decode("ascii").replace("=00", "=")


def defanged_links(text: str, random: Random) -> str:
    """Break the links the way a careful person, or a filter, breaks them."""
    dot = random.choice(("[.]", "(.)", " [dot] ", "[dot]"))

    def broken(link: re.Match[str]) -> str:
        scheme = (
            link.group()
            .replace("http", random.choice(("hxxp", "hXXp")), 1)
            .replace("@", random.choice(("@", "[at]", "[@]")))
        )
        return re.sub(r"(?<=\w)\.(?=\w)", dot, scheme)

    return re.sub(r"\S*(?:://|www\.|\w@\w|\w\.(?:com|org|net|io|example)\b)\S*", broken, text)


def styled_letters(text: str, random: Random) -> str:
    """Write in the bold, italic or other letters of mathematics."""
    style = random.choice(_STYLES)
    return _letters(text, lambda letter: _styled(letter, style))


def soft_hyphens(text: str, random: Random) -> str:
    """Put soft hyphens into the longer words, and line ends behind some of them."""
    return _broken_words(text, lambda: "\u00ad\n" if random.random() < 0.2 else "\u00ad")  # noqa: PLR2004 - one in five


def wrapped_words(text: str, random: Random) -> str:
    """Wrap lines in the middle of words, with a hyphen."""
    return _broken_words(text, lambda: "-\n" if random.random() < 0.5 else "")  # noqa: PLR2004 - half


def _letters(text: str, change: Callable[[str], str]) -> str:
    def changed(part: str) -> str:
        return "".join(change(letter) if letter.isascii() and letter.isalpha() else letter for letter in part)

    return _outside_links(text, changed)


def _outside_links(text: str, change: Callable[[str], str]) -> str:
    pieces, place = [], 0
    for link in _LINK.finditer(text):
        pieces += [change(text[place : link.start()]), link.group()]
        place = link.end()
    return "".join([*pieces, change(text[place:])])


def _styled(letter: str, style: str) -> str:
    size = "CAPITAL" if letter.isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"MATHEMATICAL {style} {size} {letter.upper()}")
    except KeyError:  # Unicode had this one before, among the letterlike symbols
        return letter


def _broken_words(text: str, breaking: Callable[[], str]) -> str:
    def broken(word: re.Match[str]) -> str:
        letters = word.group()
        if len(letters) < _SHORTEST_HYPHENED:
            return letters
        return letters[: len(letters) // 2] + breaking() + letters[len(letters) // 2 :]

    return _outside_links(text, lambda part: _WORD.sub(broken, part))
