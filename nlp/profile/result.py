"""What reading a profile gives. Apart from the reader, so that who only handles results need not load it."""

from dataclasses import dataclass
from typing import Final

from nlp.model import Counter, Evidence

FEW_WORDS: Final = 12
"""Below this many words, a profile's text says too little to be worth reading."""
READ_LANGUAGES: Final = frozenset({"en", "und"})
"""ISO 639-1 codes of what is read; `und`: it could not be told."""


@dataclass(frozen=True, slots=True, repr=False)
class ProfileReading:
    """What the words of a profile show. It says nothing about the person, and no sign is no reassurance."""

    signs: tuple[Evidence, ...] = ()
    """Strongest first. `says` completes "The profile …". What the text denies is left out."""
    counters: tuple[Counter, ...] = ()
    """What speaks against malice; it can be copied from somebody honest."""
    words: int = 0
    language: str = "und"
    """ISO 639-1 code; `und` where it could not be told."""

    @property
    def enough(self) -> bool:
        """Whether there are enough words to read anything in them."""
        return self.words >= FEW_WORDS

    @property
    def readable(self) -> bool:
        """Whether the words could be read: enough of them, in English."""
        return self.enough and self.language in READ_LANGUAGES
