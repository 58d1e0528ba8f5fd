"""The noun that an ordinal, a superlative, "one" and "ones" leave out."""

import pytest

from tests.unit.drafting.pages import page_of


def _told(text: str) -> set[str]:
    return set(page_of(text).standins.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Four mills were built before 1740. The fifth was built in 1741.", "fifth mill"),
        ("The county built three bridges. The longest was pulled down in 1950.", "longest bridge"),
        ("A tide gauge was put up in 1831. A second was added in 1850.", "second tide gauge"),
        ("The city has ten tram lines. The oldest ones were sold in 1950.", "tram lines"),
        ("Four mills stood there. The first large one was torn down in 1803.", "mill"),
        ("The county built three bridges. The town of Marn bought one in 1835.", "a bridge"),
        ("The firm ran two oil mills. Bergen ordered one in 1835.", "an oil mill"),
    ],
)
def test_the_noun_is_the_one_that_stands_before(text: str, words: str) -> None:
    assert words in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        # Two nouns could be meant.
        "Mills and bridges were built by masons with carts. The fifth was lost in 1741.",
        # Nothing before is counted.
        "The town was rich. The fifth was built in 1741.",
        # The noun is there.
        "Four mills were built before 1740. The fifth mill was built in 1741.",
        "Four mills were built before 1740. The first of the fires came in 1741.",
        # Somebody is the first, and not one of the mills.
        "Four mills were built before 1740. Anna Bauer was the first to see it.",
        "Four mills were built before 1740. In 1741 one miller left.",
        # A length of time is no thing.
        "It lasted three years. The last was hard.",
        # Those who speak are not what they speak of.
        "Brokers said that the council favours the first.",
        # A single tower has no largest.
        "A tower was put up in 1831. The largest was lost in 1850.",
    ],
)
def test_it_is_left_open_where_no_single_noun_is_meant(text: str) -> None:
    assert not _told(text)
