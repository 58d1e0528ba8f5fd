"""An article as it is copied from its page: the body stays, the page around it is listed."""

import os
from pathlib import Path
from typing import Final

import pytest

from quizapp.drafting.reading.document import CleanArticle, PassageKind
from quizapp.drafting.reading.read import read_article, read_text
from quizapp.errors import InputError

BODY: Final = (
    (
        "In 1968 the town of Aldermere bought the old gasworks by the river for one pound, because"
        " nobody else would have it. The soil was black to a depth of four metres."
    ),
    (
        "Hannah Prewett, who taught chemistry at the grammar school, asked her pupils to test the"
        " water every Friday. Their notebooks, forty of them, are in the county archive today."
    ),
    (
        "The tests showed benzene at thirty times the limit that was set later. The council did not"
        " believe it at first, and hired a firm from Leeds, which found the same in March 1971."
    ),
    (
        "Without money for digging, the council planted willows. Prewett had read that their roots"
        " feed bacteria which break down oil, and she wrote so to the mayor, Cyril Blount."
    ),
    (
        "Blount later said that he had agreed because trees were cheap. By 1984 the benzene had"
        " fallen to a tenth, and the first otter was seen below the weir."
    ),
    (
        "Other towns came to look. The method is now called phytoremediation, a word that nobody in"
        " Aldermere used, and it is taught at more than sixty universities."
    ),
    (
        "Whether willows alone did the work is disputed. Ruth Okafor of the University of Hull"
        " argues that the floods of 1978 washed much of the oil into the sea."
    ),
    (
        "The park that stands there was opened on May 4, 1990. Some 300,000 people visit it each"
        " year, and a bench by the water bears Prewett's name."
    ),
)
CAPTION: Final = (
    "Mayor Cyril Blount waters a willow while pupils of the grammar school stand beside him at"
    " the old gasworks in Aldermere on April 9, 1973."
)
PULLED: Final = "The council did not believe it at first, and hired a firm from Leeds."
SUBTITLE: Final = (
    "Whether the willows alone did the work is disputed, and the floods may have helped."
)
APPEAL: Final = (
    "Those in power would rather you did not read this. They cut the budgets of libraries, they"
    " close the courts to reporters, and the billionaires who own the corporate media look away."
    " The Aldermere Lantern does not. As a reader-supported news outlet without owners, we print"
    " what others leave out, but we can only continue with your support. Please donate today. |"
)
AROUND: Final = (
    "SIGN UP FOR OUR FREE NEWSLETTER",
    "Local news & plain speaking—paid for by readers—delivered every Friday to your inbox.",
    "10",
    "#1A2B3C",
    "#fff",
    "To donate by post or telephone, see our Ways to Give page.",
)
PAGE: Final = "\n".join((*AROUND, CAPTION, PULLED, *BODY, APPEAL, *BODY, PULLED, *BODY))


def article() -> CleanArticle:
    return read_article(PAGE.encode(), name="page.txt")


def test_the_first_copy_of_each_paragraph_stays_and_the_caption_is_marked() -> None:
    found = article()
    assert tuple(each.text for each in found.body) == BODY
    captions = [each for each in found.passages if each.kind is PassageKind.CAPTION]
    assert [each.text for each in captions] == [CAPTION]
    assert [each.number for each in found.passages] == list(range(1, len(BODY) + 2))
    assert found.language == "en"


def test_each_line_is_kept_or_listed_with_its_number_text_and_reason() -> None:
    found = article()
    lines = PAGE.splitlines()
    numbers = [each.line for each in found.passages] + [each.line for each in found.dropped]
    assert sorted(numbers) == list(range(1, len(lines) + 1))
    assert all(lines[each.line - 1] == each.text for each in found.dropped)
    assert all(lines[each.line - 1] == each.text for each in found.passages)


def test_reasons_say_what_a_dropped_line_is() -> None:
    why = {each.line: each.why for each in article().dropped}
    assert [why[line] for line in range(1, 7)] == [
        "newsletter sign-up",
        "newsletter sign-up",
        "a number alone",
        "a colour code",
        "a colour code",
        "asks for money",
    ]
    assert why[8] == "a pull quote or subtitle: it stands in line 11 too"
    assert why[17] == "asks for money"
    assert why[18] == "repeats line 9"
    assert why[27] == "repeats line 9"


