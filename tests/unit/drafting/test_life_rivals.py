"""Who "she" is in the article of a life, beside others whom a pronoun fits as well."""

import pytest

from quizapp.drafting.propose import draft_facts
from tests.unit.drafting.pages import pages_of

_LIFE = (
    "Nora Ashby was an English potter. Ashby was born in Hull in 1870. Ashby had no money.",
    "Ashby built a kiln. Ashby sold bowls in York. Ashby left the town.",
    "Ashby learned Danish. Ashby never sold the kiln.",
)
_OF_UNKNOWN_NAME = tuple(each.replace("Nora", "Yrsa") for each in _LIFE)


def _meant(passage: str, word: str, life: tuple[str, ...] = _LIFE) -> str:
    """Return the key that the last such word of a further passage stands for, or ""."""
    page = pages_of(*life, passage)[-1]
    tokens = [each for sentence in page.sentences for each in sentence.tokens]
    start = [each.start for each in tokens if each.low == word][-1]
    return page.antecedents.get(start) or page.standins.get(start, "")


@pytest.mark.parametrize(
    ("passage", "word"),
    [
        ("Taught by Clara Reed, she learned to glaze.", "she"),
        ("With the help of Clara Reed, she opened a shop.", "she"),
        ("After the death of Clara Reed, she took over the shop.", "she"),
        ("Like her rival, Clara Reed, she worked in clay. Her jugs were blue.", "her"),
        ("In 1901, Ashby, encouraged by Clara Reed, moved to Bath. She taught there.", "she"),
        ("Ashby was a friend of Clara Reed. Her letters were printed in 1950.", "her"),
        ("Ashby joined a guild. It had ten members, according to Clara Reed. She left it.", "she"),
        ("Clara Reed introduced her to a dealer.", "her"),
        ("Clara Reed, a cousin of Ashby, wrote to her in 1904.", "her"),
    ],
)
def test_whoever_a_lesser_place_names_is_not_the_one_whose_life_is_told(
    passage: str, word: str
) -> None:
    assert _meant(passage, word) == "nora-ashby"


@pytest.mark.parametrize(
    ("passage", "word"),
    [
        ("Ashby died in Bath. Clara Reed wrote her obituary.", "her"),
        ("Her teacher, Clara Reed, was strict. She moved to Leeds.", "she"),
        ("When Clara Reed died in 1920, she left the house to a school.", "she"),
        ("Ashby made a red glaze. It was copied by Clara Reed, a rival. She was fined.", "she"),
        ("Her sister Clara Reed was a nurse. She died in 1901.", "she"),
        ("The critic Clara Reed attacked Ashby, and she left in 1894.", "she"),
        ("Clara Reed dedicated a vase to Ashby. She sold it in 1925.", "she"),
        ("Her mother, Clara Reed, ran a mill, and she kept the books.", "she"),
        ("Work began under Ashby's foreman, Clara Reed. She lost an arm.", "she"),
        ("Ashby met Clara Reed, who lived in Bath. She moved to Leeds.", "she"),
        (
            "The guild had a porter. Its seal was drawn by Clara Reed. She was paid ten pounds.",
            "she",
        ),
    ],
)
def test_where_two_may_be_meant_nobody_is(passage: str, word: str) -> None:
    assert _meant(passage, word) == ""


@pytest.mark.parametrize(
    ("passage", "word", "key"),
    [
        ("The guild chose Clara Reed, who said that she was ill.", "she", "clara-reed"),
        ("Her husband, the grocer Karl Weiss, sold the shop. He died in 1912.", "he", "karl-weiss"),
        ("The guild was led by others. Clara Reed spoke. She left in 1912.", "she", "clara-reed"),
        ("The seal is by the poet Clara Reed, who drew it. She left in 1912.", "she", "clara-reed"),
        ("Clara Reed taught at the guild. She gave Ashby the keys.", "she", "clara-reed"),
    ],
)
def test_another_one_is_meant_where_nobody_else_can_be(passage: str, word: str, key: str) -> None:
    assert _meant(passage, word) == key


def test_the_one_after_a_passage_about_another_is_left_open() -> None:
    other = "Clara Reed retired in 1909. Reed moved to Leeds."
    assert _meant("In 1911 she won a medal.", "she", (*_LIFE, other)) == ""


def test_pronouns_tell_of_which_gender_the_one_is_whose_life_is_told() -> None:
    told = "Ashby fired her bowls twice. She sold them. Then she gave her money away."
    passage = "Taught by Clara Reed, she learned to glaze."
    assert _meant(passage, "she", (*_OF_UNKNOWN_NAME, told)) == "yrsa-ashby"


def test_him_is_not_who_does_it() -> None:
    text = "Hugh Lowe copied the pump. He sued him in 1877."
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    assert not [x for x in drafts if str(x.fact["statement"]).count("Hugh Lowe") > 1]


def test_she_says_at_the_head_of_a_passage_is_nobody_of_two_named_before() -> None:
    before = "The plan was drawn up by Clara Reed. The mayor, Ellen Drury, rejected it in 2001."
    after = "The bridge is too narrow, she says, for two lanes."
    drafts = draft_facts([(1, before), (2, after)], known={}, article="a", topic="t").drafts
    assert not [x for x in drafts if "narrow" in str(x.fact["statement"]) and not x.held]


def test_a_life_with_many_others_is_that_of_whose_name_opens_it() -> None:
    others = "Mary Holm, Edith Gray, Jane Orm, Ada Finch and Rose Tull"
    life = (
        f"Nora Ashby was a potter. Ashby knew {others}. Ashby left.",
        f"Ashby taught {others}. Ashby sold bowls.",
        "Jane Orm drew plates. In her memoirs she called Ashby dull.",
    )
    assert _meant("In 1903 she got a prize.", "she", life) == ""


def test_a_passage_may_go_on_with_the_other_one_of_the_passage_before() -> None:
    life = (*_LIFE, "Ashby met a rival. Clara Reed moved to Leeds.")
    assert _meant("In a play about Clara Reed, she sold the kiln.", "she", life) == ""
