"""Claims without a verb of saying, and speakers without a name."""

import pytest

from quizapp.drafting.proposers import attitude, claim, stance, wish
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The opposition wants to sell the two oldest ferries.",
            "The opposition argued that the two oldest ferries should be sold.",
        ),
        (
            "The mayor, Jan Ross, has promised to build 900 flats by 2030.",
            "Jan Ross promised that 900 flats would be built by 2030.",
        ),
        (
            "The council plans to buy back 200 flats from private owners.",
            "The council intended that 200 flats would be bought back from private owners.",
        ),
        (
            "Petra Lang accuses the hospitals of drawing up rotas by computer.",
            "Petra Lang claimed that the hospitals draw up rotas by computer.",
        ),
        (
            "Petra Lang accused the hospitals of having altered the rotas.",
            "Petra Lang claimed that the hospitals had altered the rotas.",
        ),
        (
            "The council puts the fog down to a fire that burned for weeks.",
            "The council said that the fog was due to a fire.",
        ),
        (
            "Many experts attribute the rise to the publicity.",
            "Many experts said that the rise was due to the publicity.",
        ),
        (
            "Petra Lang is convinced that the wheels were sold.",
            "Petra Lang believed that the wheels were sold.",
        ),
        (
            "Anna Berg, a lawyer, has no doubt that the city acted too late.",
            "Anna Berg believed that the city acted too late.",
        ),
    ],
)
def test_an_attitude_is_a_claim(text: str, statement: str) -> None:
    assert [each.statement for each in attitude.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "The opposition does not want to sell the two oldest ferries.",
        "The opposition may want to sell the two oldest ferries.",
        "Some want to sell the two oldest ferries.",
        "Petra Lang has a theory that nobody has heard.",
        "Anna Berg accused the hospitals of greed.",
        "The machine puts the letters to the left.",
        "Does the opposition want to sell the two oldest ferries?",
    ],
)
def test_what_is_no_attitude_makes_no_claim(text: str) -> None:
    assert attitude.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A spokeswoman calls the bridge useless.",
            "A spokeswoman said that the bridge was useless.",
        ),
        (
            "The union's chairwoman, Petra Lang, called the figures a disgrace.",
            "Petra Lang said that the figures were a disgrace.",
        ),
    ],
)
def test_what_somebody_calls_a_thing_is_a_claim(text: str, statement: str) -> None:
    assert [each.statement for each in stance.propose(page_of(text))] == [statement]


def test_somebody_without_a_name_may_wish_something() -> None:
    (made,) = wish.propose(page_of("The tenants' union wants rents to be frozen for five years."))
    assert (
        made.statement == "The tenants' union demanded that rents should be frozen for five years."
    )


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Economists at the University of Lorn doubt that the tax will lower rents.",
            "Economists doubted that the tax would lower rents.",
        ),
        (
            "Its author, Hana Weiss of the Lorn Institute, says the sample was too small.",
            "Hana Weiss said that the sample was too small.",
        ),
        (
            "Rents in the old town have doubled within a decade, residents complain.",
            "Residents complained that rents in the old town doubled within a decade.",
        ),
        (
            "Astronomers suspect that the dust came from a comet.",
            "Astronomers suspected that the dust came from a comet.",
        ),
        (
            "Floods will be twice as frequent by 2050, the national weather service expects.",
            "The national weather service expected that floods would be twice as frequent by 2050.",
        ),
        (
            "There is no evidence of a plot, the court ruled.",
            "The court ruled that there is no evidence of a plot.",
        ),
        (
            "Anna Berg predicts that prices will rise again next spring.",
            "Anna Berg predicted that prices would rise again.",
        ),
        (
            "In the opinion of the mayor, Jan Ross, the state should build on its own land.",
            "Jan Ross said that the state should build on its own land.",
        ),
    ],
)
def test_the_speaker_is_the_subject_of_the_verb(text: str, statement: str) -> None:
    assert [each.statement for each in claim.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg's model, which cuts the air into 60 layers, suggests that drops stayed low.",
        "The model, which cuts the air into 60 layers, suggests that drops stayed low.",
        "The rule means that ships wait outside.",
        "The software ensures that no letter is lost.",
    ],
)
def test_layers_and_rules_say_nothing(text: str) -> None:
    speakers = {str(each.slots["speaker"]) for each in claim.propose(page_of(text))}
    assert speakers <= {"anna-berg"}


def test_a_point_does_without_the_place_at_its_end() -> None:
    page = page_of(
        "According to Anna Berg, four in ten flats on the island stand empty from October to May."
    )
    (made,) = claim.propose(page)
    assert made.slots["point"] == "four in 10 flats on the island stand empty"
