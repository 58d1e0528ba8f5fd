"""The review log of a collection: answers as Anki keeps them, by note and face.

Source: ankitects/anki, rslib/src/revlog (kinds of entries, what affects the schedule), and
rslib/src/storage/revlog/v2_upgrade.sql (buttons of the oldest scheduler).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from quizapp.errors import InputError, translatable
from quizapp.formats.anki.anki_database import Database, Row
from quizapp.formats.incoming.incoming import LeftOut, PastReview

MOST_REVIEWS: Final = 500_000
_LEARN, _REVIEW, _RELEARN, _FILTERED, _MANUAL, _RESCHEDULED = range(6)
_KINDS: Final[Mapping[int, Literal["learn", "review", "relearn"]]] = {
    _LEARN: "learn",
    _REVIEW: "review",
    _RELEARN: "relearn",
    # Answered ahead of its day, in a deck that lets answers count.
    _FILTERED: "review",
}
_FIRST_SCHEDULER: Final = 1
_AGAIN: Final = 1
_EASY: Final = 4
_LATEST_MS: Final = 4_102_444_800_000
"""The year 2100."""
_EARLIEST_MS: Final = 1_136_073_600_000
"""The year 2006, in which Anki began."""
_LONGEST_MS: Final = 86_400_000
_PLACE: Final = "review log"
_ENTRIES: Final = "SELECT id, cid, ease, factor, time, type, ivl FROM revlog ORDER BY id"


@dataclass(slots=True)
class Counts:
    """How many entries are left out, by the reason."""

    unknown: int = 0
    left_out: int = 0
    no_answer: int = 0
    cramming: int = 0
    before_reset: int = 0
    faulty: int = 0

    def told(self) -> Iterator[LeftOut]:
        """Yield one line for each reason."""
        told = (
            translatable(
                "Past answers left out: {count}. Their cards are not in the package.",
                count=self.unknown,
            ),
            translatable(
                "Past answers left out: {count}. Their notes or cards were left out.",
                count=self.left_out,
            ),
            translatable(
                "Entries left out: {count}. They are no answers: the due day was changed without "
                "one.",
                count=self.no_answer,
            ),
            translatable(
                "Past answers left out: {count}. They were given in a filtered deck and never "
                "counted.",
                count=self.cramming,
            ),
            translatable(
                "Past answers left out: {count}. Their cards were reset afterwards.",
                count=self.before_reset,
            ),
            translatable(
                "Past answers left out: {count}. Their time or their button cannot be.",
                count=self.faulty,
            ),
        )
        for reason in told:
            if reason.values["count"]:
                yield LeftOut(_PLACE, "", reason)


@dataclass(slots=True)
class Log:
    """What was read of a review log."""

    reviews: list[PastReview] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


def read(
    database: Database,
    *,
    scheduler: int,
    asked: Mapping[int, tuple[str, int]],
    cards: frozenset[int],
) -> Log:
    """Return the answers that are in the log, in order of time.

    Args:
        scheduler: 1 for the oldest, whose buttons in learning were again, good and easy.
        asked: key of the note and face, by number of the card.
        cards: numbers of all cards, also of those that did not come in.

    Raises:
        InputError: there are too many, or the table is damaged.
    """
    log = Log()
    if not database.check("revlog"):
        return log
    if database.number_of_rows("revlog", most=MOST_REVIEWS) > MOST_REVIEWS:
        raise InputError(
            "The package holds more than {most} past answers. Export its decks one by one, or "
            "leave the past answers away.",
            most=MOST_REVIEWS,
            field="file",
        )
    last_reset = "SELECT cid, max(id) FROM revlog WHERE type = ? AND factor = 0 GROUP BY cid"
    resets = {row[0]: row[1] for row in database.rows(last_reset, _MANUAL)}
    for row in database.rows(_ENTRIES):
        review = _review(row, log.counts, scheduler=scheduler, asked=asked, cards=cards)
        if review is None:
            continue
        reset = resets.get(row[1])
        if isinstance(reset, int) and review.answered_at <= reset:
            log.counts.before_reset += 1
        else:
            log.reviews.append(review)
    return log


def _review(
    row: Row,
    counts: Counts,
    *,
    scheduler: int,
    asked: Mapping[int, tuple[str, int]],
    cards: frozenset[int],
) -> PastReview | None:
    """Return the answer of an entry; None, and counted, where it is none to be taken."""
    at, card, ease, factor, time, kind, interval = row
    if not (
        isinstance(at, int)
        and isinstance(card, int)
        and isinstance(ease, int)
        and isinstance(time, int)
        and isinstance(kind, int)
    ):
        counts.faulty += 1
    elif card not in cards:
        counts.unknown += 1
    elif kind in {_MANUAL, _RESCHEDULED} or ease == 0:
        counts.no_answer += 1
    elif kind == _FILTERED and factor == 0:
        counts.cramming += 1
    elif card not in asked:
        counts.left_out += 1
    elif kind not in _KINDS or not (_EARLIEST_MS <= at <= _LATEST_MS and _AGAIN <= ease <= _EASY):
        counts.faulty += 1
    else:
        key, face = asked[card]
        rating = _rating(ease, kind, scheduler)
        took = max(0, min(time, _LONGEST_MS))
        # Below zero it is seconds: a learning step.
        stepped = isinstance(interval, int) and interval < 0
        return PastReview(key, face, at, rating, _KINDS[kind], took, stepped)
    return None


def _rating(ease: int, kind: int, scheduler: int) -> int:
    """Return again to easy, 1 to 4: in learning the oldest scheduler has no "hard"."""
    if scheduler == _FIRST_SCHEDULER and kind in {_LEARN, _RELEARN} and ease in {2, 3}:
        return ease + 1
    return ease
