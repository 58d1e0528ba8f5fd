"""Things that a statement takes for known: which they are stands in the text before it."""

import pytest

from quizapp.drafting.gating.loose_owners import loose_owner
from quizapp.drafting.gating.taken_for_known import taken_for_known
from quizapp.drafting.propose import draft_facts

BEFORE = "Night Tide is a film by Ada Lund. A county had a mill, a charter and a duke."


@pytest.mark.parametrize(
    ("statement", "evidence", "words"),
    [
        ("The film was completed in 1962.", "The film was completed in 1962", "the film"),
        ("In 1962, the film won a prize.", "in 1962 the film won a prize", "the film"),
        ("Karl Moe inherited the film from Ada Lund.", "He inherited the film", "the film"),
        ("The county was established in 1818.", "when the county was established", "the county"),
        ("Lorn paid for the bridge.", "Lorn paid for this bridge", "the bridge"),
        ("The man was released on bail.", "The man was released on bail", "the man"),
        ("The couple separated in 1914.", "In 1914, the couple separated", "the couple"),
        ("In 1943, the family returned to Lorn.", "the family returned to Lorn", "the family"),
    ],
)
def test_what_only_the_text_before_tells_apart_is_told(
    statement: str, evidence: str, words: str
) -> None:
    assert taken_for_known(statement, before=BEFORE, evidence=evidence) == words


@pytest.mark.parametrize(
    "statement",
    [
        "The film Night Tide was shot in 1961.",
        "The film about the harbour was shot in 1961.",
        "The film that won the prize was shot in 1961.",
        "Ada Lund bought a mill and sold the mill in 1920.",
        "The king opened the bridge in 1911.",
        "The film at Lorn burned down in 1950.",
        "The mill wheel broke in 1950.",
        "The charter of Lorn was lost in 1950.",
        'Ada Lund called the plan "the film".',
        "The mill in the old valley of Lorn burned down in 1950.",
        "Otto Lind's father left the family in 1937.",
        "The siege failed as the camp was flooded for the duke.",
        "Marble is found in the north.",
    ],
)
def test_what_the_statement_tells_apart_itself_passes(statement: str) -> None:
    assert not taken_for_known(statement, before=BEFORE, evidence=statement)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("A naval victory blocked their escape in 1781.", "their"),
        ("Other thinkers suggested that sleep is ambiguous.", "Other thinkers"),
        ("More openly political bodies appeared in 1950.", "More openly"),
        ("A further 8 buildings were set on fire.", "A further 8"),
        ("A revised version was published in 1946.", "A revised version"),
    ],
)
def test_owners_and_others_of_nobody_are_told(statement: str, words: str) -> None:
    assert loose_owner(statement) == words


@pytest.mark.parametrize(
    "statement",
    [
        "The alchemists guarded their work.",
        "The council sold their mill.",
        "Ada Lund and Karl Moe sold their mill in 1950.",
        "More than 40 bodies appeared in 1950.",
        "More openly political bodies appeared in 1950 than in 1940.",
        "The Etruscans brought their script.",
        "Other metals than gold are found in Lorn.",
        "A version of the charter was printed in 1790.",
    ],
)
def test_owners_and_others_of_somebody_named_pass(statement: str) -> None:
    assert not loose_owner(statement)


def _drafts(text: str) -> dict[str, str]:
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    return {each.fact["statement"]: each.held for each in made.drafts}


def test_what_is_taken_for_known_waits_with_its_reason() -> None:
    drafts = _drafts(
        "The film Night Tide was shot in Lorn in 1961. The film was completed in 1962."
    )
    assert drafts["In 1961, the film Night Tide was shot in Lorn."] == ""
    assert "the film" in drafts["The film was completed in 1962."]


def test_a_thing_is_told_by_the_one_name_of_its_kind() -> None:
    drafts = _drafts(
        "Greta Lindahl ran the kitchen of the Hotel Astoria. The hotel was pulled down in 1983."
    )
    assert any("Hotel Astoria was pulled down in 1983" in each for each in drafts)
    assert not any(drafts.values())


def test_two_names_of_a_kind_leave_a_thing_without_one() -> None:
    drafts = _drafts(
        "Greta Lindahl went from the Hotel Astoria to the Hotel Marl. The hotel burned in 1983."
    )
    assert not any("Hotel" in each and "1983" in each for each in drafts)


def test_the_family_of_the_one_whose_life_is_told_is_named() -> None:
    life = (
        "Otto Lind was a painter. Lind was born in Marl in 1890. He wrote to Lind's aunt in Lorn.",
        "In 1902, the family moved to Bergen. Lind painted there. Lind died in Marl, Lind too.",
    )
    made = draft_facts(list(enumerate(life, 1)), known={}, article="t", topic="d")
    told = {each.fact["statement"]: each.held for each in made.drafts}
    assert told["Otto Lind's family moved to Bergen in 1902."] == ""
