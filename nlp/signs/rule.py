"""What a rule file holds, and how a broken one is explained to its writer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from nlp.model import Tactic
from nlp.signs.notation import NotationError, parse

FEWEST_EXAMPLES = 3
"""Of each sort: one first message, one turn of a thread and one account, or whatever shows most."""
AGAINST = "against"
"""Folder of the signs against malice, beside the tactics' folders."""

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=220)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,59}$")]
Weight = Annotated[float, Field(ge=0.2, le=3)]


class RulebookError(ValueError):
    """Rules that cannot be used. `problems` says, one sentence each, which file, what is wrong and what to do."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Examples(BaseModel):
    """Messages that prove a rule: it must see the first and leave the others alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    match: tuple[Sentence, ...] = Field(min_length=FEWEST_EXAMPLES)
    no_match: tuple[Sentence, ...] = Field(min_length=FEWEST_EXAMPLES)


class Rule(BaseModel):
    """What a sign and a sign against have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    weight: Weight
    says: Sentence
    patterns: str
    unless: str = ""
    examples: Examples

    @property
    def pattern_lines(self) -> tuple[str, ...]:
        """The patterns, any of which is the sign."""
        return _lines(self.patterns)

    @property
    def unless_lines(self) -> tuple[str, ...]:
        """Patterns that make it innocent when they stand in the same sentence."""
        return _lines(self.unless)

    @property
    def folder(self) -> str:
        """The folder that the rule's file belongs in."""
        return AGAINST

    @field_validator("patterns")
    @classmethod
    def _has_patterns(cls, patterns: str) -> str:
        if not _lines(patterns):
            raise ValueError("has no pattern; write at least one line")
        return patterns


class SignRule(Rule):
    """How to see one sign of a malicious approach. `says` completes “The sender …”."""

    tactic: Tactic
    because: Sentence
    attack: tuple[str, ...] = ()
    """MITRE ATT&CK technique ids, in the numbering of version 16."""
    references: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that the rule's file belongs in."""
        return self.tactic.value


class CounterRule(Rule):
    """How to see one sign against malice. `says` completes “The text …”."""


def load_rule(path: Path) -> Rule:
    """Load one rule file and check its form.

    Raises:
        RulebookError: says what is wrong in the file and what to do.
    """
    try:
        fields = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulebookError([f"{path}: is not readable YAML; check indentation and quotes ({error})"]) from error
    if not isinstance(fields, dict):
        raise RulebookError([f"{path}: holds no fields; see nlp/rules/README.md for a rule to copy"])
    kind = CounterRule if path.parent.name == AGAINST else SignRule
    try:
        rule = kind.model_validate(fields)
    except ValidationError as error:
        raise RulebookError([f"{path}: {sentence}" for sentence in _sentences(error)]) from error
    problems = [f"{path}: {problem}" for problem in (*_misplaced(rule, path), *_unreadable(rule))]
    if problems:
        raise RulebookError(problems)
    return rule


def _sentences(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_url=False, include_input=False):
        name = ".".join(str(piece) for piece in item["loc"])
        if item["type"] == "missing":
            yield f"“{name}” is missing; add it (nlp/rules/README.md says what it holds)"
        elif item["type"] == "extra_forbidden":
            yield f"“{name}” is not a field of a rule; correct its spelling or remove it"
        elif item["type"] == "too_short":
            yield f"“{name}” needs at least {FEWEST_EXAMPLES}; add another that shows something new"
        else:
            yield f"“{name}”: {item['msg']}"


def _misplaced(rule: Rule, path: Path) -> Iterator[str]:
    if path.stem != rule.id:
        yield f"the file is called {path.stem} but the id is {rule.id}; give both the same name"
    if path.parent.name != rule.folder:
        yield f"belongs in the folder {rule.folder}; move it there or correct its tactic"


def _unreadable(rule: Rule) -> Iterator[str]:
    for line in (*rule.pattern_lines, *rule.unless_lines):
        try:
            parse(line)
        except NotationError as error:
            yield str(error)


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())
