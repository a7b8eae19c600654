"""Checks rules before anybody relies on them, and says what to do about what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nlp.rulebook import RULES, WORDS, Rulebook, load_rulebook
from nlp.signs.lexicon import Lexicon
from nlp.signs.notation import NotationError, Pattern, Phrase, parse
from nlp.signs.reader import SignReader
from nlp.signs.rule import Rule, RulebookError, SignRule

LEAST_EVERYDAY_WORDS = 4
"""A pattern of fewer places must have one that everyday words do not fill."""


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
        if path.is_dir():
            problems += (f"{folder / WORDS / 'roles.yml'}: {problem}" for problem in _lint_roles(book))
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
    """True where everyday words alone could fill every place of the pattern and there are fewer than four."""
    parts = [min(_everyday_places(phrase, lexicon) for phrase in lexicon.phrases(part)) for part in pattern.parts]
    return not any(rare for rare, _ in parts) and sum(places for _, places in parts) < LEAST_EVERYDAY_WORDS


def _everyday_places(phrase: Phrase, lexicon: Lexicon) -> tuple[bool, int]:
    """Whether the phrase has a place that no everyday word fills, and how many places it has."""
    places = [lexicon.atoms(element.choices) for element in phrase if not element.optional]
    rare = any(lexicon.everyday.isdisjoint(choice.removeprefix("=") for choice in choices) for choices in places)
    return rare, len(places)


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


class _RolePhrase:
    """One phrase of a role, to be looked for by itself."""

    unless_lines = ()

    def __init__(self, line: str) -> None:
        self.pattern_lines = (line,)


def _lint_roles(book: Rulebook) -> Iterator[str]:
    """Say which phrases of roles no example of any rule shows, and which roles no rule names."""
    roles: Mapping[str, Sequence[str]] = book.lexicon.roles
    lines = [(name, line) for name, phrases in roles.items() for line in phrases]
    reader = SignReader([_RolePhrase(line) for _, line in lines], book.lexicon)
    examples = (example for rule in book.rules for example in rule.examples.match)
    seen = {found.rule for example in examples for found in reader.read(example)[1]}
    for index, (name, line) in enumerate(lines):
        if index not in seen:
            yield f"“{line}” of {name} stands in no rule's “match” examples; add it to one, or remove it"
    lines_of_rules = (line for rule in book.rules for line in (*rule.pattern_lines, *rule.unless_lines))
    named = {choice for line in lines_of_rules for word in line.split() for choice in word.split("|")}
    for name in roles:
        if f"%{name}" not in named:
            yield f"no rule names %{name}; use it or remove it"
