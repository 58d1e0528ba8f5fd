"""What changes, makes, allows or is meant to bring about something."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import cause
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "status", "reason", "effect"),
    [
        ("The long drought weakened the walls of the old dam.", Status.STATED,
         "the long drought", "the walls of the old dam were weakened"),
        ("High prices have pushed many families to leave the valley.", Status.STATED,
         "high prices", "many families left the valley"),
        ("The new bridge allows farmers to reach the market in an hour.", Status.STATED,
         "the new bridge", "farmers could reach the market in an hour"),
        ("A second drought could create a shortage of grain.", Status.PREDICTION,
         "a second drought", "a shortage of grain"),
        ("If the council closes the port, the town will lose many jobs.", Status.PREDICTION,
         "the council closes the port", "the town will lose many jobs"),
        ("In 1911 the council built a wall to keep the sea out.", Status.ARTICLE_VIEW,
         "the wish to keep the sea out", "the council built a wall"),
        ("The mill burned down. As a result, the workers left the village.", Status.STATED,
         "the mill burned down", "the workers left the village"),
        ("The council closed the harbour. This move sparked protests among fishermen.",
         Status.STATED, "the council closed the harbour",
         "protests among fishermen"),
    ],
)  # fmt: skip
def test_an_effect_has_its_cause(text: str, status: Status, reason: str, effect: str) -> None:
    (found,) = cause.propose(page_of(text))
    assert (found.slots["cause"], found.slots["effect"]) == (reason, effect)
    assert found.status is status


@pytest.mark.parametrize(
    "text",
    [
        "The company created a new brand of tea.",
        "Anna Bauer strengthened the roof.",
        "This created trouble.",
        "The council approved a plan to build a wall.",
        "The drought did not weaken the dam.",
    ],
)
def test_doers_plans_and_what_did_not_happen_are_no_causes(text: str) -> None:
    assert cause.propose(page_of(text)) == ()
