"""What a fitted set costs in cards, and that a costly one is left to the learner."""

from collections.abc import Sequence

import pytest

from quizapp.scheduling.fit_worth import Situation, Worth, worth
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.simulation.course import Answer, Course, Found, Trial
from quizapp.scheduling.simulation.memories import MEMORIES, Dice, FsrsMemory
from quizapp.scheduling.simulation.schedulers import FsrsSchedule, fsrs_schedule
from tests.unit.scheduling.synthetic import parameters, seeded

FORGETFUL = parameters(w1=0.3, w2=0.5, w3=1.5, w8=1.3)
SHORT = Situation(retention=0.95, minutes=1, cards=200, new_per_day=20)
AMPLE = Situation(retention=0.95, minutes=20, cards=100, new_per_day=5)


def dice() -> Dice:
    return seeded(1).random


@pytest.fixture(scope="module")
def short() -> Worth:
    """Return what the set is worth where minutes are short."""
    return worth(FORGETFUL, in_force=DEFAULT_PARAMETERS, situation=SHORT, dice=dice)


def test_where_minutes_are_short_asking_sooner_costs_cards(short: Worth) -> None:
    assert 0 < short.after < short.before < 1
    assert short.is_costly


def test_where_they_are_ample_asking_sooner_keeps_more() -> None:
    found = worth(FORGETFUL, in_force=DEFAULT_PARAMETERS, situation=AMPLE, dice=dice)
    assert found.after > found.before
    assert not found.is_costly


def test_a_fit_is_held_to_the_usual_set_however_little_the_one_in_force_keeps(
    short: Worth,
) -> None:
    worse = parameters(w0=0.01, w1=0.02, w2=0.03, w3=0.04)
    found = worth(FORGETFUL, in_force=worse, situation=SHORT, dice=dice)
    assert found == short, "the same numbers give the same, and small losses do not add up"


def test_a_memory_forgets_as_its_weights_say() -> None:
    usual, forgetful = FsrsMemory(dice()), FsrsMemory(dice(), parameters=FORGETFUL)
    for memory in (usual, forgetful):
        memory.practise(0.0, right=True)
    assert forgetful.recall(5 * 86_400.0) < usual.recall(5 * 86_400.0)


@pytest.mark.parametrize("costly", [False, True])
def test_what_is_found_is_used_until_it_would_cost_cards(*, costly: bool) -> None:
    asked: list[int] = []
    made: list[FsrsSchedule] = []

    def fit(answers: Sequence[Answer], in_force: Parameters) -> Found:
        asked.append(len(answers))
        assert in_force == (DEFAULT_PARAMETERS if len(asked) == 1 else FORGETFUL)
        return Found(FORGETFUL, costly)

    def schedule(number: int) -> FsrsSchedule:
        made.append(fsrs_schedule(number, retention=0.9))
        return made[-1]

    trial = Trial(days=40, minutes=10, cards=500, new_per_day=20)
    Course(trial, schedule, MEMORIES["FSRS-6"], dice(), fit=fit).run()
    assert asked[0] >= 200
    assert (len(asked) == 1) is costly
    assert {each.settings.parameters for each in made} == {
        DEFAULT_PARAMETERS if costly else FORGETFUL
    }
