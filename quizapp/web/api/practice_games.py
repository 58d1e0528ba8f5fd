"""Match and Timeline by program: boards without their answers, tries, orders. No schedule."""

from typing import Final

from flask import Response

from quizapp import clock
from quizapp.services.study import practice_games
from quizapp.services.study.practice_cards import Mode
from quizapp.services.study.practice_games import (
    EVENTS_AT_ONCE,
    PAIRS_AT_ONCE,
    MatchBoard,
    TimelineBoard,
)
from quizapp.web import visitor
from quizapp.web.api.practice import LARGEST_VERSION, set_asked
from quizapp.web.api.reading import LARGEST_ID, read_body
from quizapp.web.api.writing import answer

GAMES: Final[tuple[Mode, ...]] = ("match", "timeline")


def get_match() -> Response:
    """Return the pairs that are still apart; each side in an order of its own."""
    set_id = set_asked()
    return answer(
        _match(practice_games.get_match(user_id=visitor.current().id, set_id=set_id), set_id)
    )


def post_match() -> Response:
    """Try a pair; a try on an older board changes nothing."""
    body = read_body()
    set_id = body.whole("set_id", low=1, high=LARGEST_ID)
    version = body.whole("version", low=0, high=LARGEST_VERSION)
    left = body.whole("left", low=0, high=PAIRS_AT_ONCE - 1)
    right = body.whole("right", low=0, high=PAIRS_AT_ONCE - 1)
    body.close()
    board = practice_games.try_pair(
        user_id=visitor.current().id,
        set_id=set_id,
        version=version,
        left=left,
        right=right,
        now=clock.now(),
    )
    return answer(_match(board, set_id))


def get_timeline() -> Response:
    """Return the events to put in order, and once they were, the right order."""
    set_id = set_asked()
    board = practice_games.get_timeline(user_id=visitor.current().id, set_id=set_id)
    return answer(_timeline(board, set_id))


def post_timeline() -> Response:
    """Send an order; one for an older board, or a second one, changes nothing."""
    body = read_body()
    set_id = body.whole("set_id", low=1, high=LARGEST_ID)
    version = body.whole("version", low=0, high=LARGEST_VERSION)
    order = body.some_wholes("order", most=EVENTS_AT_ONCE, low=0, high=EVENTS_AT_ONCE - 1)
    body.close()
    board = practice_games.put_in_order(
        user_id=visitor.current().id,
        set_id=set_id,
        version=version,
        order=order,
        now=clock.now(),
    )
    return answer(_timeline(board, set_id))


def post_deal() -> Response:
    """Deal other pairs or events and return them."""
    body = read_body()
    set_id = body.whole("set_id", low=1, high=LARGEST_ID)
    name = body.one_of("mode", GAMES)
    body.close()
    mode = next(mode for mode in GAMES if mode == name)
    user_id = visitor.current().id
    practice_games.deal_again(user_id=user_id, set_id=set_id, mode=mode, now=clock.now())
    if mode == "match":
        board = _match(practice_games.get_match(user_id=user_id, set_id=set_id), set_id)
        return answer({"match": board, "timeline": None})
    line = _timeline(practice_games.get_timeline(user_id=user_id, set_id=set_id), set_id)
    return answer({"match": None, "timeline": line})


def _match(board: MatchBoard, set_id: int) -> dict[str, object]:
    return {
        "set_id": set_id,
        "title": board.title,
        "language": board.language,
        "version": board.version,
        "is_open": board.is_open,
        "lefts": list(board.lefts),
        "rights": list(board.rights),
        "found": [list(pair) for pair in board.found],
        "tries": board.tries,
        "last": board.last,
    }


def _timeline(board: TimelineBoard, set_id: int) -> dict[str, object]:
    sent = board.given is not None
    return {
        "set_id": set_id,
        "title": board.title,
        "language": board.language,
        "version": board.version,
        "is_open": board.is_open,
        "steps": list(board.steps),
        "given": list(board.given) if board.given is not None else None,
        "key": list(board.key) if sent else None,
        "years": list(board.years) if sent else None,
        "in_place": board.in_place if sent else None,
    }
