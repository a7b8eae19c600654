"""Hosts that pose as a known site's or as the employer's own."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from nlp.confusables import MIXED_LOOKALIKES
from nlp.links.address import Address
from nlp.links.lists import document, words
from nlp.links.sign import Sign

MIN_FUZZY = 5
"""Shortest name, in letters, that is compared by edit distance or looked for inside other words."""
OWN_LOOKALIKE = "It looks like your own organisation's address but is not."
"""Said first of a host that poses as the employer's: nothing else about it matters as much to the reader."""
_MIN_INSIDE = 6
_DIGRAPHS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_DIGITS = str.maketrans("01345789$", "oieastbgs")
_LETTERS_ONLY = str.maketrans(
    MIXED_LOOKALIKES | {ord("\u0131"): ord("i"), ord("\u0142"): ord("l"), ord("\u00f8"): ord("o")}
)
_COUNTRY = 2
_ENDINGS = frozenset(
    {"com", "net", "org", "co", "gov", "uk", "de", "fr", "ca", "au", "jp", "us", "es", "it", "in", "br", "cn"}
)


@dataclass(frozen=True, slots=True)
class _Brand:
    name: str
    shown: str
    home: str
    own: frozenset[str]
    everywhere: bool
    is_word: bool
    employer: bool = False

    def posed_as(self, weight: float, how: str) -> Sign:
        """Say that a host poses as this one, and how."""
        return Sign(weight, f"{OWN_LOOKALIKE} {how}" if self.employer else how)


@dataclass(frozen=True, slots=True)
class _Index:
    brands: dict[str, _Brand]
    shortened: dict[str, tuple[str, ...]]
    """Each name with one letter left out → the names."""
    inside: re.Pattern[str]
    own: frozenset[str]


@cache
def _known() -> tuple[_Brand, ...]:
    table = document("brands.toml")
    return tuple(
        _Brand(name, name, own.split()[0], frozenset(own.split()) - {"*"}, "*" in own.split(), section == "words")
        for section in ("names", "words")
        for name, own in table[section].items()
    )


@lru_cache(maxsize=64)
def _index(own_domains: frozenset[str]) -> _Index:
    employer = [
        _Brand(
            domain.split(".")[0],
            domain,
            domain,
            frozenset(own_domains),
            everywhere=False,
            is_word=len(domain.split(".")[0]) < MIN_FUZZY,
            employer=True,
        )
        for domain in sorted(own_domains)
    ]
    brands = {brand.name: brand for brand in (*_known(), *employer)}
    names = [name for name, brand in brands.items() if not brand.is_word and len(name) >= MIN_FUZZY]
    shortened: dict[str, tuple[str, ...]] = {}
    for name in names:
        for short in {name, *_without_one(name)}:
            shortened[short] = (*shortened.get(short, ()), name)
    inside = re.compile(
        "|".join(sorted((re.escape(name) for name in names if len(name) >= _MIN_INSIDE), key=len, reverse=True))
    )
    own = frozenset(domain for brand in brands.values() for domain in brand.own)
    return _Index(brands, shortened, inside, own)


@cache
def brand_names() -> frozenset[str]:
    """Give the names that are imitated and are no ordinary words."""
    return frozenset(brand.name for brand in _known() if not brand.is_word)


def is_own(address: Address, own_domains: frozenset[str]) -> bool:
    """Tell whether the link is truly the employer's."""
    return any(address.under(domain) for domain in own_domains)


def lookalike(address: Address, own_domains: frozenset[str]) -> Sign | None:
    """Say whose host this one poses as; None where it poses as nobody's, or belongs to the one it names."""
    index = _index(own_domains)
    if not address.registrable or _belongs(address, index):
        return None
    for domain in own_domains:
        if f".{domain}." in f".{address.host}":
            how = f"It names {domain} in front, but the host that answers is {address.registrable}."
            return Sign(0.9, f"{OWN_LOOKALIKE} {how}")
    readable = address.readable_host
    return _named_before(address, index) or _similar(address, readable, index) or _inserted(address, index)


def _belongs(address: Address, index: _Index) -> bool:
    if address.registrable in index.own or any(
        address.under(domain) for domain in (address.registrable, address.suffix) if domain in index.own
    ):
        return True
    brand = index.brands.get(address.owner)
    country = address.suffix.rpartition(".")[2]
    return (
        brand is not None
        and brand.everywhere
        and len(country) == _COUNTRY
        and address.suffix not in words("cheap_endings")
    )


