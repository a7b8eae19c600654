"""Review of an e-mail address: whose it is, and whether that fits what is claimed."""

import re

from nlp.defang import defang
from nlp.links.address import parse
from nlp.links.lists import memberships, words
from nlp.links.lookalike import is_own, lookalike
from nlp.links.sign import Sign, together
from nlp.model import LinkReview, LinkType

_WORDS = re.compile(r"[a-z-]+")


def claims_company(text: str) -> bool:
    """Tell whether a text speaks for a firm or an institution."""
    return not words("company_words").isdisjoint(_WORDS.findall(text.lower()))


def review_mail(mail: str, start: int, end: int, *, company_claimed: bool, own_domains: frozenset[str]) -> LinkReview:
    """Say what an address is worth without writing to it."""
    address = parse(mail.rpartition("@")[2])
    host = address.host if address is not None else ""
    signs: list[Sign] = []
    if address is not None:
        posing = lookalike(address, own_domains)
        signs += [posing] if posing else []
    if "disposable_mail" in memberships(host):
        signs.append(Sign(0.6, f"{host} gives out throw-away addresses."))
    elif "free_mail" in memberships(host) and company_claimed:
        signs.append(Sign(0.3, f"The text speaks for a firm, but {host} gives an address to anybody."))
    signs.sort(reverse=True)
    reasons = tuple(sign.sentence for sign in signs) or (
        _plain(host, address is not None and is_own(address, own_domains)),
    )
    return LinkReview(
        url=mail,
        defanged=defang(mail),
        host=host,
        registrable=address.registrable if address is not None else "",
        site="",
        type=LinkType.MAIL,
        effective_url=f"mailto:{mail}",
        suspicion=together(signs),
        reasons=reasons,
        profile_key="",
        start=start,
        end=end,
    )


def _plain(host: str, own: bool) -> str:
    if own:
        return f"The address is at your own domain {host}."
    if "free_mail" in memberships(host):
        return f"The address is at {host}, which gives one to anybody."
    return f"Nothing about the address itself is suspicious; who stands behind {host} is not known."
