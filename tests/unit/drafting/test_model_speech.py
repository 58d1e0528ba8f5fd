"""A speaker is believed only where the sentence makes it plain."""

import pytest

from quizapp.drafting.model.model_speech import hands_on_words, sentences_of, speakers_in


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Ann Lee told Tom Hill that the dam would hold.", {"Ann Lee"}),
        ("The dam would hold, said Ann Lee.", {"Ann Lee"}),
        ("“It holds,” said Tom Hill.", {"Tom Hill"}),
        ("Lee, head of the Board of Dams, said it would hold.", {"Lee"}),
        ("According to the World Bank, the dam was cheap.", {"World Bank"}),
        ("While Ann Lee slept, Tom Hill wrote to Jo Fox that it held.", {"Tom Hill"}),
        ("Lee later said that he had agreed.", {"Lee"}),
        ("He argued that it was wrong.", set()),
        ("In 1990 Ann Lee met Tom Hill and said no.", set()),
        ("The sister of Ann Lee said that it held.", set()),
        ("The dam was built by Ann Lee in 1990.", set()),
    ],
)
def test_the_speaker_is_the_plain_subject_or_nobody(sentence: str, speakers: set[str]) -> None:
    assert speakers_in(sentence) == speakers


@pytest.mark.parametrize(
    ("sentence", "somebodys"),
    [
        ("The dam reportedly leaks.", True),
        ("Critics see a danger in it.", True),
        ("The dam is “safe”.", True),
        ("Lee warned of floods.", True),
        ("The United States did not pay for the dam.", False),
        ("The dam was built in 1990 and holds nine million tonnes of water.", False),
    ],
)
def test_words_of_others_are_known(sentence: str, somebodys: bool) -> None:  # noqa: FBT001 - a table
    assert hands_on_words(sentence) is somebodys


def test_whole_sentences_around_a_run_are_found() -> None:
    text = "The dam is old. Dr. J. Lee built it in 1990. It holds."
    assert sentences_of(text, run="built it").strip() == "Dr. J. Lee built it in 1990."
    assert sentences_of(text, run="nowhere") == ""
