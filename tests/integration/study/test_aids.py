"""Flags, notes, hints and leeches: kept, told, undone, listed and given back."""

import random
from datetime import datetime, timedelta

import pytest

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.services.study.study_kept import LONGEST_NOTE
from quizapp.store.engine import reading, writing
from quizapp.store.study import aid_queries
from quizapp.store.study.memory_queries import list_states
from quizapp.store.tables.content import CardRow, FactRow
from tests.integration.study.world import (
    answer_next,
    change_rows,
    make_learner,
    review_of,
    settle,
    uuid_of,
)

DAY = timedelta(days=1)


def _put(learner: int, card: int, *parts: object, now: datetime) -> dict[str, object]:
    return {"user_id": learner, "card_id": card, "client_id": uuid_of(card, *parts), "now": now}


def _seen(user_id: int, now: datetime) -> object:
    with reading() as session:
        states = list_states(session, user_id=user_id)
    today = study.today(user_id=user_id, now=now)
    lists = {
        which: study.list_kept(user_id=user_id, which=which, page=1, now=now)
        for which in ("all", "flagged", "buried", "suspended")
    }
    return states, today.counts, today.done_today, lists


@pytest.mark.parametrize("seed", range(3))
def test_thirty_mixed_steps_are_taken_back_one_by_one(
    learner: int, now: datetime, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - steps that can be drawn again
    history = []
    for step in range(32):
        history.append(_seen(learner, now))
        card = rng.randint(1, 16)
        put = _put(learner, card, "step", step, now=now)
        match rng.choice(("answer", "answer", "flag", "flag", "bury", "suspend", "back")):
            case "flag":
                study.flag(**put, number=rng.randint(0, 4))  # type: ignore[arg-type]  # spread
            case "bury":
                study.bury(**put)  # type: ignore[arg-type]  # spread
            case "suspend":
                study.suspend(**put)  # type: ignore[arg-type]  # spread
            case "back":
                study.unsuspend(**put)  # type: ignore[arg-type]  # spread
            case _:
                if study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards:
                    answer_next(learner, now=now, right=rng.random() < 0.5)
                else:
                    study.flag(**put, number=1)  # type: ignore[arg-type]  # spread
    with reading() as session:
        before = len(study_log.list_log(user_id=learner, after=0, limit=1000).entries)
        del session
    for step in range(30):
        study.undo(user_id=learner, client_id=uuid_of("u", step), now=now)
        assert _seen(learner, now) == history.pop()
    with pytest.raises(ConflictError, match="nothing left"):
        study.undo(user_id=learner, client_id=uuid_of("u", 30), now=now)
    entries = study_log.list_log(user_id=learner, after=0, limit=1000).entries
    assert len(entries) == before + 30  # Undone by entries of its own: the log lost none.
    assert study_log.verify_replay().differences == ()


def test_a_flag_replaces_the_one_before_and_goes_with_zero(learner: int, now: datetime) -> None:
    for number in (1, 3, 0):
        put = _put(learner, 4, number, now=now)
        marked = study.flag(**put, number=number)  # type: ignore[arg-type]  # spread
        assert (marked.status, marked.flag) == ("stored", number)
    again = study.flag(**_put(learner, 4, 3, now=now), number=3)  # type: ignore[arg-type]  # spread
    assert (again.status, again.flag) == ("duplicate", 0)
    for number in (-1, 5):
        with pytest.raises(InputError):
            study.flag(**_put(learner, 4, number, now=now), number=number)  # type: ignore[arg-type]  # spread
    stranger = make_learner("eve", now=now)
    with pytest.raises(NotFoundError):
        study.flag(**_put(stranger, 4, "x", now=now), number=1)  # type: ignore[arg-type]  # spread


def test_a_note_survives_edits_and_the_end_of_its_fact(learner: int, now: datetime) -> None:
    answer_next(learner, now=now)
    note = {"user_id": learner, "card_id": 1, "now": now}
    first = study.save_note(**note, text=" Mnemonic:\r\nD as in Danube\x07 ", version=0)  # type: ignore[arg-type]  # spread
    assert (first.text, first.version) == ("Mnemonic:\nD as in Danube", 1)
    change_rows(FactRow, where=FactRow.id == "river-0", statement="Reworded.")
    change_rows(CardRow, where=CardRow.id == 1, answer_hash="f" * 64, retired_in=1)
    (listed,) = study.list_kept(user_id=learner, which="noted", page=1, now=now).cards
    assert (listed.note, listed.statement, listed.retired) == (first.text, "Reworded.", True)
    gone = study.save_note(**note, text="  ", version=1)  # type: ignore[arg-type]  # spread
    assert (gone.text, gone.version) == ("", 0)
    assert study.list_kept(user_id=learner, which="noted", page=1, now=now).cards == ()


def test_of_two_edits_of_a_note_none_is_lost_unseen(learner: int, now: datetime) -> None:
    note = {"user_id": learner, "card_id": 2, "now": now}
    study.save_note(**note, text="one", version=0)  # type: ignore[arg-type]  # spread
    assert study.save_note(**note, text="one", version=0).version == 1  # type: ignore[arg-type]  # spread
    with pytest.raises(ConflictError, match="another window"):
        study.save_note(**note, text="two", version=0)  # type: ignore[arg-type]  # spread
    with pytest.raises(InputError):
        study.save_note(**note, text="x" * (LONGEST_NOTE + 1), version=1)  # type: ignore[arg-type]  # spread
    with pytest.raises(NotFoundError):
        study.save_note(
            user_id=make_learner("eve", now=now), card_id=2, text="x", version=0, now=now
        )


def test_what_was_set_apart_is_given_back_one_by_one_and_all_at_once(
    learner: int, now: datetime
) -> None:
    for card in (1, 2, 3):
        study.suspend(**_put(learner, card, "s", now=now))  # type: ignore[arg-type]  # spread
        study.bury(**_put(learner, card, "b", now=now))  # type: ignore[arg-type]  # spread
    study.flag(**_put(learner, 5, "f", now=now), number=2)  # type: ignore[arg-type]  # spread
    kept = study.list_kept(user_id=learner, which="all", page=1, now=now)
    assert kept.counts == {
        "all": 4,
        "buried": 3,
        "suspended": 3,
        "flagged": 1,
        "leech": 0,
        "noted": 0,
    }
    assert [card.statement for card in kept.cards] == [""] * 4  # Never answered: nothing told.
    study.give_back(**_put(learner, 1, "back", now=now), what="suspended")  # type: ignore[arg-type]  # spread
    press = {"user_id": learner, "what": "suspended", "client_id": uuid_of("all"), "now": now}
    assert study.give_back_all(**press) == 2  # type: ignore[arg-type]  # spread
    assert study.give_back_all(**press) == 0  # type: ignore[arg-type]  # spread
    counts = study.list_kept(user_id=learner, which="buried", page=9, now=now).counts
    assert (counts["suspended"], counts["buried"]) == (0, 3)
    assert study.list_kept(user_id=learner, which="buried", page=1, now=now + DAY).cards == ()
    for what in ("noted", "all", "nonsense"):
        with pytest.raises(NotFoundError):
            study.give_back(**_put(learner, 5, what, now=now), what=what)  # type: ignore[arg-type]  # spread
    assert study_log.verify_replay().differences == ()


def test_the_list_is_the_learners_own(learner: int, now: datetime) -> None:
    other = settle("bob", now=now)
    study.flag(**_put(learner, 5, "f", now=now), number=2)  # type: ignore[arg-type]  # spread
    study.save_note(user_id=learner, card_id=6, text="mine", version=0, now=now)
    assert study.list_kept(user_id=other, which="all", page=1, now=now).cards == ()


def _ask(card: study.StudyCard, user_id: int, number: int) -> study.HintsSoFar:
    return study.take_hint(
        user_id=user_id,
        card_id=card.card_id,
        question_id=card.question_id,
        variant=card.variant,
        number=number,
    )


def test_a_right_answer_after_a_hint_rates_hard_whatever_the_client_counted(
    learner: int, now: datetime
) -> None:
    card = study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards[0]
    assert card.form == "mcq"
    assert len(_ask(card, learner, 1).hints) == 1
    assert len(_ask(card, learner, 2).hints) == 2
    assert len(_ask(card, learner, 2).hints) == 2  # Sent again, it counts once.
    with pytest.raises(InputError):
        _ask(card, learner, 4)
    (result,) = study.submit_reviews(
        user_id=learner, reviews=[review_of(card, shown_at=now, hints=0)], now=now
    )
    assert (result.score, result.rating) == (1.0, 2)
    (entry,) = study_log.list_log(user_id=learner, after=0, limit=9).entries
    assert entry.hints == 2


def test_the_hints_of_a_showing_do_not_follow_the_card_to_the_next(
    learner: int, now: datetime
) -> None:
    card = study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards[0]
    _ask(card, learner, 1)
    study.submit_reviews(
        user_id=learner, reviews=[review_of(card, shown_at=now, right=False)], now=now
    )
    later = now + timedelta(minutes=11)
    again = study.next_cards(user_id=learner, set_id=None, limit=1, now=later).cards[0]
    assert again.card_id == card.card_id
    (result,) = study.submit_reviews(
        user_id=learner, reviews=[review_of(again, shown_at=later)], now=later
    )
    assert result.rating == 3


def test_a_hint_is_for_whom_the_question_was_shown(learner: int, now: datetime) -> None:
    card = study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards[0]
    with pytest.raises(NotFoundError):
        _ask(card, settle("bob", now=now), 1)


def test_unlikely_failures_make_a_leech_that_is_told_undone_and_cleared(
    learner: int, now: datetime
) -> None:
    told: list[bool] = []
    at = now
    for _ in range(60):
        at += timedelta(days=1)
        cards = study.next_cards(user_id=learner, set_id=None, limit=20, now=at).cards
        card = next((each for each in cards if each.card_id == 1), None)
        if card is None:
            continue
        right = card.stage.value != "review" or sum(told) > 0
        review = review_of(card, shown_at=at, right=right)
        (result,) = study.submit_reviews(user_id=learner, reviews=[review], now=at)
        told.append(result.leech)
        if result.leech:
            break
    with reading() as session:
        state = next(each for each in list_states(session, user_id=learner) if each.card_id == 1)
    assert told[-1]
    assert state.leech
    assert not state.suspended
    assert 4 <= state.memory.lapses < 8
    assert study_log.verify_replay().differences == ()
    repeated = study.submit_reviews(user_id=learner, reviews=[review], now=at)[0]
    assert (repeated.status, repeated.leech) == ("duplicate", True)

    study.clear_leech(**_put(learner, 1, "clear", now=at))  # type: ignore[arg-type]  # spread
    assert study.list_kept(user_id=learner, which="leech", page=1, now=at).cards == ()
    study.undo(user_id=learner, client_id=uuid_of("back"), now=at)
    assert len(study.list_kept(user_id=learner, which="leech", page=1, now=at).cards) == 1
    study.undo(user_id=learner, client_id=uuid_of("further"), now=at)
    assert study.list_kept(user_id=learner, which="leech", page=1, now=at).cards == ()
    assert study_log.verify_replay().differences == ()


@pytest.mark.usefixtures("ground")
def test_a_card_that_many_lose_is_named_to_its_author(now: datetime) -> None:
    from quizapp.store.tables.memory import CardState  # noqa: PLC0415 - changed behind the services

    people = [settle(f"person {number}", now=now) for number in range(6)]
    for count, person in enumerate(people, start=1):
        change_rows(
            CardState,
            where=(CardState.user_id == person)
            & (CardState.card_id.in_([3, 4] if count < 5 else [3])),
            reps=9,
            lapses=4,
        )
    with writing() as session:
        lost = aid_queries.list_lost_by_many(session, limit=10)
    assert [(each.card_id, each.fact, each.slipping) for each in lost] == [(3, "river-2", 6)]
