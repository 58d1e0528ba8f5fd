"""Abbreviations with the words they stand for."""

import pytest

from quizapp.drafting.naming.brackets import fits, introduced


@pytest.mark.parametrize(
    ("text", "short", "expansion"),
    [
        ("The International Criminal Court (ICC) ruled.", "ICC", "International Criminal Court"),
        ("It joined NATO (North Atlantic Treaty Organization).", "NATO",
         "North Atlantic Treaty Organization"),
        ("The gross domestic product (GDP) fell.", "GDP", "gross domestic product"),
        ("The Organization for Security and Co-operation in Europe (OSCE) met.", "OSCE",
         "Organization for Security and Co-operation in Europe"),
    ],
)  # fmt: skip
def test_an_abbreviation_is_spelled_out(text: str, short: str, expansion: str) -> None:
    assert [(each.short, each.expansion) for each in introduced(text)] == [(short, expansion)]


def test_initials_that_do_not_fit_introduce_nothing() -> None:
    assert list(introduced("The old town hall (USA) burned down.")) == []
    assert not fits("ICC", "International Court of Justice")
