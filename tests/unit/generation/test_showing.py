"""What a browser is told of pictures: enough to show them, never the key."""

from dataclasses import replace

import pytest

from quizapp.bank.medium import Medium, is_stand_in, stand_in, tells
from quizapp.bank.terms import Status
from quizapp.generation import codec, showing
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Level,
    Option,
    Question,
    QuestionType,
    TextEntry,
)
from quizapp.generation.variant import present, reveal

RIGHT, WRONG = True, False
DOG = Medium("a" * 64, "png", "front", "A Big Dóg", 3, 2)
CALL = Medium("b" * 64, "mp3", "back")


def question(interaction: Interaction, *, answer: str, stem: str = "What is it?") -> Question:
    made = Question(
        id="f:back.x",
        card="f:back",
        fact="f",
        fact_type="pair",
        view="back",
        type=QuestionType.FLASHCARD,
        status=Status.STATED,
        level=Level.NONE,
        stem=stem,
        interaction=interaction,
        answer=answer,
        explanation="",
        article="own-1",
        passage=1,
        evidence="",
        asked_media=(DOG,),
        told_media=(CALL,),
    )
    return replace(made, version=codec.version_of(made))


@pytest.mark.parametrize(
    ("interaction", "alt"),
    [
        (Flashcard("big dog"), ""),
        (Flashcard("dog"), ""),
        (Flashcard("a very big dog it is"), "A Big Dóg"),
        (Flashcard("cat"), "A Big Dóg"),
        (TextEntry(("perro",), ("dog",)), ""),
        (Choice((Option("dog", RIGHT), Option("cat", WRONG))), ""),
        (Choice((Option("dog", WRONG), Option("cat", RIGHT))), ""),
    ],
)
def test_words_about_a_picture_are_kept_until_the_answer_where_they_tell_it(
    interaction: Interaction, alt: str
) -> None:
    asked = question(interaction, answer="x")
    assert present(asked, seed="s").public["media"][0]["alt"] == alt
    back = replace(asked, asked_media=(), told_media=(DOG,))
    assert reveal(back, seed="s", response=None)["media"][0]["alt"] == "A Big Dóg"


def test_what_belongs_to_the_answer_is_not_shown_before_it() -> None:
    asked = question(Flashcard("woof"), answer="woof")
    assert CALL.file not in str(present(asked, seed="s").public)
    assert DOG.file not in str(reveal(asked, seed="s", response={}))


def test_a_question_without_media_says_nothing_of_them() -> None:
    bare = replace(question(Flashcard("x"), answer="x"), asked_media=(), told_media=())
    assert {"media", "wordless"}.isdisjoint(present(bare, seed="s").public)
    assert {"media", "wordless"}.isdisjoint(reveal(bare, seed="s", response={}))
    assert {"asked_media", "told_media"}.isdisjoint(codec.to_json(bare))


def test_another_picture_is_another_version_and_none_is_the_old_one() -> None:
    asked = question(Flashcard("x"), answer="x")
    other = replace(asked, asked_media=(replace(DOG, file="c" * 64),))
    bare = replace(asked, asked_media=(), told_media=())
    assert len({codec.version_of(each) for each in (asked, other, bare)}) == 3
    assert codec.from_json(codec.to_json(asked)) == asked


def test_a_stem_that_only_stands_for_its_picture_is_known_as_such() -> None:
    for answers in ((), ("dog",)):
        text = stand_in((DOG, CALL), answers=answers)
        assert is_stand_in(text, (DOG, CALL))
        assert not is_stand_in(f"{text} and more", (DOG, CALL))
        assert not is_stand_in(text, (DOG,))
    asked = question(Flashcard("dog"), answer="dog", stem=stand_in((DOG,), answers=("dog",)))
    assert present(asked, seed="s").public["wordless"] is True
    assert showing.needs_media(asked)
    assert not showing.needs_media(replace(asked, asked_media=(CALL,), stem="Say it"))


@pytest.mark.parametrize(
    ("alt", "answer", "told"),
    [
        ("the dogged man", "dog", False),
        ("dog", "the dog", True),
        ("", "dog", False),
        ("!", "?", False),
        ("PERRÓ grande", "perro", True),
    ],
)
def test_an_answer_is_found_as_words(alt: str, answer: str, *, told: bool) -> None:
    assert tells(alt, (answer,)) is told
