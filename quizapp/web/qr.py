"""Addresses as QR codes: shapes for an inline SVG, which needs neither style nor script."""

from dataclasses import dataclass
from typing import Final

import segno

QUIET: Final = 4
"""Light modules around the code, as ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code to be drawn.

    Attributes:
        text: what it says.
        size: modules on each side, the quiet zone among them.
        path: of the dark modules, one unit a module, as ``d`` of an SVG path.
    """

    text: str
    size: int
    path: str


def qr_of(text: str) -> QrCode:
    """Return the QR code of a text, with a quarter of it to spare for dirt and folds.

    Args:
        text: an address. Where it holds a secret, the page may not be kept on the way.
    """
    code = segno.make(text, error="q", micro=False)
    lines = [
        f"M{start} {row}h{length}v1h-{length}z"
        for row, modules in enumerate(code.matrix, start=QUIET)
        for start, length in _runs(modules)
    ]
    return QrCode(text, len(code.matrix) + 2 * QUIET, "".join(lines))


def _runs(modules: bytearray) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules, with the quiet zone before it."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(modules, start=QUIET):
        if not dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
