"""Fitting: closer to the truth than the defaults, and never let through when it is worse."""

import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from quizapp.errors import InputError
from quizapp.scheduling import fit as fitting
from quizapp.scheduling import fsrs
from quizapp.scheduling.fit import fit
from quizapp.scheduling.fit_due import is_due, named, next_fit_at
from quizapp.scheduling.fit_evidence import LONGEST_HISTORY, Evidence, LoggedReview, gather
from quizapp.scheduling.fit_model import build_deck, log_losses, predict
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, HIGHEST, LOWEST, Parameters
from quizapp.scheduling.rating import Rating
from tests.unit.scheduling.synthetic import drawn, evidence_of, log_of, parameters, seeded

FORGETFUL = parameters(w1=0.3, w2=0.5, w3=1.5, w8=1.3)


def loss(weights: Parameters, log: list[LoggedReview], *, after: int) -> float:
    """Return the log loss of a set on what came after an entry of a log."""
    deck = build_deck(gather(log).histories)
    late = np.flatnonzero(deck.order[:, 1] > after)
    predicted = predict(deck, np.array([weights.weights]))[0][late]
    return float(log_losses(predicted, deck.recalled[late]).mean())


def scalar_predictions(log: list[LoggedReview], weights: Parameters) -> dict[int, float]:
    """Return the recall that the scalar core predicts, by seq."""
    memory: dict[int, tuple[float, float, int]] = {}
    found: dict[int, float] = {}
    for each in log:
        rating = Rating(each.rating or 1)
        if each.card_id not in memory:
            stability = fsrs.initial_stability(rating, parameters=weights)
            difficulty = fsrs.initial_difficulty(rating, parameters=weights)
        else:
            before, hard, day = memory[each.card_id]
            elapsed = each.study_day - day
            if elapsed:
                found[each.seq] = fsrs.retrievability(
                    before, elapsed_days=elapsed, parameters=weights
                )
            stability = fsrs.next_stability(
                before, difficulty=hard, elapsed_days=elapsed, rating=rating, parameters=weights
            )
            difficulty = fsrs.next_difficulty(hard, rating=rating, parameters=weights)
        memory[each.card_id] = (stability, difficulty, each.study_day)
    return found


@pytest.mark.parametrize("weights", [DEFAULT_PARAMETERS, FORGETFUL, drawn(seeded(3))])
def test_the_equations_over_many_histories_are_those_over_one(weights: Parameters) -> None:
    log = log_of(FORGETFUL, rng=seeded(1), reviews=600)
    deck = build_deck(gather(log).histories)
    sets = np.array([DEFAULT_PARAMETERS.weights, weights.weights])
    predicted = predict(deck, sets)[1]
    expected = scalar_predictions(log, weights)
    assert len(expected) == predicted.size
    for seq, value in zip(deck.order[:, 1], predicted, strict=True):
        assert value == pytest.approx(expected[int(seq)], rel=1e-9, abs=1e-9)


def test_it_predicts_what_comes_better_than_the_defaults_do() -> None:
    usual = own = best = 0.0
    for seed in range(12):
        rng = seeded(seed)
        truth = drawn(rng)
        log = log_of(truth, rng=rng, reviews=3000)
        fitted = fit(gather(log[:1000]), in_force=DEFAULT_PARAMETERS)
        usual += loss(DEFAULT_PARAMETERS, log, after=1000)
        own += loss(fitted.parameters or DEFAULT_PARAMETERS, log, after=1000)
        best += loss(truth, log, after=1000)
    assert best < own < usual
    # Of what there is to gain for somebody who knew the truth.
    assert (usual - own) / (usual - best) > 0.4, (usual, own, best)


def test_it_finds_that_somebody_forgets_sooner() -> None:
    fitted = fit(evidence_of(FORGETFUL, rng=seeded(2), reviews=2000), in_force=DEFAULT_PARAMETERS)
    assert fitted.refused == ""
    assert fitted.parameters is not None
    assert fitted.before is not None
    assert fitted.after is not None
    assert fitted.after.log_loss < fitted.before.log_loss
    assert fitted.after.rmse < fitted.before.rmse
    good = fitted.parameters.weights[2]
    assert abs(math.log(good / 0.5)) < abs(math.log(DEFAULT_PARAMETERS.weights[2] / 0.5)) / 2
    assert fitted.held_out == int(fitted.tested * 0.2)


def test_a_fit_that_predicts_the_latest_answers_worse_is_refused() -> None:
    log = log_of(FORGETFUL, rng=seeded(4), reviews=900)
    # As if all had changed: in the last part hardly anything is forgotten any more.
    cut = len(log) * 7 // 10
    changed = [
        *log[:cut],
        *(each._replace(rating=3) if each.seq % 50 else each for each in log[cut:]),
    ]
    fitted = fit(gather(changed), in_force=DEFAULT_PARAMETERS)
    assert fitted.parameters is None
    assert "no better" in fitted.refused
    assert fitted.before is not None
    assert fitted.after is not None
    assert fitted.after.log_loss >= fitted.before.log_loss


def test_the_same_log_gives_the_same_weights() -> None:
    evidence = evidence_of(FORGETFUL, rng=seeded(5), reviews=600)
    first = fit(evidence, in_force=DEFAULT_PARAMETERS)
    assert first.parameters is not None
    assert fit(evidence, in_force=DEFAULT_PARAMETERS) == first
    again = fit(evidence, in_force=first.parameters)
    assert again.parameters is None, "fitted to the same answers there is nothing to gain"


