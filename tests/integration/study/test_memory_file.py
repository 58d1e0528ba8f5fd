"""The memory file: out of one account, into a new one, and on where it was."""

import gzip
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizapp.errors import ConflictError, InputError
from quizapp.formats.own import memory_file as file_format
from quizapp.scheduling.fit_due import named
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.files import memory_file
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.store.engine import reading, writing
from quizapp.store.people import memory_file_queries
from quizapp.store.study import fit_queries, log_queries
from quizapp.store.study.memory_queries import list_states
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.people import User
from tests.integration.study.world import answer_next, change_rows, make_learner, uuid_of

DAY = timedelta(days=1)
Change = Callable[[dict[str, Any]], None]


def live(user_id: int, *, start: datetime, days: int = 12) -> datetime:
    """Study for some days with everything that the log can hold; return the last moment."""
    rng = random.Random(7)  # noqa: S311 - which answers are wrong
    now = start
    for day in range(days):
        now = start + day * DAY
        for turn in range(6):
            now += timedelta(minutes=1)
            if not study.next_cards(user_id=user_id, set_id=None, limit=1, now=now).cards:
                break
            answer_next(user_id, now=now, right=rng.random() < 0.8)
            if turn == 2:
                study.undo(user_id=user_id, client_id=uuid_of("u", day), now=now)
    study.suspend(user_id=user_id, card_id=15, client_id=uuid_of("s"), now=now)
    study.bury(user_id=user_id, card_id=16, client_id=uuid_of("b"), now=now)
    return now


def states(user_id: int) -> list[dict[str, Any]]:
    with reading() as session:
        found = list_states(session, user_id=user_id)
    return [
        {name: getattr(each, name) for name in each._fields if name != "user_id"} for each in found
    ]


def test_memory_goes_on_where_it_was(learner: int, now: datetime) -> None:
    end = live(learner, start=now)
    data = memory_file.save(user_id=learner, now=end)
    other = make_learner("bea", now=now)
    seen = memory_file.preview(user_id=other, data=data, now=end)
    assert states(other) == []
    brought = memory_file.restore(user_id=other, data=data, now=end)
    assert brought == seen
    assert (brought.unknown, brought.sets) == (0, 1)
    assert states(other) == states(learner)
    assert study_log.verify_replay().differences == ()
    later = end + 3 * DAY
    ours, theirs = (
        study.next_cards(user_id=each, set_id=None, limit=50, now=later).cards
        for each in (learner, other)
    )
    assert [card.card_id for card in theirs] == [card.card_id for card in ours]
    answer_next(other, now=later)
    assert study_log.verify_replay().differences == ()


def test_a_second_file_from_there_is_the_same(learner: int, now: datetime) -> None:
    end = live(learner, start=now, days=4)
    data = memory_file.save(user_id=learner, now=end)
    other = make_learner("bea", now=now)
    memory_file.restore(user_id=other, data=data, now=end)
    assert memory_file.save(user_id=other, now=end) == data


def test_own_parameters_and_notes_come_along(learner: int, now: datetime) -> None:
    weights = [*DEFAULT_PARAMETERS.weights[:-1], 0.2]
    own = named(weights)
    with writing() as session:
        fit_queries.keep_parameter_set(session, user_id=learner, parameters=own, now=now)
    change_rows(User, where=User.id == learner, parameter_set=own.name)
    answer_next(learner, now=now)
    study.save_note(user_id=learner, card_id=3, text="Mind the gap", version=0, now=now)
    data = memory_file.save(user_id=learner, now=now)
    other = make_learner("bea", now=now)
    assert memory_file.restore(user_id=other, data=data, now=now).notes == 1
    with reading() as session:
        assert own.name in fit_queries.list_parameter_sets(session, user_id=other)
        row = session.get(User, other)
        assert row is not None
        assert row.parameter_set == own.name
        notes = memory_file_queries.list_notes(session, user_id=other)
        assert [(note.card_id, note.text) for note in notes] == [(3, "Mind the gap")]
    assert study_log.verify_replay().differences == ()


def test_what_a_file_names_gives_no_answer_away(learner: int, now: datetime) -> None:
    live(learner, start=now, days=2)
    text = gzip.decompress(memory_file.save(user_id=learner, now=now)).decode()
    assert "river-" not in text, "keys of cards name their facts"


