"""Dates: which exist, what they span, how they are said."""

import pytest

from quizapp.bank import edtf, wording


@pytest.mark.parametrize(
    "date", ["1991", "1991-12", "1991-12-26", "2000-02-29", "1987~", "1985/1991", "1949/.."]
)
def test_dates_that_exist_have_no_fault(date: str) -> None:
    assert edtf.find_fault(date) is None


@pytest.mark.parametrize(
    "date", ["1991-13", "1991-00", "1900-02-29", "1991-04-31", "1991/1985", "1991/1991-13", "0000"]
)
def test_dates_that_no_calendar_has_are_faults(date: str) -> None:
    assert edtf.find_fault(date)


@pytest.mark.parametrize(
    ("date", "label", "adverbial", "question"),
    [
        ("1991", "1991", "in 1991", "in which year"),
        ("1991-12", "December 1991", "in December 1991", "in which month and year"),
        ("1991-12-26", "26 December 1991", "on 26 December 1991", "on which date"),
        ("1987~", "about 1987", "in about 1987", "in which period"),
        ("1985/1991", "1985 to 1991", "from 1985 to 1991", "in which period"),
        ("1949/..", "since 1949", "since 1949", "in which period"),
    ],
)
def test_a_date_is_said_as_a_person_says_it(
    date: str, label: str, adverbial: str, question: str
) -> None:
    assert edtf.label(date) == label
    assert edtf.adverbial(date, label) == adverbial
    assert wording.which_time(date) == question


def test_a_month_that_no_calendar_has_can_be_said_until_a_rule_refuses_it() -> None:
    assert edtf.label("1991-13") == "13 1991"
    assert edtf.find_fault("1991-13") == "there is no month 13"


def test_an_own_label_is_kept() -> None:
    assert wording.dated("1985/1989", "the late 1980s") == " in the late 1980s"
    assert wording.dated("1985/1989", "between the wars") == " between the wars"
    assert wording.dated(None, None) == ""


def test_the_years_of_an_open_interval_do_not_end() -> None:
    assert edtf.years("1949/..") == (1949, 9999)
    assert edtf.years("1985/1991") == (1985, 1991)
    assert edtf.years("1991-12") == (1991, 1991)
