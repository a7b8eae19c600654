"""Pseudonyms: security sees the same name for the same person, and no person."""

from typing import Final

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not mistaken for one another when read out (no 0, 1, I, O)."""
LENGTH: Final = 6


def alias(tag: bytes) -> str:
    """Turn a reporter's keyed tag into a name that people can say, for example `Reporter K7M2QX`."""
    number = int.from_bytes(tag[:8], "big")
    signs = (LETTERS[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return f"Reporter {''.join(signs)}"
