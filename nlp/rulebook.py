"""Loads the rules: one file is one sign, and carries its own proof (`nlp.signs.lint` checks it)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nlp.signs.lexicon import Lexicon, load_lexicon
from nlp.signs.notation import NotationError
from nlp.signs.rule import CounterRule, Rule, RulebookError, SignRule, load_rule

RULES = Path(__file__).parent / "rules"
WORDS = "words"
"""Folder of the word lists, beside the tactics' folders."""

__all__ = [
    "RULES",
    "CounterRule",
    "Rule",
    "Rulebook",
    "RulebookError",
    "SignRule",
    "load_rulebook",
    "rule_files",
    "rulebook_version",
]


@dataclass(frozen=True, slots=True, repr=False)
class Rulebook:
    """All rules of a folder, and the words that they use."""

    signs: tuple[SignRule, ...]
    counters: tuple[CounterRule, ...]
    lexicon: Lexicon
    version: str
    """Hash of the rule files: the same rules give the same version, anywhere."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Signs, then signs against."""
        return (*self.signs, *self.counters)


def load_rulebook(folder: Path = RULES) -> Rulebook:
    """Load every rule under `folder`.

    Raises:
        RulebookError: says for each broken file what to do.
    """
    problems: list[str] = []
    rules: dict[str, Rule] = {}
    for path in rule_files(folder):
        try:
            rule = load_rule(path)
        except RulebookError as error:
            problems += error.problems
            continue
        if rule.id in rules:
            problems.append(f"{path}: the id {rule.id} is taken by another rule; choose another id and file name")
        rules[rule.id] = rule
    if problems:
        raise RulebookError(problems)
    try:
        lexicon = load_lexicon(folder / WORDS)
    except NotationError as error:
        raise RulebookError([f"{folder / WORDS}: {error}"]) from error
    signs = tuple(rule for rule in rules.values() if isinstance(rule, SignRule))
    counters = tuple(rule for rule in rules.values() if isinstance(rule, CounterRule))
    return Rulebook(signs, counters, lexicon, rulebook_version(folder))


def rulebook_version(folder: Path = RULES) -> str:
    """Give twelve characters that change when any rule or word list changes."""
    digest = hashlib.sha256()
    for path in (*rule_files(folder), *sorted((folder / WORDS).glob("*.yml"))):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def rule_files(folder: Path) -> list[Path]:
    """The rule files under `folder`, in a fixed order."""
    return sorted(path for path in folder.glob("*/*.yml") if path.parent.name != WORDS)
