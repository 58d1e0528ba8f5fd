"""Texts of other programs become plain ones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.incoming.plain_text import (
    clean,
    decode,
    from_html,
    is_picture,
    lines_of,
    shown,
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a &amp; b</p>", "a & b"),
        ("<p>a<br>b</p>\n<p>c</p>", "a\nb\nc"),
        ("a<br><br>b", "a\n\nb"),
        ("H<sub>2</sub>O, x<sup>2</sup>, a<sub>n</sub>", "H\u2082O, x\u00b2, a_n"),
        ("e<sup>ix</sup>", "e^(ix)"),
        ("<ul><li>one</li><li>two <b>x</b>,</li></ul>y", "\u2022 one\n\u2022 two x,\ny"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>if x:\n  y</pre>", "if x:\ny"),
        ("a<script>alert(1)</script>b<style>p{}</style>c<!-- d -->", "abc"),
        ("<b>1 < 2</b> and 3 > 2", "1 < 2 and 3 > 2"),
        ("&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"),
        ("<p>unclosed <b>all", "unclosed all"),
        ("<img alt='Map'> <img>", "[Map]"),
        ("caf&eacute;&nbsp;&#233;&#xe9;", "caf\u00e9 \u00e9\u00e9"),
        (f"a&#{'9' * 6000};b", "a\ufffdb"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_its_words(markup: str, text: str) -> None:
    assert from_html(markup).text == text


def test_what_was_taken_away_is_counted() -> None:
    found = from_html("<img><svg><text>x</text></svg><video><p>no</p></video>a<iframe></iframe>")
    assert (found.text, found.pictures, found.media) == ("a", 2, 2)
    assert len(found.losses()) == 2
    assert is_picture(from_html("<p><img alt='[x] y'></p>")) is False
    assert is_picture(from_html("<p><img alt='y'> <img></p>"))
    assert not is_picture(from_html("<p>a</p>"))


@given(st.text())
def test_clean_text_has_no_control_characters_and_stays_so(text: str) -> None:
    found = clean(text)
    assert clean(found) == found
    assert unicodedata.is_normalized("NFC", found)
    assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"} for sign in found)


@given(st.text(alphabet=st.sampled_from("<>&;/pbrimg= '\"[]x!-\n")))
def test_any_markup_becomes_clean_text(markup: str) -> None:
    found = from_html(markup)
    assert clean(found.text) == found.text


def test_a_text_file_is_utf_8_or_refused_with_the_line() -> None:
    assert decode("\ufeffa\r\nb\rc".encode()) == "a\nb\nc"
    with pytest.raises(InputError, match="Line 2 is not UTF-8"):
        decode("a\nb\u00e9".encode("latin-1"))
    for data, words in (
        (b"", "nothing"),
        (b" \n", "nothing"),
        ("a".encode("utf-16"), "UTF-16"),
        ("abc".encode("utf-16-be"), "UTF-16"),
        (b"PK\x03\x04", "packed"),
    ):
        with pytest.raises(InputError, match=words):
            decode(data)


def test_lines_and_beginnings() -> None:
    assert list(lines_of("a\n\nb")) == [(1, "a"), (2, ""), (3, "b")]
    assert shown("<p>a</p>\n<b>b &amp; c") == "a b & c"
    assert len(shown("x" * 1000)) == 80
