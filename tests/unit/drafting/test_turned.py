"""The passive of verbs that only take it with a whole thing."""

import pytest

from quizapp.drafting.events.happenings import told
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        (
            "Martin Keller took the northern part of the meridian.",
            ("the northern part of the meridian", "was taken by Martin Keller"),
        ),
        ("Martin Keller took part in the survey.", None),
        ("Martin Keller took over the survey.", None),
    ],
)
def test_a_whole_thing_is_turned(text: str, turned: tuple[str, str] | None) -> None:
    page = page_of(text)
    telling = told(page, page.sentences[0], page.sentences[0].clauses[0])

    assert telling is not None
    assert telling.turned == turned
