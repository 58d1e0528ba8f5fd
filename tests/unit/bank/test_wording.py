"""How stems are worded: plain questions, whatever clause an author writes."""

import json
from pathlib import Path

import pytest

from quizapp.bank import wording
from quizapp.bank.document import Bank, Entity
from quizapp.bank.fact_types import all_views
from quizapp.bank.load import load_bank
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import View

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
        ("1991", "in which year did the wall fall?"),
        ("1991-12", "in which month and year did the wall fall?"),
        ("1991-12-26", "on which date did the wall fall?"),
        ("1985/1991", "in which period did the wall fall?"),
    ],
)
def test_a_date_is_asked_as_finely_as_it_is_known(when: str, asked: str) -> None:
    assert wording.when_clause(when, "the wall fell") == asked


def test_a_place_is_asked_by_its_kind() -> None:
    at = wording.where_clause(PLACE, "the treaty was signed", " in 1991")
    assert at == "where was the treaty signed in 1991?"
    land = wording.where_clause(COUNTRY, "the treaty was signed", "")
    assert land == "in which country was the treaty signed?"


def test_a_clause_that_cannot_be_turned_is_asked_whole() -> None:
    clause = "the treaty signed in Paris expired"
    assert wording.when_clause("1991", clause) == f"in which year did this happen: {clause}?"
    asked = wording.where_clause(PLACE, clause, " in 1991")
    assert asked == f"where did this happen in 1991: {clause}?"
    assert wording.when_predicate("1991", "Ann", "let go") == (
        "in which year did this happen: Ann let go?"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lake Treaty", "was concluded"),
        ("Metric Conversion Act", "was passed"),
        ("Helsinki Final Act", "was concluded"),
        ("Mendenhall Order", "was issued"),
        ("UN Charter", "was adopted"),
        ("Poor Laws", "were passed"),
    ],
)
def test_an_agreement_comes_about_as_its_name_says(name: str, words: str) -> None:
    entity = Entity(id="it", name=name, kind=EntityKind.AGREEMENT, article_word="the")
    assert wording.came_about(entity) == words


def _views(bank: Bank, fact_id: str, **changes: object) -> dict[str, View]:
    """Return the views of a fact of the sample with other values of its own, by name."""
    fact = next(each for each in bank.facts() if each.id == fact_id)
    raw = fact.model_dump(mode="json", exclude_none=True)
    raw["slots"].update(changes.pop("slots", {}))
    changed = type(fact).model_validate_json(json.dumps({**raw, **changes}))
    return {each.name: each for each in all_views(changed, bank.entities)}


def test_a_device_is_invented_where_its_statement_says_so(sample: Bank) -> None:
    plan = _views(sample, "shared-water-idea")
    assert plan["when"].clause == "Ilse Marn proposed Shared Water"
    statement = "In the late 1950s Ilse Marn invented Shared Water, a sluice, not a plan proposed."
    device = _views(sample, "shared-water-idea", statement=statement, status="stated")
    assert device["when"].clause == "Ilse Marn invented Shared Water"
    assert device["when"].stem == "In which period did Ilse Marn invent Shared Water?"
    assert device["proposer"].stem == "Who invented Shared Water?"


@pytest.mark.parametrize(
    ("office", "held", "where"),
    [
        ("director", "director of the River Board", "in the River Board"),
        ("keeper of maps", "keeper of maps at the River Board", "at the River Board"),
        ("chief engineer", "chief engineer at the River Board", "at the River Board"),
    ],
)
def test_an_office_is_held_of_or_at_an_organisation(
    sample: Bank, office: str, held: str, where: str
) -> None:
    views = _views(sample, "kell-led", slots={"office": office})
    assert views["person"].stem == f"Who was {held} in 1960?"
    assert views["person"].clause == held
    assert views["office"].stem == f"Which position did Otto Kell hold {where} in 1960?"


def test_an_office_is_held_at_a_house(sample: Bank) -> None:
    court = sample.entities["river-board"].model_copy(update={"name": "River Court"})
    fact = next(each for each in sample.facts() if each.id == "kell-led")
    views = all_views(fact, {**sample.entities, "river-board": court})
    stems = {each.name: each.stem for each in views}
    assert stems["office"] == "Which position did Otto Kell hold at the River Court in 1960?"


def test_the_object_is_asked_first_with_its_preposition() -> None:
    asked = wording.which_object(COUNTRY, "Borin", "ended its mission to", " in 2021")
    assert asked == "to which country did Borin end its mission in 2021?"
    assert wording.which_object(PERSON, "Borin", "met", "") == "whom did Borin meet?"
    assert wording.which_object(PERSON, "Borin", "was met by", "") == "by whom was Borin met?"


