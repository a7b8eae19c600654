"""Telling a concern about a colleague from an approach from outside: the former does not belong into a channel."""

import re
from typing import Final

_COLLEAGUE: Final = (
    r"(?:my|our|a|one of (?:my|our)|the|this) (?:\w+ ){0,2}"
    r"(?:colleague|co-?worker|team ?mate|manager|boss|supervisor|line manager|team lead(?:er)?|deputy|director|intern"
    r"|contractor|flat ?mate at work|desk neighbou?r)s?"
    r"|some(?:one|body) (?:in|on|from|at) (?:my|our) (?:team|office|department|unit|group|lab|desk)"
)
_DEED: Final = (
    r"(?:is|was|are|were|has been|have been|keeps?|kept|may be|might be|could be|seems? to be|started|been) "
    r"(?:\w+ ){0,2}?"
    r"(?:leak|steal|sell|tak|copy|copi|smuggl|pass|hand|shar|send|photograph|hid|ly|drink|brag|spy|download|print"
    r"|access|stalk|bully|harass|meet|work)(?:t?ing|ying|ing)\b"
    r"|(?:leaks|leaked|steals|stole|sells|sold|copies|copied|smuggled|photographed|took) "
    r"|(?:takes|took|brings|brought|carries|carried) (?:\w+ ){0,3}(?:home|out of the (?:office|building|lab))"
)
_THINGS: Final = (
    r"document|file|paper|report|drawing|design|data|record|sample|secret|classified|information|usb|drive|laptop|phone"
    r"|folder|code|formula|note|plan|badge|pass(?:word)?|after hours|at night|money|cash|foreign|embassy"
)
_CONCERN: Final = re.compile(
    rf"\b(?:{_COLLEAGUE})\b(?:[^.!?\n]{{0,60}}?)\b(?:{_DEED})[^.!?\n]{{0,80}}?(?:{_THINGS})", re.IGNORECASE
)
_SUSPICION: Final = re.compile(
    rf"\bI (?:think|suspect|believe|worry|fear|am worried|am concerned|have a concern|want to report)\b"
    rf"[^.!?\n]{{0,60}}\b(?:{_COLLEAGUE})\b",
    re.IGNORECASE,
)
_FROM_OUTSIDE: Final = re.compile(
    r"\b(?:linked ?in|recruiter|profile|stranger|whats ?app|telegram|wrote to (?:me|him|her|them|us)"
    r"|contacted (?:me|him|her|them|us|my)|approached|messaged|invited (?:me|him|her|them)"
    r"|offered (?:me|him|her|them|my)|asked (?:me|him|her|them|my|our)"
    r"|received (?:a|an|this)|got (?:a|an|this) (?:message|e-?mail|invitation|request))\b",
    re.IGNORECASE,
)
LOOKED_AT: Final = 4_000
"""A concern is said early; a long text is somebody else's."""


def about_colleague(text: str) -> bool:
    """Tell whether a text in the person's own words is about what a colleague does, and not about an approach.

    Errs towards no: whoever was approached is a victim and not a suspect, and the person can still say
    "This is about a colleague".
    """
    said = text[:LOOKED_AT]
    if _FROM_OUTSIDE.search(said):
        return False
    return bool(_CONCERN.search(said)) or (
        bool(_SUSPICION.search(said)) and bool(re.search(_DEED, said, re.IGNORECASE))
    )
