"""A power cut at any moment: no acknowledged answer is lost, the database is whole, it goes on.

The application runs once under a recorder of all that it writes. For each cut a disk is made of the
record that may be left when the power fails at that moment, and opened by the application's engine.
30 cuts by default; QUIZAPP_TEST_LONG=1 is the long form with 300.
"""

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text

from quizapp import clock
from quizapp.services.memory import study_log
from quizapp.services.people import tokens
from quizapp.store import sqlite_file
from quizapp.store.engine import db, init_database, reading, sqlite_url
from quizapp.store.tables.classes import AttemptAnswer
from tests.integration.reliability.quiz_takers import begin_quiz
from tests.integration.reliability.recorded_disk import (
    ACKNOWLEDGED,
    Disk,
    Step,
    read_log,
    run_recorded,
)
from tests.integration.study.world import make_learner, plant, settle
from tests.log_rows import stored_ids

CUTS: Final = 300 if os.environ.get("QUIZAPP_TEST_LONG") else 30
REQUESTS: Final = 2 * CUTS + 20
"""Of each of the two learners."""
REPLAYED: Final = 5
"""Of so many cuts one has its memory replayed."""
PLANTED: Final = {"NORMAL": 30}
"""Settings of SQLite that do not wait for the disk, and requests of each learner under them."""
PLANTED_CUTS: Final = 10
KEY: Final = "the key of the tests, not a secret at all"
DATABASE: Final = "quizapp.db"
HALF: Final = 0.5
HEADER_BYTES: Final = 32
"""Of a write-ahead log: written when it is begun again."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Recorded:
    """What a program did to its folder, which held ``before`` when it began."""

    before: dict[str, bytes]
    steps: list[Step]
    folder: Path


@pytest.fixture(scope="module")
def recordings(
    recorder: Path, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Recorded]:
    """Record the application as it is, and with each planted fault; check what was recorded."""
    outer = tmp_path_factory.mktemp("recorded").resolve()
    prepared = outer / "prepared"
    prepared.mkdir(mode=0o700)
    shutil.copyfile(migrated_file, prepared / DATABASE)
    told = prepare(prepared)
    jobs = []
    for synchronous, requests in {"": REQUESTS, **PLANTED}.items():
        folder = outer / (synchronous or "as it is")
        shutil.copytree(prepared, folder)
        job = {"folder": str(folder), "synchronous": synchronous, "requests": requests, **told}
        jobs.append(job | {"log": f"{folder}.log"})
    program = "tests.integration.reliability.recorded_study"
    assert run_recorded(program, jobs, library=recorder) == [0] * len(jobs)
    before = files_of(prepared)
    return {job["synchronous"]: recorded_by(job, before) for job in jobs}


def prepare(folder: Path) -> dict[str, Any]:
    """Make two learners; return what the recorded program is told of them."""
    now = clock.now()
    with opened(folder):
        plant(now=now)
        user = settle(now=now)
        bearer = tokens.create_token(user_id=user, name="tests", now=now)
        (taker,) = begin_quiz(1, now=now)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    quiz = {"user": taker.user_id, "attempt": taker.attempt, "item": taker.item}
    return {"key": KEY, "learner": {"user": user, "bearer": bearer}, "quiz": quiz}


def recorded_by(job: dict[str, Any], before: dict[str, bytes]) -> Recorded:
    """Return what a job did; it is all that happened to its folder."""
    folder = Path(job["folder"])
    steps = read_log(Path(job["log"]))
    disk = Disk(before)
    for step in steps:
        disk.take(step)
    assert disk.all() == files_of(folder), "the record, replayed, is what stands on the disk"
    return Recorded(before, steps, folder)


def cuts(recorded: Recorded, *, count: int, rng: random.Random) -> Iterator[tuple[Path, bytes]]:
    """Yield, for cuts at moments drawn by chance, the folder that is left and what was told."""
    disk, taken = Disk(recorded.before), 0
    left = recorded.folder.with_name("left")
    for moment in sorted(rng.randint(0, len(recorded.steps)) for _ in range(count)):
        for step in recorded.steps[taken:moment]:
            disk.take(step)
        taken = moment
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir(mode=0o700)
        for path, data in disk.cut(rng).items():
            (left / path).write_bytes(data)
        if rng.random() < HALF:  # It is never synced: anything may stand in it.
            (left / f"{DATABASE}-shm").write_bytes(rng.randbytes(32 * 1024))
        yield left, disk.acknowledged


def lost_in(folder: Path, acknowledged: bytes, *, replay: bool) -> list[str]:
    """Return what was acknowledged and is not stored; fail on anything else that is wrong."""
    lines = [line.split() for line in acknowledged.decode().splitlines()]
    told = [words[1] for words in lines if words[0] == "review"]
    saved = max((int(words[1]) for words in lines if words[0] == "quiz"), default=0)
    with opened(folder):
        with reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            rows = stored_ids(session)
            answer = session.scalar(select(AttemptAnswer.response))
        stored = Counter(str(UUID(bytes=each)) for each in rows)
        assert [each for each in stored if stored[each] > 1] == []
        if replay:
            assert study_log.verify_replay().differences == ()
        # It goes on.
        make_learner("somebody who comes afterwards", now=clock.now())
    assert sqlite_file.integrity_problems(folder / DATABASE) == ()
    lost = [each for each in told if each not in stored]
    kept = int(answer["text"].split()[1]) if answer else 0
    return lost if kept >= saved else [*lost, f"quiz {saved}, {kept} is stored"]


def test_no_acknowledged_answer_is_lost(recordings: dict[str, Recorded]) -> None:
    rng = random.Random(CUTS)  # noqa: S311 - moments of a cut
    recorded = recordings[""]
    begun = [step.kind == "W" and len(step.data) == HEADER_BYTES for step in recorded.steps]
    assert sum(begun) > 3, "the log was copied into the database, and begun again"
    lost: list[str] = []
    most = 0
    for number, (left, acknowledged) in enumerate(cuts(recorded, count=CUTS, rng=rng)):
        lost += lost_in(left, acknowledged, replay=number % REPLAYED == 0)
        most = max(most, acknowledged.count(b"\n"))
    print(  # noqa: T201 - the figure that the test is run for
        f"{CUTS} cuts in {len(recorded.steps)} steps, up to {most} acknowledged, {len(lost)} lost"
    )
    assert lost == []
    assert most > CUTS


@pytest.mark.parametrize("synchronous", PLANTED)
def test_a_planted_engine_that_does_not_wait_for_the_disk_is_noticed(
    recordings: dict[str, Recorded], synchronous: str
) -> None:
    rng = random.Random(1)  # noqa: S311 - moments of a cut
    recorded = recordings[synchronous]
    lost = [
        bool(lost_in(left, told, replay=False))
        for left, told in cuts(recorded, count=PLANTED_CUTS, rng=rng)
    ]
    assert sum(lost) > PLANTED_CUTS / 3


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """Give the context of services on the database in a folder, and let it go."""
    app = Flask("quizapp_services", static_folder=None)
    app.secret_key = KEY
    init_database(app, sqlite_url(folder / DATABASE))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files that a power cut is about, by name."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != ACKNOWLEDGED and not path.name.endswith("-shm")
    }
