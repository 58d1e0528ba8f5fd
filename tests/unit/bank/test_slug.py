"""Words become an id that documents take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from quizapp.bank.document import Slug
from quizapp.bank.slug import slug


@pytest.mark.parametrize(
    ("words", "found"),
    [("The “Über” Club, 1991!", "the-uber-club-1991"), ("北京", ""), ("--", ""), ("a--b", "a-b")],
)
def test_words_become_an_id(words: str, found: str) -> None:
    assert slug(words, most=80) == found


@given(st.text(), st.integers(1, 80))
def test_whatever_is_not_empty_is_an_id(words: str, most: int) -> None:
    found = slug(words, most=most)
    assert len(found) <= most
    assert not found or TypeAdapter(Slug).validate_python(found) == found
