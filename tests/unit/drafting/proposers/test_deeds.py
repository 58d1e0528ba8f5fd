"""Who did what behind "by", what somebody is said to have done, lives, and steps that take up."""

from typing import Any

import pytest

from quizapp.drafting.propose import draft_facts

_DONE = {
    "The fund is administered by Retur Marl, a firm of brewers.": (
        "Retur Marl administers the fund."
    ),
    "The Dahl Medal, established by the Polar Institute in 1949, is awarded for work on ice.": (
        "The Polar Institute established the Dahl Medal in 1949."
    ),
    "The Harlow Theatre, run by Ann Day, is closed on Mondays.": "Ann Day runs the Harlow Theatre.",
    "The Harlow Theatre has been run by Ann Day since 1998.": (
        "Ann Day has run the Harlow Theatre since 1998."
    ),
    "The work was led by Rosa Lind of the University of Marl.": "Rosa Lind led the work.",
    "The survey is paid for by the Northern Council.": "The Northern Council pays for the survey.",
    "Clara Weston was a surveyor who drew the first map of Lindau.": (
        "Clara Weston drew the first map of Lindau."
    ),
    "Hundreds of miners built a wall of stones.": "Hundreds of miners built a wall of stones.",
    "The Spanish equipped a fleet of war ships.": "The Spanish equipped a fleet of war ships.",
    "On Braun's retirement in 1901 Weston took charge of the observatory.": (
        "Weston took charge of the observatory on Braun's retirement in 1901."
    ),
    "The investigators apprehended the tall man, but no arms were found in his house.": (
        "The investigators apprehended the tall man."
    ),
    "The council voted to close the old harbour.": "The council voted to close the old harbour.",
    'Clara Weston wrote the song "Blue Hills" for her father.': (
        'Clara Weston wrote the song "Blue Hills" for her father.'
    ),
    "Clara Weston grew up on the western frontier in Marl and Lindau.": (
        "Clara Weston grew up on the western frontier in Lindau and Marl."
    ),
    "Clara Weston drew bees. For one of her prizes, Weston drew the Polish actress Lena Marl.": (
        "Clara Weston drew the Polish actress Lena Marl for one of her prizes."
    ),
    "Clara Weston was born in Lindau to a baker and a nurse.": "Clara Weston was born in Lindau.",
    "The first moving picture of a bird was shown in Lindau, by Clara Weston.": (
        "Clara Weston showed the first moving picture of a bird in Lindau."
    ),
    "The old record stood until Clara Weston won her third race in Lindau.": (
        "Clara Weston won her third race in Lindau."
    ),
    "Clara Weston slowly gave up her hope to build a new mill on the hill.": (
        "Clara Weston slowly gave up her hope to construct a new mill on the hill."
    ),
    "Clara Weston offered to build a new organ.": "Clara Weston offered to build a new organ.",
}


def _drafts(text: str, kind: str) -> dict[str, dict[str, Any]]:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    return {
        str(each.fact["statement"]): each.fact
        for each in drafts
        if each.fact["type"] == kind and not each.held
    }


@pytest.mark.parametrize(("text", "statement"), _DONE.items())
def test_who_did_it_is_told_in_the_tense_of_the_sentence(text: str, statement: str) -> None:
    assert statement in _drafts(text, "action")


@pytest.mark.parametrize(
    "text",
    [
        "The boat is tied up by fishermen.",
        "The town was not built by monks.",
        "Dunlaw Marine sold the southern yard a month later.",
        "Clara Weston wanted to pay for the new organ.",
        "Clara Weston was the daughter of a miner who moved to Essen.",
        "A group of guests led by Karl Braun left early, and the feast went on.",
        "The mill was bought by the brothers Karl and Emil Dahl.",
    ],
)
def test_what_is_no_deed_of_one_who_is_told_is_no_action(text: str) -> None:
    assert not _drafts(text, "action")


@pytest.mark.parametrize(
    ("text", "statement", "pledge"),
    [
        (
            "In the Treaty of Lorn the duke abolished the tax on salt.",
            "The duke was to abolish the tax on salt under the Treaty of Lorn.",
            "to abolish the tax on salt",
        ),
        (
            "Under the Tarn Accord of 1968 the states handed the mine over to the town.",
            "The states were to hand the mine over to the town under the Tarn Accord of 1968.",
            "to hand the mine over to the town",
        ),
    ],
)
def test_what_a_treaty_has_somebody_do_was_pledged_in_it(
    text: str, statement: str, pledge: str
) -> None:
    (fact,) = _drafts(text, "agreement").values()
    assert (fact["statement"], fact["slots"]["pledge"]) == (statement, pledge)
    assert not _drafts("Under the Tarn Accord the town was happy.", "agreement")


