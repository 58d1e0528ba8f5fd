"""Search, calendar, rest and the closing of a running quiz's article, on both databases."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from icalendar import Calendar
from sqlalchemy import text

from quizapp.cli.bank import bank
from quizapp.errors import NotFoundError, TooManyError
from quizapp.services.exports import calendar
from quizapp.services.study import habits, knowing, progress, searching, sets, study
from quizapp.settings import Settings
from quizapp.store.bank import search_queries
from quizapp.store.engine import writing
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    ClassMember,
    SchoolClass,
)
from quizapp.store.tables.content import FactRow, PassageRow
from quizapp.store.tables.people import User
from tests.integration.study.world import (
    ARTICLE,
    answer_next,
    change_rows,
    make_learner,
    settle,
)

DAY = timedelta(days=1)
KEY = "the key of the tests"
FAR = "192.0.2.7"


def run_quiz(user_id: int, *, now: datetime, questions: tuple[int, ...] = (2,)) -> int:
    """Let a quiz of the person run that asks these questions; return the attempt's number."""
    with writing() as session:
        room = SchoolClass(name="Room", zone="UTC", join_code="ABCDEFGH", created_at=now)
        session.add(room)
        session.flush()
        session.add(ClassMember(class_id=room.id, user_id=user_id, role="learner", joined_at=now))
        quiz = Assignment(
            class_id=room.id,
            set_id=None,
            title="Week one; all of it",
            attempts_allowed=1,
            due_at=now + DAY,
            shuffle=False,
            show_key="submit",
            created_at=now,
        )
        session.add(quiz)
        session.flush()
        attempt = Attempt(
            assignment_id=quiz.id,
            user_id=user_id,
            number=1,
            seed="s",
            started_at=now,
            deadline_at=now + DAY,
        )
        session.add(attempt)
        session.flush()
        for position, question in enumerate(questions, start=1):
            item = AssignmentItem(assignment_id=quiz.id, position=position, question_id=question)
            session.add(item)
            session.flush()
            session.add(AttemptItem(attempt_id=attempt.id, item_id=item.id, position=position))
        return attempt.id


WORDS = calendar.FeedWords(
    reviews=lambda _, cards, minutes: f"{cards} reviews, about {minutes} minutes",
    due=lambda _, title: f"Due: {title}",
)


def fetch(secret: str, *, now: datetime, address: str = FAR) -> bytes:
    """Fetch the calendar at a secret address."""
    return calendar.read_feed(
        address_secret=secret, address=address, secret=KEY, words=WORDS, now=now
    )


def found(user_id: int, query: str, now: datetime) -> tuple[int, int]:
    """Return how many passages and facts a query finds."""
    each = searching.search(user_id=user_id, query=query, now=now)
    return len(each.passages), len(each.facts)


def test_a_passage_is_found_by_all_and_a_fact_once_it_was_met(learner: int, now: datetime) -> None:
    searching.rebuild_index()
    assert found(learner, "rivers", now) == (8, 0)
    assert found(learner, "statement", now) == (0, 0)
    answer_next(learner, now=now, rating=4)
    assert found(learner, "STATEM", now) == (0, 1)
    assert found(make_learner("ben", now=now), "statement", now) == (0, 0)
    hit = searching.search(user_id=learner, query="statement 0", now=now).facts[0]
    assert [(each.text, each.found) for each in hit.heading] == [
        ("Statement", True),
        (" ", False),
        ("0", True),
        (".", False),
    ]
    assert hit.card_id == 1


def test_words_are_all_needed_and_quotes_keep_them_together(learner: int, now: datetime) -> None:
    searching.rebuild_index()
    assert found(learner, "passage 3", now) == (1, 0)
    assert found(learner, "3 passage", now) == (1, 0)
    assert found(learner, '"3 passage"', now) == (0, 0)
    assert found(learner, '"passage 3 tells"', now) == (1, 0)
    assert found(learner, '"passage 3" rivers', now) == (1, 0)


def test_where_no_place_has_all_words_those_with_some_are_shown(
    learner: int, now: datetime
) -> None:
    searching.rebuild_index()
    each = searching.search(user_id=learner, query="nothing 3", now=now)
    assert (each.every, [hit.passage for hit in each.passages]) == (False, [3])
    assert searching.search(user_id=learner, query="nothing", now=now).passages == ()