def _named_before(address: Address, index: _Index) -> Sign | None:
    """`linkedin.com.evil.example`, `paypal.evil.example`."""
    before = address.host[: -len(address.registrable)].rstrip(".").split(".")
    for label, after in pairwise((*before, address.owner)):
        name = label.replace("-", "")
        brand = index.brands.get(label) or index.brands.get(_skeleton(name))
        full = after.partition("-")[0] in _ENDINGS
        if brand is not None and (full or not brand.is_word):
            how = f"It names {brand.shown} in front, but the host that answers is {address.registrable}."
            return brand.posed_as(0.9 if full else 0.6, how)
        for brand_label in label.split("-"):
            inner = index.brands.get(_skeleton(brand_label))
            if inner is not None and not inner.is_word and len(brand_label) >= MIN_FUZZY:
                return inner.posed_as(0.55, f"It works the name {inner.shown} into a host of {address.registrable}.")
    return None


def _similar(address: Address, readable: str, index: _Index) -> Sign | None:
    """The registered name is the known one under another ending, or one letter or one lookalike away."""
    owner = readable[: -len(address.suffix) - 1].rpartition(".")[2] if readable != address.host else address.owner
    brand = index.brands.get(owner)
    if brand is not None:
        if brand.is_word and address.suffix not in words("cheap_endings"):
            return None
        weight = 0.5 if brand.is_word else 0.7
        return brand.posed_as(
            weight, f"The name is that of {brand.shown}, but .{address.suffix} is not where it lives."
        )
    forms = _forms(owner)
    for brand in filter(None, map(index.brands.get, forms)):
        if not brand.is_word or not owner.isascii():
            return brand.posed_as(0.9, f"Its letters only look like those of {brand.shown} ({brand.home}).")
    for near in filter(None, (_one_off(form, index) for form in forms)):
        return near.posed_as(0.75, f"It is one letter away from {near.shown} ({near.home}).")
    return None


def _inserted(address: Address, index: _Index) -> Sign | None:
    """`linkedin-careers.example`, `secure-paypal-login.example`, `linkedln-jobs.example`."""
    owner = address.owner
    tokens = [_skeleton(token) for token in owner.split("-")]
    others = {token for token in owner.split("-") if token in words("lure_words")}
    for token in tokens:
        brand = index.brands.get(token)
        if brand is not None and len(tokens) > 1 and (not brand.is_word or others):
            return brand.posed_as(
                0.65, f"It adds words to the name of {brand.shown}; {address.registrable} is not theirs."
            )
        near = _one_off(token, index) if len(tokens) > 1 and len(token) > MIN_FUZZY else None
        if near is not None:
            return near.posed_as(0.65, f"Part of it is one letter away from {near.shown}, and the host is not theirs.")
    match = index.inside.search(_skeleton(owner.replace("-", "")))
    if match is not None:
        brand = index.brands[match.group()]
        return brand.posed_as(0.55, f"The name {brand.shown} is worked into it; {address.registrable} is not theirs.")
    return None


def _forms(owner: str) -> tuple[str, ...]:
    skeleton = _skeleton(owner)
    folded = skeleton
    for pair, letter in _DIGRAPHS:
        folded = folded.replace(pair, letter)
    joined = skeleton.replace("-", "")
    return tuple(dict.fromkeys((skeleton, folded, joined)))


def _skeleton(label: str) -> str:
    if not label.isascii():
        letters = unicodedata.normalize("NFKD", label).translate(_LETTERS_ONLY).lower()
        label = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return label.translate(_DIGITS) if any(map(str.isdigit, label)) else label


def _without_one(name: str) -> set[str]:
    return {name[:place] + name[place + 1 :] for place in range(len(name))}


def _one_off(word: str, index: _Index) -> _Brand | None:
    """Find the name that one added, left out, changed or swapped letter makes out of the word."""
    if len(word) < MIN_FUZZY:
        return None
    for short in (word, *sorted(_without_one(word))):
        for name in index.shortened.get(short, ()):
            if name != word and _within_one(name, word):
                return index.brands[name]
    return None


def _within_one(first: str, second: str) -> bool:
    """Damerau-Levenshtein distance of one; a plural or a changed first letter makes another word, not a lookalike."""
    if abs(len(first) - len(second)) > 1 or first[0] != second[0] or second in {f"{first}s", f"{first}e"}:
        return False
    if len(first) != len(second):
        longer, shorter = (first, second) if len(first) > len(second) else (second, first)
        return shorter in _without_one(longer)
    different = [place for place, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    if len(different) == 1:
        return True
    return different == [different[0], different[0] + 1] and _swapped(first, different[0]) == second


def _swapped(word: str, place: int) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
