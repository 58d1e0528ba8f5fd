"""Today, sets, the article map and progress: what a learner is told of their own memory."""

import csv
import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from quizapp.cli.schedule import schedule
from quizapp.errors import NotFoundError
from quizapp.services.memory.recall_summary import summarise
from quizapp.services.study import progress, progress_tables, sets, study
from quizapp.settings import Settings
from quizapp.store.engine import writing
from quizapp.store.tables.content import SetCard
from quizapp.store.tables.memory import CardState
from tests.integration.study.world import ARTICLE, answer_next, change_rows, make_learner, settle

DAY = timedelta(days=1)


def learn_all(user_id: int, *, now: datetime) -> None:
    for second in range(16):
        answer_next(user_id, now=now + timedelta(seconds=second), rating=4)


def test_today_of_a_newcomer_says_that_a_set_is_to_be_chosen(ground: Flask, now: datetime) -> None:
    assert ground.secret_key
    today = study.today(user_id=make_learner(now=now), now=now)
    assert (today.sets, today.counts.total, today.minutes, today.next_at) == (0, 0, 0, None)
    assert [each.reviews for each in today.week] == [0] * 7


def test_today_says_what_is_due_and_how_long_it_takes(learner: int, now: datetime) -> None:
    today = study.today(user_id=learner, now=now)
    assert today.counts.new == 16
    assert today.minutes == pytest.approx(16 * 8 / 60)
    learn_all(learner, now=now)
    after = study.today(user_id=learner, now=now + timedelta(minutes=1))
    assert (after.counts.total, after.done_today) == (0, 16)
    assert after.week[-1].reviews == 16
    assert after.week[-1].milliseconds == 16 * 4000


def test_nothing_due_says_when_the_next_is(learner: int, now: datetime) -> None:
    learn_all(learner, now=now)
    due = study.today(user_id=learner, now=now + timedelta(minutes=1)).next_at
    assert due is not None
    assert (due.hour, due.minute) == (4, 0)
    before = study.next_cards(
        user_id=learner, set_id=None, limit=1, now=due - timedelta(milliseconds=1)
    )
    assert before.cards == ()
    assert study.next_cards(user_id=learner, set_id=None, limit=1, now=due).cards != ()


def test_the_streak_counts_study_days_and_waits_for_today(learner: int, now: datetime) -> None:
    for day in (0, 1, 2):
        answer_next(learner, now=now + day * DAY, rating=1)
    assert study.today(user_id=learner, now=now + 2 * DAY).streak_days == 3
    assert study.today(user_id=learner, now=now + 3 * DAY).streak_days == 3
    assert study.today(user_id=learner, now=now + 4 * DAY).streak_days == 0


@pytest.mark.usefixtures("ground")
def test_a_backlog_is_told_with_what_the_limit_leaves_for_later(now: datetime) -> None:
    user_id = settle("ben", now=now)
    learn_all(user_id, now=now)
    from quizapp.store.tables.people import User  # noqa: PLC0415 - used here alone

    change_rows(User, where=User.id == user_id, reviews_per_day=5)
    later = study.today(user_id=user_id, now=now + 60 * DAY)
    assert later.counts.review == 5
    assert later.backlog == study.Backlog(due=16, over_limit=11)


def test_sets_show_what_is_known_and_how_long_the_rest_takes(learner: int, now: datetime) -> None:
    whole, odd = sets.list_sets(user_id=learner, now=now)
    assert (whole.studied, odd.studied, odd.article) == (True, False, ARTICLE)
    assert (whole.summary.cards, whole.summary.seen, odd.summary.cards) == (16, 0, 8)
    learn_all(learner, now=now)
    learnt, _ = sets.list_sets(user_id=learner, now=now + timedelta(minutes=1))
    assert (learnt.summary.seen, learnt.summary.known, learnt.minutes) == (16, 1.0, 0)
    assert learnt.summary.steps == (0, 0, 0, 0, 16)
    faded, _ = sets.list_sets(user_id=learner, now=now + 400 * DAY)
    assert faded.summary.known < 0.9
    assert faded.minutes > 0


def test_a_topic_that_is_its_whole_article_is_told_only_to_who_studies_it(
    learner: int, now: datetime
) -> None:
    with writing() as session:
        even = set(range(1, 17)) - set(
            session.scalars(select(SetCard.card_id).where(SetCard.set_id == 2))
        )
        session.add_all(SetCard(set_id=2, card_id=each, position=each) for each in sorted(even))
    assert [each.id for each in sets.list_sets(user_id=learner, now=now)] == [1]
    sets.add_set(user_id=learner, set_id=2, now=now)
    assert [each.id for each in sets.list_sets(user_id=learner, now=now)] == [1, 2]


def test_the_article_map_tells_a_fact_only_after_its_answer(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    shown = sets.article_map(user_id=learner, article_id=ARTICLE, now=now)
    assert (shown.set_id, shown.studied) == (1, True)
    first, second = shown.passages[0].facts
    assert (first.statement, second.statement) == ("Statement 0.", "")
    assert first.cards[0].recall == 1.0
    assert second.cards[0].recall is None
    assert (shown.passages[0].summary.seen, shown.passages[0].summary.unseen) == (1, 1)
    assert shown.passages[1].summary.recall is None
    with pytest.raises(NotFoundError):
        sets.article_map(user_id=learner, article_id="nothing", now=now)


def test_progress_has_a_table_behind_each_picture(learner: int, now: datetime) -> None:
    learn_all(learner, now=now)
    later = now + 20 * DAY
    for second in range(4):
        answer_next(learner, now=later + timedelta(seconds=second), right=second > 0)
    shown = progress.progress(user_id=learner, now=later + timedelta(minutes=1))
    assert [row.level for row in shown.recall] == ["article", "topic", *["passage"] * 8]
    assert len(shown.forecast) == 30
    assert [day.reviews for day in shown.days] == [16, 4]
    assert (shown.retention.tested, shown.retention.recalled) == (4, 3)
    assert shown.retention.true == pytest.approx(0.75)
    assert (shown.streak.current, shown.streak.longest, shown.streak.today) == (1, 1, True)
    for table in progress_tables.TABLES:
        rows = list(csv.reader(io.StringIO(progress_tables.table_csv(shown, table=table))))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) >= 2
    with pytest.raises(NotFoundError):
        progress_tables.table_csv(shown, table="other")


def test_an_empty_group_has_no_recall() -> None:
    empty = summarise((), day=1)
    assert (empty.cards, empty.recall, empty.known) == (0, None, 0.0)


def test_schedule_replay_prints_zero_differences_or_lists_and_repairs_them(
    learner: int, now: datetime, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer_next(learner, now=now, rating=4)
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", settings.secret_key)
    run = CliRunner()
    clean = run.invoke(schedule, ["replay"])
    assert (clean.exit_code, "0 differences" in clean.output) == (0, True)
    change_rows(CardState, where=CardState.card_id == 1, reps=7)
    found = run.invoke(schedule, ["replay"])
    assert found.exit_code == 1
    assert "card 1: reps is 7, the log says 1" in found.output
    repaired = run.invoke(schedule, ["replay", "--repair", "--json"])
    assert (repaired.exit_code, json.loads(repaired.output)["repaired"]) == (1, True)
    assert run.invoke(schedule, ["replay"]).exit_code == 0