def _one_card() -> list[LoggedReview]:
    return [
        LoggedReview(seq, 1, "review", 1 + seq % 3, 20_000 + seq, None, seq == 1)
        for seq in range(1, 400)
    ]


def _rated(change: Callable[[int], int]) -> list[LoggedReview]:
    log = log_of(DEFAULT_PARAMETERS, rng=seeded(6), reviews=500)
    return [each._replace(rating=change(each.rating or 1)) for each in log]


def _same_day() -> list[LoggedReview]:
    return [LoggedReview(seq, seq % 50, "learn", 3, 20_000, None, seq < 50) for seq in range(400)]


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ([], "0 answers so far"),
        (log_of(DEFAULT_PARAMETERS, rng=seeded(7), reviews=199), "199 answers so far"),
        (_one_card(), "of 1 cards"),
        (_rated(lambda _: 1), "everything was forgotten"),
        (_rated(lambda _: 3), "nothing was forgotten"),
        (_same_day(), "Only 0 answers"),
    ],
    ids=["nothing", "too few", "one card", "all Again", "all Good", "one day"],
)
def test_a_log_that_tells_too_little_is_refused_with_the_reason(
    log: list[LoggedReview], words: str
) -> None:
    fitted = fit(gather(log), in_force=DEFAULT_PARAMETERS)
    assert fitted.parameters is None
    assert fitted.before is None
    assert words in fitted.refused


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_weights_that_are_no_numbers_are_never_used(
    value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(x=np.full(21, value), fun=value)

    monkeypatch.setattr(fitting, "minimize", broken)
    fitted = fit(evidence_of(FORGETFUL, rng=seeded(2), reviews=500), in_force=DEFAULT_PARAMETERS)
    assert fitted.parameters is None
    assert "No usable weights" in fitted.refused


def test_weights_stay_within_the_bounds_of_the_model() -> None:
    # Nobody is like this: forgotten after each long gap, remembered after each short one.
    log = [
        each._replace(rating=1 if each.seq % 3 else 4)
        for each in log_of(FORGETFUL, rng=seeded(8), reviews=1500)
    ]
    found = fitting._fit_to(build_deck(gather(log).histories), np.arange(300))
    assert found is not None
    for weight, low, high in zip(found.weights, LOWEST, HIGHEST, strict=True):
        assert low <= weight <= high
    with pytest.raises(InputError):
        named([math.nan] * 21)
    with pytest.raises(InputError):
        named([1000.0] * 21)


def test_a_name_follows_from_the_weights() -> None:
    assert named(FORGETFUL.weights).name == named(list(FORGETFUL.weights)).name
    assert named(FORGETFUL.weights).name != named(DEFAULT_PARAMETERS.weights).name
    assert len(named(FORGETFUL.weights).name) <= 24


@pytest.mark.parametrize(
    ("last", "due"),
    [(0, 200), (199, 200), (200, 500), (350, 500), (500, 1000), (1000, 1200), (1200, 1440)],
)
def test_when_the_next_fit_is_due(last: int, due: int) -> None:
    assert next_fit_at(last) == due
    assert is_due(due, last_reviews=last)
    assert not is_due(due - 1, last_reviews=last)


def test_what_was_taken_back_or_is_no_review_tells_nothing() -> None:
    log = [
        LoggedReview(1, 7, "learn", 3, 100, None, is_first=True),
        LoggedReview(2, 7, "review", 1, 103, None, is_first=False),
        LoggedReview(3, 7, "undo", None, 103, 2, is_first=True),
        LoggedReview(4, 7, "bury", None, 103, None, is_first=True),
        LoggedReview(5, 7, "review", 3, 103, None, is_first=False),
        LoggedReview(6, 7, "refit", None, 104, None, is_first=False),
        LoggedReview(7, 7, "manual", None, 105, None, is_first=False),
        LoggedReview(8, 7, "learn", 4, 106, None, is_first=True),
        LoggedReview(9, 8, "review", 3, 106, None, is_first=False),
    ]
    evidence = gather(log)
    assert sorted(tuple(step.seq for step in each) for each in evidence.histories) == [
        (1, 5),
        (8,),
    ], "card 8 began before what was read of the log"
    assert evidence.reviews == 4
    assert evidence.left_out == 1


def test_a_long_log_is_drawn_from_by_whole_cards_the_same_every_time() -> None:
    log = log_of(DEFAULT_PARAMETERS, rng=seeded(9), reviews=3000)
    whole = gather(log)
    drawn_from = gather(log, most_reviews=1000)
    assert whole.left_out == 0
    assert drawn_from == gather(log, most_reviews=1000)
    used = sum(len(each) for each in drawn_from.histories)
    assert 950 < used <= 1000
    assert drawn_from.left_out == 3000 - used
    assert set(drawn_from.histories) < set(whole.histories)
    firsts = [each[0].seq for each in drawn_from.histories]
    assert min(firsts) < 300, "old cards are drawn as new ones are"
    assert max(firsts) > 2000


def test_a_card_drilled_without_end_counts_so_far() -> None:
    log = [
        LoggedReview(seq, 1, "review", 3, 20_000 + seq, None, seq == 1) for seq in range(1, 9000)
    ]
    evidence: Evidence = gather(log)
    assert len(evidence.histories[0]) == LONGEST_HISTORY
    assert evidence.left_out == 8999 - LONGEST_HISTORY
