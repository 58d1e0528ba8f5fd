"""What the drafts of articles would ask, counted and pooled."""

import pytest

from quizapp.bank.load import load_bank
from quizapp.generation.guessing import Rate
from quizapp.generation.question import Level
from tests.evaluation.as_bank import Questions, pooled, questions_of
from tests.evaluation.gold import ROOT


def test_drafts_that_the_checks_refuse_are_counted() -> None:
    bank = load_bank(ROOT / "dev" / "marrick-fold-dam")
    facts, entities = (
        [each.model_dump(mode="json", exclude_none=True) for each in found]
        for found in (bank.facts(), bank.entities.values())
    )
    dead, pages = (next(x for x in facts if x["id"] == y) for y in ("mf-dead", "mf-pages"))
    article = bank.articles["marrick-fold-dam"].article
    made = questions_of(article, [dead, {**pages, "evidence": "no run"}], entities)
    assert made.refused == 1
    assert made.questions >= 1


def test_the_banks_of_all_articles_are_pooled() -> None:
    small = Questions(
        refused=1,
        facts=10,
        questions=40,
        warned=10,
        asked_passages=3,
        passages=4,
        rates=(Rate("longest", Level.NEAR, 30, 0.5, 0.25),),
    )
    large = Questions(
        refused=0,
        facts=30,
        questions=120,
        warned=0,
        asked_passages=8,
        passages=8,
        rates=(
            Rate("longest", Level.NEAR, 270, 0.3, 0.25),
            Rate("longest", Level.FAR, 29, 1.0, 0.25),
        ),
    )
    both = pooled([small, large])
    assert both is not None
    assert (both.refused, both.questions, both.per_fact) == (1, 160, 4.0)
    assert (both.clean, both.asked) == (1 - 10 / 160, 11 / 12)
    assert both.worst is not None
    assert both.worst.gain == pytest.approx((30 * 0.25 + 270 * 0.05) / 300)
    assert both.worst.questions == 300
    assert pooled([]) is None
