"""Numbers with their units."""

import pytest

from quizapp.drafting.naming.quantities import find_quantities, number_of


@pytest.mark.parametrize(
    ("text", "value", "unit", "about"),
    [
        ("It cost 150 billion euros.", 150, "billion euros", ""),
        ("It cost $3.5 billion.", 3.5, "billion dollars", ""),
        ("Output grew by 25 per cent.", 25, "%", ""),
        ("Output grew by 2.5%.", 2.5, "%", ""),
        ("More than 30,000 people left.", 30000, "people", "more than"),
        ("It has twenty-three members.", 23, "members", ""),
        ("The road is 12 km long.", 12, "kilometres", ""),
        ("About 1,500 new jobs were lost.", 1500, "new jobs", "about"),
        ("Nearly three hundred ships sank.", 300, "ships", "nearly"),
    ],
)
def test_a_quantity_has_value_unit_and_care(text: str, value: float, unit: str, about: str) -> None:
    found = find_quantities(text)
    assert [(each.value, each.unit, each.about) for each in found] == [(value, unit, about)]


@pytest.mark.parametrize(
    "text",
    ["A three-hour debate.", "One of them left.", "The 19th century.", "Under Article 5 they act."],
)
def test_an_ordinal_a_compound_or_a_name_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_span_of_a_date_is_left_out() -> None:
    assert find_quantities("In 1990 they met.", taken=[(3, 7)]) == ()


def test_number_words_add_up() -> None:
    assert number_of("two hundred and fifty thousand") == 250000
    assert number_of("several") is None
