"""Rounds of practice: cards asked again until each was right often enough. No schedule here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Rounds:
    """Where a person is in rounds over some cards.

    Attributes:
        need: right answers that settle a card.
        right: by card id the forms in which it was right, in order.
        queue: card ids still to be asked in this round, first to last.
        number: of the round, from 1.
        size: cards that this round began with.
        asked: answers given in all. missed: of them wrong.
    """

    need: int
    right: Mapping[int, tuple[str, ...]]
    queue: tuple[int, ...]
    number: int = 1
    size: int = 0
    asked: int = 0
    missed: int = 0

    @property
    def current(self) -> int | None:
        """Return the card to ask now, None when all are settled."""
        return self.queue[0] if self.queue else None

    @property
    def open_cards(self) -> tuple[int, ...]:
        """Return the cards that are not settled."""
        return tuple(card for card, forms in self.right.items() if len(forms) < self.need)


def begin(cards: Sequence[int], *, need: int) -> Rounds:
    """Return the first round over cards, in the order given."""
    return Rounds(need, dict.fromkeys(cards, ()), tuple(cards), size=len(cards))


def answered(rounds: Rounds, *, form: str, right: bool, order: Sequence[int]) -> Rounds:
    """Return the rounds after an answer to the current card.

    Args:
        form: the question type that was asked.
        right: whether the answer was right.
        order: all cards in the order in which a next round asks them.

    Raises:
        ValueError: no card is asked.
    """
    card = rounds.current
    if card is None:
        raise ValueError("all cards are settled: there is nothing to answer")
    known = dict(rounds.right)
    if right:
        known[card] = (*known[card], form)
    after = replace(
        rounds,
        right=known,
        queue=rounds.queue[1:],
        asked=rounds.asked + 1,
        missed=rounds.missed + (not right),
    )
    if after.queue or not after.open_cards:
        return after
    following = [each for each in order if each in after.open_cards]
    if len(following) > 1 and following[0] == card:
        following = [*following[1:], card]
    return replace(after, queue=tuple(following), number=rounds.number + 1, size=len(following))
