"""Prints how long a teacher waits for what a class knows; fails above the bar of reports.

A class of 30 whose learners have answered every card: the map of 200 facts by 30 learners, and the
longest article with the class's number beside each passage. Each at most 300 ms, the best of three
requests, page and all, as the application answers them.

Run: python -m tests.benchmarks.class_maps
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import func, insert, select

from quizapp import clock
from quizapp.scheduling.day import moment
from quizapp.services.classes import class_knowing, classes
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.base import core_table
from quizapp.store.engine import reading, writing
from quizapp.store.tables.content import CardRow, FactRow
from quizapp.store.tables.memory import CardState
from tests.benchmarks.school import add_learners, make_app, signed_in, teacher_id, time_pages

LEARNERS: Final = 30
FACTS: Final = 200
BAR_MS: Final = 300


def main() -> int:
    """Make the class, ask for its maps, print the times; return 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        client = signed_in(app)
        with app.app_context():
            class_id, set_id, article_id, facts = fill()
        pages: dict[str, Callable[[], object]] = {
            f"class map, {LEARNERS} x {FACTS}": lambda: client.get(
                f"/classes/{class_id}/knowing?set={set_id}&all=1"
            ),
            f"article map, {LEARNERS} x {facts}": lambda: client.get(
                f"/classes/{class_id}/articles/{article_id}"
            ),
            "article with its classes offered": lambda: client.get(f"/articles/{article_id}"),
        }
        missed = time_pages(app, pages, bar_ms=BAR_MS)
    return int(missed > 0)


def fill() -> tuple[int, int, str, int]:
    """Make a class that has studied everything; return (class, set, longest article, its facts)."""
    now = clock.now()
    with reading() as session:
        article_id, facts = session.execute(
            select(FactRow.article_id, func.count(FactRow.id.distinct()))
            .join(CardRow, CardRow.fact_id == FactRow.id)
            .where(CardRow.retired_in.is_(None))
            .group_by(FactRow.article_id)
            .order_by(func.count(FactRow.id.distinct()).desc())
        ).first() or ("", 0)
        chosen = session.scalars(
            select(FactRow.id)
            .where(FactRow.id.in_(select(CardRow.fact_id).where(CardRow.retired_in.is_(None))))
            .order_by(FactRow.id)
            .limit(FACTS)
        ).all()
        cards = session.scalars(select(CardRow.id).where(CardRow.retired_in.is_(None))).all()
    if len(chosen) < FACTS:
        raise SystemExit(f"the shipped bank has {len(chosen)} facts, {FACTS} are measured")
    class_id = classes.create_class(user_id=teacher_id(), name="9b", zone="UTC", now=now)
    set_id = class_knowing.make_set_of_facts(
        user_id=teacher_id(), class_id=class_id, fact_ids=chosen, title=f"{FACTS} facts"
    )
    with writing() as session:
        ids = add_learners(session, class_id=class_id, number=LEARNERS, now=now)
        session.execute(insert(core_table(CardState)), _states(ids, cards))
    return class_id, set_id, article_id, facts


def _states(user_ids: Sequence[int], card_ids: Sequence[int]) -> list[dict[str, object]]:
    """Return a memory of every card for every learner, with a fixed seed."""
    now = clock.now()
    rng = Random(7)  # noqa: S311 - a benchmark's data
    today = moment(now, zone=zone_or_fallback("UTC"), rollover_hour=4).day
    rows: list[dict[str, object]] = []
    for user_id in user_ids:
        for card_id in card_ids:
            ago, interval = rng.randrange(1, 40), rng.randrange(1, 60)
            rows.append(
                {
                    "user_id": user_id,
                    "card_id": card_id,
                    "stage": "review",
                    "step": 0,
                    "stability_days": rng.uniform(1, 80),
                    "difficulty": rng.uniform(2, 9),
                    "last_day": today - ago,
                    "last_at": now - timedelta(days=ago),
                    "due_day": today - ago + interval,
                    "due_at": None,
                    "interval_days": interval,
                    "reps": rng.randrange(1, 12),
                    "lapses": rng.randrange(0, 3),
                    "last_form": "mcq",
                    "suspended": False,
                    "leech": False,
                }
            )
    return rows


if __name__ == "__main__":
    sys.exit(main())
