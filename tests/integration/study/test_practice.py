"""Practice: graded on the server, kept where one left it, and never a word of it in the log."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from quizapp.errors import NotFoundError, ResponseError
from quizapp.generation.codec import from_json
from quizapp.generation.question import Flashcard, Question, QuestionType, TextEntry
from quizapp.generation.variant import present
from quizapp.services.memory import study_log
from quizapp.services.study import practice, practice_games
from quizapp.services.study.practice_cards import Mode
from quizapp.store.engine import reading, writing
from quizapp.store.study.memory_queries import list_states
from quizapp.store.tables.content import QuestionRow
from tests.integration.study.world import (
    add_question,
    change_rows,
    make_question,
    response_for,
    settle,
)

NAMES = ("Elbe", "Rhine", "Volga", "Oder", "Tiber", "Loire", "Po")
YEARS = (1804, 1815, 1848, 1871, 1901, 1914, 1945)


def deal(*, shift: int = 0, many: int = 7) -> None:
    """Give some cards a short answer and a year each; ``shift`` lets them change places.

    The two cards that are flashcards alone are asked no more: 14 are left.
    """
    change_rows(QuestionRow, where=QuestionRow.type == "flashcard", current=False)
    for number in range(many):
        card = number + 1
        name = NAMES[(number + shift) % many]
        year = str(YEARS[(number * 3 + shift) % 7])
        base = make_question(number, card=f"river-{card - 1}:v0")
        kinds = (
            (QuestionType.FLASHCARD, Flashcard(name), f"Which river is {card}?"),
            (
                QuestionType.CLOZE,
                TextEntry((year,), (), rule="year", before=f"Bridge {card} stood in ", after="."),
                "",
            ),
        )
        with writing() as session:
            for kind, interaction, stem in kinds:
                made = replace(
                    base,
                    id=f"{base.card}.dealt.{kind.value}",
                    type=kind,
                    interaction=interaction,
                    stem=stem or base.stem,
                )
                add_question(session, card_id=card, question=made)


def _memory(user_id: int) -> object:
    with reading() as session:
        states = list_states(session, user_id=user_id)
    return states, study_log.list_log(user_id=user_id, after=0, limit=1000)


def _question(card: int, public: dict[str, Any]) -> Question:
    """Return the question of a card that was shown."""
    with reading() as session:
        rows = session.query(QuestionRow).filter_by(card_id=card, type=public["type"]).all()
        found = [from_json(row.content) for row in rows]
    shown = [each for each in found if present(each, seed="any").public["stem"] == public["stem"]]
    before = public.get("before")
    return next(
        each
        for each in shown
        if before is None or getattr(each.interaction, "before", None) == before
    )


def _answer(
    user_id: int, mode: Mode, now: datetime, *, right: bool = True
) -> practice.PracticeResult:
    turn = practice.get_turn(user_id=user_id, set_id=1, mode=mode)
    assert turn.public is not None
    assert turn.rounds.current is not None
    question = _question(turn.rounds.current, turn.public)
    result = practice.answer(
        user_id=user_id,
        set_id=1,
        mode=mode,
        version=turn.version,
        response=response_for(question, turn.public, right=right),
        knew=right,
        now=now,
    )
    assert result is not None
    return result


def test_learn_asks_ten_cards_until_each_was_right_twice_in_two_forms(
    learner: int, now: datetime
) -> None:
    deal()
    before = _memory(learner)
    missed = _answer(learner, "learn", now, right=False)
    assert (missed.right, missed.settled) == (False, False)
    for _ in range(19):
        assert _answer(learner, "learn", now).right
    turn = practice.get_turn(user_id=learner, set_id=1, mode="learn")
    assert (turn.left, turn.total) == (1, 10)
    _answer(learner, "learn", now)
    turn = practice.get_turn(user_id=learner, set_id=1, mode="learn")
    assert (turn.public, turn.left, turn.following) == (None, 0, 4)
    assert (turn.rounds.asked, turn.rounds.missed) == (21, 1)
    for card, forms in turn.rounds.right.items():
        assert len(forms) == 2
        assert (len(set(forms)) == 2) is (card <= 7)  # The others have one form only.
    practice.begin_again(user_id=learner, set_id=1, mode="learn", now=now)
    turn = practice.get_turn(user_id=learner, set_id=1, mode="learn")
    assert sorted(turn.rounds.right) == [12, 13, 14, 15]
    assert _memory(learner) == before


def test_cram_asks_all_of_the_set_until_each_was_right_once(learner: int, now: datetime) -> None:
    before = _memory(learner)
    asked = set()
    for number in range(16):
        turn = practice.get_turn(user_id=learner, set_id=1, mode="cram")
        asked.add(turn.rounds.current)
        _answer(learner, "cram", now, right=number > 0)
    assert asked == set(range(1, 17))
    assert practice.get_turn(user_id=learner, set_id=1, mode="cram").left == 1
    _answer(learner, "cram", now)
    assert practice.get_turn(user_id=learner, set_id=1, mode="cram").public is None
    assert _memory(learner) == before


def test_an_answer_sent_twice_counts_once(learner: int, now: datetime) -> None:
    turn = practice.get_turn(user_id=learner, set_id=1, mode="cram")
    _answer(learner, "cram", now)
    again = practice.answer(
        user_id=learner,
        set_id=1,
        mode="cram",
        version=turn.version,
        response=None,
        knew=None,
        now=now,
    )
    assert again is None
    assert practice.get_turn(user_id=learner, set_id=1, mode="cram").rounds.asked == 1


def test_a_graded_question_cannot_be_turned_over(learner: int, now: datetime) -> None:
    kinds = set()
    for _ in range(16):
        turn = practice.get_turn(user_id=learner, set_id=1, mode="cram")
        assert turn.public is not None
        turned = practice.turn_over(user_id=learner, set_id=1, mode="cram", version=turn.version)
        assert (turned is not None) is (turn.public["interaction"] == "flashcard")
        kinds.add(turn.public["interaction"])
        _answer(learner, "cram", now)
    assert len(kinds) == 7


def test_cards_that_leave_the_set_meanwhile_are_no_longer_asked(
    learner: int, now: datetime
) -> None:
    turn = practice.get_turn(user_id=learner, set_id=1, mode="cram")
    _answer(learner, "cram", now)
    from quizapp.store.tables.content import CardRow  # noqa: PLC0415 - retired behind the services

    gone = practice.get_turn(user_id=learner, set_id=1, mode="cram").rounds.current
    change_rows(CardRow, where=CardRow.id == gone, retired_in=1)
    after = practice.get_turn(user_id=learner, set_id=1, mode="cram")
    assert after.rounds.current not in {gone, turn.rounds.current}
    assert (after.left, after.total) == (14, 15)


def test_match_tells_pairs_only_as_they_are_found(learner: int, now: datetime) -> None:
    deal()
    before = _memory(learner)
    at = {"user_id": learner, "set_id": 1}
    board = practice_games.get_match(**at)
    assert (len(board.lefts), len(board.rights), board.last) == (6, 6, None)
    tries = 0
    while board.lefts:
        for right in range(len(board.rights)):
            tries += 1
            left = board.lefts[0]
            board = practice_games.try_pair(
                **at, version=board.version, left=0, right=right, now=now
            )
            if board.last:
                break
        assert board.found[-1][0] == left
    assert board.tries == tries
    for question, answer in board.found:
        number = int(question.removeprefix("Which river is ").removesuffix("?")) - 1
        assert answer == NAMES[number]
    practice_games.deal_again(**at, mode="match", now=now)
    assert len(practice_games.get_match(**at).lefts) == 6
    assert _memory(learner) == before


def test_a_try_on_an_old_board_or_beyond_it_changes_nothing(learner: int, now: datetime) -> None:
    deal()
    at = {"user_id": learner, "set_id": 1}
    first = practice_games.get_match(**at)
    second = practice_games.try_pair(**at, version=first.version, left=0, right=0, now=now)
    assert practice_games.try_pair(**at, version=first.version, left=1, right=1, now=now) == second
    with pytest.raises(ResponseError):
        practice_games.try_pair(**at, version=second.version, left=0, right=9, now=now)


def test_a_timeline_is_graded_by_neighbours_and_then_shows_its_years(
    learner: int, now: datetime
) -> None:
    deal()
    before = _memory(learner)
    at = {"user_id": learner, "set_id": 1}
    board = practice_games.get_timeline(**at)
    assert (len(board.steps), board.key, board.years) == (5, (), ())
    assert not any(str(year) in step for step in board.steps for year in YEARS)
    years = [YEARS[((int(step.split()[1]) - 1) * 3) % 7] for step in board.steps]
    right = tuple(sorted(range(5), key=lambda place: years[place]))
    with pytest.raises(ResponseError):
        practice_games.put_in_order(**at, version=board.version, order=(0, 0, 1, 2, 3), now=now)
    told = practice_games.put_in_order(**at, version=board.version, order=right[::-1], now=now)
    assert (told.in_place, told.key, told.years) == (0, right, tuple(years))
    again = practice_games.put_in_order(**at, version=board.version, order=right, now=now)
    assert again == told  # What was sent first stands.
    practice_games.deal_again(**at, mode="timeline", now=now)
    board = practice_games.get_timeline(**at)
    assert board.given is None
    assert _memory(learner) == before


def test_a_set_without_dates_or_short_answers_says_so(learner: int) -> None:
    hub = practice.look(user_id=learner, set_id=1)
    assert (hub.cards, hub.events) == (16, 0)
    assert [hub.is_open(mode) for mode in ("learn", "match", "timeline", "cram")] == [
        *(True, False, False, True)
    ]
    assert not practice_games.get_match(user_id=learner, set_id=1).is_open
    assert not practice_games.get_timeline(user_id=learner, set_id=1).is_open


@pytest.mark.usefixtures("ground")
def test_nobody_practises_the_set_of_another(now: datetime) -> None:
    from quizapp.store.tables.content import QuestionSet  # noqa: PLC0415 - made behind the services

    owner, other = settle("ann", now=now), settle("bob", now=now)
    with writing() as session:
        session.add(QuestionSet(id=9, kind="own", title="Mine", owner_id=owner))
    assert practice.get_turn(user_id=owner, set_id=9, mode="cram").total == 0
    for use in (practice.look, practice_games.get_match, practice_games.get_timeline):
        with pytest.raises(NotFoundError):
            use(user_id=other, set_id=9)
    with pytest.raises(NotFoundError):
        practice.get_turn(user_id=other, set_id=9, mode="learn")
