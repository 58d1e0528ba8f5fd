"""Wrong numbers: as round as the key, on both sides of it, within what can be."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from quizapp.bank.document import Bank
from quizapp.bank.view import DateAnswer
from quizapp.generation.context import Context, context_of
from quizapp.generation.question import Level
from quizapp.generation.spread import dates_for, quantities_for

FACT = "moon-cost"


def _context(bank: Bank, *, value: float, unit: str, seed: str) -> Context:
    """Return the context of a bank in which the Moon programme cost something else."""
    home = bank.articles["space-race"]
    fact = next(each for each in home.facts if each.id == FACT)
    slots = fact.slots.model_copy(update={"value": value, "unit": unit})  # type: ignore[attr-defined]  # a quantity has slots
    changed = fact.model_copy(update={"slots": slots})
    facts = tuple(changed if each.id == FACT else each for each in home.facts)
    return context_of(
        replace(bank, articles={**bank.articles, home.article.id: replace(home, facts=facts)}),
        seed=seed,
    )


def _offered(bank: Bank, value: float, unit: str, *, seed: str) -> list[tuple[float, ...]]:
    """Return the wrong values of each level."""
    context = _context(bank, value=value, unit=unit, seed=seed)
    view = context.views[FACT][0]
    return [
        tuple(
            float(re.sub(r"[^\d.]", "", label))
            for label in quantities_for(view, context, level=level)
        )
        for level in (Level.NEAR, Level.FAR)
    ]


def _digits(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").strip("0"))


@pytest.mark.parametrize("value", [0.2, 20.0, 50.0, 125.0, 150.0, 300.0, 800.0, 250_000.0])
@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
def test_no_wrong_number_is_less_round_than_the_key(
    small_bank: Bank, value: float, seed: str
) -> None:
    for offered in _offered(small_bank, value, "boats", seed=seed):
        assert len(offered) == len({*offered, value}) - 1 == 3
        assert all(_digits(each) <= _digits(value) for each in offered), offered
        if _digits(value) > 1:
            assert all(f"{each:.12g}".strip("0.")[-1] == "5" or _digits(each) < _digits(value)
                       for each in offered), offered  # fmt: skip


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_a_share_of_ninety_per_cent_has_three_wrong_ones_below_a_hundred(
    small_bank: Bank, seed: str
) -> None:
    for offered in _offered(small_bank, 90.0, "per cent", seed=seed):
        assert len(offered) == 3
        assert max(offered) < 100


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_nothing_is_counted_as_one(small_bank: Bank, seed: str) -> None:
    for value in (0.5, 2.0, 20.0):
        for offered in _offered(small_bank, value, "metres", seed=seed):
            assert 1 not in offered


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_a_large_number_with_decimals_is_not_the_only_one(small_bank: Bank, seed: str) -> None:
    for offered in _offered(small_bank, 816.5, "acres", seed=seed):
        assert len(offered) == 3
        assert any(not each.is_integer() for each in offered), offered


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
@pytest.mark.parametrize("year", [1770, 1780, 1810, 1820, 1920])
def test_no_decade_is_offered_that_may_be_a_century(small_bank: Bank, year: int, seed: str) -> None:
    context = _context(small_bank, value=20.0, unit="boats", seed=seed)
    view = next(each for each in context.views["moon-landing"] if each.name == "when")
    decade = DateAnswer(edtf=f"{year}/{year + 9}", label=f"the {year}s")
    for level in (Level.NEAR, Level.FAR):
        offered = dates_for(replace(view, answer=decade), context, level=level)
        assert len(offered) == 3
        assert not {"the 1700s", "the 1800s", "the 1900s", decade.label} & {*offered}


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
@pytest.mark.parametrize(("begin", "end"), [(1950, 1953), (1940, 1960)])
def test_no_period_that_is_offered_reaches_into_another(
    small_bank: Bank, begin: int, end: int, seed: str
) -> None:
    context = _context(small_bank, value=20.0, unit="boats", seed=seed)
    view = next(each for each in context.views["moon-landing"] if each.name == "when")
    lasted = DateAnswer(edtf=f"{begin}/{end}", label=f"from {begin} to {end}")
    for level in (Level.NEAR, Level.FAR):
        offered = dates_for(replace(view, answer=lasted), context, level=level)
        found = sorted(tuple(map(int, re.findall(r"\d{4}", each))) for each in offered)
        spans = sorted([*found, (begin, end)])
        assert len(spans) > 2
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), spans
