"""Claims and quotations of speakers without a name, of owned papers, and cut by a tag."""

import pytest

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_by_context
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import Draft


def _drafts(text: str, *, types: tuple[str, ...] = ("claim", "quotation")) -> tuple[Draft, ...]:
    made = draft_facts([(1, text)], known={}, article="saying", topic="saying").drafts
    return tuple(each for each in made if each.fact["type"] in types)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Shepherds reply that few lambs are lost to eagles.",
            "Shepherds replied that few lambs are lost to eagles.",
        ),
        (
            "Anna Reid ran the harbour. Her memorandum of 1974 argued that silt was no problem.",
            "In 1974 the memorandum of Anna Reid argued that silt was no problem.",
        ),
        (
            "Anna Reid studied eels. Her theory holds that eels follow the moon.",
            "Anna Reid held that eels follow the moon.",
        ),
        (
            "Half of the wells were dry by 1911, figures from the Orme Institute suggest.",
            "The Orme Institute suggested that half of the wells were dry by 1911.",
        ),
        (
            "Parish registers suggest that a third of the children died.",
            "Parish registers suggested that a third of the children died.",
        ),
        (
            'The levy on slate, says the guild\'s clerk, Anna Reid, "costs us a roof a week".',
            'Anna Reid said that the levy on slate "costs us a roof a week".',
        ),
        (
            'Anna Reid chairs the port. "Our harbour needs big ships," she told reporters at sea.',
            'Anna Reid said: "Our harbour needs big ships".',
        ),
        (
            "The panel met, with tenants expressing fears that the mill would be closed.",
            "Tenants feared that the mill would be closed.",
        ),
        (
            "Anna Reid repeated the claim that the lock was too old.",
            "Anna Reid claimed that the lock was too old.",
        ),
        (
            "A colder current may be driving the shift, scientists suspect.",
            "Scientists suspected that a colder current might be driving the shift.",
        ),
        (
            "Mud is suspected to have blocked the lock, according to a report by the Orme Trust.",
            "The Orme Trust said that mud is suspected to have blocked the lock.",
        ),
        (
            "Nine boats were lost in the gale, according to the coastguard.",
            "The coastguard said that nine boats were lost in the gale.",
        ),
        (
            'The toll will hurt "the small ports", Anna Reid warned.',
            'Anna Reid warned that the toll will hurt "the small ports".',
        ),
        (
            'The toll "does not help the small ports", said Anna Reid, clerk of the guild.',
            'Anna Reid said that the toll "does not help the small ports".',
        ),
        (
            "A paper by Tom Wilk and Anna Rahman looked at mills and found that wages had fallen.",
            "The paper by Tom Wilk and Anna Rahman found that wages had fallen.",
        ),
        (
            "It took the lifeboat fifty minutes to reach the ship, Anna Reid said.",
            "Anna Reid said that the lifeboat took fifty minutes to reach the ship.",
        ),
        (
            "Droughts like that of 1921 will come twice as often, Anna Reid warned.",
            "Anna Reid warned that droughts like that of 1921 will come two times as often.",
        ),
        (
            "No quay, Anna Reid found, had been measured since 1987, when it was dredged.",
            "Anna Reid found that no quay had been measured since 1987.",
        ),
        (
            'Contemporaries called the catalogue "a ledger of the stars".',
            'Contemporaries called the catalogue "a ledger of the stars".',
        ),
        (
            "The nine skulls, according to the researchers, belong to one tribe.",
            "The researchers said that the nine skulls belong to one tribe.",
        ),
        (
            "Anna Reid endorsed the recommendation that more work was needed.",
            "Anna Reid recommended that more work was needed.",
        ),
        (
            "Anna Reid chairs the port. Without a new lock, Reid said, the town would lose trade.",
            "Anna Reid said that without a new lock, the town would lose trade.",
        ),
        (
            "Anna Reid chairs the port. Her final report, she said, would name no culprits.",
            "Anna Reid said that her final report would name no culprits.",
        ),
        (
            "Anna Reid announced that she would bring in a bill.",
            "According to Anna Reid, she would bring in a bill.",
        ),
    ],
)
def test_a_saying_is_drafted_with_its_speaker(text: str, statement: str) -> None:
    assert [each.fact["statement"] for each in _drafts(text)] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "In Orme, which took up the levy in 1997, each tenant adds a share of two pounds.",
        "A wider quay would cost an estimated three million and has been put to the council.",
        "The tax registers show that the price of salt had begun to rise before the war.",
        "Prices vary, according to the season.",
        'The port got a letter by someone who said, "I feel that the sea is rising".',
        "Her officials expect that it would add 60 million bottles a year.",
    ],
)
def test_what_nobody_says_is_no_claim(text: str) -> None:
    assert _drafts(text) == ()


def test_a_colon_behind_the_tag_brings_in_the_quotation() -> None:
    text = 'Small ports suffer, says its clerk, Anna Reid: "A quay of ten metres holds no liner."'
    said = [each.fact["statement"] for each in _drafts(text, types=("quotation",))]
    assert said == ['Anna Reid said: "A quay of ten metres holds no liner".']


def test_how_a_thing_was_done_is_not_left_out_of_what_is_said() -> None:
    text = "The ferry that ran aground off the point in May left port with one of its two lamps off, divers said."  # noqa: E501 - a sentence reads best whole
    assert all("lamps" in each.fact["statement"] for each in _drafts(text, types=("claim",)))


def test_a_verb_whose_help_stands_apart_is_not_turned() -> None:
    text = "Anna Reid said Mr Costello had only once previously delayed the mid-year harbour dues."
    assert all("delayed by" not in each.fact["statement"] for each in _drafts(text))


def test_how_much_is_not_who_did_it() -> None:
    text = "In their paper the authors estimate that the number of bats was overstated by between 15 and 25 per cent."  # noqa: E501 - a sentence reads best whole
    (draft,) = _drafts(text)
    assert "25 per cent overstated" not in draft.fact["statement"]


def test_a_change_keeps_both_its_ends() -> None:
    text = (
        "Numbers fell from 58,000 in 2022 to 33,000 a year later, figures from the Orme Trust show."
    )
    assert all("33,000 a year later" in each.fact["statement"] for each in _drafts(text))


@pytest.mark.parametrize(
    "text",
    [
        "The levy, says its director, Beate Strand, is low.",
        "It is the best map we have, said author of the study, Beate Strand, who teaches at Orme.",
    ],
)
def test_an_office_before_a_name_makes_it_a_person(text: str) -> None:
    start = text.index("Beate")
    assert kind_by_context(text, start, start + len("Beate Strand")) is EntityKind.PERSON


def test_those_who_are_somebodys_are_nobody_alone() -> None:
    text = (
        "A 2015 study co-authored by Anna Reid, professor emeritus of mines at Orme, and colleagues"
        " showed that Norland has entered an era of mass closures."
    )
    assert not [each for each in _drafts(text) if "olleagues" in each.fact["statement"]]


def test_a_doubt_goes_with_the_reason_it_is_about() -> None:
    text = (
        "Two kinds of moth go extinct every year on average, but few people notice, perhaps because"
        " the rate seems slow -- not a clear threat to the woods we depend on, noted the authors of"
        " the new study."
    )
    (draft,) = _drafts(text)
    assert draft.fact["slots"]["point"].endswith("few people notice")
