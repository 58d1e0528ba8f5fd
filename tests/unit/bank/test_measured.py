"""What is measured becomes a question of its own where that is certain."""

import pytest

from quizapp.bank.measured import number_question


@pytest.mark.parametrize(
    ("what", "question"),
    [
        ("the number of people that the firm employs", "how many people does the firm employ"),
        ("the number of cars that the ferry carried", "how many cars did the ferry carry"),
        ("the number of entries that a book will hold", "how many entries will a book hold"),
        ("the number of shells that was found in drawers", "how many shells were found in drawers"),
        ("the number of lakes in Arda", "how many lakes are there in Arda"),
        ("the number of lakes in the Lower Arda", "how many lakes are there in the Lower Arda"),
        ("the number of lakes in winter", None),
        ("the number of people who speak Sorvic", "how many people speak Sorvic"),
        ("the number of towns that grows", "how many towns grow"),
        ("the number of wheels that the clock had", "how many wheels did the clock have"),
        ("the number of sites at which the team lit lamps", None),
        ("the number of flats for which the fund paid", "for how many flats did the fund pay"),
        ("the number of cabins into which it is divided", None),
        ("the amount of water that the dam held back", "how much water did the dam hold back"),
        ("the amount of ditches that they dug", "what amount of ditches did they dig"),
        ("the time for which Kell led the board", "for how long did Kell lead the board"),
        ("the time within which the leak doubled", "within what time did the leak double"),
        ("the time that each scan took", "how long did each scan take"),
        ("the sum that the city took in", "what sum did the city take in"),
        ("the margin by which Ann defeated Bo", "by what margin did Ann defeat Bo"),
        ("the share of cleaners who drive to work", "what share of cleaners drive to work"),
        ("the share of heat that the plant supplies", "what share of heat does the plant supply"),
        ("the depth to which Kell lowered a lamp", "to what depth did Kell lower a lamp"),
        ("the distance that foragers travel", "what distance do foragers travel"),
        ("the age of Morag Fyfe", "how old is Morag Fyfe"),
    ],
)
def test_what_is_measured_is_asked_in_a_sentence(what: str, question: str | None) -> None:
    assert number_question(what, now=True) == (question or f"what is {what}")


@pytest.mark.parametrize(
    "what",
    [
        "the share of water that never reaches a tap",
        "the length of the trial after which the city introduced a toll",
        "the number of houses that the man who built the road pulled down",
        "the number of people whom the dam drowned",
        "the number of reports that the board said were lost",
    ],
)
def test_what_might_be_read_otherwise_is_asked_for_as_it_stands(what: str) -> None:
    assert number_question(what, now=False) == f"what was {what}"


def test_what_names_no_measure_is_asked_for_as_a_figure() -> None:
    for what in ("the running costs a year", "the votes for the order", "visitors in 2015"):
        assert number_question(what, now=True) == f"what is the figure for {what}"
