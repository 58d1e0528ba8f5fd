"""An upgrade killed, or its power cut: the old schema or the new, never between; the copy is whole.

From a revision with a whole school in it. Two revisions and a few moments of each by default;
QUIZAPP_TEST_LONG=1 is the long form: every earlier revision, 20 kills and 20 cuts each.
"""

import contextlib
import hashlib
import os
import random
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as sqlite
import pytest

from quizapp.services.operation import maintenance
from quizapp.settings import Settings
from quizapp.store import sqlite_file
from quizapp.store.engine import sqlite_url
from quizapp.store.schema import migrate
from tests.integration.reliability.recorded_disk import Disk, Step, read_log, run_recorded
from tests.integration.reliability.recorded_upgrade import NOW
from tests.security.conftest import Made, made

__all__ = ["made"]
LONG: Final = bool(os.environ.get("QUIZAPP_TEST_LONG"))
EARLIER: Final = sorted(migrate.known_revisions())[:-1]
REVISIONS: Final = EARLIER if LONG else [EARLIER[0], EARLIER[-1]]
MOMENTS: Final = 20 if LONG else 2
DATABASE: Final = "quizapp.db"
PROGRAM: Final = "tests.integration.reliability.recorded_upgrade"
OPENED: Final = "O"
SAID_BY_THE_WRITER: Final = (slice(18, 20), slice(24, 28), slice(40, 44), slice(92, 100))
"""Of a database's first page: the kind of its log, and how often it and its schema were changed."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Ground:
    """A folder in which upgrades are tried, and what is true before and after one."""

    folder: Path
    library: Path
    old: bytes
    revision: str
    before: str
    after: str
    steps: list[Step]


@pytest.fixture(scope="module")
def grounds(
    made: Made, recorder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Ground]:
    """Take the school's database back to each revision, and record one whole upgrade of each."""
    outer = tmp_path_factory.mktemp("upgrades").resolve()
    old, jobs = {}, []
    for revision in REVISIONS:
        file = outer / f"{revision}.db"
        shutil.copyfile(made.file, file)
        migrate.upgrade(sqlite_url(file), to=revision)
        old[revision] = file
        folder = fresh(outer / revision, file.read_bytes())
        jobs.append({"folder": str(folder), "log": f"{folder}.log"})
    assert run_recorded(PROGRAM, jobs, library=recorder) == [0] * len(jobs)
    return {
        revision: Ground(
            folder=outer,
            library=recorder,
            revision=revision,
            old=file.read_bytes(),
            before=contents(file),
            after=contents(outer / revision / DATABASE),
            steps=read_log(outer / f"{revision}.log"),
        )
        for revision, file in old.items()
    }


@pytest.fixture(params=REVISIONS)
def ground(request: pytest.FixtureRequest, grounds: dict[str, Ground]) -> Iterator[Ground]:
    """Return the ground of one revision; what was tried on it goes with the test."""
    found = grounds[request.param]
    yield found
    for folder in found.folder.glob("tried *"):
        shutil.rmtree(folder)


def test_a_killed_upgrade_leaves_the_old_or_the_new_and_a_whole_copy(ground: Ground) -> None:
    rng = random.Random(ground.revision)  # noqa: S311 - moments to kill at
    last = sum(counts(step) for step in ground.steps)
    moments = [rng.randint(1, last) for _ in range(MOMENTS)]
    folders = [fresh(ground.folder / f"tried {number}", ground.old) for number in range(MOMENTS)]
    jobs = [
        {"folder": str(folder), "kill_after": moment}
        for folder, moment in zip(folders, moments, strict=True)
    ]
    ended = run_recorded(PROGRAM, jobs, library=ground.library)
    assert ended == [signal.SIGKILL] * MOMENTS
    for folder in folders:
        check(folder, ground)


def test_a_power_cut_during_an_upgrade_leaves_the_old_or_the_new(ground: Ground) -> None:
    rng = random.Random(ground.revision)  # noqa: S311 - moments of a cut
    disk, taken = Disk({DATABASE: ground.old}), 0
    moments = sorted(rng.randint(0, len(ground.steps)) for _ in range(MOMENTS))
    for number, moment in enumerate(moments):
        for step in ground.steps[taken:moment]:
            disk.take(step)
        taken = moment
        left = ground.folder / f"tried {number}"
        left.mkdir(mode=0o700)
        for path, data in disk.cut(rng).items():
            (left / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (left / path).write_bytes(data)
        check(left, ground)


def check(folder: Path, ground: Ground) -> None:
    """Check what an upgrade that was cut short has left: it can be gone on with, and undone."""
    database = folder / DATABASE
    assert sqlite_file.integrity_problems(database) == ()
    revision = sqlite_file.revision_in(database)
    assert revision in {ground.revision, migrate.head_revision()}
    assert contents(database) == (ground.before if revision == ground.revision else ground.after)
    copies = list((folder / "backups").glob("before-upgrade-*"))
    if revision != ground.revision:
        assert len(copies) == 1, "nothing is changed before there is a copy"
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(folder)})
    maintenance.upgrade_database(settings, now=NOW.replace(year=NOW.year + 1))
    assert contents(database) == ground.after
    for copy in copies:
        assert same_bytes(copy.read_bytes(), ground.old)
        maintenance.restore(settings, copy, now=NOW)
        assert same_bytes(database.read_bytes(), ground.old)
        assert contents(database) == ground.before


def counts(step: Step) -> bool:
    """Return whether the recorder counts a step: an opening that changes nothing it does not."""
    return step.kind != OPENED or step.place > 0


def contents(file: Path) -> str:
    """Return a digest of the schema and of every row of a database."""
    total = hashlib.sha256()
    with contextlib.closing(sqlite.connect(str(file))) as connection:
        schema = connection.execute(
            "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
        ).fetchall()
        for kind, name, statement in schema:
            # Constraints of a table that Alembic made anew stand in an order of chance.
            lines = sorted(line.strip(" \t,") for line in (statement or "").splitlines())
            total.update(repr((kind, name, lines)).encode())
            if kind == "table":
                rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - of the schema
                total.update("".join(sorted(map(repr, rows))).encode())
    return total.hexdigest()


def same_bytes(one: bytes, other: bytes) -> bool:
    """Return whether two databases are the same, byte by byte but for who wrote them last."""
    return _plain(one) == _plain(other)


def _plain(data: bytes) -> bytes:
    page = bytearray(data)
    for each in SAID_BY_THE_WRITER:
        page[each] = bytes(each.stop - each.start)
    return bytes(page)


def fresh(folder: Path, old: bytes) -> Path:
    """Return a new data folder with a database in it."""
    folder.mkdir(mode=0o700)
    (folder / DATABASE).write_bytes(old)
    return folder
