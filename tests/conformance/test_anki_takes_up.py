"""Anki itself takes a package up with the memory that is in it, and finds nothing wrong with it.

Run where Anki is there, as ``test_anki_program.py`` says.
"""

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp.formats.anki.anki_memory import rows_of
from quizapp.formats.anki.anki_package import write
from quizapp.formats.exchange import Package
from quizapp.formats.remembered import Remembered
from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import moment
from quizapp.scheduling.scheduler import recall
from tests.conformance.test_anki_program import NO_ANKI, PYTHON
from tests.unit.formats.anki_remembered import Clock, guid_of, key_of, package, remembered

pytestmark = [NO_ANKI, pytest.mark.extra]
SCRIPT = Path(__file__).with_name("anki_takes_up.py")
# Anki's own clock is the machine's; a zone without clock changes is one day everywhere in it.
CLOCK = Clock("UTC", 4)
DAY = timedelta(days=1)


@dataclass
class Taken:
    """What was sent, and what Anki said of it."""

    cards: list[Remembered]
    made: Package
    said: dict[str, Any]

    def card(self, number: int) -> dict[str, Any]:
        """Return what Anki knows of a card."""
        found = [each for each in self.said["cards"] if each["guid"] == guid_of(number)]
        assert len(found) == 1
        return dict(found[0])


@pytest.fixture(scope="module", params=["0", "1"], ids=["sm2", "fsrs"])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Return a package of every kind of card, taken up twice, and a later one after it."""
    now = datetime.now(UTC)
    cards = every_kind(now)
    made = package(CLOCK, cards, now=now)
    later = package(CLOCK, [*cards, Remembered(NEW)], now=now + DAY)
    folder = tmp_path_factory.mktemp("anki")
    (folder / "one.apkg").write_bytes(write(made))
    (folder / "two.apkg").write_bytes(write(later))
    files = [str(folder / name) for name in ("one.apkg", "two.apkg")]
    done = subprocess.run(
        [PYTHON, str(SCRIPT), request.param, *files],
        check=True, timeout=120, capture_output=True, env={"TZ": "UTC", "HOME": str(folder)},
    )  # fmt: skip
    return Taken(cards, made, json.loads(done.stdout))


def every_kind(now: datetime) -> list[Remembered]:
    """Return cards in every stage, due before, now and later."""
    known = [(now - 60 * DAY, 4), (now - 40 * DAY, 3)]
    return [
        Remembered(NEW),
        remembered(CLOCK, known, card=1),
        remembered(CLOCK, [*known, (now - timedelta(hours=1), 3)], card=2),
        remembered(CLOCK, [*known, (now - timedelta(minutes=15), 1)], card=3),
        remembered(CLOCK, [(now - timedelta(minutes=2), 3)], card=4),
        remembered(CLOCK, known, card=5, suspended=True),
        remembered(CLOCK, [(now - 60 * DAY, 4)], card=6),
    ]


def test_notes_come_once_and_a_later_package_adds_what_is_new(taken: Taken) -> None:
    (first, again), (later, once_more) = taken.said["taken"]
    many = len(taken.cards)
    assert first == {"new": many, "updated": 0, "duplicate": 0, "conflicting": 0}
    assert again == {"new": 0, "updated": 0, "duplicate": many, "conflicting": 0}
    assert (later["new"], once_more["new"]) == (1, 0)
    assert len(taken.said["cards"]) == many + 1


def test_anki_finds_nothing_wrong_and_goes_on_from_there(taken: Taken) -> None:
    assert taken.said["checked"] == ["Database rebuilt and optimized.", True]
    assert taken.said["answered"] == 1


def test_every_answer_is_in_its_log_once(taken: Taken) -> None:
    assert taken.made.memories
    guids = {key_of(n): guid_of(n) for n, _ in enumerate(taken.cards)}
    sent = [
        [row.id, guids[row.key], row.ease, row.ivl, row.last_ivl, row.type, row.time]
        for row in rows_of(taken.made.memories).answers
    ]
    assert taken.said["log"] == sent
    for number, each in enumerate(taken.cards):
        assert taken.card(number)["answers"] == len(each.answers)


def test_cards_are_due_on_their_day_with_their_memory(taken: Taken) -> None:
    today = moment(datetime.now(UTC), zone="UTC", rollover_hour=4).day
    for number, each in enumerate(taken.cards):
        card, memory = taken.card(number), each.memory
        assert (card["reps"], card["lapses"]) == (memory.reps, memory.lapses)
        assert (card["queue"] == -1) == each.suspended
        if memory.stability_days is None or memory.difficulty is None:
            assert card["memory"] is None
            continue
        assert card["memory"] == pytest.approx(
            [memory.stability_days, memory.difficulty], rel=1e-3, abs=1e-3
        )
        assert card["retention"] == pytest.approx(0.9)
        if memory.due_at is None:
            assert memory.due_day is not None
            assert card["due"] - taken.said["today"] == memory.due_day - today
            assert card["interval"] == memory.interval_days
            assert card["factor"] >= 1_300
            assert card["recall"] == pytest.approx(recall(memory, day=today), abs=0.02)
        else:
            assert card["due"] == int(memory.due_at.timestamp())


def test_the_deck_goes_on_by_the_options_of_its_learner(taken: Taken) -> None:
    (preset,) = taken.said["presets"]
    settings = CLOCK.settings
    assert preset["name"] == "quizapp"
    assert preset["desiredRetention"] == pytest.approx(settings.desired_retention)
    assert preset["fsrsParams6"] == pytest.approx(list(settings.parameters.weights), abs=1e-4)
    assert preset["new"]["delays"] == list(settings.learning_steps_min)
    assert preset["lapse"]["delays"] == list(settings.relearning_steps_min)


def test_anki_would_ask_what_is_due_here(taken: Taken) -> None:
    today = moment(datetime.now(UTC), zone="UTC", rollover_hour=4).day
    due = [each.memory for each in taken.cards if not each.suspended and each.memory.due_day]
    reviews = sum(each.due_at is None and (each.due_day or 0) <= today for each in due)
    steps = sum(each.due_at is not None for each in due)
    assert reviews >= 1
    # The later package brought one more new card.
    assert taken.said["due"] == [2, steps, reviews]
