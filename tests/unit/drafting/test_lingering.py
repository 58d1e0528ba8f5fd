"""Whose words a sentence without a speaker may be."""

import pytest

from quizapp.bank.terms import Status
from tests.unit.drafting.pages import page_of


def _last(text: str) -> set[Status]:
    page = page_of(text)
    sentence = page.sentences[-1]
    return {
        page.framing(sentence, clause).status
        for clause in sentence.clauses
        if clause.verb is not None
    }


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman said the board had received no offer. It had informed the workers first.",
        "Engineers suspect that the bridge had a flaw. A crack in the pillar caused the collapse.",
        "Anna Bauer believes that the wells are poisoned. The factory dumped 300 barrels of oil.",
        "The prosecution alleges that Brenner took the money. He moved it to Panama in 2016.",
        "The rumour spread that the duke had poisoned his guests. He had bought arsenic in 1643.",
        "Many see the reform of 1832 as a mistake. It ruined 300 farms.",
        "In the view of the historian Ada Wolf, the war began in 1871. Debts caused it.",
        "Lena Sund sees it differently. The law cost 300 tenants their homes.",
        "For the economist Paul Renn, the culprit is the tax.",
        "On paper, the office has 40 inspectors.",
        "The problem, as the tenants see it, is the fund.",
        "The fog, it seems, killed 300 people in 1783.",
        "Under the plan, the city buys 300 houses a year.",
        "To his supporters he is the founder of the modern state.",
        "In the novel, the captain kills 12 sailors.",
        "In the novel, the captain kills 12 sailors. He is the commander of the ship.",
        "Rosa Klein was the greatest painter of her age.",
    ],
)
def test_what_may_still_be_somebodys_words_is_not_stated(text: str) -> None:
    assert Status.STATED not in _last(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Hale disagrees: the builders lost 400 jobs in 2019.",
        "Owners have an explanation: the tax of 2019 ruined 40 firms.",
        "Her verdict is harsh: the city wasted 3 million euros.",
        "The engineers are sure: salt ate the cables.",
        "Hale's argument is simple: the fund bought 900 flats in 2015.",
    ],
)
def test_what_follows_an_attitude_and_a_colon_is_not_stated(text: str) -> None:
    page = page_of(text)
    (sentence,) = page.sentences
    last = max(
        (each for each in sentence.clauses if each.verb is not None), key=lambda each: each.first
    )
    assert page.framing(sentence, last).status is not Status.STATED


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bauer said the wells were poisoned. The village has 300 inhabitants.",
        "Engineers suspect a flaw. In fact the bridge was built in 1911.",
        "The prosecution alleges that Brenner took the money. The trial began on 3 May 2016.",
        "Hugo Marsh believes that the charge is too low. Marsh advised the council in 2019.",
        "Critics claim the dam was unsafe. The inquiry found two cracks in the wall.",
        "In the village, the captain owned 12 ships.",
        "The town has three gates: the oldest was built in 1320.",
        "For Orsund, the war ended in 1648.",
        "Under the treaty, Lorn gave up two islands in 1648.",
    ],
)
def test_the_articles_own_ground_is_not_lost(text: str) -> None:
    assert Status.ATTRIBUTED not in _last(text)
