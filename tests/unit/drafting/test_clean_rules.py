"""Rules on single lines: what surrounds an article goes, what only sounds like it stays."""

import pytest

from quizapp.drafting.reading.clean_rules import asks_for_money, is_caption, why_dropped
from quizapp.drafting.reading.read_blocks import Block

AROUND = {
    "Subscribe to our newsletter": "newsletter",
    "Get our best stories in your inbox every morning.": "newsletter",
    "Enter your email address": "newsletter",
    "Donate now": "navigation",
    "Chip in to support our work": "asks for money",
    "Please support our independent journalism with a gift.": "asks for money",
    "Share on Facebook": "sharing",
    "Facebook Twitter Email": "sharing",
    "Home | News | Sport | Opinion": "navigation",
    "Read more": "navigation",
    "Skip to content": "navigation",
    "12 comments": "navigation",
    "Related articles": "related",
    "Read more: How the bridge was built": "related",
    "Most popular": "related",
    "Tags: rivers, bridges, history": "tags",
    "We use cookies to make this site work. Read our cookie policy.": "cookies",
    "© 2024 The Lantern. All rights reserved.": "copyright",
    "Copyright 2024 Lantern Media": "copyright",
    "This article was first published in the Lantern.": "copyright",
    "By Hannah Prewett": "byline",
    "By Jan de Vries and Ann Lee": "byline",
    "May 4, 2021": "date line",
    "Published: Tuesday, 4 May 2021, 10:30 am": "date line",
    "Updated 3 hours ago": "date line",
    "5 min read": "date line",
    "Photo: Reuters": "picture credit",
    "#00FF7f": "colour",
    "rgb(1, 2, 3)": "colour",
    "42": "number",
    "$5": "number",
    "* * *": "ornament",
}

OF_THE_ARTICLE = (
    "Franklin printed a newsletter in 1729.",
    "She subscribed to the theory of continental drift from the start.",
    "In 1931 the relief fund began to donate grain to the villages of the valley.",
    "By 1990 the lake was dry.",
    "By the river stood a mill.",
    "By Hannah's account the mill burned down.",
    "The company collects cookies from browsers, the court found in its ruling of 2015.",
    "The Berne Convention of 1886 protects copyright in most countries.",
    "He shared the prize with two others.",
    "1945",
    "What is a cell?",
    "The photographs were taken by Robert Capa on June 6, 1944.",
    "The treaty was signed on May 4, 1990.",
    "The president signs the law and the ministers carry it out.",
    "More than half of the members left.",
    "Follow the river and you reach the sea.",
    "Contact with the settlers brought smallpox.",
    "World trade fell by two thirds between 1929 and 1934.",
    "Read in the light of later events, the speech sounds like a warning.",
    "News of the victory reached London on 6 November.",
    "Twitter was founded in 2006.",
    "The Guardian, a newspaper owned by a trust, asks its readers to donate.",
)


@pytest.mark.parametrize("line", AROUND)
def test_a_line_of_the_page_goes_with_its_reason(line: str) -> None:
    assert AROUND[line] in why_dropped(line)


@pytest.mark.parametrize("line", OF_THE_ARTICLE)
def test_a_line_of_the_article_stays(line: str) -> None:
    assert why_dropped(line) == ""
    assert not is_caption(Block(1, line))
    assert not asks_for_money(line)


@pytest.mark.parametrize(
    "text",
    [
        (
            "The other papers will not tell you this. Our journalism is paid for by people like"
            " you, not by advertisers. If you can, become a member or make a contribution today."
        ),
        (
            "Everything is at stake this year. We are a non-profit newsroom funded by our readers,"
            " and without your support we could not send reporters to the courts. Donate now."
        ),
    ],
)
def test_an_appeal_of_a_publication_is_known(text: str) -> None:
    assert asks_for_money(text)


@pytest.mark.parametrize(
    "text",
    [
        (
            "“We can only continue with your support,” said the director of the hospice. “Donations"
            " fell by half.” The local newspaper reported it in May, and 300 readers sent money."
        ),
        (
            "In 1911 the magazine asked readers to donate a penny each; the fund bought three"
            " lifeboats and kept them for forty years."
        ),
        (
            "We live longer than our grandparents did, and our reporters of health are too few to"
            " show why, a study of 2019 found."
        ),
    ],
)
def test_an_article_about_giving_is_no_appeal(text: str) -> None:
    assert not asks_for_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Ann Lee speaks to reporters outside the parliament in Oslo on May 4, 2021.",
        "Pupils hold up their notebooks at the gasworks, on April 9, 1973.",
        "The bridge after the flood of 1953. (Photo by Jan Smit)",
        "Workers at the mine near Kiruna / Getty Images",
        "Figure 2: The share of voters by age in the last five elections",
    ],
)
def test_a_description_of_a_picture_is_a_caption(text: str) -> None:
    assert is_caption(Block(1, text))
