"""The tolerant matcher, case by case."""

import pytest

from quizapp.grading.text import differences, match

PEOPLE = ("Boris Yeltsin", "Yeltsin", "George W. Bush", "Helmut Kohl", "Kohl")
GORBACHEV = ("Mikhail Gorbachev", "Gorbachev")

RIGHT_OR_ALMOST = [
    # response, accept, wrong, verdict
    ("Mikhail Gorbachev", GORBACHEV, PEOPLE, "right"),
    ("mikhail gorbachev", GORBACHEV, PEOPLE, "right"),
    ("  GORBACHEV ", GORBACHEV, PEOPLE, "right"),
    ("Gorbatchev", GORBACHEV, PEOPLE, "right"),
    ("Gorbachov", GORBACHEV, PEOPLE, "right"),
    ("Gobrachev", GORBACHEV, PEOPLE, "right"),
    ("Mikhael Gorbachev", GORBACHEV, PEOPLE, "right"),
    ("Gorbachev Mikhail", GORBACHEV, PEOPLE, "almost"),
    ("President Gorbachev", GORBACHEV, PEOPLE, "almost"),
    ("Gorbbatchjev", GORBACHEV, PEOPLE, "almost"),
    ("Zelenskyy", ("Volodymyr Zelenskyy",), PEOPLE, "almost"),
    ("the Soviet Union", ("Soviet Union", "USSR"), ("European Union",), "right"),
    ("U.S.S.R.", ("Soviet Union", "USSR"), ("European Union",), "right"),
    ("Soviet-Union", ("Soviet Union", "USSR"), ("European Union",), "right"),
    ("Cafe\u0301", ("café",), (), "right"),
    ("cafe", ("café",), (), "right"),
    ("Lodz", ("Łódź",), (), "right"),
    ("co-operation", ("cooperation",), (), "right"),
    ("glas nost", ("glasnost",), ("perestroika",), "right"),
    ("\uff27\uff4c\uff41\uff53\uff4e\uff4f\uff53\uff54", ("glasnost",), (), "right"),
    ("peace & security", ("peace and security",), (), "right"),
    ("Partnership of Peace", ("Partnership for Peace",), (), "almost"),
    ("open skies", ("Treaty on Open Skies",), (), "almost"),
    ("Lord\u2019s Resistance", ("Lord's Resistance",), (), "right"),
    ("the USA", ("United States",), ("United Kingdom",), "right"),
    ("US Secretary of State", ("United States Secretary of State",), (), "right"),
    ("Secretary of State", ("United States Secretary of State",), (), "almost"),
    ("Republic of Congo", ("Republic of the Congo",), (), "right"),
    ("Second World War", ("World War II",), ("World War I",), "right"),
    ("St Augustine", ("Saint Augustine",), (), "right"),
    ("Louis 14", ("Louis XIV",), ("Louis XV",), "right"),
    ("boxes", ("box",), (), "right"),
    ("cities", ("city",), (), "right"),
    ("president", ("president of the club",), (), "almost"),
    ("dos Santos", ("Maria Lima dos Santos",), (), "almost"),
    ("Mr Gorbachev", ("Mikhail Gorbachev",), PEOPLE, "almost"),
]

REFUSED = [
    ("", GORBACHEV, PEOPLE),
    ("?!", GORBACHEV, PEOPLE),
    ("Yeltsin", GORBACHEV, PEOPLE),
    ("Boris Yeltsin", GORBACHEV, PEOPLE),
    ("Yeltsyn", GORBACHEV, PEOPLE),
    ("Mikhail", GORBACHEV, PEOPLE),
    ("Austria", ("Australia",), ("Austria",)),
    ("Austira", ("Australia",), ("Austria",)),
    ("Slovakia", ("Slovenia",), ("Slovakia",)),
    ("Iran", ("Iraq",), ("Iran",)),
    ("NATO", ("NACC",), ("NATO",)),
    ("EU", ("EC",), ()),
    ("European Union", ("Soviet Union",), ("European Union",)),
    ("Union", ("Soviet Union",), ("European Union",)),
    ("one inch", ("not one inch",), ()),
    ("START II", ("START I",), ("START II",)),
    ("Helsinki 2", ("Helsinki 1",), ()),
    ("perestroika", ("glasnost",), ("perestroika",)),
    ("UK", ("United States",), ("United Kingdom",)),
    ("World War I", ("World War II",), ("World War I",)),
    ("Louis XV", ("Louis XIV",), ("Louis XV",)),
    ("Treaty", ("Treaty of Arda",), ()),
    ("bus", ("us",), ()),
    ("dos Santos", ("Maria Lima",), ()),
    ("xyz", GORBACHEV, PEOPLE),
    ("I do not know", GORBACHEV, PEOPLE),
]


@pytest.mark.parametrize(("response", "accept", "wrong", "verdict"), RIGHT_OR_ALMOST)
def test_a_variant_of_the_answer_is_accepted_or_offered(
    response: str, accept: tuple[str, ...], wrong: tuple[str, ...], verdict: str
) -> None:
    assert match(response, accept=accept, wrong=wrong).verdict == verdict


@pytest.mark.parametrize(("response", "accept", "wrong"), REFUSED)
def test_another_answer_is_refused(
    response: str, accept: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    assert match(response, accept=accept, wrong=wrong).verdict == "wrong"


def test_a_surname_of_several_is_refused_and_says_why() -> None:
    family = ("Thomas Brandt", "Nancy Brandt")
    found = match("Brandt", accept=("Otto Brandt",), wrong=family)
    assert (found.verdict, found.note) == (
        "wrong",
        "Several are called that: write the whole name.",
    )
    assert match("Brandt", accept=("Otto Brandt",), wrong=("Brandt",)).note == "That is Brandt."


def test_a_refused_entity_is_named_to_the_learner() -> None:
    assert match("yeltsin", accept=GORBACHEV, wrong=PEOPLE).note == "That is Yeltsin."


def test_the_difference_spells_the_response_and_the_answer() -> None:
    segments = differences("Gorbatchev", "Gorbachev")
    answer = "".join(each.text for each in segments if each.kind != "extra")
    response = "".join(each.text for each in segments if each.kind != "missing")
    assert (answer, response) == ("Gorbachev", "Gorbatchev")
    assert any(each.kind == "extra" and each.text == "t" for each in segments)
