"""How stems are worded: plain questions, whatever clause an author writes."""

from pathlib import Path

import pytest

from quizapp.bank import wording
from quizapp.bank.document import Bank, Entity, EntityKind
from quizapp.bank.fact_types import all_views
from quizapp.bank.load import load_bank

SAMPLE = Path(__file__).parent / "sample"
PLACE = Entity(id="kyiv", name="Kyiv", kind=EntityKind.PLACE)
COUNTRY = Entity(id="arda", name="Arda", kind=EntityKind.COUNTRY)
PERSON = Entity(id="ann", name="Ann", kind=EntityKind.PERSON)
WORK = Entity(id="rivers", name="Rivers", kind=EntityKind.WORK, article_word="the")


@pytest.fixture(scope="module")
def sample() -> Bank:
    return load_bank(SAMPLE)


def test_no_stem_is_a_cleft(sample: Bank) -> None:
    stems = [view.stem for fact in sample.facts() for view in all_views(fact, sample.entities)]
    assert len(stems) > 20
    assert not [stem for stem in stems if "was it that" in stem]


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("1991", "in which year did this happen: the wall fell?"),
        ("1991-12", "in which month and year did this happen: the wall fell?"),
        ("1991-12-26", "on which date did this happen: the wall fell?"),
        ("1985/1991", "in which period did this happen: the wall fell?"),
    ],
)
def test_a_date_is_asked_as_finely_as_it_is_known(when: str, asked: str) -> None:
    assert wording.when_clause(when, "the wall fell") == asked


def test_a_place_is_asked_by_its_kind() -> None:
    at = wording.where_clause(PLACE, "the treaty was signed", " in 1991")
    assert at == "where did this happen in 1991: the treaty was signed?"
    land = wording.where_clause(COUNTRY, "the treaty was signed", "")
    assert land == "in which country did this happen: the treaty was signed?"


def test_the_object_is_asked_where_it_stood() -> None:
    asked = wording.which_object(COUNTRY, "Borin", "ended its mission to", " in 2021")
    assert asked == "Borin ended its mission to which country in 2021?"
    assert wording.which_object(PERSON, "Borin", "met", "") == "Borin met whom?"


def test_a_verb_without_a_base_form_is_asked_all_the_same() -> None:
    assert wording.what_did_say("Ann", "said", None, "") == "what did Ann say?"
    assert wording.what_did_say("Ann", "let on", None, " in 1991") == "Ann let on what in 1991?"


def test_an_agreement_is_concluded_in_lists_and_stems(sample: Bank) -> None:
    fact = next(each for each in sample.facts() if getattr(each, "type", "") == "agreement")
    when = next(each for each in all_views(fact, sample.entities) if each.name == "when")
    assert when.stem == "In which year was the Lake Treaty concluded?"
    assert when.clause == "the Lake Treaty was concluded"


def test_a_work_stands_in_quotation_marks() -> None:
    assert wording.entity_phrase(WORK) == "“Rivers”"
