"""What reads as cut off, says nothing alone or was told of something else is not shown."""

import pytest

from quizapp.drafting.gating.gates import fault
from quizapp.drafting.gating.read_again import read_again
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import Draft
from quizapp.drafting.telling.synonyms import with_synonyms


def shown(text: str) -> list[str]:
    """Return the statements that an author sees at once."""
    found = draft_facts([(1, text)], known={}, article="a", topic="t")
    return [each.fact["statement"] for each in found.drafts if not each.held]


def _draft(statement: str) -> Draft:
    return Draft(fact={"statement": statement}, confidence=0.8)


@pytest.mark.parametrize(
    ("statement", "waits"),
    [
        ("Traces is the product of decay.", True),
        ("The debts of the firm was about 160 million dollars.", True),
        ("Two sailors who had been hurt in the storm was treated in hospital.", True),
        ("The debts of the firm were about 160 million dollars.", False),
        ("The list of the lamps was printed in 1912.", False),
        ("Athletics is taught at the school.", False),
        ('Ida Berg said: "The lamps is on".', False),
    ],
)
def test_a_plural_with_a_singular_verb_waits(statement: str, waits: bool) -> None:  # noqa: FBT001 - a table
    assert bool(read_again([_draft(statement)])[0].held) is waits


@pytest.mark.parametrize(
    ("type_", "statement", "slots"),
    [
        (
            "membership",
            "The three orders of the moss are Lornia and Marlia.",
            {"members": ["a", "b"]},
        ),
        ("event", "was replaced in 1691 by a charter.", {"what": "was replaced", "when": "1691"}),
        ("action", "Ivo Marsh is a said.Professor there.", {"act": "is"}),
        ("claim", "Ivo Marsh wrote that when the bridge fell.", {"point": "the bridge fell"}),
        ("event", "Following Ivo Marsh died in 1930.", {"what": "died", "when": "1930"}),
        ("cause", "The reason why has the longest coast was that it bends.", {}),
    ],
)
def test_a_broken_statement_is_refused(
    type_: str, statement: str, slots: dict[str, object]
) -> None:
    assert fault({"type": type_, "statement": statement, "slots": slots}, {})


def test_a_full_name_takes_in_its_particle_and_drops_the_courtesy() -> None:
    told = shown(
        "Omar bin Rashid founded the guild of Lorn. The council said bin Rashid would leave the"
        " valley. Mr Rashid sold the two mills in 1912."
    )
    assert any("Omar bin Rashid" in each for each in told)
    assert not any("bin Omar" in each or "Mr Omar" in each for each in told)


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Marsh belonged to the Salter Institute in Lorn until his death in 1955.",
        "The wages of the weavers have been rising since the 1980s.",
    ],
)
def test_the_date_of_an_end_or_a_beginning_is_no_date_of_the_whole(text: str) -> None:
    assert not any(" in 1955" in each or "in the 1980s" in each for each in shown(text))


@pytest.mark.parametrize(
    "text",
    [
        "The shuttle is due to return to the harbour of Lorn with the present crew.",
        "Another possible source of the bead frame is a set of counting rods.",
        "The most common cause of leaks in the pipes is frost in the ground.",
        "The pair put on 44 runs for the last wicket to help the guests to 277.",
        "The fund requested permission to create a second park in the north of Lorn.",
    ],
)
def test_what_only_looks_like_a_cause_or_a_wish_is_none(text: str) -> None:
    told = [each.casefold() for each in shown(text)]
    assert not any("cause" in each or "should create" in each for each in told)


def test_who_speaks_for_somebody_is_not_the_one_named() -> None:
    told = shown("A spokesman for provincial governor Ivo Marsh opened the road to Lorn.")
    assert not any(
        "Marsh is a spokesman" in each or "Marsh was a spokesman" in each for each in told
    )


def test_an_office_of_no_body_waits_and_a_trade_does_not() -> None:
    assert not any("director" in each for each in shown("The film of director Eduard Abel failed."))
    assert "Eduard Abel was a botanist." in shown("The work of the botanist Eduard Abel failed.")


def test_members_of_a_list_do_not_explain_each_other() -> None:
    told = shown("The frame was used in Persia, the old Marl kingdom, Lorn and Salter.")
    assert not any(" is the old Marl kingdom" in each for each in told)


def test_a_name_may_begin_with_any_capital() -> None:
    assert "Émile Santerre retired in 1901." in shown("Émile Santerre retired in 1901.")


def test_who_is_tried_by_a_court_attempts_nothing() -> None:
    assert not any("attempted" in each for each in with_synonyms("would be tried by the court"))
    assert any("attempted" in each for each in with_synonyms("they tried to leave the town"))
