"""Seeded choice without a global random: the same words give the same choice everywhere."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


PUBLISHED_SEED = "1"
"""The seed of published questions: another one would change their options all at once."""


def digest(*parts: str) -> str:
    """Return the SHA-256 of ``parts`` in hex; parts cannot run into each other."""
    return hashlib.sha256(_joined(parts).encode()).hexdigest()


def below(limit: int, *parts: str) -> int:
    """Return a number from 0 to ``limit - 1`` that depends on ``parts`` only."""
    return _number(_joined(parts)) % limit


def drawing(limit: int, *parts: str) -> Callable[[str], int]:
    """Return ``below`` of these parts and one more: they are put together once."""
    lead = _joined(parts)
    return lambda part: _number(f"{lead}{len(part)}:{part}") % limit


def ordering(*parts: str) -> Callable[[str], str]:
    """Return ``digest`` of these parts and one more: they are put together once."""
    lead = _joined(parts)
    return lambda part: hashlib.sha256(f"{lead}{len(part)}:{part}".encode()).hexdigest()


class Ring(Generic[T]):
    """Things in an order of their own, from which neighbours of a place are taken.

    The order depends on the name of each alone: one more, or less, moves no others.
    """

    def __init__(self, items: Iterable[tuple[str, T]]) -> None:
        """Put things by name on the ring."""
        placed = sorted(
            ((digest("ring", name), item) for name, item in items), key=lambda each: each[0]
        )
        self._places = [place for place, _ in placed]
        self._items = [item for _, item in placed]

    def around(self, name: str, size: int) -> tuple[T, ...]:
        """Return ``size`` of them, from the place of a name on."""
        start = bisect_left(self._places, digest("ring", name))
        taken = self._items[start : start + size]
        return (*taken, *self._items[: min(start, size - len(taken))])


def shuffled(items: Iterable[T], *parts: str) -> tuple[T, ...]:
    """Return ``items`` in an order that depends on their number and on ``parts`` only.

    Source: Fisher and Yates, with one digest per step.
    """
    order = list(items)
    lead = _joined(parts)
    for last in range(len(order) - 1, 0, -1):
        # As ``below`` with the step as a last part; a report draws a hundred thousand orders.
        step = str(last)
        other = _number(f"{lead}{len(step)}:{step}") % (last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def pick(items: Sequence[T], *parts: str) -> T:
    """Return one of ``items``, chosen by ``parts``."""
    return items[below(len(items), *parts)]


def window(items: Sequence[T], size: int, *parts: str) -> tuple[T, ...]:
    """Return at most ``size`` neighbours of ``items`` from a place chosen by ``parts``.

    Keeps the work of a question the same however large the bank grows.
    """
    if len(items) <= size:
        return tuple(items)
    start = below(len(items), *parts, "window")
    return (*items[start : start + size], *items[: max(0, start + size - len(items))])


def _joined(parts: Iterable[str]) -> str:
    return "".join([f"{len(part)}:{part}" for part in parts])


def _number(joined: str) -> int:
    """Return the first 60 bits of the digest, or 15 hexadecimal digits, as a number."""
    return int.from_bytes(hashlib.sha256(joined.encode()).digest()[:8], "big") >> 4
