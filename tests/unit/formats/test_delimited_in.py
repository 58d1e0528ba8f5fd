"""Tables as text: separators, headers, quotes; every fault is told with its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import Choices, Incoming, PairContent
from quizapp.formats.texts.delimited_in import read


def pairs(found: Incoming) -> list[tuple[str, str]]:
    """Return fronts and backs."""
    return [
        (note.content.front, note.content.back)
        for note in found.notes
        if isinstance(note.content, PairContent)
    ]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("ser\tto be\nir\tto go\n", ""),
        ("ser,to be\nir,to go\n", ""),
        ("ser;to be\r\nir;to go\r\n", ""),
        ("ser | to be\nir | to go", ""),
        ("ser~to be\nir~to go", "~"),
        ("\ufeffterm,definition\nser,to be\nir,to go\n", ""),
        ("#separator:semicolon\n#html:false\nser;to be\nir;to go\n", ""),
        ('"ser","to be"\n"ir","to go"\n', ""),
    ],
)
def test_columns_are_found(text: str, separator: str) -> None:
    found = read(text.encode(), Choices(separator=separator))
    assert pairs(found) == [("ser", "to be"), ("ir", "to go")]
    assert not found.left_out


def test_the_headers_of_anki_say_what_columns_hold() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\n"
        "g1\tBasic\tSpanish::Verbs\t<b>ser</b> &amp; estar<br>both\tto be<script>x()</script>"
        "\tv1 v2\n"
        'g2\tBasic\tSpanish::Nouns\tperro [sound:a.mp3]<img src="p.png">\tdog\t\n'
    )
    found = read(text.encode(), Choices(both_ways=True))
    first, second = found.notes
    assert pairs(found) == [("ser & estar\nboth", "to be"), ("perro", "dog")]
    assert (first.key, first.topic, first.tags) == ("g1", "Spanish::Verbs", ("v1", "v2"))
    assert second.changed
    assert isinstance(first.content, PairContent)
    assert first.content.both_ways


def test_markup_stays_text_where_the_file_does_not_say_html() -> None:
    assert pairs(read(b"1 < 2\ta <b>b</b>\n", Choices())) == [("1 < 2", "a <b>b</b>")]


def test_each_faulty_line_is_left_out_with_its_place() -> None:
    found = read(b"a\tb\nc\nd\te\tf\n\tg\nh\t\na\tx\n", Choices())
    assert pairs(found) == [("a", "b")]
    places = [(each.place, str(each.reason)) for each in found.left_out]
    assert [place for place, _ in places] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert "1 fields where the first has 2" in places[0][1]
    assert "front is empty" in places[2][1]
    assert "repeats" in places[4][1]


def test_lines_are_counted_through_quoted_breaks_and_headers() -> None:
    found = read(b'#html:false\n"a\nb"\tc\nd\n', Choices())
    assert pairs(found) == [("a\nb", "c")]
    assert found.left_out[0].place == "line 4"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"#separator:tab\n", "no line"),
        (b"a\tb\nc\0\td\n", "Line 2 holds a NUL"),
        ("a\tb\nniño\tc\n".encode("latin-1"), "Line 2 is not UTF-8"),
        ("a\tb\n".encode("utf-16"), "UTF-16"),
        ("ab\tcd\n".encode("utf-16-le"), "UTF-16"),
        (b'a\tb\n"c\td\n', "line 2 do not close"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    ],
)
def test_what_is_no_such_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(data, Choices())


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))).map(
    lambda text: " ".join(text.replace("\ufeff", "").split())
)


@given(st.lists(st.tuples(CELL.filter(bool), CELL.filter(bool)), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("front", "back"), *rows])
    found = read(written.getvalue().encode(), Choices(separator=","))
    assert len(found.notes) + len(found.left_out) == len(rows)
    assert {front.casefold() for front, _ in pairs(found)} <= {
        _nfc(front).casefold() for front, _ in rows
    }


def _nfc(text: str) -> str:
    import unicodedata  # noqa: PLC0415 - for this alone

    return " ".join(unicodedata.normalize("NFC", text).split())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        found = read(data, Choices())
    except InputError:
        return
    assert found.notes or found.left_out
