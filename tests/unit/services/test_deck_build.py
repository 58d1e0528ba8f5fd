"""Notes -> facts -> questions: each interaction comes out as it came in, and in a bank's files."""

from typing import Final

import pytest

from quizapp.bank.document import ArticleFacts
from quizapp.bank.emit import emit_article, emit_list
from quizapp.bank.parse import parse_bank
from quizapp.formats.incoming.incoming import Content, ItemContent, Note, PairContent
from quizapp.formats.incoming.incoming_codec import content_from_json, content_to_json
from quizapp.generation.codec import from_json, to_json
from quizapp.generation.generate import generate
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.services.decks.deck_build import DeckHead, deck_of, fact_id_of, kept_of

HEAD: Final = DeckHead("own-0123456789ab", "Deck", "deck.txt", "en")


def option(text: str, *, correct: bool = False) -> Option:
    """Return an option as an item holds it."""
    return Option(text, correct=correct, source=text)


ITEMS: Final[tuple[tuple[str, Interaction], ...]] = (
    ("Which one?", Choice((option("a"), option("all of the above", correct=True)))),
    ("Which?", MultipleChoice((option("a", correct=True), option("b"), option("c", correct=True)))),
    ("It is so.", TrueFalse("It is so.", correct=False, repair="It is not so.")),
    ("How is it called?", TextEntry(("NaCl", "salt"), ("sugar",))),
    ("It weighs _____ kg.", TextEntry(("2.5",), (), "number", 0.1, "kg", "It weighs ", " kg.")),
    ("When?", TextEntry(("1991",), (), "year")),
    ("Match.", Matching((("a", "1"), ("b", "2")), "Letter", "Digit")),
    ("In order?", Ordering(("first", "second"))),
    ("He did what?", Flashcard("that")),
)


def made_of(*contents: Content) -> list[Question]:
    """Return the questions of notes."""
    notes = [Note(f"k{n}", f"line {n}", each, topic="A::B") for n, each in enumerate(contents)]
    bank, unfit = deck_of(HEAD, [kept_of(HEAD.article_id, note) for note in notes])
    assert not unfit
    return list(generate(bank, seed="x").questions)


@pytest.mark.parametrize(("stem", "interaction"), ITEMS)
def test_an_item_is_asked_exactly_as_it_came(stem: str, interaction: Interaction) -> None:
    first, *more = made_of(ItemContent(stem, interaction, "Because."))
    assert first.interaction == interaction
    assert stem in first.stem
    assert first.explanation == "Because."
    assert from_json(to_json(first)) == first
    assert {each.type for each in more} <= {QuestionType.FLASHCARD}
    content = ItemContent(stem, interaction)
    assert content_from_json(content_to_json(content)) == content


def test_a_pair_is_a_flashcard_and_typed_when_short() -> None:
    long = "a very long meaning that nobody would care to type word by word"
    forms = [
        (each.view, each.type.value, each.stem)
        for each in made_of(PairContent("ser", long, both_ways=True), PairContent("ir", "to go"))
    ]
    assert forms == [
        ("back", "flashcard", "ser"),
        ("front", "typed", long),
        ("front", "flashcard", long),
        ("back", "typed", "ir"),
        ("back", "flashcard", "ir"),
    ]


def test_of_two_cards_with_one_front_none_is_typed() -> None:
    made = made_of(PairContent("bank", "Bank"), PairContent("bank", "Ufer"))
    assert [each.type for each in made] == [QuestionType.FLASHCARD] * 2


def test_what_no_question_can_be_is_told() -> None:
    bad = [
        Note("a", "line 1", ItemContent("Which?", Choice((option("x"), option("y"))))),
        Note("b", "line 2", PairContent("x", "y" * 4001)),
        Note("c", "line 3", PairContent("x", " ")),
    ]
    bank, unfit = deck_of(HEAD, [kept_of(HEAD.article_id, note) for note in bad])
    assert not bank.facts()
    assert [each.fact_id for each in unfit] == [fact_id_of(HEAD.article_id, n) for n in "abc"]
    assert "one right option" in str(unfit[0].reason)
    assert "4000" in str(unfit[1].reason)


def test_a_deck_is_a_sound_document_of_a_bank() -> None:
    contents: list[Content] = [ItemContent(stem, each) for stem, each in ITEMS]
    notes = [
        Note(f"k{n}", "", each, topic="Verbs" if n % 2 else "")
        for n, each in enumerate([*contents, PairContent("He: “x”", "- y #z", both_ways=True)])
    ]
    head = DeckHead("deck", "Deck: one", "deck.txt", "en")
    bank, _ = deck_of(head, [kept_of("deck", note) for note in notes])
    files = files_of(bank.articles["deck"])
    again = parse_bank(files)
    assert again.articles["deck"].facts == bank.articles["deck"].facts


def files_of(each: ArticleFacts) -> dict[str, str]:
    """Return the files of an article."""
    facts = [fact.model_dump(mode="json", exclude_defaults=True) for fact in each.facts]
    article = each.article.model_dump(mode="json", exclude_none=True)
    return {"deck/article.yaml": emit_article(article), "deck/f.yaml": emit_list("facts", facts)}
