"""What of everything is refused, and what a process that dies leaves: nothing, or all of it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import Choices
from quizapp.services.decks import decks
from quizapp.services.files import (
    everything_draft,
    everything_saving,
    everything_taking,
    import_jobs,
)
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.services.processes import own_process
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.decks import media_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.media import MediaFile
from quizapp.store.tables.memory import ReviewLog
from tests.integration.decks.everything_world import DAY, bring, live, states

Document = dict[str, Any]
Change = Callable[[Document], None]
HEAD, PART = "quizapp.json", "memory/001.json"


@pytest.fixture
def people(site: Flask, now: datetime) -> Iterator[tuple[int, int, bytes]]:
    """Return who has everything, who has nothing, and the file of the first."""
    with site.app_context():
        ann, bea = (
            accounts.create_user(name=each, password="amber kettle sings", roles=(), now=now).id
            for each in ("Ann", "Bea")
        )
        live(ann, now=now - 3 * DAY, days=2)
        out = io.BytesIO()
        everything_saving.write(out, user_id=ann, now=now)
        yield ann, bea, out.getvalue()


def changed(data: bytes, name: str, change: Change) -> bytes:
    """Return the file with one of its documents changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.namelist():
            found = before.read(each)
            if each == name:
                document = json.loads(found)
                change(document)
                found = json.dumps(document).encode()
            after.writestr(each, found)
    return out.getvalue()


def stored(user_id: int) -> tuple[int, ...]:
    """Return how much there is of a person, and of all cards."""
    with reading() as session:
        rows = [
            select(func.count()).select_from(ReviewLog).where(ReviewLog.user_id == user_id),
            select(func.count()).select_from(core_table(CardRow)),
            select(func.count()).select_from(MediaFile).where(MediaFile.owner_id == user_id),
        ]
        return (
            len(decks.list_decks(user_id=user_id)),
            len(states(user_id)),
            *(session.scalar(each) or 0 for each in rows),
        )


def _entry(place: int, **values: object) -> Change:
    return lambda memory: memory["log"][place].update(values)


def _preference(**values: object) -> Change:
    return lambda head: head["account"]["preferences"].update(values)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (PART, _entry(3, seq=1), "does not follow"),
        (PART, _entry(3, answered_at=4_000_000_000_000), "in the future"),
        (PART, _entry(2, card=499_999), "does not list"),
        (PART, _entry(2, parameter_set="fitted-000000"), "its parameters|cannot be used"),
        (PART, _entry(5, undoes=9_999), "takes back what comes later"),
        (PART, lambda memory: memory["log"].append(memory["log"][-1]), "not whole"),
        (PART, lambda memory: memory.update(parameter_sets={"x": [1.0]}), "not what their name"),
        (HEAD, _preference(desired_retention=0.2), "70 to 97"),
        (HEAD, _preference(new_per_day=10**9), "0 to 9999"),
        (HEAD, _preference(theme="neon"), "themes"),
        (HEAD, _preference(zone="../../etc"), "zone"),
        (HEAD, lambda head: head["account"]["plans"][0].update(kind="wish"), "account.plans"),
        (HEAD, lambda head: head.update(format="quizapp-everything-9"), "newer quizapp"),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused_and_nothing_is_stored(
    people: tuple[int, int, bytes], now: datetime, name: str, change: Change, words: str
) -> None:
    _, bea, data = people
    before = stored(bea)
    with pytest.raises(InputError, match=words):
        everything_taking.stage(
            user_id=bea, data=changed(data, name, change), name="e.zip", now=now
        )
    assert stored(bea) == before
    with writing() as session:
        assert not media_queries.sweep(session, owner_id=bea)


