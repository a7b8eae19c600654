"""Tells which language a text is mainly written in. English is what is read; others are named, not guessed at."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class LanguageTeller:
    """Names the main language of a text, or admits that it cannot."""

    _identifier: LanguageIdentifier

    @classmethod
    def load(cls) -> Self:
        """Read the model that the library ships. About a second; no network."""
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        identifier.set_languages(_CANDIDATES)
        return cls(identifier)

    def tell(self, text: str) -> str:
        """Return the ISO 639-1 code of the main language, or `und`.

        Links and addresses should be masked beforehand: they look like no language at all.
        """
        sample = text[:_READ_CHARACTERS]
        letters = [character for character in sample if character.isalpha()]
        dense = sum(character >= _FIRST_DENSE for character in letters)
        if len(letters) < (_MIN_LETTERS_DENSE if dense * 2 > len(letters) else _MIN_LETTERS):
            return UNKNOWN
        code, probability = self._identifier.classify(sample)
        if probability < _MIN_PROBABILITY:
            return UNKNOWN
        return "no" if code == "nn" else str(code)
