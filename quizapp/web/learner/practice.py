"""Practice beside review: Learn, Match, Timeline and Cram. None of it touches the schedule."""

from dataclasses import dataclass, replace
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError, ResponseError, translatable
from quizapp.services.study import practice, practice_games
from quizapp.services.study.practice import Hub, PracticeResult, PracticeTurn
from quizapp.services.study.practice_cards import MODES, Mode
from quizapp.services.study.practice_games import MatchBoard, TimelineBoard
from quizapp.web import visitor
from quizapp.web.language import say, words_of
from quizapp.web.learner.stage import Passage, cut
from quizapp.web.learner.study_form import read_number
from quizapp.web.pages import render, shows
from quizapp.web.responses import read_response

_TITLES: Final = {
    "learn": translatable("Learn"),
    "match": translatable("Match"),
    "timeline": translatable("Timeline"),
    "cram": translatable("Cram"),
}
_ABOUT: Final = {
    "learn": translatable(
        "Ten cards at a time, in rounds, until each was right twice in different forms."
    ),
    "match": translatable("Put questions and answers together, pair by pair. There is no clock."),
    "timeline": translatable("Put events in the order in which they happened. There is no clock."),
    "cram": translatable("Every card of the set, now, until each was right once."),
}
_EMPTY: Final = {
    "learn": translatable("This set has no cards yet."),
    "match": translatable("This set has fewer than three short answers to put together."),
    "timeline": translatable("This set has fewer than three dated events to put in order."),
    "cram": translatable("This set has no cards yet."),
}
_LARGEST: Final = 2**31 - 1
_CHOOSE: Final = translatable("Choose or write an answer first, or let the answer be shown.")


@dataclass(frozen=True, slots=True)
class ModeLine:
    """A mode as the list of them shows it; ``empty`` says why it cannot be played, or ""."""

    mode: Mode
    title: str
    about: str
    empty: str


@shows("learner/practice_hub.html")
@dataclass(frozen=True, slots=True)
class HubPage:
    """What can be practised of a set."""

    hub: Hub
    modes: tuple[ModeLine, ...]


@shows("learner/practice.html")
@dataclass(frozen=True, slots=True)
class RoundsPage:
    """Learn or Cram: a question, a flashcard's back, what came of an answer, or the end.

    Attributes:
        back: a flashcard's back as generation.variant reveals it, or None.
        result: of the answer that was just sent, or None.
        passage: behind that answer.
    """

    set_id: int
    mode: Mode
    title: str
    turn: PracticeTurn
    back: JsonObject | None = None
    result: PracticeResult | None = None
    passage: Passage | None = None
    problem: str = ""


@shows("learner/practice_match.html")
@dataclass(frozen=True, slots=True)
class MatchPage:
    """Match."""

    set_id: int
    board: MatchBoard
    empty: str
    problem: str = ""


