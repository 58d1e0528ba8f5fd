"""Who says what."""

import pytest

from quizapp.drafting.voices.speakers import sayings_of
from tests.unit.drafting.pages import page_of, pages_of


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Helen Carter said that the roof leaks.", "helen-carter", "the roof leaks"),
        ("Helen Carter, a lawyer, argued that the roof leaks.", "helen-carter", "the roof leaks"),
        ("Helen Carter believes the roof leaks badly.", "helen-carter", "the roof leaks badly"),
        ("According to Helen Carter, the roof leaks.", "helen-carter", "the roof leaks"),
        ("The roof leaks, according to Helen Carter.", "helen-carter", "The roof leaks"),
        ("In Carter's view, the roof leaks. Helen Carter left.", "helen-carter", "the roof leaks"),
        ("The roof leaks, warned Helen Carter, a lawyer.", "helen-carter", "The roof leaks"),
        ('"The roof leaks," said Helen Carter.', "helen-carter", "The roof leaks"),
        ('"The roof leaks," said the mayor, Helen Carter.', "helen-carter", "The roof leaks"),
        ("Helen Carter told Tom Hughes that the roof leaks.", "helen-carter", "the roof leaks"),
        ("Rivers Alive, a charity, pointed out that the roof leaks.",
         "rivers-alive", "the roof leaks"),
        ("The roof leaks, as Helen Carter feared.", "helen-carter", "The roof leaks"),
        ("Helen Carter praised the town and said that the roof leaks.",
         "helen-carter", "the roof leaks"),
    ],
)  # fmt: skip
def test_a_speaker_is_found(text: str, speaker: str, words: str) -> None:
    firm = [each for each in sayings_of(page_of(text)) if each.firm]
    assert [(each.speaker, text[each.start : each.end].strip(' "')) for each in firm] == [
        (speaker, words)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Helen Carter and Tom Hughes said that the roof leaks.",
        "Helen Carter's brother said that the roof leaks.",
        "Helen Carter did not say that the roof leaks.",
        "Helen Carter may argue that the roof leaks.",
        "Neither Helen Carter nor Tom Hughes said that the roof leaks.",
        "If Helen Carter claims that the roof leaks, they will pay.",
        "Tom Hughes heard Helen Carter say that the roof leaks.",
        "Helen Carter was told that the roof leaks.",
        "It is believed that the roof leaks. Helen Carter left.",
        '"The roof leaks." Helen Carter left the room.',
        "The work took nine months rather than the five that Helen Carter had feared.",
        "The work took nine months rather than the five Helen Carter had feared.",
        "The house stood empty for lack of anybody whom Helen Carter believed.",
        "Helen Carter added 200 pounds on condition that the roof be mended.",
    ],
)
def test_a_doubtful_speaker_is_nobody(text: str) -> None:
    assert [each for each in sayings_of(page_of(text)) if each.firm and each.speaker] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Critics of the plan argue that the roof leaks.", "critics of the plan"),
        ("A spokesman for Helen Carter said that the roof leaks.", "spokesman for Helen Carter"),
        ("Supporters of Tom Hughes, including Helen Carter, argue that the roof leaks.",
         "supporters of Tom Hughes"),
        ("Some historians believe that the roof leaks.", "some historians"),
        ("The inquiry concluded that the roof leaks.", "inquiry"),
        ("A study published in June found that the roof leaks.", "study"),
        ("According to local campaigners, the roof leaks.", "local campaigners"),
        ("Helen Carter's report found that the roof leaks.", "Helen Carter"),
        ("A survey by the National Trust found that the roof leaks.", "National Trust"),
    ],
)  # fmt: skip
def test_a_speaker_without_a_name_is_called_by_its_words(text: str, name: str) -> None:
    page = page_of(text)
    (saying,) = [each for each in sayings_of(page) if each.firm]
    assert page.entities[saying.speaker].name == name


@pytest.mark.parametrize(
    "text",
    [
        "The figures show that the roof leaks.",
        "The computers said that the roof leaks.",
        "A spokesman said that the roof leaks.",
        "These people said that the roof leaks.",
        "The largest study so far found that the roof leaks.",
    ],
)
def test_what_speaks_for_nobody_gets_no_name(text: str) -> None:
    assert [each for each in sayings_of(page_of(text)) if each.speaker] == []


def test_she_is_the_only_person_named_before_in_the_passage() -> None:
    page = page_of("Helen Carter left. The roof of the mill is old. It was slow, she said.")
    assert [each.speaker for each in sayings_of(page)] == ["helen-carter"]
    two = page_of(
        "Helen Carter met Anna Bauer. The roof of the mill is old. It was slow, she said."
    )
    assert [each.speaker for each in sayings_of(two)] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Helen Carter accused the bank of hiding losses of 30 million euros.",
        "Helen Carter warned of 300 leaks in the roof.",
    ],
)
def test_what_somebody_is_blamed_for_is_nobodys_fact(text: str) -> None:
    assert [each.firm for each in sayings_of(page_of(text))] == [False]


def test_a_noun_of_saying_frames_its_clause() -> None:
    (saying,) = sayings_of(page_of("Helen Carter's claim that the roof leaks surprised the town."))
    assert (saying.speaker, saying.verb) == ("helen-carter", "claimed")


def test_the_one_who_is_told_is_kept() -> None:
    (saying,) = sayings_of(page_of("James Baker assured Mikhail Gorbachev that the roof leaks."))
    assert saying.to == "mikhail-gorbachev"


def test_a_quotation_of_its_own_goes_on_with_the_speaker_before() -> None:
    page = page_of('"The roof leaks," said Helen Carter. "It has leaked for a year."')
    assert [each.speaker for each in sayings_of(page)] == ["helen-carter", "helen-carter"]


def test_the_guest_of_a_talk_is_i() -> None:
    pages = pages_of(
        "Amara Lind has studied ice for years. She spoke to us in May.",
        "Q: Is it loud?",
        "A: I believe that old ice is louder than new ice.",
        "Q: And you?",
        "A: We are tired.",
    )
    assert [each.speaker for each in sayings_of(pages[2])] == ["amara-lind"]


def test_an_answer_is_not_given_to_the_one_who_asked() -> None:
    page = page_of('"The dam must go," Anna Smith told Paul Jones, who replied: "The dam stays."')
    said = {
        (each.speaker, each.quote.words) for each in sayings_of(page) if each.quote and each.firm
    }
    assert said == {("anna-smith", "The dam must go"), ("paul-jones", "The dam stays.")}


def test_another_speaker_ends_what_the_first_one_says() -> None:
    text = "Paul Jones denied that the dam was old, and Anna Smith claimed that it was lost."
    first = sayings_of(page_of(text))[0]
    assert (first.speaker, text[first.start : first.end]) == ("paul-jones", "the dam was old")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The authors agree. They add that it rained.", "it rained"),
        ("It was late, the authors state; the lock is old.", "It was late"),
        ("The authors warn that it leaks; the lock is old.", "it leaks"),
    ],
)
def test_a_body_of_several_without_a_name_speaks(text: str, said: str) -> None:
    found = [
        text[each.start : each.end]
        for each in sayings_of(page_of(text))
        if each.speaker and each.firm
    ]

    assert found == [said]
