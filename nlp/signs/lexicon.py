"""The words that rules name: lists, roles, irregular forms, spellings and shapes, read from `nlp/rules/words`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import re2
import yaml

from nlp.signs.inflect import forms
from nlp.signs.notation import Element, NotationError, Part, Phrase, Role, parse_phrase

_SPECIAL = ("irregular", "spellings", "shapes", "roles")


@dataclass(frozen=True, repr=False)
class Lexicon:
    """Word lists and what is known of word forms."""

    lists: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, tuple[str, ...]]
    """A form → other ways in which people write it."""
    shapes: Mapping[str, "re2._Regexp[str]"]
    """Name → expression for what a list of words cannot hold (amounts, links, numbers)."""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name → phrases, any of which fills that role in a pattern."""
    _expanded: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Words so common that a pattern made of them alone would see them everywhere."""
        return frozenset(self.lists.get("COMMON", ()))

    def phrases(self, part: Part) -> tuple[Phrase, ...]:
        """The phrases that may fill a part of a pattern.

        Raises:
            NotationError: there is no such role, or one of its phrases cannot be read.
        """
        if not isinstance(part, Role):
            return (part,)
        for name in part.names:
            if name not in self.roles:
                raise NotationError(f"there is no role %{name}; the roles are {', '.join(sorted(self.roles))}")
        phrases = tuple(parse_phrase(line) for name in part.names for line in self.roles[name])
        return (*phrases, (Element(part.choices),)) if part.choices else phrases

    def atoms(self, choices: Iterable[str]) -> frozenset[str]:
        """Replace every `@LIST` by its members, to any depth.

        Raises:
            NotationError: names the list or shape that does not exist.
        """
        found: set[str] = set()
        for choice in choices:
            if choice.startswith("@"):
                found |= self._members(choice[1:])
            elif choice.startswith("#") and choice[1:] not in self.shapes:
                raise NotationError(f"there is no shape {choice}; the shapes are {', '.join(sorted(self.shapes))}")
            else:
                found.add(choice)
        return frozenset(found)

    def _members(self, name: str) -> frozenset[str]:
        if name not in self.lists:
            raise NotationError(f"there is no list @{name}; add it to a file in nlp/rules/words or use another list")
        if name not in self._expanded:
            self._expanded[name] = self.atoms(self.lists[name])
        return self._expanded[name]

    def forms(self, atom: str) -> frozenset[str]:
        """Every way in which a word of a pattern may be written in a message; `=word` only as it stands."""
        if atom.startswith("="):
            written = {atom[1:].replace("_", " ")}
        else:
            written = set(forms(atom.replace("_", " "), self.irregular))
        others = (self.spellings[form] for form in written & self.spellings.keys())
        return frozenset(written.union(*others))


def load_lexicon(folder: Path) -> Lexicon:
    """Read every file of `nlp/rules/words`.

    Raises:
        NotationError: two files define the same list.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.stem in _SPECIAL:
            continue
        for name, words in _entries(path).items():
            if name in lists:
                raise NotationError(f"{path.name} defines {name} again; keep one of the two")
            lists[name] = tuple(words.split())
    irregular, spellings, shapes, roles = (_entries(folder / f"{name}.yml") for name in _SPECIAL)
    return Lexicon(
        lists,
        {word: tuple(written.split()) for word, written in irregular.items()},
        {form: tuple(other.replace("_", " ") for other in written.split()) for form, written in spellings.items()},
        {name: re2.compile(expression) for name, expression in shapes.items()},
        {name: tuple(line.strip() for line in lines.splitlines() if line.strip()) for name, lines in roles.items()},
    )


def _entries(path: Path) -> dict[str, str]:
    loaded: dict[str, str] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
    return loaded
