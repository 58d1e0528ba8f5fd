"""The log's small form in the database: upgraded and taken back with data, each id once."""

import json
from dataclasses import fields
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from quizapp.scheduling.card import Memory
from quizapp.scheduling.fsrs import interval
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import recollect
from quizapp.store.base import EPOCH, core_table
from quizapp.store.log.log_form import COLUMNS, ID_BYTES, row_of, stored_id
from quizapp.store.log.log_row import LogRow, Refitted
from quizapp.store.schema import migrate
from quizapp.store.tables.memory import ReviewLog

BEFORE: Final = "0024"
DAY_MS: Final = 86_400_000
FITTED: Final = "fsrs6-0123456789abcdef"
_CONTENT: Final = (
    "INSERT INTO revisions (id, published_at, note, bank_hash, counts) VALUES (1, 0, '', '', '{}')",
    (
        "INSERT INTO articles (id, title, language, summary, is_digest, source, is_owned)"
        " VALUES ('a', 'A', 'en', '', FALSE, '{}', FALSE)"
    ),
    "INSERT INTO passages VALUES ('a', 1, '', 'Words.')",
    (
        "INSERT INTO facts (id, article_id, position, passage, type, status, statement, evidence,"
        " explanation, topics) VALUES ('f', 'a', 1, 1, 'event', 'stated', '', '', '', '[]')"
    ),
    (
        "INSERT INTO cards (id, key, fact_id, view, position, answer_hash)"
        " VALUES (1, 'k', 'f', 'v', 1, '')"
    ),
    (
        "INSERT INTO users (id, name, name_key, password_hash, roles, zone, rollover_hour,"
        " theme, desired_retention, new_per_day, reviews_per_day, epoch, created_at)"
        " VALUES (1, 'Ada', 'ada', '', '', 'UTC', 4, 'system', 0.9, 20, 200, 0, 0)"
    ),
)


BEFORE_IT: Final = Memory(stability_days=5.0, difficulty=4.0, last_day=0)
KNOWN: Final = recollect(BEFORE_IT, rating=Rating.GOOD, day=6, parameters=DEFAULT_PARAMETERS)
INTERVAL_AT_83: Final = interval(
    KNOWN.stability_days, desired_retention=0.83, parameters=DEFAULT_PARAMETERS
)


def wide(seq: int, **changed: Any) -> dict[str, Any]:
    """Return an answer as it was stored before: one on each of the study days 20 000, 20 001..."""
    day = 20_000 + seq // 3
    at = day * DAY_MS + 40_000_000 + seq
    return {
        "user_id": 1,
        "seq": seq,
        "client_id": bytes([seq]) * 16,
        "request_hash": bytes(range(16)),
        "card_id": 1,
        "question_id": None,
        "variant": "Ab-_Ab-_Ab-_0123",
        "kind": "review",
        "form": "typed",
        "shown_at": at - 2500,
        "answered_at": at,
        "study_day": day,
        "utc_offset_min": 60,
        "rollover_hour": 4,
        "duration_ms": 2500,
        "rating": 3,
        "score": 1.0,
        "hints": 0,
        "elapsed_days": 6,
        "recall": KNOWN.recall,
        "stability_before": 5.0,
        "difficulty_before": 4.0,
        "stability_after": KNOWN.stability_days,
        "difficulty_after": KNOWN.difficulty,
        "interval_raw_days": KNOWN.stability_days,
        "interval_days": 9,
        "due_at": None,
        "due_day": day + 9,
        "desired_retention": 0.9,
        "parameter_set": "fsrs6-default",
        "undoes": None,
        "response": '{"text":"Łódź"}',
    } | changed


def rated(rating: Rating) -> dict[str, Any]:
    """Return what another rating changes in an answer."""
    known = recollect(BEFORE_IT, rating=rating, day=6, parameters=DEFAULT_PARAMETERS)
    return {
        "rating": int(rating),
        "stability_after": known.stability_days,
        "difficulty_after": known.difficulty,
        "interval_raw_days": known.stability_days,
    }


