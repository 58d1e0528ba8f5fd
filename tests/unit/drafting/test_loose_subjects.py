"""Statements whose subject means nothing without the text around them."""

import pytest

from quizapp.drafting.gating.gates import dangling
from quizapp.drafting.gating.loose_subjects import loose_subject
from quizapp.drafting.propose import draft_facts


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("The fifth was built in 1741.", "The fifth"),
        ("In 1989, the largest entered service.", "the largest"),
        ("A second was added in 1972.", "A second"),
        ("The town bought one in 1911.", "one"),
        ("The ones at Liverpool were built in 1850.", "ones"),
        ("Ada Lind said that the latter suggested the river.", "the latter suggested"),
        ("Marl is the next largest state.", "is the next"),
        ("Both towns voted for the canal.", "Both"),
        ("The company sold 12 engines in the following year.", "following year"),
        ("The work took 11 years.", "The work"),
        ("The backlog grew to 4,000 letters.", "The backlog"),
        ("Tom Okoro was a mayor.", "was a mayor"),
        ("Ida Berg was the director since 2019 of the museum.", "was the director since 2019"),
        (
            "The article expects that the levy that would bring in 13 million is 4 cents.",
            "The article expects that the levy that would",
        ),
    ],
)
def test_what_says_little_alone_is_told(statement: str, words: str) -> None:
    assert loose_subject(statement) == words


@pytest.mark.parametrize(
    "statement",
    [
        "The fifth mill was built in 1741.",
        "The bridge was the first to be lit.",
        "Ada Lind was the former mayor of Marl.",
        "The mill is the next to the church.",
        "The hall is the largest in the county.",
        "The method overstates the melt by a third.",
        "Fishing employed one in three workers in 1950.",
        "The Clock is one of the oldest machines.",
        "Ships are given two radars because one can be blinded by rain.",
        "The firm replaced the steel masts by lighter ones.",
        "Both Orsund and Mare joined the league.",
        "The work of the court took 11 years.",
        "The march from Delgany to Ellis began in 1932.",
        "Tom Okoro was mayor of Ellis.",
        "Ida Berg was an astronomer.",
        'Ada Holm called the plan "the first".',
    ],
)
def test_what_can_be_read_alone_passes(statement: str) -> None:
    assert not loose_subject(statement)


def _drafts(text: str) -> dict[str, str]:
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    return {each.fact["statement"]: each.held for each in made.drafts}


def test_a_draft_that_says_little_alone_waits_with_its_reason() -> None:
    made = _drafts("The Marsh Railway was opened in 1868. The work took eleven years.")
    assert made["The work took 11 years."] == '"The work" says little without the text around it'
    assert made["The Marsh Railway was opened in 1868."] == ""


def test_a_draft_is_told_with_the_noun_that_was_left_out() -> None:
    made = _drafts("Four mills were built at Ellis before 1740. The fifth was built in 1741.")
    assert made["The fifth mill was built in 1741."] == ""


def test_a_court_acquits_without_all_the_same() -> None:
    assert "The court at Ellis acquitted Erik Lund in 1932." in _drafts(
        "The court at Ellis acquitted Erik Lund all the same in 1932."
    )


def test_what_was_expected_then_is_told_with_would() -> None:
    made = _drafts("Insurers expect the bill to pass 210 million pounds.")
    assert "Insurers expected that the bill would pass 210 million pounds." in made


def test_a_person_does_not_enter_the_name_of_a_thing() -> None:
    made = _drafts("Erik Lund lived at Ellis. The asteroid 2817 Lund was discovered in 1959.")
    assert not any("2817 Erik" in each for each in made)
    assert any("2817 Lund" in each for each in made)


@pytest.mark.parametrize(
    "text",
    [
        "The council needed a low tide at dawn, so that the wrecks could be seen.",
        "The owners asked for a loan, so that the mill would be safe.",
        "The town wanted a bridge, and so the ferry might be sold.",
        "Cartons are exempt, and so are milk bottles.",
        "The mill lost its roof in the storm, and so did the smithy.",
    ],
)
def test_a_purpose_and_what_likewise_holds_are_no_causes(text: str) -> None:
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    assert not [each for each in made.drafts if each.fact["type"] == "cause"]


def test_what_came_of_a_deed_is_still_a_cause() -> None:
    text = "The storm broke the dam, so that the meadows were flooded."
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    assert [each for each in made.drafts if each.fact["type"] == "cause"]


@pytest.mark.parametrize(
    "text",
    [
        "A tide machine consists of a frame, a set of pulleys and a wire.",
        "A loom needs a beam, a batten of oak and a reed.",
    ],
)
def test_the_second_thing_of_a_list_does_not_define_the_first(text: str) -> None:
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    assert not [each for each in made.drafts if each.fact["type"] == "definition"]


def test_a_time_that_was_spent_is_not_taken_out() -> None:
    made = _drafts("Ada Holm spent the summer of 1864 on the ridge measuring the winds.")
    assert not any("spent on" in each for each in made)


def test_a_verb_keeps_its_particle() -> None:
    made = _drafts("A levy of four cents would bring in 13 million florins.")
    assert not any(each.startswith("The article expects that in 13") for each in made)


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("The US fleet reached Tarn in 1921.", ""),
        ("The bridge was lost in World War I.", ""),
        ("Philip I founded the port.", ""),
        ("When I came the port was shut.", "I"),
        ("The fleet took us to Tarn.", "us"),
    ],
)
def test_a_country_and_a_number_are_no_pronouns(statement: str, word: str) -> None:
    assert dangling(statement) == word
