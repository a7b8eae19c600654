"""Loads the rules and checks them: one file is one sign, and carries its own proof."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.signs.lexicon import Lexicon, load_lexicon
from nlp.signs.notation import NotationError, Pattern, parse
from nlp.signs.reader import SignReader
from nlp.signs.rule import CounterRule, Rule, RulebookError, SignRule, load_rule

RULES = Path(__file__).parent / "rules"
WORDS = "words"
"""Folder of the word lists, beside the tactics' folders."""
LEAST_EVERYDAY_WORDS = 4
"""A pattern of fewer places must have one that everyday words do not fill."""

__all__ = [
    "RULES",
    "CounterRule",
    "Rule",
    "Rulebook",
    "RulebookError",
    "SignRule",
    "lint",
    "load_rulebook",
    "rulebook_version",
]


@dataclass(frozen=True, slots=True)
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


def lint(paths: Sequence[Path] = (RULES,)) -> list[str]:
    """Say what is wrong in rule files, and what to do about it; empty where all is well.

    Args:
        paths: rules folders, or single rule files inside one.
    """
    problems: list[str] = []
    for path in paths:
        folder = path if path.is_dir() else path.parent.parent
        try:
            book = load_rulebook(folder)
        except RulebookError as error:
            problems += [problem for problem in error.problems if path.is_dir() or problem.startswith(str(path))]
            continue
        chosen = [rule for rule in book.rules if path.is_dir() or rule.id == path.stem]
        problems += _lint_rules(chosen, book.lexicon, folder)
    return problems


def _lint_rules(rules: Sequence[Rule], lexicon: Lexicon, folder: Path) -> Iterator[str]:
    usable: list[Rule] = []
    for rule in rules:
        problems = list(_wording(rule, lexicon))
        yield from (f"{folder / rule.folder / rule.id}.yml: {problem}" for problem in problems)
        usable += [] if problems else [rule]
    reader = SignReader(usable, lexicon)
    for index, rule in enumerate(usable):
        for problem in _proof(rule, index, reader):
            yield f"{folder / rule.folder / rule.id}.yml: {problem}"


def _wording(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    for line in (*rule.pattern_lines, *rule.unless_lines):
        try:
            broad = _too_broad(parse(line), lexicon)
        except NotationError as error:
            yield str(error)
            continue
        if broad and line in rule.pattern_lines:
            yield f"“{line}” is too broad: it is made of everyday words only; add a word that carries the meaning"
    if isinstance(rule, SignRule) and rule.says[:1].isupper():
        yield "“says” completes “The sender …”; begin it in lower case with a verb"


def _too_broad(pattern: Pattern, lexicon: Lexicon) -> bool:
    """True where everyday words alone could fill every place of the pattern and there are fewer than three."""
    common = lexicon.everyday
    places = [lexicon.atoms(element.choices) for part in pattern.parts for element in part if not element.optional]
    return len(places) < LEAST_EVERYDAY_WORDS and all(
        common.intersection(choice.removeprefix("=") for choice in choices) for choices in places
    )


def _proof(rule: Rule, index: int, reader: SignReader) -> Iterator[str]:
    proven: set[str] = set()
    for example in rule.examples.match:
        found = [item for item in reader.read(example)[1] if item.rule == index and not item.negated]
        if not found:
            yield f"no pattern sees the example “{example}”; widen a pattern or correct the example"
        proven |= {item.pattern for item in found}
    for example in rule.examples.no_match:
        for item in reader.read(example)[1]:
            if item.rule == index and not item.negated:
                yield f"“{item.pattern}” wrongly sees “{example}”; narrow the pattern or add an “unless”"
    for line in rule.pattern_lines:
        if line not in proven:
            yield f"“{line}” sees none of the rule's own examples; add an example for it or remove it"
