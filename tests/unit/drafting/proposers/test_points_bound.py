"""Pronouns that the one who speaks binds stay, and who speaks is told by the grammar."""

import pytest

from quizapp.drafting.propose import draft_facts


def _shown(text: str) -> list[str]:
    """Return the statements of the shown claims and quotations of a text; "##" parts passages."""
    passages = list(enumerate(text.split(" ## "), start=1))
    drafts = draft_facts(passages, known={}, article="a", topic="t").drafts
    return [
        each.fact["statement"]
        for each in drafts
        if not each.held and each.fact["type"] in {"claim", "quotation"}
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            (
                "Arantxa Sandoval says she is hoping to win her second Bayview Cup title after"
                " winning the doubles with her brother in 1990."
            ),
            "Arantxa Sandoval said that she was hoping to win her second Bayview Cup title.",
        ),
        (
            "The Monetary Fund said it would work with the new cabinet.",
            "The Monetary Fund said that it would work with the new cabinet.",
        ),
        (
            "Local commanders have warned they will shoot any villager who shelters deserters.",
            "Local commanders warned that they will shoot any villager who shelters deserters.",
        ),
        (
            "Prime Minister Helen Clark says she feels devastated by the loss of the yacht.",
            "Helen Clark said that she feels devastated by the yacht's loss.",
        ),
        (
            "Clara Reed told the radio station she had gone to Macara to see the wreck.",
            "Clara Reed said that she went to Macara to see the wreck.",
        ),
        (
            (
                "The Minister for Fisheries, Dora Blythe, told Channel Four that it is still not"
                " known whether the fleet will sail."
            ),
            "According to Dora Blythe, it was still not known whether the fleet will sail.",
        ),
        (
            "Ferry captain Hanna Brook says there has been a marked drop in complaints.",
            "Hanna Brook said that there has been a marked drop in complaints.",
        ),
        (
            "The Bureau of Mines's Clara Reed says the rain has done little to ease the fires.",
            "Clara Reed said that the rain did little to ease the fires.",
        ),
        (
            (
                "Sergeant Tom Keel says the man was caught after a short chase through the wood and"
                " is being interviewed by police."
            ),
            "Tom Keel said that the man had been caught after a short chase through the wood.",
        ),
        (
            (
                "Gareth Low spoke first. “We counted the number of wagons,” he said, according to a"
                " transcript translated into English."
            ),
            "Gareth Low said: “We counted the number of wagons”.",
        ),
        (
            (
                "According to William Low's book The Ancestry of Abel Dale, Nancy was the daughter"
                " of Joseph Hand."
            ),
            "William Low said that Nancy was the daughter of Joseph Hand.",
        ),
        (
            "The gold had left for Geneva by train. It weighed eleven tonnes, the paper added.",
            "The paper added that the gold weighed eleven tonnes.",
        ),
        (
            "A police spokesman says officers were called to the dunes north of Lorn.",
            "A police spokesman said that officers had been called to the dunes north of Lorn.",
        ),
        (
            "“The bell rang. I was sitting with Dr. Lund in the mill,” Gareth Low said.",
            "Gareth Low said: “I was sitting with Dr. Lund in the mill”.",
        ),
        (
            "Anna Reid says the mill will win last year's prize for the best bread.",
            "Anna Reid said that the mill will win the prize for the best bread.",
        ),
    ],
)
def test_what_somebody_says_is_told_with_the_pronoun_kept(text: str, statement: str) -> None:
    assert statement in [each.replace('"', "“", 1).replace('"', "”") for each in _shown(text)]


@pytest.mark.parametrize(
    "text",
    [
        # Who "he" is may be another one.
        (
            "The minister, Robert Hill, spoke of David Hicks. Mr Hill says he was not aware he had"
            " applied to join the navy."
        ),
        "Robert Hill spoke of David Hicks. Mr Hill says the police have known of him for years.",
        (
            "Captain Tom Reid has defended the decision to play Peter Rafter in doubles, saying"
            " he was always in doubt for the match."
        ),
        # Nobody says it.
        (
            "Refugee groups are strongly critical of Federal Government claims that the island plan"
            " is working well."
        ),
        "Winners were expected to return the statues to the academy after the ceremony.",
        "But a man known as Sven, told Radio Lorn about the boat.",
        "A Palestinian official earlier in the day was told there had been a drop in violence.",
        "About 15 per cent said extra hours had been cut.",
    ],
)
def test_what_may_be_anothers_is_not_told_as_the_speakers(text: str) -> None:
    assert _shown(text) == []


def test_a_name_that_a_man_is_known_by_can_be_taken_up() -> None:
    text = (
        "But a man known as Sven, told Channel Four he is sure the man detained in Norway is his"
        " friend Olof. ## He says in 1999 Olof told him about training in the army."
    )
    assert all("Channel Four said" not in each for each in _shown(text))


def test_a_suspected_fighter_is_none_for_all_that_is_known() -> None:
    text = "The minister says officers want to interview suspected Orlan fighter David Hicks."
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    assert [each for each in drafts if each.fact["type"] == "role"] == []


def test_an_aside_in_somebodys_words_is_theirs() -> None:
    text = (
        "Oskar Vaughan says the break-up of the West Ice Sheet, which accounts for 13 per cent of"
        " the ice, is not related to people."
    )
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    assert {each.fact["status"] for each in drafts} <= {"attributed"}