def test_cards_that_are_not_known_here_stay_out(learner: int, now: datetime) -> None:
    end = live(learner, start=now, days=3)
    data = memory_file.save(user_id=learner, now=end)
    change_rows(CardRow, where=CardRow.id == 1, key="another:v0")
    other = make_learner("bea", now=now)
    brought = memory_file.restore(user_id=other, data=data, now=end)
    assert brought.unknown == 1
    assert 1 not in {each["card_id"] for each in states(other) if each["memory"].reps}
    assert study_log.verify_replay().differences == ()


def test_an_account_with_answers_takes_none_up(learner: int, now: datetime) -> None:
    answer_next(learner, now=now)
    data = memory_file.save(user_id=learner, now=now)
    before = states(learner)
    for use in (memory_file.preview, memory_file.restore):
        with pytest.raises(ConflictError, match="answers of its own"):
            use(user_id=learner, data=data, now=now)
    assert states(learner) == before


def _set(name: str, value: object, *, entry: int = 0) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["log"][entry][name] = value

    return change


def _twice(file: dict[str, Any]) -> None:
    file["log"][1]["client_id"] = file["log"][0]["client_id"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: file.update(format="anki"), "no memory file"),
        (lambda file: file.pop("log"), "at log"),
        (lambda file: file.update(log=3), "at log"),
        (_set("rating", 9), "log.0.rating"),
        (_set("rating", None), "do not follow|cannot be used|no memory"),
        (_set("stability_after", float("1e9")), "log.0.stability_after"),
        (_set("kind", "magic"), "log.0.kind"),
        (_set("card", 99), "does not list"),
        (_set("question", 10**6), "does not list"),
        (_set("seq", 1, entry=1), "does not follow"),
        (_set("seq", -1), "log.0.seq"),
        (_set("client_id", "zz"), "log.0.client_id"),
        (_twice, "twice"),
        (_set("answered_at", 4_000_000_000_000), "in the future"),
        (_set("parameter_set", "fsrs6-unknown"), "parameters are not in the file"),
        (_set("undoes", 99), "takes back"),
        (_set("own", 1), "log.0.own"),
        (lambda file: file.update(parameter_sets={"fsrs6-mine": [1.0]}), "what their name says"),
        (lambda file: file.update(cards=["x"]), "cards.0"),
        (lambda file: file.update(notes=[{"card": 999, "text": "a"}]), "does not list"),
    ],
)
def test_a_file_edited_by_hand_is_refused_and_nothing_stored(
    learner: int, now: datetime, change: Change, words: str
) -> None:
    for _ in range(3):
        answer_next(learner, now=now, rating=None)
    file = json.loads(gzip.decompress(memory_file.save(user_id=learner, now=now)))
    change(file)
    other = make_learner("bea", now=now)
    data = json.dumps(file).encode()
    if words.startswith("do not follow"):
        # An answer without its rating is a mark of its card: harmless, and replayed as that.
        memory_file.preview(user_id=other, data=data, now=now)
        return
    with pytest.raises(InputError, match=words):
        memory_file.restore(user_id=other, data=data, now=now)
    with reading() as session:
        assert log_queries.count_entries(session, user_id=other) == 0
    assert states(other) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\x1f\x8b\x08broken", b"\xff\xfe", b"[]", b"null", b'{"format":1}'],
)
def test_what_is_no_file_is_refused(learner: int, now: datetime, data: bytes) -> None:
    other = make_learner("bea", now=now)
    assert learner
    with pytest.raises(InputError):
        memory_file.preview(user_id=other, data=data, now=now)


def test_a_bomb_is_not_unpacked(learner: int, now: datetime) -> None:
    bomb = gzip.compress(bytes(40 * 2**20))
    assert learner
    other = make_learner("bea", now=now)
    with pytest.raises(InputError, match="more than 32 MB"):
        memory_file.preview(
            user_id=other, data=bomb, now=now, largest=file_format.LARGEST_IN_A_SERVER
        )


def test_many_answers_are_taken_up_at_once(learner: int, now: datetime) -> None:
    for _ in range(16):
        answer_next(learner, now=now, rating=3)
    file = json.loads(gzip.decompress(memory_file.save(user_id=learner, now=now)))
    some = file["log"]
    file["log"] = [
        some[number % len(some)] | {"seq": number, "client_id": f"{number:032x}"}
        for number in range(1, 20_001)
    ]
    other = make_learner("bea", now=now)
    data = gzip.compress(json.dumps(file).encode())
    brought = memory_file.restore(user_id=other, data=data, now=now)
    assert brought.reviews == 20_000
    assert study_log.verify_replay().differences == ()
