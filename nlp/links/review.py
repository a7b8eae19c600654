"""The truth about a link, told without a single packet."""

from collections.abc import Sequence

from nlp.defang import defang
from nlp.links.address import WEB_SCHEMES, Address, parse
from nlp.links.labels import label_of, label_sign
from nlp.links.lists import words
from nlp.links.lookalike import is_own, lookalike
from nlp.links.mails import claims_company, review_mail
from nlp.links.sign import Sign, together
from nlp.links.signs import harmless_scheme, signs_of
from nlp.links.sites import Place, place
from nlp.links.unwrap import unwrap
from nlp.model import LinkReview, LinkType, Observable, ObservableKind

MAX_LINKS = 50
"""How many links of one text are reviewed, the first ones. The rest stay listed as observables, unreviewed."""
SUSPICIOUS = 0.5
"""From this suspicion on, compared with `>=`, a link is called suspicious."""
_TRUSTED_SHARE = 0.4
"""What is left of a sign on known sites, the employer's own, and hosts in registries closed to strangers."""


def review(
    text: str, observables: Sequence[Observable], *, own_domains: frozenset[str] = frozenset()
) -> tuple[LinkReview, ...]:
    """Review the links and e-mail addresses found in a text, in its order, at most `MAX_LINKS` of them.

    `own_domains` are the employer's, in lower case, which nobody else may look like. Nothing is ever fetched or
    looked up, and nothing raises.
    """
    company_claimed = claims_company(text)
    labels = {
        item.start: label
        for item in observables[: MAX_LINKS * 2]
        if item.kind is ObservableKind.URL and (label := label_of(text, item.start, item.end)) is not None
    }
    reviews: list[LinkReview] = []
    for item in observables:
        if len(reviews) == MAX_LINKS:
            break
        if any(label.start <= item.start < label.end for label in labels.values()):
            continue  # the words that a link hides behind lead nowhere themselves
        if item.kind is ObservableKind.URL:
            label = labels.get(item.start)
            reviews.append(_reviewed(item.value, label.text if label else "", item.start, item.end, own_domains))
        elif item.kind is ObservableKind.EMAIL:
            reviews.append(
                review_mail(item.value, item.start, item.end, company_claimed=company_claimed, own_domains=own_domains)
            )
    return tuple(reviews)


def review_url(url: str, label: str = "", *, own_domains: frozenset[str] = frozenset()) -> LinkReview:
    """Review one link by itself, with the words it hides behind, if any. `start` and `end` span the link."""
    return _reviewed(url, label, 0, len(url), own_domains)


def _reviewed(url: str, label: str, start: int, end: int, own_domains: frozenset[str]) -> LinkReview:
    outer = parse(url)
    if outer is None:
        return _unreadable(url, start, end)
    unwrapped = unwrap(outer)
    address = unwrapped.address
    where = place(address)
    hosts = tuple(dict.fromkeys((*unwrapped.wrappers, address.host)))
    signs = _signs(outer, address, where, own_domains)
    if label and (sign := label_sign(label, address, hosts)) is not None:
        signs.append(sign)
    signs.sort(key=lambda sign: -sign.weight)
    notes = [sign.sentence for sign in signs]
    if where is not None or not signs:
        notes.append(_plain(address, where, own_domains))
    if unwrapped.wrappers:
        notes.append(f"It is wrapped by {', '.join(dict.fromkeys(unwrapped.wrappers))}; this is about what is inside.")
    return LinkReview(
        url=url,
        defanged=defang(url),
        host=address.host,
        registrable=address.registrable,
        site=where.site if where else "",
        type=_type(address, where),
        effective_url=address.href,
        suspicion=together(signs),
        reasons=tuple(notes),
        profile_key=where.profile_key if where else "",
        start=start,
        end=end,
    )


def _signs(outer: Address, address: Address, where: Place | None, own_domains: frozenset[str]) -> list[Sign]:
    trusted = where is not None or _closed_registry(address) or is_own(address, own_domains)
    signs = list(signs_of(address))
    if outer is not address and outer.username:
        signs.append(Sign(0.7, f"It names something before the @ of {outer.host}."))
    if (sign := _forwarding(address)) is not None:
        signs.append(sign)
    if trusted:
        signs = [
            Sign(sign.weight * _trust(sign, address), sign.sentence)
            for sign in signs
            if "in its path" not in sign.sentence
        ]
    elif (posing := lookalike(address, own_domains)) is not None:
        signs.append(posing)
    if where is not None and where.type is LinkType.SHORTENER:
        signs.append(Sign(0.2, f"It is {where.says}'s own short form; where it leads cannot be seen from it."))
    return signs


def _trust(sign: Sign, address: Address) -> float:
    """Give the part of a sign that counts on a trusted host: all of it for tricks and for files that run."""
    in_full = address.username or address.backslashes or address.scheme not in WEB_SCHEMES
    return 1.0 if in_full or "file" in sign.sentence or "passes you on" in sign.sentence else _TRUSTED_SHARE


def _closed_registry(address: Address) -> bool:
    return "government" in address.lists or "universities" in address.lists


def _forwarding(address: Address) -> Sign | None:
    """A parameter that holds a whole link to somebody else's host: an open redirect, or a sign-in's way back."""
    if not address.query:
        return None
    for name, value in address.parameters.items():
        if name in words("redirect_params") and value.lower().startswith(("http:", "https:", "//")):
            target = parse(value)
            if target is not None and target.registrable != address.registrable and target.host:
                return Sign(0.35, f"It passes you on to {target.host}, if the site allows that.")
    return None


def _type(address: Address, where: Place | None) -> LinkType:
    if harmless_scheme(address):
        return LinkType.MAIL if address.scheme == "mailto" else LinkType.PHONE
    if where is not None and where.type is not LinkType.OTHER:
        return where.type
    if "shorteners" in address.lists:
        return LinkType.SHORTENER
    if _is_file(address):
        return LinkType.FILE
    if where is None and _forwarding(address) is not None:
        return LinkType.REDIRECTOR
    return LinkType.OTHER


def _is_file(address: Address) -> bool:
    if not address.parts or "@" in address.parts[-1]:
        return False
    ending = address.parts[-1].lower().rpartition(".")[2]
    return "file_sharing" in address.lists or any(ending in words(name) for name in _FILE_LISTS)


_FILE_LISTS = ("executable_endings", "archive_endings", "macro_endings", "office_endings")


def _plain(address: Address, where: Place | None, own_domains: frozenset[str]) -> str:
    if harmless_scheme(address):
        return "It opens your mail or telephone program, and nothing else."
    if where is not None:
        return f"It really leads to {where.says}{f' ({address.host})' if address.scheme in WEB_SCHEMES else ''}."
    if is_own(address, own_domains):
        return f"It really leads to your own domain ({address.host})."
    if _closed_registry(address):
        return f"{address.host} lies in a registry that only public bodies or universities can use."
    if not address.host:
        return f"It is a {address.scheme}: link; which program opens it depends on your device."
    return f"Nothing about the link itself is suspicious; who stands behind {address.host} is not known."


def _unreadable(url: str, start: int, end: int) -> LinkReview:
    return LinkReview(
        url=url,
        defanged=defang(url),
        host="",
        registrable="",
        site="",
        type=LinkType.OTHER,
        effective_url="",
        suspicion=0.3,
        reasons=("A browser would refuse this link: it is broken, or meant to confuse.",),
        profile_key="",
        start=start,
        end=end,
    )
