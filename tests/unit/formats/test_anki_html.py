"""Markup as plain text, and templates and deletions: their words, and nothing that is not text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.anki import anki_cloze
from quizapp.formats.anki.anki_html import CLOSE, OPEN, clean, one_line, plain, without_scripts
from quizapp.formats.anki.anki_template import Shown, Work, is_empty, parse, render

PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "<br>",
            "<script>",
            "</script>",
            "<!--",
        ),
        *(
            "-->",
            "<img src='a",
            "'>",
            '"',
            "&",
            "&lt;",
            "&#0;",
            "&#13;",
            "&Tab;",
            "&#xfdd0;",
            "<sup>",
            "</sup>",
            "2",
        ),
        *("<pre>", "</pre>", "\n", "\t", "\x00", "\u202e", "\ufdd0", "\ufdd1", "[sound:", "]", " "),
        *(
            "{{",
            "}}",
            "{{c1::",
            "{{c2::",
            "::",
            "{{#a}}",
            "{{/a}}",
            "{{^a}}",
            "{{a}}",
            "{{type:a}}",
        ),
        *("a", "é", "\u0301", "\u00a0", "日本[にほん]", "<svg>", "</svg>", "<li>", "<td>", "<rt>"),
    ]
)
MARKUP = st.lists(PIECES, max_size=40).map("".join)


@given(MARKUP)
def test_any_markup_gives_clean_text(markup: str) -> None:
    text = plain(clean(markup)).text
    assert text == text.strip()
    assert text == unicodedata.normalize("NFC", text)
    assert "  " not in text
    assert "\n\n\n" not in text
    assert not any(unicodedata.category(sign) == "Cc" for sign in text.replace("\n", ""))
    assert not {OPEN, CLOSE, "\u202e"} & set(text)


@given(MARKUP)
def test_deletions_hide_and_show_the_same_words(markup: str) -> None:
    markup = clean(markup)  # as fields are before their deletions are read
    try:
        parts = anki_cloze.parse(markup)
    except ValueError:
        return
    for number in anki_cloze.numbers_in(markup):
        shown = anki_cloze.asked(parts, number)
        blanks = shown.count(OPEN) - markup.count(OPEN)
        assert blanks == len(anki_cloze.answers(parts, number))
    assert anki_cloze.asked(parts, 999) == anki_cloze.whole(parts)


@given(MARKUP, MARKUP)
def test_any_template_is_filled_or_refused(template: str, value: str) -> None:
    try:
        parts = parse(template)
        text = render(parts, Shown({"a": value}, lambda markup: markup, 1, Work()))
    except ValueError:
        return
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b", "a\nb"),
        ("a<div>b</div>c", "a\nb\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a\n  b\tc", "a b c"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("a\nb<pre>c\td</pre>e\nf&#10;g", "a b\nc d\ne f g"),
        ("<ol><li>a</li><li>b</li></ol>", "• a\n• b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        (
            "H<sub>2</sub>O, 10<sup>-3</sup>, x<sup>ab</sup>, y<sub>i</sub>",
            "H₂O, 10⁻³, x^(ab), y_i",
        ),
        ("<ruby>漢<rp>(</rp><rt>かん</rt></ruby>", "漢 (かん)"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a <b", "a <b"),
        ('<a title="x > y">link</a>', "link"),
        ('<a title="x>link</a> "and', 'link "and'),
        ("a<!-- b -->c<!-- d", "ac"),
        ("a<STYLE>b</style >c<script>d", "ac"),
        ("a<!DOCTYPE x>b<?php c ?>d", "abd"),
        ("\\(x<b>\\frac{1}{2}</b>\\) [latex]y[/latex]", "\\(x\\frac{1}{2}\\) [latex]y[/latex]"),
        ("cafe\u0301", "café"),
    ],
)
def test_markup_as_text(markup: str, text: str) -> None:
    assert plain(markup).text == text


def test_pictures_sounds_and_films_are_counted() -> None:
    found = plain(
        "<img src=a><svg><path/></svg>[sound:a.mp3]<video>x</video><audio src=b></audio>z"
    )
    assert (found.text, found.pictures, found.sounds) == ("z", 2, 3)


def test_scripts_leave_a_template() -> None:
    source = "a<script>{{#x}}</script>b<!-- {{/x}} --><style>c</style><p>d < e"
    assert without_scripts(source) == "ab<p>d < e"


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n\tb\x00\u202e  c ") == "a b c"


@pytest.mark.parametrize(
    ("value", "empty"),
    [("", True), (" <br><div></div>&nbsp;\n", True), ("0", False), ("<img>", False)],
)
def test_what_counts_as_empty(value: str, *, empty: bool) -> None:
    assert is_empty(value) is empty


def test_other_signs_around_fields() -> None:
    parts = parse("{{=<% %>=}} <%a%> {{a}} <%#a%>yes<%/a%>")
    shown = Shown({"a": "x"}, str, 1, Work())
    assert render(parts, shown) == " x {{a}} yes"


def test_work_ends() -> None:
    work = Work(left=100)
    work.spend("x" * 100)
    with pytest.raises(InputError, match="more markup"):
        work.spend("x")


def test_a_condition_on_the_number_of_a_deletion() -> None:
    parts = parse("{{#c2}}two{{/c2}}{{^c2}}other{{/c2}}")
    assert render(parts, Shown({}, str, 2, Work())) == "two"
    assert render(parts, Shown({}, str, 1, Work())) == "other"
