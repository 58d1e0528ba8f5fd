"""Match and Timeline: pairs found one by one, dated events put in order. No clock, no schedule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.generation.seeds import shuffled
from quizapp.services.study.practice_cards import (
    FEWEST_EVENTS,
    FEWEST_PAIRS,
    Event,
    Mode,
    Pair,
    PracticeSet,
    read_round,
    read_set,
    seed_of,
    write_round,
)
from quizapp.store.engine import lock_for, reading, writing

PAIRS_AT_ONCE: Final = 6
EVENTS_AT_ONCE: Final = 5
_OfCard = TypeVar("_OfCard", Pair, Event)


@dataclass(frozen=True, slots=True)
class MatchBoard:
    """Pairs that are still apart, each side in an order that tells nothing of the other.

    Attributes:
        language: of the set's articles; "" where there are several.
        found: pairs that were put together, in the order found.
        last: whether the last try was a pair; None before the first.
        is_open: False when the set has too few short answers for this mode.
    """

    title: str
    language: str
    version: int
    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    found: tuple[tuple[str, str], ...]
    tries: int
    last: bool | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class TimelineBoard:
    """Events to put in order, and once they were, what came of it.

    Attributes:
        language: of the set's articles; "" where there are several.
        steps: as shown; what is sent back are places in this list.
        given: the learner's order, None before it was sent.
        key: the right order of the shown places, with ``years``; empty before.
        in_place: how many neighbours stood in the right order, of ``len(steps) - 1``.
    """

    title: str
    language: str
    version: int
    steps: tuple[str, ...]
    given: tuple[int, ...] | None
    key: tuple[int, ...]
    years: tuple[int, ...]
    in_place: int
    is_open: bool


def get_match(*, user_id: int, set_id: int) -> MatchBoard:
    """Return the board as it stands; nothing is written.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, version = read_round(session, user_id=user_id, set_id=set_id, mode="match")
    return _board(practised, content, version, user_id=user_id)


def try_pair(
    *, user_id: int, set_id: int, version: int, left: int, right: int, now: datetime
) -> MatchBoard:
    """Try a pair and return the board after it; a try on an older board changes nothing.

    Args:
        left, right: places on the board as shown.

    Raises:
        NotFoundError: there is no such set for this person.
        ResponseError: a place that the board does not have.
    """
    with writing() as session:
        lock_for(session, user_id)
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, stored = read_round(session, user_id=user_id, set_id=set_id, mode="match")
        board = _board(practised, content, stored, user_id=user_id)
        if stored != version or not board.lefts:
            return board
        if left >= len(board.lefts) or right >= len(board.rights):
            raise ResponseError("Choose one from each side.")
        pairs = _dealt(practised, content, user_id=user_id)
        fits = next(each for each in pairs if each.left == board.lefts[left])
        is_pair = fits.right == board.rights[right]
        found = [*content.get("found", []), *([fits.card_id] if is_pair else [])]
        content = {
            "go": content.get("go", 0),
            "found": found,
            "tries": content.get("tries", 0) + 1,
            "last": is_pair,
        }
        stored = _write(session, (user_id, set_id, "match"), content, now)
    return _board(practised, content, stored, user_id=user_id)


def get_timeline(*, user_id: int, set_id: int) -> TimelineBoard:
    """Return the events to put in order; nothing is written.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, version = read_round(session, user_id=user_id, set_id=set_id, mode="timeline")
    return _line(practised, content, version, user_id=user_id)


def put_in_order(
    *, user_id: int, set_id: int, version: int, order: tuple[int, ...], now: datetime
) -> TimelineBoard:
    """Keep the learner's order and return the right one beside it.

    Args:
        order: shown places, earliest first.

    Raises:
        NotFoundError: there is no such set for this person.
        ResponseError: it is no order of what was shown.
    """
    with writing() as session:
        lock_for(session, user_id)
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, stored = read_round(session, user_id=user_id, set_id=set_id, mode="timeline")
        board = _line(practised, content, stored, user_id=user_id)
        if stored != version or board.given is not None or not board.is_open:
            return board
        if sorted(order) != list(range(len(board.steps))):
            raise ResponseError("Give each event a place of its own.")
        content = {"go": content.get("go", 0), "given": list(order)}
        stored = _write(session, (user_id, set_id, "timeline"), content, now)
    return _line(practised, content, stored, user_id=user_id)


def deal_again(*, user_id: int, set_id: int, mode: Mode, now: datetime) -> None:
    """Deal other pairs or events.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with writing() as session:
        lock_for(session, user_id)
        read_set(session, user_id=user_id, set_id=set_id)
        content, _ = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
        _write(session, (user_id, set_id, mode), {"go": content.get("go", 0) + 1}, now)


