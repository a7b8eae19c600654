"""Where the contact takes place, recognised from links, contact points and words, to fit the advice to it."""

import re
from enum import StrEnum
from typing import Final

from nlp.model import Assessment, LinkType, ObservableKind, Tactic


class Venue(StrEnum):
    """A place whose own steps the wording knows."""

    LINKEDIN = "linkedin"
    XING = "xing"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    WECHAT = "wechat"
    SIGNAL = "signal"
    EMAIL = "email"
    PHONE = "phone"


AT_MOST: Final = 2
"""More venues than these would make the checklist a manual."""

_WORDS: Final = {
    Venue.LINKEDIN: re.compile(r"\b(linked ?in|inmail)\b", re.IGNORECASE),
    Venue.XING: re.compile(r"\bxing\b", re.IGNORECASE),
    Venue.WHATSAPP: re.compile(r"\bwhats ?app\b", re.IGNORECASE),
    Venue.TELEGRAM: re.compile(r"\btelegram\b", re.IGNORECASE),
    Venue.WECHAT: re.compile(r"\b(we ?chat|weixin)\b", re.IGNORECASE),
    Venue.SIGNAL: re.compile(r"\b(on|via|over|use|using|have) Signal\b|\b[Ss]ignal (app|messenger)\b"),
    Venue.EMAIL: re.compile(r"\be-?mail\b|^(from|subject|to): ", re.IGNORECASE | re.MULTILINE),
    Venue.PHONE: re.compile(r"\b(sms|text message)\b", re.IGNORECASE),
}
_SITES: Final = {
    "linkedin": Venue.LINKEDIN,
    "xing": Venue.XING,
    "whatsapp": Venue.WHATSAPP,
    "telegram": Venue.TELEGRAM,
    "wechat": Venue.WECHAT,
    "signal": Venue.SIGNAL,
}
_OBSERVABLES: Final = {ObservableKind.EMAIL: Venue.EMAIL, ObservableKind.PHONE: Venue.PHONE}
_CODE_WORDS: Final = re.compile(
    r"\b(repo|repository|github|gitlab|bitbucket|git clone|npm|pip install|docker"
    r"|coding (test|task|challenge|assignment)|take-?home|technical (test|task|assessment)|code review"
    r"|run (it|the project|the code|locally))\b",
    re.IGNORECASE,
)


def venues(text: str, assessment: Assessment) -> tuple[Venue, ...]:
    """Name the venues that the text points to, the likeliest first: its links, then its words, then its contacts."""
    from_links = [_SITES[link.site] for link in assessment.links if link.site in _SITES]
    from_words = [venue for venue, words in _WORDS.items() if words.search(text)]
    from_contacts = [_OBSERVABLES[item.kind] for item in assessment.observables if item.kind in _OBSERVABLES]
    return tuple(dict.fromkeys([*from_links, *from_words, *from_contacts]))[:AT_MOST]


def asks_to_run_code(text: str, assessment: Assessment) -> bool:
    """Tell whether the sender wants the person to fetch and run something: the lure against engineers."""
    if Tactic.CREDENTIAL_OR_MALWARE_LINK not in assessment.tactics:
        return False
    return any(link.type is LinkType.REPOSITORY for link in assessment.links) or bool(_CODE_WORDS.search(text))