def test_a_deed_that_is_only_said_is_reported() -> None:
    (found,) = _drafts(
        "Anna Kroll, who headed the guild, is said to have taken the silver home.", "action"
    ).values()
    assert found["statement"] == "Anna Kroll is said to have taken the silver home."
    assert found["status"] == "reported"
    assert found["slots"]["act"] == "took the silver home"
    assert not _drafts("Karl Braun is said to have been shot.", "action")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Clara Weston (14 February 1871 – 3 October 1944) was a surveyor.",  # noqa: RUF001 - as print has it
            {
                "Clara Weston was born on 14 February 1871.": "1871-02-14",
                "Clara Weston died on 3 October 1944.": "1944-10-03",
            },
        ),
        (
            "Clara Weston (born 4 May 1950) is a surgeon.",
            {"Clara Weston was born on 4 May 1950.": "1950-05-04"},
        ),
        ("King Karl Braun (1873-1901) was a miser.", {}),
        ("Clara Weston (3 May 1900 - 2 June 1901) was mayor.", {}),
    ],
)
def test_brackets_behind_a_name_tell_a_life(text: str, told: dict[str, str]) -> None:
    found = {each: fact["slots"]["when"] for each, fact in _drafts(text, "event").items()}
    assert found == told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The rule has been in force since 1 July 1996.",
            "Since 1 July 1996, the rule has been in force.",
        ),
        (
            "Clara Weston received her Ph.D. in 1907. Thus she was called a doctor.",
            "Clara Weston received her Ph.D. in 1907.",
        ),
        ("The bridge opened on Friday, June 4, 1911.", "The bridge opened on 4 June 1911."),
        (
            "The bridge has carried trains since March 4, 1911.",
            "The bridge has carried trains since 4 March 1911.",
        ),
        (
            "The firm was fined in 2003. Since then every van has been linked to a register.",
            "Every van has been linked to a register since 2003.",
        ),
        (
            "Islanders had been waiting for a ship since 2011.",
            "Since 2011, islanders had been waiting for a ship.",
        ),
        (
            "The Marl Clock, which a duke paid for and which was finished in 1727, still goes.",
            "The Marl Clock was finished in 1727.",
        ),
        (
            "The tax rolls, found in 2003 behind a wall, show that salt was dear.",
            "The tax rolls were found behind a wall in 2003.",
        ),
        (
            "Neighbours have followed. Marl raised a tax in 2005, Ost in 2012 and Tarn in 2019.",
            "Ost raised a tax in 2012.",
        ),
        ("Clara Weston took charge of the yard herself in 1901.",
         "Clara Weston took charge of the yard in 1901."),
    ],
)  # fmt: skip
def test_what_began_or_came_to_pass_is_dated(text: str, statement: str) -> None:
    assert statement in _drafts(text, "event")


def test_since_then_is_of_no_year_far_before() -> None:
    far = "The firm was fined in 2003. " + "It makes large pumps for ships of all kinds. " * 5
    assert not [
        each
        for each in _drafts(f"{far}Since then every van has been linked to a register.", "event")
        if "since" in each.casefold()
    ]


def test_what_is_taken_up_again_is_a_further_step() -> None:
    text = "The machine reads the code, weighs the bottle, crushes it and prints a voucher."
    (fact,) = _drafts(text, "sequence").values()
    assert [each["text"] for each in fact["slots"]["steps"]] == [
        "the machine reads the code",
        "the machine weighs the bottle",
        "the machine crushes the bottle",
        "the machine prints a voucher",
    ]
    assert not _drafts("The trust runs schools, owns a farm and prints a magazine.", "sequence")


def test_a_single_word_is_nobodys_speech_but_what_is_said_is() -> None:
    told = 'Clara Weston sold the "palace" in Lindau to her brother.'
    said = 'Clara Weston called the farm "a burden that nobody wanted" in her letters.'
    assert _drafts(told, "action")
    assert not _drafts(said, "action")


def test_a_birth_asks_where_and_not_who() -> None:
    (draft,) = draft_facts(
        [(1, "Clara Weston was born in Lindau.")], known={}, article="a", topic="t"
    ).drafts
    assert draft.fact["slots"]["act"] == "was born"
    assert draft.fact["guards"]["hide"] == ["actor"]


@pytest.mark.parametrize(
    "text",
    [
        "The council rejected the plan of being ruled from Lindau, claiming that it was old.",
        "Clara Weston ended the year.",
        "The doctors performed a series of tests early today.",
    ],
)
def test_what_is_cut_short_is_no_deed(text: str) -> None:
    assert not _drafts(text, "action")
