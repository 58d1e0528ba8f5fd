"""The workbench as it is drawn: passages with the drafts and facts that rest on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.services.drafting.drafting_view import DraftProgress, SlotShown
from quizapp.services.editing.authoring import Run
from quizapp.services.editing.editing_certain import Uncertain
from quizapp.web.language import say_counted

MOST_PASSAGES: Final = 30
MOST_CARDS: Final = 60
"""Of one page: a long article comes in parts, so that each opens at once and weighs
less than 30 kB on its way with all it fetches."""
_STRIP_HEIGHT: Final = 26
_TALLEST_UNIT: Final = 6


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft.

    Attributes:
        new: entities that accepting it adds, in words.
        fact_id: id of the fact it became, or "".
        uncertain: questions that are asked only if they have one right answer.
        is_silent: it was accepted, and nothing is asked of it.
        is_lost: it was accepted, and its evidence is no longer in the passage.
        url: what its acts are below.
        edit_url: the form of the draft, or of the fact once accepted; "" where it is rejected.
    """

    id: int
    passage: int
    state: str
    version: int
    type: str
    status: str
    statement: str
    slots: tuple[SlotShown, ...]
    new: tuple[str, ...]
    confidence: str
    held: str
    evidence: str
    problems: tuple[str, ...]
    uncertain: tuple[Uncertain, ...]
    fact_id: str
    is_silent: bool
    is_lost: bool
    url: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact of the document that no shown draft stands for; of a silent one nothing is asked."""

    id: str
    passage: int
    type: str
    status: str
    statement: str
    evidence: str
    problems: tuple[str, ...]
    is_silent: bool
    is_lost: bool
    edit_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with what rests on it; ``nothing`` is said where nothing does."""

    number: int
    heading: str
    is_caption: bool
    runs: tuple[Run, ...]
    drafts: tuple[DraftCard, ...]
    facts: tuple[FactCard, ...]
    nothing: str

    @property
    def cards(self) -> int:
        """Return how many drafts and facts it has."""
        return len(self.drafts) + len(self.facts)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in the coverage strip; heights in pixels of its picture."""

    number: int
    facts: int
    waiting: int
    fact_height: int
    waiting_height: int
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Count:
    """How far the judging is."""

    total: int
    judged: int
    accepted: int

    @property
    def words(self) -> str:
        """Return it as a sentence."""
        return f"{self.judged} of {self.total} judged."


def count_of(progress: DraftProgress) -> Count:
    """Return the progress in numbers."""
    judged = progress.accepted + progress.rejected
    return Count(total=progress.total, judged=judged, accepted=progress.accepted)


def place_of(number: int, *, facts: int, waiting: int, most: int, href: str) -> Place:
    """Return a passage's place in the strip; ``most`` is the largest number of any passage."""
    unit = min(_TALLEST_UNIT, _STRIP_HEIGHT / max(most, 1))
    fact_words = say_counted("%(num)s fact", "%(num)s facts", facts)
    to_judge = say_counted("%(num)s draft to judge", "%(num)s drafts to judge", waiting)
    draft_words = f", {to_judge}" if waiting else ""
    return Place(
        number=number,
        facts=facts,
        waiting=waiting,
        fact_height=_height(facts, unit),
        waiting_height=_height(waiting, unit),
        words=fact_words + draft_words,
        href=href,
    )


def parts_of(rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    """Return the rows in parts that each fit on a page.

    Only a row with more cards than a page takes is cut; its passage then stands on each part.
    """
    parts: list[list[Row]] = [[]]
    cards = 0
    for row in (each for whole in rows for each in _slices(whole)):
        full = len(parts[-1]) >= MOST_PASSAGES or cards + row.cards > MOST_CARDS
        if parts[-1] and full:
            parts.append([])
            cards = 0
        parts[-1].append(row)
        cards += row.cards
    return tuple(tuple(part) for part in parts)


def _slices(row: Row) -> Iterable[Row]:
    """Return a row in pieces of at most a page's cards: its drafts first, then its facts."""
    if row.cards <= MOST_CARDS:
        return (row,)
    pieces = []
    for start in range(0, row.cards, MOST_CARDS):
        after = max(start - len(row.drafts), 0)
        drafts = row.drafts[start : start + MOST_CARDS]
        facts = row.facts[after : after + MOST_CARDS - len(drafts)]
        pieces.append(replace(row, drafts=drafts, facts=facts))
    return pieces


def _height(number: int, unit: float) -> int:
    return max(round(number * unit), 2) if number else 0


@dataclass(frozen=True, slots=True)
class Bench:
    """An article at work.

    Attributes:
        origin_words: where its documents are, in words.
        has_conflict: a file of it was changed on disk too.
        lost: facts whose evidence is no longer in their passage.
    """

    id: str
    title: str
    origin_words: str
    has_conflict: bool
    lost: tuple[FactCard, ...]
    has_passages: bool
    strip: tuple[Place, ...]
    rows: tuple[Row, ...]
    new_fact_url: str
