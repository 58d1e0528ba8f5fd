"""Practice in rounds (Learn, Cram): what can be practised, what is asked, answers. No schedule."""

from typing import Final

from flask import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.study import practice
from quizapp.services.study.practice import PracticeResult, PracticeTurn
from quizapp.services.study.practice_cards import MODES, Mode
from quizapp.web import visitor
from quizapp.web.api.reading import LARGEST_ID, Fields, read_body, read_query
from quizapp.web.api.writing import answer, passage
from quizapp.web.language import said_to_browser

ROUNDS: Final[tuple[Mode, ...]] = ("learn", "cram")
LARGEST_VERSION: Final = 2**31 - 1


def get_practice() -> Response:
    """Return what can be practised of a set."""
    found = practice.look(user_id=visitor.current().id, set_id=set_asked())
    return answer(
        {
            "set_id": found.set_id,
            "title": found.title,
            "cards": found.cards,
            "pairs": found.pairs,
            "events": found.events,
            "modes": [mode for mode in MODES if found.is_open(mode)],
        }
    )


def get_learn() -> Response:
    """Return what Learn asks now."""
    return _now(set_asked(), "learn")


def get_cram() -> Response:
    """Return what Cram asks now."""
    return _now(set_asked(), "cram")


def post_begin() -> Response:
    """Begin the next go: Learn's next ten cards, or all of the set once more."""
    body = read_body()
    set_id, mode = _go(body)
    body.close()
    practice.begin_again(user_id=visitor.current().id, set_id=set_id, mode=mode, now=clock.now())
    return _now(set_id, mode)


def post_back() -> Response:
    """Return the back of the flashcard that is asked; null where something else is."""
    body = read_body()
    set_id, mode = _go(body)
    version = body.whole("version", low=0, high=LARGEST_VERSION)
    body.close()
    turned = practice.turn_over(
        user_id=visitor.current().id, set_id=set_id, mode=mode, version=version
    )
    return answer({"back": turned[1]["back"] if turned else None})


def post_practice() -> Response:
    """Grade an answer and go on; one to another question than the present changes nothing."""
    body = read_body()
    set_id, mode = _go(body)
    version = body.whole("version", low=0, high=LARGEST_VERSION)
    response, knew = body.optional_object("response"), body.optional_yes_no("knew")
    body.close()
    user_id = visitor.current().id
    asked = practice.get_turn(user_id=user_id, set_id=set_id, mode=mode)
    is_card = asked.public is not None and asked.public["interaction"] == "flashcard"
    if asked.version == version and is_card and knew is None:
        raise InputError("knew: say whether you knew the flashcard.", field="knew")
    told = practice.answer(
        user_id=user_id,
        set_id=set_id,
        mode=mode,
        version=version,
        response=response,
        knew=knew,
        now=clock.now(),
    )
    if told is None:
        return answer({"status": "stale", "result": None, "turn": _turn(asked, set_id, mode)})
    return answer(
        {"status": "taken", "result": _result(told), "turn": _turn(told.turn, set_id, mode)}
    )


def set_asked() -> int:
    """Return the set that a query names.

    Raises:
        InputError: it names none.
    """
    asked = read_query(set=(1, LARGEST_ID))
    if "set" not in asked:
        raise InputError("set: is missing.", field="set")
    return asked["set"]


def _go(body: Fields) -> tuple[int, Mode]:
    """Return the set and mode that a body names."""
    set_id = body.whole("set_id", low=1, high=LARGEST_ID)
    name = body.one_of("mode", ROUNDS)
    return set_id, next(mode for mode in ROUNDS if mode == name)


def _now(set_id: int, mode: Mode) -> Response:
    turn = practice.get_turn(user_id=visitor.current().id, set_id=set_id, mode=mode)
    return answer(_turn(turn, set_id, mode))


def _turn(turn: PracticeTurn, set_id: int, mode: Mode) -> dict[str, object]:
    return {
        "set_id": set_id,
        "mode": mode,
        "title": turn.title,
        "version": turn.version,
        "question": turn.public,
        "round": turn.rounds.number,
        "left": turn.left,
        "total": turn.total,
        "asked": turn.rounds.asked,
        "missed": turn.rounds.missed,
        "following": turn.following,
    }


def _result(told: PracticeResult) -> dict[str, object]:
    return {
        "right": told.right,
        "partly": told.partly,
        "note": said_to_browser(told.note),
        "key": told.reveal,
        "passage": told.passage and passage(told.passage),
        "settled": told.settled,
        "round_over": told.round_over,
    }