def test_the_object_is_asked_where_it_stood_when_the_act_cannot_be_turned() -> None:
    asked = wording.which_object(PERSON, "Borin", "let the man who came see", "")
    assert asked == "Borin let the man who came see whom?"


@pytest.mark.parametrize(
    ("statement", "stem"),
    [
        ("Otto Kell was a director of the River Board in 1960.", "Who was a director of"),
        ("Otto Kell was the director of the River Board in 1960.", "Who was the director of"),
        ("Otto Kell was director of the River Board in 1960.", "Who was director of"),
        ("A man, the last director, was Otto Kell.", "Who was director of"),
    ],
)
def test_an_office_has_the_article_word_of_its_statement(
    sample: Bank, statement: str, stem: str
) -> None:
    views = _views(sample, "kell-led", slots={"office": "director"}, statement=statement)
    assert views["person"].stem == f"{stem} the River Board in 1960?"
    assert views["person"].clause == "director of the River Board"


def test_an_office_that_is_still_held_is_asked_in_the_perfect(sample: Bank) -> None:
    slots = {"office": "director", "when": "1960/..", "when_label": "since 1960"}
    views = _views(sample, "kell-led", slots=slots)
    assert views["person"].stem == "Who has been director of the River Board since 1960?"
    asked = "Which position has Otto Kell held in the River Board since 1960?"
    assert views["office"].stem == asked


def test_what_has_no_name_of_its_own_stands_without_quotes() -> None:
    studies = WORK.model_copy(update={"name": "recent studies", "article_word": None})
    assert wording.entity_phrase(studies) == "recent studies"
    assert wording.entity_phrase(WORK) == "\u201cRivers\u201d"


def test_people_without_a_name_are_asked_for_by_who() -> None:
    critics = Entity(id="critics", name="critics", kind=EntityKind.MOVEMENT)
    assert wording.who(critics) == "who"
    assert wording.who(critics.model_copy(update={"name": "Chartists"})) == "which movement"
    assert wording.who(critics.model_copy(update={"name": "crowd"})) == "which movement"


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


@pytest.mark.parametrize(
    ("when", "clause", "asked"),
    [
        ("2021/..", "Ann has led the board", "since when has Ann led the board?"),
        ("2021/..", "schools have been free", "since when have schools been free?"),
        ("2021/..", "Arda has broken the limit", "since when has Arda broken the limit?"),
        ("2021", "Arda has broken the limit", None),
        ("2021/..", "the town that has grown has led", None),
        ("2027-01-01", "the rule takes effect", "on which date does the rule take effect?"),
        ("1990/1995", "the board had a fleet", "in which period did the board have a fleet?"),
    ],
)
def test_what_lasts_or_is_to_come_is_asked_in_a_whole_sentence(
    when: str, clause: str, asked: str | None
) -> None:
    whole = f"{wording.which_time(when)} did this happen: {clause}?"
    assert wording.when_clause(when, clause) == (asked or whole)


@pytest.mark.parametrize(
    ("verb", "asked"),
    [
        ("estimated", "what did Ann estimate?"),
        ("found", "what did Ann find?"),
        ("doubted", "what did Ann doubt?"),
        ("mused", "Ann mused what?"),
    ],
)
def test_what_was_said_is_asked_with_a_known_verb(verb: str, asked: str) -> None:
    assert wording.what_did_say("Ann", verb, None, "") == asked


@pytest.mark.parametrize(
    ("name", "meaning", "term", "asked"),
    [
        ("Lake Prize", "the oldest prize", "What is the name of the oldest prize?", "Lake Prize"),
        ("shared water", "a way to part it", "What is the term for a way to part it?", None),
        ("Lake Prize", "what they want", "What is the term for what they want?", None),
    ],
)
def test_a_concept_with_a_name_is_asked_for_by_name(
    sample: Bank, name: str, meaning: str, term: str, asked: str | None
) -> None:
    fact = next(each for each in sample.facts() if getattr(each, "type", "") == "definition")
    raw = fact.model_dump(mode="json", exclude_none=True)
    raw["slots"]["meaning"] = meaning
    raw["status"] = "stated"
    changed = type(fact).model_validate_json(json.dumps(raw))
    concept = Entity(id=raw["slots"]["term"], name=name, kind=EntityKind.CONCEPT)
    views = {v.name: v for v in all_views(changed, {**sample.entities, concept.id: concept})}
    assert views["term"].stem == term
    by_term = f"What is {asked}?" if asked else f"What is meant by \u201c{name}\u201d?"
    assert views["meaning"].stem == by_term