_NONE: Final = {
    **dict.fromkeys(("recall", "elapsed_days", "interval_raw_days", "rating", "score"), None),
    **dict.fromkeys(("stability_before", "difficulty_before"), None),
    **dict.fromkeys(("stability_after", "difficulty_after"), None),
    **dict.fromkeys(("interval_days", "due_day", "desired_retention", "response"), None),
    "form": "",
    "variant": "",
    "parameter_set": "",
    "duration_ms": 0,
}
ROWS: Final = (
    *(wide(seq) for seq in range(1, 8)),
    wide(8, parameter_set=FITTED, desired_retention=0.83, interval_raw_days=INTERVAL_AT_83),
    wide(9, **(_NONE | {"kind": "undo", "undoes": 8, "shown_at": 5, "answered_at": 5})),
    wide(10, **(_NONE | {"kind": "flag", "form": "3"})),
    wide(
        11,
        **(_NONE | {"kind": "refit", "stability_before": 1 / 3, "difficulty_before": 17 / 3})
        | {"stability_after": 10 / 3, "difficulty_after": 19 / 3, "interval_raw_days": 11 / 3}
        | {"interval_days": 3, "due_day": 20_006, "parameter_set": FITTED}
        | {"desired_retention": 0.9},
    ),
    # An answer from offline: its day lies before those that are there.
    wide(12, study_day=20_001, due_day=20_010),
    wide(13),
    # Ids, ratings and clocks of all kinds.
    wide(14, client_id=b"\xff" * 16, utc_offset_min=-720, **rated(Rating.AGAIN)),
    wide(15, client_id=bytes(15) + b"\x80", rollover_hour=0, **rated(Rating.HARD)),
    wide(16, client_id=b"\x80" + bytes(15), utc_offset_min=840, **rated(Rating.EASY)),
    wide(17, client_id=bytes(range(240, 256)), utc_offset_min=61),
    wide(18, client_id=b"%06x''\\\0" * 2, utc_offset_min=-1364, rollover_hour=23),
    wide(19, client_id=b"\xc3\x28" * 8, utc_offset_min=1365, rollover_hour=24),
)


@pytest.fixture
def old(database_url: str) -> str:
    """Return the address of a database of before, with a log in it."""
    migrate.upgrade(database_url, to=BEFORE)
    names, marks = ", ".join(ROWS[0]), ", ".join(f":{name}" for name in ROWS[0])
    with migrate.connected(database_url) as connection, connection.begin():
        for statement in _CONTENT:
            connection.execute(text(statement))
        connection.execute(
            text(
                "INSERT INTO parameter_sets (user_id, name, weights, made_at) VALUES (1, :n, :w, 0)"
            ),
            {"n": FITTED, "w": json.dumps(DEFAULT_PARAMETERS.weights)},
        )
        connection.execute(
            text(f"INSERT INTO review_log ({names}) VALUES ({marks})"),  # noqa: S608 - ours
            list(ROWS),
        )
    return database_url


def small_log(url: str) -> list[LogRow]:
    """Return the log of the small form, as it is read."""
    columns = [core_table(ReviewLog).c[name] for name in COLUMNS]
    with migrate.connected(url) as connection:
        by = core_table(ReviewLog).c.seq
        return [row_of(row) for row in connection.execute(select(*columns).order_by(by))]


def wide_log(url: str) -> list[dict[str, Any]]:
    """Return the log of before."""
    with migrate.connected(url) as connection:
        rows = connection.execute(text("SELECT * FROM review_log ORDER BY user_id, seq"))
        return [
            {name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}
            for row in rows.mappings()
        ]


