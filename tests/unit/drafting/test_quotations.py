"""Words between quotation marks."""

import pytest

from quizapp.drafting.naming.quotations import find_quotes


@pytest.mark.parametrize(
    ("text", "words", "speech"),
    [
        ('"We were never asked," he said.', "We were never asked", True),
        ("She said: “Nobody came to see us.”", "Nobody came to see us.", True),
        ('They spoke of a "green wall".', "green wall", False),
        ("He called it \u2018a gift to the speculators\u2019.", "a gift to the speculators", False),
    ],
)
def test_speech_is_told_from_a_label(text: str, words: str, *, speech: bool) -> None:
    found = find_quotes(text)
    assert [(each.words, each.speech) for each in found] == [(words, speech)]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert find_quotes("The dogs' owner and the firm's lawyer don't agree.") == ()