ODD = (
    "",
    " ",
    '"',
    '"""',
    "'",
    "a AND OR NOT NEAR(b",
    "rivers*",
    "^rivers",
    "-rivers +tells",
    "heading: rivers",
    "rivers & | ! <-> :*",
    "(((((",
    "%_\\",
    "\x00rivers\x00",
    "\U0001f30a",
    "rivers \U0001f30a",
    "\ud800",
    "İstanbul ß ﬁ ½ ² Ⅷ",
    "\u0627 \u0628 \u062c",
    "河流",
    "x" * 1000,
    "river " * 200,
    '"' * 999,
    "'; DROP TABLE facts; --",
)


@pytest.mark.parametrize("query", ODD)
def test_any_text_is_a_query(learner: int, now: datetime, query: str) -> None:
    searching.rebuild_index()
    answer_next(learner, now=now, rating=4)
    each = searching.search(user_id=learner, query=query, now=now)
    assert len(each.passages) <= searching.MOST_HITS


@pytest.mark.parametrize("query", ["senor curacao", "Señor Curaçao", "SEN\u0303OR", "curaç"])
def test_accents_make_no_difference_on_either_database(
    learner: int, now: datetime, query: str
) -> None:
    answer_next(learner, now=now, rating=4)
    change_rows(PassageRow, where=PassageRow.number == 1, text="El Señor llegó a Curaçao.")
    change_rows(FactRow, where=FactRow.id == "river-0", statement="Señor en Curaçao.")
    searching.rebuild_index()
    assert found(learner, query, now) == (1, 1)


@pytest.mark.usefixtures("learner")
def test_the_search_on_postgresql_is_found_by_its_index() -> None:
    """What stands in the statements must be the very expressions of the indexes."""
    with writing() as session:
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("SQLite's index is a table of its own")
        session.execute(text("SET LOCAL enable_seqscan = off"))
        for source, words, index in (
            ("passages p", search_queries._PASSAGE_WORDS, "ix_passages_search"),
            ("facts f", search_queries._FACT_WORDS, "ix_facts_search"),
        ):
            asked = f"EXPLAIN SELECT 1 FROM {source} WHERE {words} @@ to_tsquery('simple', 'x')"  # noqa: S608 - constants
            assert any(index in row[0] for row in session.execute(text(asked)))


def test_a_long_query_says_that_it_was_cut() -> None:
    terms, cut = searching.read_query("river " * 200)
    assert ([term.words for term in terms], cut) == ([("river",)], True)
    assert searching.read_query("one two")[1] is False


