"""What a long log costs: a year of reviews replayed, and a fit and a reschedule of a large one.

Replaying a year of 1 000 reviews by the pure core: at most 50 ms. Fitting a learner of 100 000
log entries: at most 60 s of one core and 500 MB. Rescheduling them: the write lock is held for
at most 5 s, the rest is read before.

Run: ``python -m tests.benchmarks.log_work``. Exits with 1 when a bar is missed.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, event, insert

from quizapp import clock
from quizapp.cli.context import database
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.replay import replay
from quizapp.services.fitting import fitting, fitting_preview, fitting_run
from quizapp.services.fitting import fitting_reschedule as rescheduling
from quizapp.services.fitting.fitting_worth import offered_fit, use_offered
from quizapp.services.memory import study_log
from quizapp.services.memory.ledger_entries import entry_of
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.engine import db, reading, writing
from quizapp.store.study import log_queries
from quizapp.store.tables.content import CardRow, FactRow
from tests.integration.fitting.history import live
from tests.integration.study.world import ARTICLE, make_learner, plant

REPLAY_MS: Final = 50.0
FIT_S: Final = 60.0
FIT_MB: Final = 500.0
LOCK_S: Final = 5.0
YEAR: Final = 1_000
LARGE: Final = 100_000
CARDS: Final = 20_000
CARDS_EACH: Final = 2
"""Of a fact; the shipped bank has 1.7 on average."""
CARDS_OF_YEAR: Final = 120
ROUNDS: Final = 15


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(Path(name) / "data")})
        with database(settings):
            plant(now=clock.now(), facts=2)
            _add_cards()
            missed = [_replay_a_year(), _fit_a_large_log(), _reschedule_it()]
    return int(any(missed))


def _add_cards() -> None:
    """Add cards of many facts: each answer reads the days of the other cards of its fact."""
    numbers = range(3, CARDS + 1)
    with writing() as session:
        session.execute(
            insert(core_table(FactRow)),
            [
                {
                    "id": fact,
                    "article_id": ARTICLE,
                    "position": place,
                    "passage": 1,
                    "type": "event",
                    "status": "stated",
                    "statement": "",
                    "evidence": "",
                    "explanation": "",
                    "topics": [],
                }
                for place, fact in enumerate(dict.fromkeys(map(_fact, numbers)))
            ],
        )
        session.execute(
            insert(core_table(CardRow)),
            [
                {
                    "id": number,
                    "key": f"{_fact(number)}:n{number}",
                    "fact_id": _fact(number),
                    "view": f"n{number}",
                    "position": number,
                    "answer_hash": "",
                }
                for number in numbers
            ],
        )


def _fact(card: int) -> str:
    return f"log-{card // CARDS_EACH}"


def _replay_a_year() -> bool:
    user_id = make_learner("year", now=clock.now())
    # One new card a day until there are 120: 1 000 reviews of them reach over a year.
    live(
        user_id,
        now=clock.now(),
        reviews=YEAR,
        truth=DEFAULT_PARAMETERS,
        cards=CARDS_OF_YEAR,
        new_per_day=1,
    )
    with reading() as session:
        rows = log_queries.list_entries_after(session, user_id=user_id, after=0, limit=YEAR)
    entries = [entry_of(row) for row in rows]
    days = entries[-1].study_day - entries[0].study_day + 1
    pure = _median_ms(lambda: replay(entries))
    whole = _median_ms(study_log.verify_replay)
    print(
        f"replay {len(entries)} reviews of {days} days: {pure:.1f} ms (bar {REPLAY_MS:.0f} ms), "
        f"{pure * 1000 / len(entries):.1f} us each; read, replayed and compared {whole:.1f} ms"
    )
    return pure > REPLAY_MS


def _median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        # Processor time: others who use the machine do not count.
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken) * 1000


def _fit_a_large_log() -> bool:
    user_id = make_learner("large", now=clock.now())
    live(user_id, now=clock.now(), reviews=LARGE, cards=CARDS, new_per_day=40)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fitting.ask_for_fit(user_id=user_id, now=clock.now())
    begun = time.process_time()
    ran = fitting_run.run_waiting(now=clock.now, user_id=user_id)[0]
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fitted = ran.fitted
    if fitted is None or not ran.stored:
        raise RuntimeError("the fit failed")
    print(
        f"fit {fitted.reviews} reviews, {fitted.left_out} left out: {seconds:.1f} s of one core "
        f"(bar {FIT_S:.0f} s), process at {peak:.0f} MB, {before / 1024:.0f} before "
        f"(bar {FIT_MB:.0f} MB); {ran.refused or 'accepted'}"
    )
    if ran.offered is not None:
        # It predicts better and costs cards, so that its learner is asked: here it is taken.
        with reading() as session:
            offer = offered_fit(session, user_id=user_id)
        if offer is None:
            raise RuntimeError("the fit is not offered")
        use_offered(user_id=user_id, number=offer.number)
    return seconds > FIT_S or peak > FIT_MB


def _reschedule_it() -> bool:
    begun = time.perf_counter()
    user_id = _large()
    shown = fitting_preview.preview_reschedule(user_id=user_id, now=clock.now())
    preview_s = time.perf_counter() - begun
    held: list[float] = []
    _watch_lock(held)
    begun = time.perf_counter()
    rescheduling.do_reschedule(
        user_id=user_id, client_id=str(uuid4()), last_seq=shown.last_seq, now=clock.now()
    )
    done_s = time.perf_counter() - begun
    begun = time.perf_counter()
    rescheduling.undo_reschedule(user_id=user_id, now=clock.now())
    undone_s = time.perf_counter() - begun
    print(
        f"reschedule {shown.cards} cards: preview {preview_s:.1f} s, done {done_s:.1f} s, taken "
        f"back {undone_s:.1f} s; lock held {max(held):.1f} s (bar {LOCK_S:.0f} s)"
    )
    return max(held) > LOCK_S


def _large() -> int:
    with reading() as session:
        return max(log_queries.list_logged_people(session))


def _watch_lock(held: list[float]) -> None:
    """Note how long each write transaction keeps its lock."""
    taken: list[float] = []

    def begun(connection: Connection) -> None:
        # The engine's own listener came first: it has begun, and has the lock.
        if "IMMEDIATE" in connection.get_execution_options().values():
            taken.append(time.perf_counter())

    def after(_connection: object) -> None:
        if taken:
            held.append(time.perf_counter() - taken.pop())

    event.listen(db.engine, "begin", begun)
    event.listen(db.engine, "commit", after)


if __name__ == "__main__":
    sys.exit(main())
