"""The signs that words of a profile show: rule files as in `nlp/rules`, with the same word lists."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from nlp.detector import Detector
from nlp.rulebook import RULES, WORDS, Rulebook, rule_files
from nlp.signs.lexicon import load_lexicon
from nlp.signs.reader import SignReader
from nlp.signs.rule import CounterRule, SignRule, load_rule

PROFILE_RULES: Final = Path(__file__).parent / "rules"


def profile_rulebook() -> Rulebook:
    """Load the rules about profiles.

    Raises:
        RulebookError: says what is wrong in a file and what to do.
    """
    paths = rule_files(PROFILE_RULES)
    rules = [load_rule(path) for path in paths]
    digest = hashlib.sha256(b"".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths))
    return Rulebook(
        tuple(rule for rule in rules if isinstance(rule, SignRule)),
        tuple(rule for rule in rules if isinstance(rule, CounterRule)),
        load_lexicon(RULES / WORDS),
        digest.hexdigest()[:12],
    )


@cache
def profile_detector() -> Detector:
    """Give the detector for words of a profile; made on first use."""
    book = profile_rulebook()
    return Detector(book, SignReader(book.rules, book.lexicon))
