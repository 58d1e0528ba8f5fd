"""What a thing is, where other words stand between, where it is turned round, and whose kin."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [
        each.fact["statement"]
        for each in made.drafts
        if each.fact["type"] == "definition" and not each.held
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Petrel, the national oil company, is the largest company in Norland.",
            "Petrel is the largest company in Norland.",
        ),
        ("The capital of Norland is Harrow.", "Harrow is the capital of Norland."),
        (
            "The capital and largest city of Norland is Harrow.",
            "Harrow is the capital and largest city of Norland.",
        ),
        (
            "Norland lies in the north. Its largest city is Port Emmer.",
            "Port Emmer is the largest city of Norland.",
        ),
        (
            "Norland lies in the north. Its capital Port Emmer is the highest city of the coast.",
            "Port Emmer is the highest city of the coast.",
        ),
        (
            "The longest river in the province of Norland is the Trennow.",
            "The Trennow is the longest river in the province of Norland.",
        ),
        (
            "The largest city by population in Norland is Harrow.",
            "Harrow is the largest city by population in Norland.",
        ),
        (
            "The largest frog is the Goliath frog, which eats mice.",
            "The Goliath frog is the largest frog.",
        ),
        ("Denmark is a kingdom in Europe.", "Denmark is a kingdom in Europe."),
        (
            "Albert Huxton was the third son of the writer Leonard Huxton.",
            "The third son of the writer Leonard Huxton was Albert Huxton.",
        ),
        (
            "Paul Kern moved to Lorn. His wife, Anna Kern, stayed in Harrow.",
            "Anna Kern was the wife of Paul Kern.",
        ),
        (
            "Anna Holt was the first woman to cross the Pale Ocean.",
            "The first woman to cross the Pale Ocean was Anna Holt.",
        ),
    ],
)
def test_what_a_clause_says_a_thing_is_is_told(text: str, statement: str) -> None:
    assert statement in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The reason of the delay is Harrow.",
        "They wrote to Bush Johnson, a widow from Lorn, who stayed.",
        "Anna Bauer was the friend of nobody.",
        "The director of the Lorn Museum is Anna Bauer.",
        "According to Paul Kern's book, Nora was the daughter of Joseph Holt.",
        "Denmark, a compliment that pleased the author, was the title.",
        "Drugs taken at home are a group of the safest methods in the world.",
        "Norland, the Coast League and Orpa signed.",
        "The capital of Norland since 1871 is Harrow.",
        "Wood work, a small part of a field is cleared, is hard.",
    ],
)
def test_what_is_no_meaning_is_not_told(text: str) -> None:
    assert _told(text) == []


def test_kin_of_two_who_stand_beside_is_kin_of_the_nearer() -> None:
    text = (
        "Ida Kern wrote plays. She was a child of Paul Kern and his wife, Anna Holt, a singer."
        " Ida Kern lived in Lorn."
    )
    assert "Anna Holt was the wife of Paul Kern." in _told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Norland is a mountain republic consisting of 48 provinces and 1,541 parishes.",
            "Norland is a mountain republic that consists of 48 provinces and 1,541 parishes.",
        ),
        (
            "Dyeing is the colouring of cloth by boiling wool or linen before it can be sold.",
            "Dyeing is the colouring of cloth by boiling linen or wool.",
        ),
        (
            "Norland was an important trading place between Estia and West Zarland.",
            "Norland was an important trading place between West Zarland and Estia.",
        ),
        (
            "Pottery is a practical and decorative craft practised by women throughout the north.",
            "Pottery is a decorative and practical craft practised by women throughout the north.",
        ),
    ],
)
def test_a_long_meaning_is_told_in_words_of_its_own(text: str, statement: str) -> None:
    assert statement in _told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            'A party who files an appeal is called an "appellant" or "petitioner".',
            "An appellant is a party who files an appeal.",
        ),
        (
            "A series of linked atoms of carbon is known as the skeleton or backbone.",
            "The skeleton is a series of linked atoms of carbon.",
        ),
        (
            "Altruism or selflessness is the opposite of selfishness.",
            "Altruism is the opposite of selfishness.",
        ),
    ],
)
def test_one_of_two_words_for_a_thing_is_told(text: str, statement: str) -> None:
    assert statement in _told(text)


def test_a_meaning_is_not_cut_before_what_tells_which() -> None:
    """Neither "the branch of biology" nor "the ways" says anything without the clause behind."""
    found = _told(
        "Zoology is the branch of biology that studies animals and the ways in which they live"
        " together in large groups."
    )
    assert not any(each.endswith(("biology.", "the ways.")) for each in found)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A glass eel is a long, thin fish that swims near the coast.",
            "A glass eel is a long, thin fish which swims near the coast.",
        ),
        (
            "A leptocephalus is the flat, transparent larva of an eel.",
            "The word for the flat, transparent larva of an eel is leptocephalus.",
        ),
    ],
)
def test_a_comma_between_adjectives_ends_no_meaning(text: str, statement: str) -> None:
    assert _told(text) == [statement]


def test_a_second_verb_is_no_second_noun() -> None:
    """The parser reads "rivers and breeds" as a pair; turned round it would be nonsense."""
    found = _told("An eel is a fish that lives in rivers and breeds in the sea.")
    assert not any("breeds and rivers" in each or "living" in each for each in found)


def test_an_abbreviation_keeps_its_capitals() -> None:
    found = _told("ANOVA is a form of testing that is used in many fields of science.")
    assert not any("aNOVA" in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "They knew Old Persia, the Etruscan world, and Greece.",
        "He praised generosity, an obligation, in his book.",
    ],
)
def test_a_name_in_a_list_and_a_noun_alone_are_no_meaning(text: str) -> None:
    assert _told(text) == []
