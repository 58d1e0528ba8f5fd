"""Dates as articles write them."""

import pytest

from quizapp.bank import edtf
from quizapp.drafting.naming.dates import find_dates, is_exact


@pytest.mark.parametrize(
    ("text", "date", "label"),
    [
        ("The bridge opened on July 11, 2018.", "2018-07-11", ""),
        ("The bridge opened on 11 July 2018.", "2018-07-11", ""),
        ("It closed on the 3rd of May 1921.", "1921-05-03", ""),
        ("Published 2018-07-11 in Oslo.", "2018-07-11", ""),
        ("In March 2025 the mill burned.", "2025-03", ""),
        ("It ran between 1985 and 1989.", "1985/1989", "between 1985 and 1989"),
        ("It ran from 1985 to 1989.", "1985/1989", ""),
        ("The war (1914-18) ended it.", "1914/1918", ""),
        ("Since 1949 they have met.", "1949/..", ""),
        ("He wrote in the late 1980s.", "1985/1989", "the late 1980s"),
        ("He wrote in the early 1980s.", "1980/1984", "the early 1980s"),
        ("Prices fell in the 1990s.", "1990/1999", "the 1990s"),
        ("By mid-2014 it was over.", "2014~", "mid-2014"),
        ("In the 19th century wool was king.", "1801/1900", "the 19th century"),
        ("In the nineteenth century wool was king.", "1801/1900", "the nineteenth century"),
        ("In spring 1968 students marched.", "1968-03/1968-05", "spring 1968"),
        ("It was built around 1850.", "1850~", ""),
        ("It lasted from July to November 1916.", "1916-07/1916-11", ""),
        ("It ran 9-10 November 1938.", "1938-11-09/1938-11-10", ""),
        ("Vesuvius erupted in AD 79.", "0079", ""),
        ("The abbey was founded in A.D. 912.", "0912", ""),
        ("In 912, the count gave the valley to the abbey.", "0912", ""),
        ("The Sarns crossed the river in 407 and took the town.", "0407", ""),
        ("The river froze, and by 455 the fort was empty.", "0455", ""),
    ],
)
def test_a_date_becomes_edtf_with_its_label(text: str, date: str, label: str) -> None:
    found = find_dates(text)
    assert [(each.edtf, each.label) for each in found] == [(date, label)]
    assert edtf.find_fault(date) is None


@pytest.mark.parametrize(
    "text",
    [
        "Last year the harvest failed.",
        "He left yesterday and came back three years later.",
        "The hall holds 1850 people.",
        "It costs $1999.",
        "A total of 1,945 votes were cast.",
        "On 31 February 1990 nothing can happen.",
        "Carthage fell in the second century BC.",
        "The fort fell in 146 BC.",
        "One ewe in 250, he wrote, has twins.",
        "Prices rose by 435, the clerk wrote.",
        "The herd grew in 350 years.",
        "They met in 120 villages and 40 towns.",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert [each for each in find_dates(text) if each.edtf != "1990"] == []


def test_before_and_by_are_not_when_something_happened() -> None:
    before, at = find_dates("Before 1950 it was rare; in 1960 it was common.")
    assert not is_exact(before)
    assert is_exact(at)
