"""Tells which language a text is mainly written in. English is what is read; others are named, not guessed at."""

import re
from functools import cached_property
from threading import Lock
from typing import Self

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"
"""ISO 639-2 code for "undetermined": too short, or too mixed to tell."""

# fmt: off
_CANDIDATES = [
    "ar", "bg", "bn", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
]
# fmt: on
_MIN_LETTERS = 24
"""Fewer letters than this say nothing reliable in languages written with an alphabet."""
_MIN_LETTERS_DENSE = 6
"""The same for scripts in which a character carries a syllable or a word."""
_MIN_PROBABILITY = 0.9
_FIRST_DENSE = "\u2e80"
"""From here on, code points are mostly Chinese, Japanese or Korean."""
_READ_CHARACTERS = 2_000
"""The beginning is enough to tell; it keeps the cost constant."""

_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH_WORDS = (
    "the and you your yours with that this these those have has having would could should from they them their there"
    " what which when where while whose who why how please been being were because about before after know our ours"
    " are if it its my his her she him than then also any some into here just only very much through between"
    " did does doing not will we"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Small words of English that are no words of the other candidates, or rare ones."""
_SHARED_WORDS = "a an as at be by can do for i in is me no of on or so to was"
_SHARED = frozenset(_SHARED_WORDS.split())
"""Small words of English that others write as well: they count only beside the first."""
_PLAIN_SHARE = 0.3
"""From this share of small words on, English is the main language: whole English texts have about 0.45."""
_PLAIN_DIFFERENT = 4
_PLAIN_FOREIGN = 0.1
"""Most letters outside ASCII, as a share of the text, for it to be plainly English."""


class LanguageTeller:
    """Names the main language of a text, or admits that it cannot. Threads may share one."""

    def __init__(self) -> None:
        self._turn = Lock()

    @classmethod
    def load(cls) -> Self:
        """Make one at once: the library's model (a second) is first read for a text that is not plainly English."""
        return cls()

    @cached_property
    def _model(self) -> LanguageIdentifier:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        identifier.set_languages(_CANDIDATES)
        return identifier

    def tell(self, text: str) -> str:
        """Return the ISO 639-1 code of the main language, or `und`.

        Links and addresses should be masked beforehand: they look like no language at all.
        """
        sample = text[:_READ_CHARACTERS]
        letters = sum(map(str.isalpha, sample))
        beyond = "" if sample.isascii() else sample
        dense = sum(character >= _FIRST_DENSE and character.isalpha() for character in beyond)
        if letters < (_MIN_LETTERS_DENSE if dense * 2 > letters else _MIN_LETTERS):
            return UNKNOWN
        if _plainly_english(sample, letters):
            return "en"
        with self._turn:  # only so that two threads do not read the model at the same time
            model = self._model
        code, probability = model.classify(sample)
        if probability < _MIN_PROBABILITY:
            return UNKNOWN
        return "no" if code == "nn" else str(code)


def _plainly_english(sample: str, letters: int) -> bool:
    """Whether the small words say English so clearly that no model need be asked."""
    words = _WORD.findall(sample.lower())
    own = [word for word in words if word in _ENGLISH]
    small = len(own) + sum(word in _SHARED for word in words)
    if small < _PLAIN_SHARE * len(words) or len(set(own)) < _PLAIN_DIFFERENT:
        return False
    return letters - sum(map(len, words)) <= _PLAIN_FOREIGN * letters