def test_what_was_retired_is_found_no_more(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    searching.rebuild_index()
    assert found(learner, "statement", now) == (0, 1)
    change_rows(FactRow, where=FactRow.id == "river-0", retired_in=1)
    assert found(learner, "statement", now) == (0, 0)


def test_the_doctor_can_tell_an_index_that_is_behind(learner: int, now: datetime) -> None:
    assert learner
    assert now
    searching.rebuild_index()
    assert searching.index_differences() == 0
    change_rows(FactRow, where=FactRow.id == "river-3", statement="Something else.")
    with writing() as session:
        follows_by_itself = session.get_bind().dialect.name == "postgresql"
    assert searching.index_differences() == (0 if follows_by_itself else 2)
    searching.rebuild_index()
    assert searching.index_differences() == 0


def test_bank_index_makes_the_index_anew(
    learner: int, now: datetime, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert learner
    assert now
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", settings.secret_key)
    behind = searching.index_differences()
    assert (behind > 0) is settings.on_sqlite
    done = CliRunner().invoke(bank, ["index"])
    assert done.exit_code == 0, done.output
    assert f"{behind} entries were missing" in done.output
    assert searching.index_differences() == 0


def write_note(user_id: int, words: str, *, now: datetime, version: int = 0) -> None:
    """Note words on the first card."""
    study.save_note(user_id=user_id, card_id=1, text=words, version=version, now=now)


def noted(user_id: int, query: str, now: datetime) -> list[tuple[int | None, str]]:
    """Return the card and the text of the notes that a query finds."""
    notes = searching.search(user_id=user_id, query=query, now=now).notes
    return [(each.card_id, "".join(piece.text for piece in each.excerpt)) for each in notes]


def test_a_note_is_found_by_who_wrote_it_alone(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    write_note(learner, "Like the Élan of a café: flows east.", now=now)
    searching.rebuild_index()
    whole = [(1, "Like the Élan of a café: flows east.")]
    assert noted(learner, "flow", now) == whole
    assert noted(learner, "ELAN cafe", now) == whole
    assert noted(learner, '"flows east"', now) == whole
    assert noted(learner, '"east flows"', now) == []
    assert noted(learner, '"flow east"', now) == []
    assert noted(learner, "flow nothing", now) == whole
    assert noted(make_learner("ben", now=now), "flow", now) == []


def test_a_note_is_found_as_it_stands_now_and_not_once_it_is_gone(
    learner: int, now: datetime
) -> None:
    answer_next(learner, now=now, rating=4)
    write_note(learner, "Flows east.", now=now)
    write_note(learner, "Flows west.", now=now, version=1)
    assert noted(learner, "east", now) == []
    assert noted(learner, "west", now) == [(1, "Flows west.")]
    change_rows(FactRow, where=FactRow.id == "river-0", retired_in=1)
    assert noted(learner, "west", now) == []


def test_while_a_quiz_runs_the_notes_on_its_article_are_closed(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    write_note(learner, "Flows east.", now=now)
    assert noted(learner, "east", now) != []
    run_quiz(learner, now=now)
    assert noted(learner, "east", now) == []


def test_while_a_quiz_runs_the_facts_of_its_article_are_closed(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    searching.rebuild_index()
    attempt = run_quiz(learner, now=now)
    fact = knowing.fact_page(user_id=learner, card_id=1, now=now)
    assert (fact.told, fact.closed, fact.questions) == (False, True, ())
    card = knowing.card_page(user_id=learner, card_id=1, now=now)
    assert [(line.stem, line.response) for line in card.lines] == [("", "")]
    shown = sets.article_map(user_id=learner, article_id=ARTICLE, now=now)
    assert {line.statement for each in shown.passages for line in each.facts} == {""}
    assert found(learner, "statement", now) == (0, 0)
    assert found(learner, "rivers", now) == (8, 0)
    other = settle("ben", now=now)
    answer_next(other, now=now, rating=4)
    assert knowing.fact_page(user_id=other, card_id=1, now=now).told
    change_rows(Attempt, where=Attempt.id == attempt, submitted_at=now)
    assert knowing.fact_page(user_id=learner, card_id=1, now=now).told


def test_an_attempt_whose_time_is_over_closes_nothing(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    run_quiz(learner, now=now)
    assert knowing.fact_page(user_id=learner, card_id=1, now=now + 2 * DAY).told


def test_a_cards_history_holds_every_answer_with_its_prediction(
    learner: int, now: datetime
) -> None:
    answer_next(learner, now=now, rating=4)
    due = study.today(user_id=learner, now=now + timedelta(minutes=1))
    assert due.counts.new
    first = knowing.card_page(user_id=learner, card_id=1, now=now)
    assert first.card.due_day is not None
    later = now + (first.card.due_day - first.fact.day) * DAY
    for _ in range(16):
        if len(knowing.card_page(user_id=learner, card_id=1, now=later).lines) > 1:
            break
        answer_next(learner, now=later, right=False)
    shown = knowing.card_page(user_id=learner, card_id=1, now=later)
    newest, oldest = shown.lines
    assert (newest.rating, newest.kind, oldest.rating) == ("Again", "review", "Easy")
    assert newest.recall is not None
    assert 0.85 < newest.recall < 0.95
    assert oldest.recall is None
    assert shown.curve[0][1] == 1.0
    assert min(value for _, value in shown.curve) < 1.0
    seen = {each.stem: (each.times, each.right) for each in shown.fact.questions}
    assert sum(times for times, _ in seen.values()) == 2


def test_the_calendar_tells_counts_and_titles_and_keeps_its_ids(
    learner: int, now: datetime
) -> None:
    for second in range(4):
        answer_next(learner, now=now + timedelta(seconds=second), rating=4)
    run_quiz(learner, now=now)
    assert calendar.made_at(user_id=learner) is None
    secret = calendar.new_address(user_id=learner, now=now)
    raw = fetch(secret, now=now)
    events = Calendar.from_ical(raw).walk("VEVENT")
    days = [each for each in events if str(each["uid"]).startswith("reviews-")]
    assert sum(int(str(each["summary"]).split()[0]) for each in days) == 4
    assert all(not isinstance(each.decoded("dtstart"), datetime) for each in days)
    (quiz,) = [each for each in events if str(each["uid"]).startswith("quiz-")]
    assert str(quiz["summary"]) == "Due: Week one; all of it"
    assert quiz.decoded("dtstart") == now + DAY
    assert b"Statement" not in raw
    assert b"Rivers" not in raw
    again = Calendar.from_ical(fetch(secret, now=now + timedelta(hours=1)))
    assert {str(e["uid"]) for e in again.walk("VEVENT")} == {str(e["uid"]) for e in events}


def test_the_days_of_the_calendar_are_the_learners_own(now: datetime, ground: Flask) -> None:
    assert ground.secret_key
    user_id = settle("kai", now=now, zone="Pacific/Auckland")
    answer_next(user_id, now=now, rating=4)
    expected = progress.progress(user_id=user_id, now=now).forecast
    due = next(each for each in expected if each.cards)
    secret = calendar.new_address(user_id=user_id, now=now)
    raw = fetch(secret, now=now)
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    from quizapp.scheduling.day import date_of  # noqa: PLC0415 - used here alone

    assert event.decoded("dtstart") == date_of(due.day)


def test_a_changed_or_switched_off_address_is_gone(learner: int, now: datetime) -> None:
    old = calendar.new_address(user_id=learner, now=now)
    new = calendar.new_address(user_id=learner, now=now)
    with pytest.raises(NotFoundError):
        fetch(old, now=now)
    assert fetch(new, now=now)
    calendar.switch_off(user_id=learner)
    with pytest.raises(NotFoundError):
        fetch(new, now=now)
    newest = calendar.new_address(user_id=learner, now=now)
    change_rows(User, where=User.id == learner, disabled_at=now)
    with pytest.raises(NotFoundError):
        fetch(newest, now=now)


def test_only_the_hash_of_the_address_is_stored(learner: int, now: datetime) -> None:
    secret = calendar.new_address(user_id=learner, now=now)
    with writing() as session:
        (stored,) = session.execute(text("SELECT digest FROM calendar_feeds")).scalars()
    assert secret not in stored
    assert len(stored) == 64


def test_guessing_addresses_is_limited_and_so_is_fetching_one(learner: int, now: datetime) -> None:
    secret = calendar.new_address(user_id=learner, now=now)
    for _ in range(60):
        fetch(secret, now=now)
    with pytest.raises(TooManyError):
        fetch(secret, now=now)
    for _ in range(100):
        with pytest.raises(NotFoundError):
            fetch("guess", now=now, address="192.0.2.9")
    with pytest.raises(TooManyError):
        fetch("guess", now=now, address="192.0.2.9")


def test_days_of_rest_keep_the_streak_of_the_log(learner: int, now: datetime) -> None:
    for day in (0, 1, 2, 3, 4, 7):  # From a Monday on: the weekend lies between.
        answer_next(learner, now=now + day * DAY, rating=1)
    then = now + 7 * DAY
    assert study.today(user_id=learner, now=then).streak_days == 1
    habits.choose_rest(user_id=learner, weekdays=["5", "6"], per_week="0")
    assert study.today(user_id=learner, now=then).streak_days == 6
    shown = progress.progress(user_id=learner, now=then)
    assert (shown.streak.current, shown.streak.longest) == (6, 6)
    habits.choose_rest(user_id=learner, weekdays=[], per_week="1")
    assert study.today(user_id=learner, now=then).streak_days == 1
    habits.choose_rest(user_id=learner, weekdays=[], per_week="2")
    assert study.today(user_id=learner, now=then).streak_days == 6


def test_a_streak_is_followed_past_one_stretch_of_days(learner: int, now: datetime) -> None:
    for day in range(70):
        answer_next(learner, now=now + day * DAY, rating=1)
    assert study.today(user_id=learner, now=now + 69 * DAY).streak_days == 70
