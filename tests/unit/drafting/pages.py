"""Passages read as the pipeline reads them, for the tests of this folder."""

from quizapp.drafting.naming.mentions import Found, find_mentions
from quizapp.drafting.pages import read_pages
from quizapp.drafting.shapes.proposal import Page


def found_in(*texts: str) -> Found:
    """Return the mentions and entities of passages, numbered from 1."""
    return find_mentions(list(enumerate(texts, start=1)), known={})


def pages_of(*texts: str) -> list[Page]:
    """Return passages with all that is known of them."""
    passages = list(enumerate(texts, start=1))
    found = find_mentions(passages, known={})
    return read_pages(passages, found.mentions, found.entities)


def page_of(text: str) -> Page:
    """Return one passage with all that is known of it."""
    return pages_of(text)[0]