def test_a_near_copy_is_a_repeat_but_other_figures_are_not() -> None:
    near = BODY[0].replace("because", "since")
    other = BODY[0].replace("1968", "1969")
    found = read_text("\n".join((*BODY, near, other)))
    assert [each.text for each in found.body] == [*BODY, other]
    assert [each.why for each in found.dropped] == ["repeats line 1"]


def test_a_subtitle_that_says_a_sentence_again_in_nearly_its_words_is_dropped() -> None:
    nearly = "Prewett had heard that their roots feed bacteria which break down oil."
    assert nearly not in {each.text for each in read_text("\n".join((nearly, *BODY))).body}
    # One that says more than the article is no copy.
    assert SUBTITLE in {each.text for each in read_text("\n".join((SUBTITLE, *BODY))).body}


def test_a_line_that_denies_what_a_paragraph_says_is_not_taken_for_its_copy() -> None:
    said = "The town of Aldermere did not buy the old gasworks by the river for one pound."
    assert said in {each.text for each in read_text("\n".join((said, *BODY))).body}


def test_the_shared_article_gives_its_26_passages_and_its_caption() -> None:
    path = os.environ.get("QUIZAPP_TEST_ARTICLE", "")
    if not path:
        pytest.skip("QUIZAPP_TEST_ARTICLE names no file")
    data = Path(path).read_bytes()
    found = read_article(data, name="article.txt")
    lines = data.decode("utf-8").splitlines()
    assert [each.line for each in found.body] == [*range(10, 13), *range(14, 37)]
    captions = [each for each in found.passages if each.kind is PassageKind.CAPTION]
    assert [each.line for each in captions] == [8]
    assert len(found.passages) + len(found.dropped) == len(lines)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "The file is empty"),
        (b"\xef\xbb\xbf", "a.txt", "no text in it"),
        (b" \n\t\n", "a.txt", "The file is empty"),
        (b"Only five words are here.", "a.txt", "5 words long; an article needs at least 25"),
        (b"x" * (2 * 1024 * 1024 + 1), "a.txt", "at most 2 MB"),
        (b"some words " * 30, "a.pdf", '".pdf" files cannot be read'),
        (b"some words " * 30, "article", "without an ending cannot be read"),
        (b"\x00\x01\x02" * 40, "a.txt", "not a text file"),
        ("Das ist nicht der Text, den wir für die Leser haben. ".encode() * 5, "a.txt", "German"),
        ("Das ist nicht der Text, den wir für die Leser haben. ".encode() * 5, "a.md", "German"),
        ("这是一篇中文文章。".encode() * 40, "a.txt", "Chinese"),
        ("هذا نص باللغة العربية من اليمين إلى اليسار. ".encode() * 20, "a.txt", "Arabic script"),
    ],
)
def test_what_is_no_english_article_is_refused_with_what_to_do(
    data: bytes, name: str, says: str
) -> None:
    with pytest.raises(InputError, match=says) as refusal:
        read_article(data, name=name)
    assert refusal.value.field == "article"


def test_nothing_pasted_and_too_much_pasted_are_refused() -> None:
    with pytest.raises(InputError, match="Nothing was pasted"):
        read_text("  \n ")
    with pytest.raises(InputError, match="at most 2 MB"):
        read_text("This is the text that was pasted. " * 70_000)


def test_more_passages_than_a_document_holds_are_refused() -> None:
    text = "\n".join(
        f"In the year {1000 + n} the mayor of town number {n} opened a bridge of {n} arches there."
        for n in range(600)
    )
    with pytest.raises(InputError, match="600 passages; at most 500"):
        read_text(text)


def test_two_megabytes_of_lines_are_refused_soon() -> None:
    with pytest.raises(InputError, match="Split it into several"):
        read_text("It was the sixth of the month.\n" * 60_000)


def test_an_article_of_only_what_surrounds_articles_is_refused() -> None:
    with pytest.raises(InputError, match="left out as not the article's"):
        read_text("\n".join(AROUND * 3))


def test_a_given_title_stands_and_is_not_repeated_as_a_heading() -> None:
    found = read_text(
        "\n".join(("The willows of Aldermere", *BODY)), title="The Willows of Aldermere"
    )
    assert found.title == "The Willows of Aldermere"
    assert {each.heading for each in found.passages} == {""}
    assert len(found.body) == len(BODY)


def test_a_long_paragraph_is_parted_after_a_sentence() -> None:
    found = read_text(" ".join(BODY * 4) + " The end of it came in 1999, and it was quiet.")
    assert len(found.body) > 1
    assert all(len(each.text) <= 4000 and each.text.endswith(".") for each in found.body)