def _dealt(practised: PracticeSet, content: JsonObject, *, user_id: int) -> tuple[Pair, ...]:
    seed = _seed(practised, content, user_id=user_id, mode="match")
    return _deal(practised.pairs, seed=seed, most=PAIRS_AT_ONCE)


def _deal(them: Sequence[_OfCard], *, seed: str, most: int) -> tuple[_OfCard, ...]:
    """Return those of this go; which they are does not depend on who answers what."""
    return shuffled(sorted(them, key=lambda each: each.card_id), seed, "deal")[:most]


def _board(
    practised: PracticeSet, content: JsonObject, version: int, *, user_id: int
) -> MatchBoard:
    pairs = _dealt(practised, content, user_id=user_id)
    seed = _seed(practised, content, user_id=user_id, mode="match")
    by_card = {each.card_id: each for each in pairs}
    found = [card for card in content.get("found", []) if card in by_card]
    apart = [each for each in pairs if each.card_id not in found]
    # Shuffled whole, then thinned out: what is left keeps its place.
    order = shuffled(sorted(each.right for each in pairs), seed, "rights")
    left_over = {each.right for each in apart}
    is_open = len(practised.pairs) >= FEWEST_PAIRS
    return MatchBoard(
        title=practised.title,
        language=practised.language,
        version=version,
        lefts=tuple(sorted(each.left for each in apart)) if is_open else (),
        rights=tuple(each for each in order if each in left_over) if is_open else (),
        found=tuple((by_card[card].left, by_card[card].right) for card in found),
        tries=content.get("tries", 0),
        last=content.get("last"),
        is_open=is_open,
    )


def _line(
    practised: PracticeSet, content: JsonObject, version: int, *, user_id: int
) -> TimelineBoard:
    seed = _seed(practised, content, user_id=user_id, mode="timeline")
    dealt = _deal(practised.events, seed=seed, most=EVENTS_AT_ONCE)
    shown = shuffled(sorted(dealt, key=lambda each: each.text), seed, "shown")
    given: list[int] = content.get("given") or []
    known = bool(given) and sorted(given) == list(range(len(shown)))
    return TimelineBoard(
        title=practised.title,
        language=practised.language,
        version=version,
        steps=tuple(each.text for each in shown),
        given=tuple(given) if known else None,
        key=_key(shown) if known else (),
        years=tuple(each.year for each in shown) if known else (),
        in_place=_in_place(shown, given) if known else 0,
        is_open=len(practised.events) >= FEWEST_EVENTS,
    )


def _key(shown: tuple[Event, ...]) -> tuple[int, ...]:
    return tuple(sorted(range(len(shown)), key=lambda place: shown[place].year))


def _in_place(shown: tuple[Event, ...], given: list[int]) -> int:
    years = [shown[place].year for place in given]
    return sum(one < other for one, other in pairwise(years))


def _seed(practised: PracticeSet, content: JsonObject, *, user_id: int, mode: Mode) -> str:
    return seed_of(user_id=user_id, set_id=practised.id, mode=mode, version=content.get("go", 0))


def _write(session: Session, at: tuple[int, int, Mode], content: JsonObject, now: datetime) -> int:
    user_id, set_id, mode = at
    return write_round(session, user_id=user_id, set_id=set_id, mode=mode, content=content, now=now)