def test_a_log_of_before_says_the_same_and_goes_back_with_its_data(old: str) -> None:
    migrate.upgrade(old)
    assert migrate.schema_differences(old) == ()
    kept = {each.name for each in fields(LogRow)}
    for row, was in zip(small_log(old), ROWS, strict=True):
        said = {name: getattr(row, name) for name in was if name in kept}
        instants = {
            name: None if was[name] is None else EPOCH + timedelta(milliseconds=was[name])
            for name in ("shown_at", "answered_at", "due_at")
        }
        response = json.loads(was["response"] or "null")
        expected = {**was, **instants, "response": response, "request_hash": b"\0\1\2"}
        expected["difficulty_before"] = pytest.approx(was["difficulty_before"], abs=1e-4)
        assert said == {name: expected[name] for name in said}
    refitted = [row.refitted for row in small_log(old) if row.kind == "refit"]
    assert refitted == [Refitted(10 / 3, 19 / 3, 11 / 3)], "a reschedule is taken back by them"
    migrate.upgrade(old, to=BEFORE)
    for back, was in zip(wide_log(old), ROWS, strict=True):
        close = {
            name: value if value is None else pytest.approx(value, abs=1e-3)
            for name, value in was.items()
            if name.startswith(("recall", "stability", "difficulty", "interval_raw"))
        }
        assert back == {**was, **close, "request_hash": b"\0\1\2".ljust(16, b"\0")}
    migrate.upgrade(old)
    assert len(small_log(old)) == len(ROWS)


def test_the_first_entry_of_each_stretch_of_a_day_is_marked(old: str) -> None:
    migrate.upgrade(old)
    with migrate.connected(old) as connection:
        marked = connection.execute(
            text("SELECT seq, opened_day FROM review_log WHERE opened_day IS NOT NULL ORDER BY seq")
        )
        assert [tuple(row) for row in marked] == [
            *((1, 20_000), (3, 20_001), (6, 20_002), (9, 20_003)),
            *((12, 20_001), (13, 20_004), (15, 20_005), (18, 20_006)),
        ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_entry_costs_the_same_however_long_the_log_is(old: str) -> None:
    migrate.upgrade(old)
    steps = []
    with migrate.connected(old) as connection:
        driver: Any = connection.connection.dbapi_connection
        for seq in (len(ROWS) + 1, 3_000):
            add_copies(driver, upto=seq - 1)
            counted = [0]

            def step(counted: list[int] = counted) -> int:
                counted[0] += 1
                return 0

            driver.set_progress_handler(step, 1)
            add_copies(driver, upto=seq)
            driver.set_progress_handler(None, 1)
            steps.append(counted[0])
    short, long = steps
    assert short > 20, "the steps of the database's machine were counted"
    assert long < 1.5 * short


def add_copies(driver: Any, *, upto: int) -> None:
    """Add copies of the log's third entry with ids of their own, up to a seq."""
    (last,) = driver.execute("SELECT max(seq) FROM review_log WHERE user_id = 1").fetchone()
    driver.executemany(
        "INSERT INTO review_log SELECT user_id, card_id, clock_ms, ?, study_day, duration_ms,"
        " undoes, NULL, kind, rating, CAST(? || substr(rest, 17) AS BLOB) FROM review_log"
        " WHERE user_id = 1 AND seq = 3",
        [(seq, stored_id((2**64 + seq).to_bytes(ID_BYTES))) for seq in range(last + 1, upto + 1)],
    )


def test_the_database_itself_refuses_an_id_twice(old: str) -> None:
    migrate.upgrade(old)
    copy = (
        "INSERT INTO review_log SELECT user_id, card_id, clock_ms, seq + 100,"
        " study_day, duration_ms, undoes, opened_day, kind, rating, {rest}"
        " FROM review_log WHERE seq = 3"
    )
    with migrate.connected(old) as connection:
        with pytest.raises(IntegrityError, match="client id"), connection.begin():
            connection.execute(text(copy.format(rest="rest")))
        # Another id of which the index holds the same is another one.
        other = "substr(rest, 1, 15) || '\\x00'::bytea || substr(rest, 17)"
        if old.startswith("sqlite"):
            other = "CAST(substr(rest, 1, 15) || x'00' || substr(rest, 17) AS BLOB)"
        with connection.begin():
            connection.execute(text(copy.format(rest=other)))


def test_an_id_that_no_row_can_have_is_nobodys(old: str) -> None:
    migrate.upgrade(old)
    log = core_table(ReviewLog)
    with migrate.connected(old) as connection:
        for column in (log.c.user_id, log.c.card_id):
            for number in (2**31, 2**53 - 1):
                assert connection.execute(select(log.c.seq).where(column == number)).all() == []
            assert connection.execute(select(log.c.seq).where(column == 1)).all() != []