@shows("learner/practice_timeline.html")
@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Timeline."""

    set_id: int
    board: TimelineBoard
    public: JsonObject
    empty: str
    problem: str = ""


def practice_hub(set_id: int) -> str:
    """Show what can be practised of a set."""
    hub = practice.look(user_id=visitor.current().id, set_id=set_id)
    lines = tuple(
        ModeLine(mode, _TITLES[mode], _ABOUT[mode], "" if hub.is_open(mode) else _EMPTY[mode])
        for mode in MODES
    )
    return render(HubPage(hub, lines))


def practise(set_id: int, mode: str) -> str:
    """Show where the learner is in a mode."""
    return _page(set_id, _mode(mode))


def play(set_id: int, mode: str) -> Response | str:
    """Take an answer, or deal anew."""
    known = _mode(mode)
    if request.form.get("do") == "again":
        deal = practice.begin_again if known in {"learn", "cram"} else practice_games.deal_again
        deal(user_id=visitor.current().id, set_id=set_id, mode=known, now=clock.now())
        return _back_to(set_id, known)
    match known:
        case "match":
            return _try_pair(set_id)
        case "timeline":
            return _put_in_order(set_id)
        case "learn" | "cram":
            return _answer(set_id, known)


def _answer(set_id: int, mode: Mode) -> Response | str:
    """Grade an answer of Learn or Cram, or turn a flashcard over."""
    user_id, version = visitor.current().id, _version()
    if request.form.get("do") == "turn":
        turned = practice.turn_over(user_id=user_id, set_id=set_id, mode=mode, version=version)
        if turned is None:
            return _back_to(set_id, mode)
        return render(RoundsPage(set_id, mode, _TITLES[mode], turned[0], back=turned[1]))
    turn = practice.get_turn(user_id=user_id, set_id=set_id, mode=mode)
    if turn.version != version or turn.public is None:
        return _back_to(set_id, mode)
    try:
        response, knew = _read_answer(turn.public)
    except ResponseError as error:
        return render(RoundsPage(set_id, mode, _TITLES[mode], turn, problem=words_of(error)))
    result = practice.answer(
        user_id=user_id,
        set_id=set_id,
        mode=mode,
        version=version,
        response=response,
        knew=knew,
        now=clock.now(),
    )
    if result is None:
        return _back_to(set_id, mode)
    told = RoundsPage(set_id, mode, _TITLES[mode], result.turn, result=result)
    return render(replace(told, passage=cut(result.passage)))


def _read_answer(public: JsonObject) -> tuple[JsonObject | None, bool | None]:
    """Return the response, or the learner's own word on a flashcard.

    Raises:
        ResponseError: nothing was chosen, or something that was not shown.
    """
    if public["interaction"] == "flashcard":
        knew = {"yes": True, "no": False}.get(request.form.get("knew", ""))
        if knew is None:
            raise ResponseError("Turn the card over first, then say whether you knew it.")
        return None, knew
    if request.form.get("do") == "show":
        return None, None
    response = read_response(request.form, public=public)
    if response is None:
        raise ResponseError(_CHOOSE)
    return response, None


def _try_pair(set_id: int) -> str:
    user_id = visitor.current().id
    if not request.form.get("left") or not request.form.get("right"):
        board = practice_games.get_match(user_id=user_id, set_id=set_id)
        return render(
            MatchPage(set_id, board, _EMPTY["match"], translatable("Choose one from each side."))
        )
    board = practice_games.try_pair(
        user_id=user_id,
        set_id=set_id,
        version=_version(),
        left=read_number("left", largest=_LARGEST),
        right=read_number("right", largest=_LARGEST),
        now=clock.now(),
    )
    return render(MatchPage(set_id, board, _EMPTY["match"]))


def _put_in_order(set_id: int) -> str:
    user_id = visitor.current().id
    board = practice_games.get_timeline(user_id=user_id, set_id=set_id)
    problem = ""
    try:
        response = read_response(request.form, public=_timeline(board))
        if response is None:
            problem = say("Give each event its place first.")
        else:
            board = practice_games.put_in_order(
                user_id=user_id,
                set_id=set_id,
                version=_version(),
                order=tuple(response["order"]),
                now=clock.now(),
            )
    except ResponseError as error:
        problem = words_of(error)
    return render(TimelinePage(set_id, board, _timeline(board), _EMPTY["timeline"], problem))


def _page(set_id: int, mode: Mode) -> str:
    user_id = visitor.current().id
    match mode:
        case "match":
            board = practice_games.get_match(user_id=user_id, set_id=set_id)
            return render(MatchPage(set_id, board, _EMPTY["match"]))
        case "timeline":
            line = practice_games.get_timeline(user_id=user_id, set_id=set_id)
            return render(TimelinePage(set_id, line, _timeline(line), _EMPTY["timeline"]))
        case "learn" | "cram":
            turn = practice.get_turn(user_id=user_id, set_id=set_id, mode=mode)
            return render(RoundsPage(set_id, mode, _TITLES[mode], turn))


def _timeline(board: TimelineBoard) -> JsonObject:
    """Return the events as macros/interactions.html asks an order."""
    stem = say("Put these in the order in which they happened, earliest first.")
    return {"interaction": "ordering", "stem": stem, "steps": list(board.steps)}


def _mode(name: str) -> Mode:
    for each in MODES:
        if each == name:
            return each
    raise NotFoundError("There is no such practice.")


def _version() -> int:
    return read_number("version", largest=_LARGEST)


def _back_to(set_id: int, mode: Mode) -> Response:
    return redirect(url_for("learner.practise", set_id=set_id, mode=mode), 303)
