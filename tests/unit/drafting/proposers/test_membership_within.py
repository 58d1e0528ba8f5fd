"""Lists that hang on the noun of their whole."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str, kind: str = "membership") -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each.fact["statement"] for each in made.drafts if each.fact["type"] == kind]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The Ice Council, a league whose members are Norway, Denmark and Iceland, pays.",
            "Norway, Denmark and Iceland are the members of the Ice Council.",
        ),
        (
            "The fund is run by Retar, a company owned jointly by brewers, grocers and the state.",
            "Retar is owned jointly by brewers, grocers and the state.",
        ),
        (
            "The Lund Museum, comprising a chapel, a walled garden and a farm, opened in 1990.",
            "The Lund Museum comprised a chapel, a walled garden and a farm.",
        ),
        (
            "He feeds small birds, among them the wren, the lark, the finch and the owl.",
            "The lark, the finch, the owl and the wren are among the small birds.",
        ),
        (
            "The alloy consists of copper, tin and a little zinc.",
            "The alloy consists of tin, a little zinc and copper.",
        ),
        (
            "The three judges were Anna Holt, Peter Crane and Ivo Marsh.",
            "The three judges were Anna Holt, Peter Crane and Ivo Marsh.",
        ),
        (
            "The northern coast is shaped by wind, waves and frost.",
            "The northern coast is shaped by waves, frost and wind.",
        ),
    ],
)
def test_a_list_within_a_phrase_is_read(text: str, statement: str) -> None:
    assert statement in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The River Lorn is followed by the Lule and the Corr.",
        "The firms, which are Oak House, Haven and Lund Homes, agreed.",
        "The house was ruined by damp and by neglect.",
        "Lamps fed by coal, whale oil and other fuels came into use.",
        "The Ice Council, which may be joined by farmers, brewers and grocers, pays.",
    ],
)
def test_what_makes_up_no_whole_is_not_read(text: str) -> None:
    assert _told(text) == []


def test_letters_that_are_no_initials_are_spelt_out() -> None:
    assert _told("POLM stands for polymer lime.", "acronym") == ["POLM stands for polymer lime."]


def test_letters_that_stand_for_something_else_are_not_spelt_out() -> None:
    assert _told("NATO stands for peace and order.", "acronym") == []


def test_an_idea_is_known_by_what_it_holds() -> None:
    text = (
        "Otto Brandt was a chemist. His theory, called the pressure model, holds that boiling "
        "begins in the middle."
    )
    (found,) = _told(text, "concept")
    assert found == "The pressure model of Otto Brandt holds that boiling begins in the middle."


def test_an_idea_is_known_by_how_it_works() -> None:
    text = "Their leader, Ann Lee, devised the step method, by which stars are set beside others."
    (found,) = _told(text, "concept")
    assert found == (
        "The step method, devised by Ann Lee, is a method by which stars are set beside others."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The critics hold that the pressure model is wrong and dear.",
        "Ann Lee bought the town hall, in which she had danced as a girl.",
        "The pressure model may mean that the water boils at once.",
    ],
)
def test_what_somebody_says_of_an_idea_is_not_the_idea(text: str) -> None:
    assert _told(text, "concept") == []
