"""Draw the app's two icons, a speech bubble that warns, with nothing but the standard library.

    python3 deploy/teams/draw_icons.py

Teams wants a colour icon of 192 x 192 pixels and an outline of 32 x 32, white on transparent.
"""

# ruff: noqa: INP001, PLR2004  a script of its own; the numbers are a drawing

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "handlers" / "teams" / "app"
BLUE = (31, 78, 121)
WHITE = (255, 255, 255)
SAMPLES = 4
"""Each pixel is the mean of this many samples squared."""

Colour = tuple[int, int, int, float]


def in_bubble(x: float, y: float) -> bool:
    """Tell whether a point of the unit square lies in the speech bubble."""
    left, top, right, bottom, radius = 0.14, 0.17, 0.86, 0.70, 0.13
    if in_tail(x, y):
        return True
    dx = max(left + radius - x, x - (right - radius), 0.0)
    dy = max(top + radius - y, y - (bottom - radius), 0.0)
    return dx * dx + dy * dy <= radius * radius


def in_tail(x: float, y: float) -> bool:
    """Tell whether a point lies in the bubble's tail, below its left half."""
    return 0.68 <= y <= 0.88 and 0.28 <= x <= 0.28 + (0.88 - y) * 1.1


def in_mark(x: float, y: float) -> bool:
    """Tell whether a point lies in the exclamation mark."""
    stroke = 0.255 <= y <= 0.485 and abs(x - 0.5) <= 0.055 - (y - 0.255) * 0.1
    dot = (x - 0.5) ** 2 + (y - 0.585) ** 2 <= 0.05**2
    return stroke or dot


def colour_icon(x: float, y: float) -> Colour:
    """White bubble on blue."""
    white = in_bubble(x, y) and not in_mark(x, y)
    return (*(WHITE if white else BLUE), 1.0)


def outline_icon(x: float, y: float) -> Colour:
    """White bubble on nothing."""
    return (*WHITE, 1.0 if in_bubble(x, y) and not in_mark(x, y) else 0.0)


def draw(paint: Callable[[float, float], Colour], size: int) -> bytes:
    """Draw a square picture as a PNG file."""
    rows = b"".join(b"\0" + b"".join(pixel(paint, size, x, y) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def pixel(paint: Callable[[float, float], Colour], size: int, x: int, y: int) -> bytes:
    """Mix one pixel from its samples."""
    steps = [(index + 0.5) / SAMPLES for index in range(SAMPLES)]
    found = [paint((x + dx) / size, (y + dy) / size) for dx in steps for dy in steps]
    red, green, blue, alpha = (sum(sample[part] for sample in found) / len(found) for part in range(4))
    return bytes((round(red), round(green), round(blue), round(alpha * 255)))


def chunk(kind: bytes, data: bytes) -> bytes:
    """Make one part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    FOLDER.joinpath("color.png").write_bytes(draw(colour_icon, 192))
    FOLDER.joinpath("outline.png").write_bytes(draw(outline_icon, 32))
