"""Everything of a learner: out of one account, into a new one here or elsewhere, and on."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.decks import deck_media, decks
from quizapp.services.files import everything_saving, everything_taking, memory_file
from quizapp.services.files.everything_preview import EverythingPreview
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.services.plans import plans
from quizapp.services.study import study
from quizapp.store.decks import media_queries
from quizapp.store.engine import reading
from quizapp.store.people import memory_file_queries
from quizapp.store.study import log_queries
from quizapp.store.tables.content import CardRow, QuestionRow
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.habits import StudyRest
from quizapp.store.tables.people import User
from tests.integration.decks.everything_world import (
    DAY,
    PREFERENCES,
    animals,
    another_site,
    bring,
    live,
    states,
)
from tests.integration.study.world import answer_next, change_rows


def person(name: str, *, now: datetime) -> int:
    """Return the number of a new account."""
    return accounts.create_user(name=name, password="amber kettle sings", roles=(), now=now).id


def saved(user_id: int, *, now: datetime) -> bytes:
    """Return everything of a person."""
    out = io.BytesIO()
    everything_saving.write(out, user_id=user_id, now=now)
    return out.getvalue()


def taken(user_id: int, data: bytes, *, now: datetime) -> EverythingPreview:
    """Take everything up; what was shown before is what was brought."""
    number = everything_taking.stage(user_id=user_id, data=data, name="e.zip", now=now)
    seen = everything_taking.preview(user_id=user_id, import_id=number, with_sample=False)
    brought = everything_taking.take_up(user_id=user_id, import_id=number, now=now)
    assert brought == seen
    return brought


@pytest.fixture
def ann(site: Flask, now: datetime) -> Iterator[int]:
    """Return a learner with everything, in the context of services."""
    with site.app_context():
        yield person("Ann", now=now)


def asked(user_id: int, now: datetime) -> list[str]:
    """Return what a person is asked, by what follows from a card's key wherever it is."""
    cards = study.next_cards(user_id=user_id, set_id=None, limit=60, now=now).cards
    with reading() as session:
        keys = {one.card_id: session.get_one(CardRow, one.card_id).key for one in cards}
    return [keys[one.card_id].rpartition("-")[2] for one in cards]


