"""Sentences end where a reader would end them."""

import pytest

from quizapp.drafting.syntax.sentences import split_sentences


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It snowed.", ["It rained.", "It snowed."]),
        ("Dr. J. R. Holm came late. He left.", ["Dr. J. R. Holm came late.", "He left."]),
        ("It rose to 3.5 million. Nobody knew.", ["It rose to 3.5 million.", "Nobody knew."]),
        (
            "She moved to the U.S. in 1990. She stayed.",
            ["She moved to the U.S. in 1990.", "She stayed."],
        ),
        (
            'He wrote: "It is over. Go home." They went.',
            ['He wrote: "It is over. Go home."', "They went."],
        ),
    ],
)
def test_a_passage_is_cut_at_its_stops_only(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_an_empty_passage_has_no_sentences() -> None:
    assert split_sentences("") == ()


def test_every_word_is_in_a_sentence() -> None:
    text = "One came (two did not). Three, e.g. Anna, stayed! Why? Nobody said."
    assert " ".join(_split(text)) == text
