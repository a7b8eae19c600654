"""The front door of profile reading: headline, about and experience in, signs with their spans out."""

from functools import cache
from itertools import islice
from typing import Final

from nlp.clean import clean
from nlp.language import LanguageTeller
from nlp.model import MAX_CHARACTERS, Evidence, TextTooLongError
from nlp.profile.career import contradictions
from nlp.profile.result import ProfileReading
from nlp.profile.rulebook import profile_detector
from nlp.profile.template import left_behind

MOST_SIGNS: Final = 24


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
