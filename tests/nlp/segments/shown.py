"""Segments as a reader of a test wants to see them."""

from nlp.model import Role
from nlp.segments import segment


def shown(text: str) -> list[tuple[Role, str]]:
    """Each segment's role and words."""
    return [(item.role, text[item.start : item.end]) for item in segment(text)]


def words_of(text: str, role: Role) -> list[str]:
    """The words of the segments of one role."""
    return [words for found, words in shown(text) if found is role]
