"""The front door of profile reading: headline, about and experience in, signs with their spans out."""

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from nlp.clean import clean
from nlp.language import UNKNOWN, LanguageTeller
from nlp.model import MAX_CHARACTERS, Counter, Evidence, TextTooLongError
from nlp.profile.career import contradictions
from nlp.profile.rulebook import profile_detector
from nlp.profile.template import left_behind

FEW_WORDS: Final = 12
"""Below this many words, a profile's text says too little to be worth reading."""
MOST_SIGNS: Final = 24
_READ: Final = "en"


@dataclass(frozen=True, slots=True, repr=False)
class ProfileReading:
    """What the words of a profile show. It says nothing about the person, and no sign is no reassurance."""

    signs: tuple[Evidence, ...]
    """Strongest first. `says` completes "The profile …". What the text denies is left out."""
    counters: tuple[Counter, ...]
    """What speaks against malice; it can be copied from somebody honest."""
    words: int
    language: str
    """ISO 639-1 code; `und` where it could not be told."""

    @property
    def readable(self) -> bool:
        """Whether the words could be read at all: enough of them, in English."""
        return self.words >= FEW_WORDS and self.language in {_READ, UNKNOWN}


def read_profile(text: str) -> ProfileReading:
    """Read the words of a profile. Deterministic; touches no link; offsets lie in `text` as given.

    Raises:
        TextTooLongError: the text is longer than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    cleaned = clean(text)
    seen = profile_detector().detect(text, cleaned)
    signs = {(item.sign_id, item.quote.casefold()): item for item in seen.evidence if not item.negated}
    for item in (*contradictions(cleaned.text), *left_behind(cleaned.text)):
        start, end = cleaned.original_span(item.start, item.end)
        quote = text[start:end]
        moved = Evidence(item.sign_id, item.tactic, item.weight, item.says, item.because, start, end, quote)
        signs.setdefault((item.sign_id, quote.casefold()), moved)
    strongest = sorted(signs.values(), key=lambda item: (-item.weight, item.start, item.sign_id))
    return ProfileReading(
        tuple(islice(strongest, MOST_SIGNS)), seen.counters, len(cleaned.text.split()), _teller().tell(cleaned.text)
    )


def profile_version() -> str:
    """Name the rules about profiles: the same text and version give the same reading."""
    return f"profile-{profile_detector().version}"


@cache
def _teller() -> LanguageTeller:
    return LanguageTeller.load()