def test_everything_goes_on_where_it_was_in_another_account(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    end = live(ann, now=now)
    before = states(ann)
    data = saved(ann, now=end)
    bea = person("Bea", now=end)
    brought = taken(bea, data, now=end)
    assert (brought.many, brought.notes, brought.left_out) == (2, 7, 0)
    assert (brought.pictures, brought.own_notes, brought.plans) == (1, 2, 3)
    assert not brought.losses
    assert states(bea) == before == states(ann)
    assert study_log.verify_replay().differences == ()
    with reading() as session:
        logs = [
            log_queries.list_entries_after(session, user_id=each, after=0, limit=10_000)
            for each in (ann, bea)
        ]
        numbers = [{q.id: q.card_id for q in session.query(QuestionRow)}]
    assert brought.entries == len(logs[0]) == len(logs[1])
    assert [row.kind for row in logs[1]] == [row.kind for row in logs[0]]
    assert [row.question_id is None for row in logs[1]] == [
        row.question_id is None for row in logs[0]
    ]
    for row in logs[1]:
        assert row.question_id is None or numbers[0][row.question_id] == row.card_id


def test_it_is_asked_next_what_would_have_been_asked(site: Flask, ann: int, now: datetime) -> None:
    del site
    end = live(ann, now=now)
    bea = person("Bea", now=end)
    taken(bea, saved(ann, now=end), now=end)
    later = end + 3 * DAY
    assert sorted(asked(bea, later)) == sorted(asked(ann, later))
    answer_next(bea, now=later)
    assert study_log.verify_replay().differences == ()


def test_preferences_plans_sets_rest_and_media_come_along(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    end = live(ann, now=now)
    bea = person("Bea", now=end)
    taken(bea, saved(ann, now=end), now=end)
    with reading() as session:
        rows = [session.get_one(User, each) for each in (ann, bea)]
        for name in (*PREFERENCES.__slots__, "auto_fit", "parameter_set"):
            assert getattr(rows[1], name) == getattr(rows[0], name), name
        rests = [session.get_one(StudyRest, each) for each in (ann, bea)]
        assert (rests[1].weekdays, rests[1].per_week) == (rests[0].weekdays, rests[0].per_week)
        studied = [
            memory_file_queries.list_own_studied(session, user_id=each) for each in (ann, bea)
        ]
        media = [dict(media_queries.files_of(session, owner_id=each)) for each in (ann, bea)]
    assert len(studied[1]) == len(studied[0]) == 3
    assert media[0] == media[1] != {}
    taken_plans = [plans.list_taken(user_id=each, now=end) for each in (ann, bea)]
    assert [each.kind for each in taken_plans[1]] == [each.kind for each in taken_plans[0]]
    assert [each.set_title for each in taken_plans[1]] == [
        each.set_title for each in taken_plans[0]
    ]
    assert [each.minutes for each in taken_plans[1]] == [each.minutes for each in taken_plans[0]]
    for sha256 in media[1]:
        assert deck_media.find(user_id=bea, sha256=sha256).data
    titles = [sorted(each.title for each in decks.list_decks(user_id=who)) for who in (ann, bea)]
    assert titles[0] == titles[1]


def test_a_file_made_from_what_was_taken_up_holds_the_same(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    end = live(ann, now=now, days=4)
    bea, cid = person("Bea", now=end), person("Cid", now=end)
    taken(bea, saved(ann, now=end), now=end)
    before = states(ann)
    decks.delete(user_id=ann, article_id=decks.list_decks(user_id=ann)[0].article_id, now=end)
    taken(cid, saved(bea, now=end), now=end)
    assert states(cid) == before
    assert study_log.verify_replay().differences == ()


def test_it_goes_to_another_site_where_every_number_is_another_one(
    site: Flask, ann: int, now: datetime, tmp_path: Path, migrated_file: Path
) -> None:
    del site
    end = live(ann, now=now)
    before, data = states(ann), saved(ann, now=end)
    with another_site(tmp_path / "elsewhere", migrated_file, now=now):
        first = person("First", now=now)
        bring(first, b"one\tuno\ntwo\tdos\n", "words.tsv", now=now)
        bea = person("Bea", now=now)
        brought = taken(bea, data, now=end)
        assert not brought.losses
        assert states(bea) == before
        assert study_log.verify_replay().differences == ()
        assert states(first) != {}


def test_what_a_site_does_not_have_is_told_and_stays_out(
    site: Flask, ann: int, now: datetime, tmp_path: Path, migrated_file: Path
) -> None:
    del site
    end = live(ann, now=now)
    before, data = states(ann), saved(ann, now=end)
    with another_site(tmp_path / "elsewhere", migrated_file, now=now):
        change_rows(CardRow, where=CardRow.id == 3, key="another:v0")
        bea = person("Bea", now=now)
        brought = taken(bea, data, now=end)
        (loss,) = brought.losses
        assert "1" in loss.reason
        assert brought.own_notes == 1
        there = states(bea)
        assert {key: there[key] for key in before if key != "river-2:v0"} == {
            key: value for key, value in before.items() if key != "river-2:v0"
        }
        assert study_log.verify_replay().differences == ()


def test_an_account_with_answers_or_decks_takes_nothing_up(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    end = live(ann, now=now, days=2)
    data = saved(ann, now=end)
    bea = person("Bea", now=end)
    taken(bea, data, now=end)
    before: Any = states(bea)
    with pytest.raises(ConflictError, match="make a new account"):
        everything_taking.stage(user_id=bea, data=data, name="e.zip", now=end)
    assert states(bea) == before
    cid = person("Cid", now=end)
    number = everything_taking.stage(user_id=cid, data=data, name="e.zip", now=end)
    bring(cid, b"one\tuno\ntwo\tdos\n", "words.tsv", now=end)
    with pytest.raises((ConflictError, NotFoundError)):
        everything_taking.take_up(user_id=cid, import_id=number, now=end)
    assert len(decks.list_decks(user_id=cid)) == 1


def test_an_empty_account_gives_a_file_that_can_be_taken_up(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    bea = person("Bea", now=now)
    brought = taken(bea, saved(ann, now=now), now=now)
    assert (brought.many, brought.entries, brought.notes) == (0, 0, 0)


def test_a_memory_finds_no_cards_of_a_deck_that_its_reader_does_not_see(
    site: Flask, ann: int, now: datetime
) -> None:
    del site
    end = live(ann, now=now, days=2)
    bea = person("Bea", now=end)
    data = memory_file.save(user_id=ann, now=end)
    found = memory_file.restore(user_id=bea, data=data, now=end)
    assert found.unknown > 0
    assert states(bea)
    assert all(key.startswith("river-") for key in states(bea))
    assert study_log.verify_replay().differences == ()


def test_a_name_of_a_file_that_no_door_would_let_in_stops_nothing(ann: int, now: datetime) -> None:
    # Found by the long form of test_hostile_texts.py, which plants texts in the rows: 500.
    deck = bring(ann, animals(), "animals.apkg", now=now)
    change_rows(Deck, where=Deck.article_id == deck, source_name="n" * 300)
    ben = person("Ben", now=now)
    taken(ben, saved(ann, now=now), now=now)
    (mine,) = decks.list_decks(user_id=ben)
    assert mine.title
