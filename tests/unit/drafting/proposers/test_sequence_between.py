"""Steps of which one is not numbered, and steps too long to be told whole."""

from quizapp.drafting.proposers.sequence import propose
from tests.unit.drafting.pages import page_of


def test_a_step_between_two_numbered_ones_counts() -> None:
    page = page_of(
        "The making of felt has four steps. First the wool is washed in a tub. Then two women"
        " card it. Hot soap knots the hairs. Finally the cloth is dried in the yard."
    )
    (found,) = [each for each in propose(page) if each.type == "sequence"]
    assert "hot soap knots the hairs" in [each["text"] for each in found.slots["steps"]]


def test_steps_are_cut_to_words_of_their_own() -> None:
    page = page_of(
        "The cycle of a geyser has three stages. First the channel fills with groundwater. Then the"
        " bubbles push some of the water out at the top. Finally the rest boils in the channel."
    )
    (found,) = [each for each in propose(page) if each.type == "sequence"]
    assert [each["text"] for each in found.slots["steps"]] == [
        "the channel fills with groundwater",
        "the bubbles push some of the water out",
        "the rest boils in the channel",
    ]


def test_nothing_follows_a_first_step_alone() -> None:
    page = page_of("The mill burned. First the roof fell in. The owner left the town for ever.")
    assert not [each for each in propose(page) if each.type == "sequence"]
