"""Clauses about the past become questions where that is certain, and stay as they are elsewhere."""

import pytest

from quizapp.bank.inversion import inverted, inverted_predicate


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("the wall fell", "did the wall fall"),
        ("The wall fell", "did the wall fall"),
        ("the first satellite was launched", "was the first satellite launched"),
        ("the mole became a base unit", "did the mole become a base unit"),
        ("the assembly met for the first time", "did the assembly meet for the first time"),
        ("the ferry stopped at Lindau", "did the ferry stop at Lindau"),
        ("Ann set up the council", "did Ann set up the council"),
        ("the court acquitted Ann", "did the court acquit Ann"),
        ("the town tried a new toll", "did the town try a new toll"),
        ("parents were allowed to refuse", "were parents allowed to refuse"),
        ("Ann had her report printed", "did Ann have her report printed"),
        ("David Avery placed a ship", "did David Avery place a ship"),
        ("the firm submitted its plans", "did the firm submit its plans"),
        ("the mill stood still", "did the mill stand still"),
        ("the plant was sold and closed", "was the plant sold and closed"),
        ("Borin intervened in Arda", "did Borin intervene in Arda"),
        ("the board committed fraud", "did the board commit fraud"),
        ("a revised plan was adopted", "was a revised plan adopted"),
        ("Ann published a revised plan", "did Ann publish a revised plan"),
        ("Ann's first published novel was sold", "was Ann's first published novel sold"),
        ("Ann first published novels at ten", "did Ann first publish novels at ten"),
        ("Ann produced a film based on the play", "did Ann produce a film based on the play"),
    ],
)
def test_a_clause_with_one_known_verb_is_turned(clause: str, question: str) -> None:
    assert inverted(clause) == question


@pytest.mark.parametrize(
    "clause",
    [
        "the treaty signed in Paris expired",
        "the ship placed at the Nore served for years",
        "the bridge that was built in 1890 fell",
        "what was left fell",
        "there was a strike",
        "the far left won",
        "the tea set sold well",
        "the bell cracked",
        "Borin invaded Arda after talks were broken off",
        "the bridge was closed when the river rose",
        "the treaty was",
        "the board had voted",
        "the firm based in Arda closed",
        "the wounded, revised the plan",
        "the river, once tamed, was forgotten",
        "",
    ],
)
def test_a_clause_that_might_be_read_otherwise_is_left(clause: str) -> None:
    assert inverted(clause) is None


def test_a_subject_that_is_known_may_hold_anything() -> None:
    turned = inverted_predicate("the Board that was founded in Arda", "closed the weir")
    assert turned == "did the Board that was founded in Arda close the weir"
    assert inverted_predicate("the Board", "let the weir fall") is None