def test_a_fault_in_the_middle_leaves_nothing_and_the_file_can_be_taken_up_after_it(
    people: tuple[int, int, bytes], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bea, data = people
    number = everything_taking.stage(user_id=bea, data=data, name="e.zip", now=now)
    before = stored(bea)
    with monkeypatch.context() as patched:
        patched.setattr(everything_taking, "put_account", _fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            everything_taking.take_up(user_id=bea, import_id=number, now=now)
    assert stored(bea) == before
    everything_taking.take_up(user_id=bea, import_id=number, now=now)
    assert states(bea) == states(ann)


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("in the middle")


def test_somebody_who_is_quicker_with_cards_costs_a_second_look(
    people: tuple[int, int, bytes], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bea, data = people
    number = everything_taking.stage(user_id=bea, data=data, name="e.zip", now=now)
    seen: list[int | None] = []

    def draft_of(*words: Any, **more: Any) -> Any:
        found = everything_draft.draft_of(*words, **more)
        if not seen:
            bring(ann, b"one\tuno\ntwo\tdos\n", "words.tsv", now=now)
        seen.append(found.first_card)
        return found

    monkeypatch.setattr(everything_taking, "draft_of", draft_of)
    everything_taking.take_up(user_id=bea, import_id=number, now=now)
    assert len(seen) == 2
    assert seen[0] != seen[1]
    assert study_log.verify_replay().differences == ()
    mine = states(ann)
    assert {key: mine[key] for key in states(bea)} == states(bea)


_WORKER = """
import sys, time
from pathlib import Path
from quizapp import clock
from quizapp.cli.context import application, settings_from_environment
from quizapp.services.files import everything_taking, import_jobs

def hold(*words, **more):
    Path(sys.argv[1]).write_text("here")
    time.sleep(60)

everything_taking.put_account = hold
with application():
    import_jobs.run_waiting(settings_from_environment().data_dir, now=clock.now)
"""


def test_a_process_that_is_killed_while_it_writes_leaves_nothing(
    site: Flask, people: tuple[int, int, bytes], now: datetime, tmp_path: Path
) -> None:
    ann, bea, data = people
    settings: Settings = site.config["QUIZAPP"]
    number = everything_taking.stage(user_id=bea, data=data, name="e.zip", now=now)
    before = stored(bea)
    import_jobs.ask_everything(user_id=bea, import_id=number, now=now)
    mark = tmp_path / "writing"
    child = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(mark)],
        env=own_process.program_environment()
        | {
            "QUIZAPP_DATA_DIR": str(settings.data_dir),
            "QUIZAPP_DATABASE_URL": settings.database_url,
            "QUIZAPP_SECRET_KEY": settings.secret_key,
        },
    )
    begun = time.monotonic()
    while not mark.exists() and time.monotonic() - begun < 120:
        assert child.poll() is None, "it ended by itself"
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.wait(timeout=30)
    assert stored(bea) == before
    # The process went by the present, years after that of the tests: it counts as silent by then.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(import_jobs, "LEASE", timedelta(days=-36_500))
        import_jobs.ask_everything(user_id=bea, import_id=number, now=now)
        assert import_jobs.run_waiting(settings.data_dir, now=lambda: now) == 1
    assert states(bea) == states(ann)
    assert study_log.verify_replay().differences == ()


def test_a_file_of_everything_that_was_sent_is_gone_once_it_was_read(
    site: Flask, people: tuple[int, int, bytes], now: datetime
) -> None:
    _, bea, data = people
    folder = site.config["QUIZAPP"].data_dir
    import_jobs.send(
        user_id=bea,
        file=io.BytesIO(data[:-40]),
        name="e.zip",
        kind="everything",
        choices=Choices(),
        folder=folder,
        now=now,
    )
    assert import_jobs.run_waiting(folder, now=lambda: now) == 1
    assert not list((folder / "imports").iterdir())
    assert not import_jobs.list_pending(user_id=bea, now=now)


def test_who_runs_the_site_takes_up_more_than_a_page(
    people: tuple[int, int, bytes], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bea, data = people
    monkeypatch.setattr(everything_taking, "MAX_BYTES", 1_000)
    with pytest.raises(InputError, match="at most 100 MB"):
        everything_taking.stage(user_id=bea, data=data, name="e.zip", now=now)
    number = everything_taking.stage(user_id=bea, data=data, name="e.zip", now=now, large=True)
    everything_taking.take_up(user_id=bea, import_id=number, now=now)
    assert states(bea) == states(ann)
