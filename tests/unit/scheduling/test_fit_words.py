"""What parameters mean in days and shares."""

import pytest

from quizapp.errors import Words
from quizapp.scheduling.fit_words import FEW_CARDS, WEIGHT_WORDS, picture, refusal
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from tests.unit.scheduling.synthetic import parameters


def test_at_ninety_percent_the_first_intervals_are_the_first_weights() -> None:
    found = picture(DEFAULT_PARAMETERS, desired_retention=0.9)
    assert found.first_days == pytest.approx(DEFAULT_PARAMETERS.weights[:4])
    assert found.on_time_days[0] == found.first_days[2]
    assert list(found.on_time_days) == sorted(found.on_time_days)
    assert found.curve[0] == 1.0
    assert list(found.curve) == sorted(found.curve, reverse=True)
    assert found.hard_share < 1 < found.easy_factor


def test_who_aims_higher_is_asked_sooner() -> None:
    high, low = (picture(DEFAULT_PARAMETERS, desired_retention=each) for each in (0.95, 0.8))
    assert high.on_time_days < low.on_time_days
    assert high.after_lapse_days < low.after_lapse_days
    assert high.late_recall > low.late_recall


def test_a_changed_weight_shows_where_it_should() -> None:
    usual = picture(DEFAULT_PARAMETERS, desired_retention=0.9)
    assert picture(parameters(w2=9.0), desired_retention=0.9).first_days[2] == pytest.approx(9)
    shaken = picture(parameters(w11=0.5), desired_retention=0.9)
    assert shaken.after_lapse_days < usual.after_lapse_days
    assert picture(parameters(w20=0.5), desired_retention=0.9).late_recall < usual.late_recall
    assert (
        picture(parameters(w8=1.0), desired_retention=0.9).on_time_days[-1]
        < (usual.on_time_days[-1])
    )


def test_each_weight_has_words_of_its_own() -> None:
    assert len(WEIGHT_WORDS) == len(DEFAULT_PARAMETERS.weights) == len(set(WEIGHT_WORDS))


def test_a_refusal_is_read_back_with_its_numbers() -> None:
    sentence = str(Words(FEW_CARDS, cards=17, least=20))
    read = refusal(sentence)
    assert (read, read.template, read.values) == (
        sentence,
        str(FEW_CARDS),
        {"cards": "17", "least": "20"},
    )
    assert refusal("Of an older edition.").values == {}
