"""Far options of a stem that names what it asks for: easy ones, but of what it names."""

from pathlib import Path
from typing import Final

import pytest

from quizapp.bank.document import Bank
from quizapp.bank.load import load_bank
from quizapp.generation.context import Context, context_of
from quizapp.generation.distractors import asks_narrowly, entities_for
from quizapp.generation.question import Level
from quizapp.generation.seeds import PUBLISHED_SEED

SHIPPED: Final = Path(__file__).parents[3] / "question_bank"


@pytest.fixture(scope="module")
def shipped() -> Bank:
    """Return the shipped bank."""
    return load_bank(SHIPPED)


@pytest.fixture(scope="module")
def context(shipped: Bank) -> Context:
    """Return it as its questions are made from it."""
    return context_of(shipped, seed=PUBLISHED_SEED)


def far(context: Context, card: str, key: str) -> set[str | None]:
    """Return the roles of a card's far options."""
    view = next(each for each in context.all_views() if each.card == card)
    taken = entities_for(view, key, context, level=Level.FAR)
    assert len(taken) == 3
    return {context.entities[each].role for each in taken}


@pytest.mark.parametrize(
    "stem",
    [
        "Which monarch did Thomas Dimsdale inoculate in 1768?",
        "In which town did the survey begin?",
        "According to the article, which historian argues this?",
        "Which of the three tools of eradication kept for months?",
        "What is the term for a policy of keeping out of military blocs?",
        "By what name did France know these units?",
    ],
)
def test_a_stem_that_names_what_it_asks_for_is_narrow(stem: str) -> None:
    assert asks_narrowly(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "Who devised the needle?",
        "Which country annexed Crimea?",
        "Macron supports a force led by which organisation?",
        "What did Donald Trump attack in his first term?",
    ],
)
def test_a_stem_that_asks_for_a_whole_kind_is_not(stem: str) -> None:
    assert not asks_narrowly(stem)


def test_which_monarch_offers_monarchs(context: Context) -> None:
    assert far(context, "sp-dimsdale:object", "catherine-the-great") == {"monarch"}


def test_which_disease_offers_diseases(context: Context) -> None:
    roles = far(context, "sp-rinderpest:term", "rinderpest")
    assert all("disease" in (role or "") for role in roles)


def test_where_few_have_the_role_the_others_of_the_kind_are_offered(context: Context) -> None:
    view = next(each for each in context.all_views() if each.card == "sp-jesty:actor")
    assert asks_narrowly(view.stem)
    assert len(entities_for(view, "benjamin-jesty", context, level=Level.FAR)) == 3
