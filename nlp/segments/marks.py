"""What a line says about the lines below it: who wrote them, and that they are another message."""

from typing import NamedTuple


class Mark(NamedTuple):
    """The words of one line that are no message themselves but stand before one."""

    body: int
    """Offset at which the line's own words begin; the end of the line where there are none."""
    author: str = ""
    """Who wrote what follows, as the text names them; empty where it does not."""
    turn: bool = False
    """Whether a turn of a conversation follows."""
    own: bool = False
    """Whether the reporter wrote what follows."""
    to_blank: bool = False
    """Whether what follows ends with the paragraph: a bare "Me:" does not claim all the rest of the text."""
    between: bool = False
    """Whether it stands within a turn, which goes on below it."""
