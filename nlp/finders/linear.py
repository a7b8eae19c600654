"""Patterns that take time linear in the text, whatever the text."""

import re2

WORD = r"A-Za-z0-9_\x{C0}-\x{1FFF}\x{3031}-\x{D7FF}\x{FF10}-\x{FF5A}\x{10000}-\x{1EFFF}"
"""Inside of a character class: letters, digits and marks of all scripts.

Broad ranges, since a category such as `\\pL` makes automata of a hundred thousand states once it is repeated.
"""


def linear(pattern: str) -> re2._Regexp:
    """Compile a pattern for RE2, ignoring case; it never prints complaints about its memory."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    return re2.compile(pattern, options=options)
