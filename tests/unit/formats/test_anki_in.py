"""Anki packages of all three versions: what their notes, cards and answers become."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.bank.terms import LONGEST_PARAGRAPH
from quizapp.formats.anki.anki_in import read
from quizapp.formats.exchange import Package, write
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, Note, PairContent
from quizapp.formats.readers import READERS
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import TextEntry
from tests.unit.formats.anki_made import (
    BASIC,
    CLOZE,
    LINE,
    OPTIONAL,
    PICTURE,
    REVERSED,
    TYPING,
    VERSIONS,
    Kind,
    Made,
    Version,
    archive,
    database,
    package,
)

ALL = Choices(scheduling=True)
DAY = 86_400_000
FIRST = 1_650_000_000_000


def incoming(made: Made, version: Version = "anki21b", choices: Choices = ALL) -> Incoming:
    return read(package(made, version), choices)


def the_note(made: Made, choices: Choices = ALL) -> Note:
    (note,) = incoming(made, choices=choices).notes
    return note


def reasons(found: Incoming) -> list[tuple[str, str]]:
    return [(each.what, str(each.reason)) for each in found.left_out]


def pair(front: str, back: str, **more: object) -> PairContent:
    return replace(PairContent(front, back), **more)  # type: ignore[arg-type]


def test_the_reader_is_registered() -> None:
    assert READERS["anki"].read is read
    assert READERS["anki"].suffixes == (".apkg", ".colpkg")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_gives_the_same(version: Version) -> None:
    made = Made(conf={"schedVer": 2, "rollover": 5})
    (first,) = made.note(BASIC, "pes", "<b>dog</b>", tags="animal lesson::1", guid="a,B:c")
    second = made.note(REVERSED, "kočka", "cat", cards=(0, 1))
    made.note(CLOZE, "{{c1::Prague}} lies on the {{c2::Vltava::river}}.", "Extra", cards=(0, 1))
    made.review(FIRST, first, 3, 0)
    made.review(FIRST + DAY, second[1], 1, 1, time=9000)
    found = incoming(made, version)
    assert found.title == "Tongues::Czech"
    assert found.rollover_hour == 5
    assert found.left_out == ()
    assert [note.key for note in found.notes] == ["a,B:c", "guid1", "guid2", "guid2:1"]
    assert {note.topic for note in found.notes} == {"Tongues::Czech"}
    assert found.notes[0].tags == ("animal", "lesson::1")
    assert found.notes[0].content == pair("pes", "dog")
    assert found.notes[1].content == pair("kočka", "cat", both_ways=True)
    assert found.notes[2].content == ItemContent(
        "_____ lies on the Vltava.",
        TextEntry(("Prague",), (), before="", after=" lies on the Vltava."),
        "Extra",
    )
    assert found.notes[3].content == ItemContent(
        "Prague lies on the _____ (river).",
        TextEntry(("Vltava",), (), before="Prague lies on the ", after=" (river)."),
        "Extra",
    )
    assert [(each.note, each.face, each.rating, each.kind) for each in found.reviews] == [
        ("a,B:c", 0, 3, "learn"),
        ("guid1", 1, 1, "review"),
    ]
    assert found.reviews[1].answered_at == FIRST + DAY
    assert found.reviews[1].duration_ms == 9000


def test_the_newest_collection_counts() -> None:
    made = Made()
    made.note(BASIC, "old", "x")
    newer = Made()
    newer.note(BASIC, "new", "x")
    both = package(newer, files={"collection.anki21": b"SQLite format 3\x00 not looked at"})
    assert [note.content for note in read(both, ALL).notes] == [pair("new", "x")]


@pytest.mark.parametrize(
    "settings", ["PRAGMA journal_mode=WAL", "PRAGMA encoding='UTF-16le'", "PRAGMA page_size=512"]
)
def test_a_collection_may_be_stored_in_any_way_of_sqlite(settings: str, tmp_path: Path) -> None:
    made = Made()
    made.note(BASIC, "příliš žluťoučký", "\U0001f40e")
    path = tmp_path / "c"
    with closing(sqlite3.connect(path)) as target:
        target.execute(settings)
        for line in _dumped(made):
            target.execute(line)
        target.commit()
    found = read(archive({"collection.anki21": path.read_bytes()}), ALL)
    assert [note.content for note in found.notes] == [pair("příliš žluťoučký", "\U0001f40e")]


def _dumped(made: Made) -> list[str]:
    """Return the statements that make a collection."""
    with closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(database(made, tables=False))
        return [each for each in source.iterdump() if each not in {"BEGIN TRANSACTION;", "COMMIT;"}]


def test_past_answers_come_only_when_chosen() -> None:
    made = Made()
    (card,) = made.note(BASIC, "a", "b")
    made.review(FIRST, card, 3, 0)
    assert len(incoming(made).reviews) == 1
    assert incoming(made, choices=Choices()).reviews == ()


def test_only_cards_that_exist_are_asked() -> None:
    made = Made()
    made.note(OPTIONAL, "one", "jeden", "", cards=(0,))
    made.note(OPTIONAL, "two", "dva", "y", cards=(0, 1))
    made.note(REVERSED, "three", "tři", cards=(1,))
    found = incoming(made).notes
    assert [note.content for note in found] == [
        pair("one", "jeden"),
        pair("two", "dva", both_ways=True),
        pair("tři", "three"),
    ]
    assert found[2].key == "guid2:1", "its key is that of the card, whatever comes later"


def test_both_ways_can_be_chosen() -> None:
    made = Made()
    made.note(BASIC, "one", "jeden")
    assert the_note(made, Choices(both_ways=True)).content == pair("one", "jeden", both_ways=True)


def test_a_typed_answer_stays_typed() -> None:
    made = Made()
    made.note(TYPING, "one", "jeden")
    assert the_note(made).content == pair("one", "jeden", typed=True)


def test_what_is_told_beside_an_answer_is_an_explanation() -> None:
    kind = Kind(
        "Words",
        ("Word", "Meaning", "Extra"),
        (
            ("{{Word}}", "{{FrontSide}}<hr id='answer'>{{Meaning}}<br>{{Extra}}"),
            ("{{Meaning}}", "{{FrontSide}}<hr id=answer>{{Word}}<br>{{Extra}}"),
        ),
    )
    made = Made()
    made.note(kind, "pes", "dog", "Masculine.", cards=(0, 1))
    want = pair("pes", "dog", both_ways=True, explanation="Masculine.")
    assert the_note(made).content == want


def test_templates_say_what_stands_where() -> None:
    front = (
        "<style>x</style>Capital of {{Country}}?{{#Hint}} ({{Hint}}){{/Hint}}"
        "{{^Hint}} no hint{{/Hint}}{{hint:Capital}}{{tts en_US:Capital}}"
    )
    kind = Kind(
        "Place",
        ("Country", "Capital", "Hint", "Flag"),
        (
            (front, "{{FrontSide}}<hr id=answer>It is {{Capital}}.<script>{{Flag}}</script>"),
            ("{{Flag}}", "{{FrontSide}}<hr id=answer>{{Country}}"),
            ("Which {{Type}} has {{Capital}}? <!-- {{Country}} -->", "{{Country}} in {{Subdeck}}"),
        ),
    )
    made = Made()
    flag = '<img src="cz.svg">'
    made.note(kind, "Czechia", "Prague", "", flag, cards=(0, 1, 2))
    found = incoming(made)
    assert [(note.key, note.content) for note in found.notes] == [
        ("guid0", pair("Capital of Czechia? no hint", "It is Prague.")),
        ("guid0:2", pair("Which Place has Prague?", "Czechia in Czech")),
    ]
    assert reasons(found) == [
        ("Czechia", "Nothing but a picture or sound is asked. “cz.svg” is not in the file.")
    ]
    assert found.left_out[0].place == "note 1"


def test_a_back_that_says_the_front_again_is_the_answer_alone() -> None:
    made = Made()
    made.note(Kind("K", ("Q", "A"), (("{{Q}}", "{{Q}}<br>{{A}}"),)), "one", "jeden")
    assert the_note(made).content == pair("one", "jeden")


def test_readings_beside_signs_are_chosen_by_the_template() -> None:
    kind = Kind("J", ("W",), (("{{kanji:W}}", f"{{{{FrontSide}}}}{LINE}{{{{kana:W}}}}"),))
    made = Made()
    made.note(kind, "日本語[にほんご]")
    assert the_note(made).content == pair("日本語", "にほんご")


def test_markup_becomes_lines_and_losses_are_told() -> None:
    made = Made()
    made.note(
        BASIC,
        'What&nbsp;is <b>this</b>? <img src="a.png"><img src="b.png" alt="a > b">',
        "x<sup>2</sup> &lt; y<div>next</div><ul><li>one<li>two</ul>[sound:a.mp3]\\(\\frac{1}{2}\\)",
    )
    note = the_note(made)
    assert note.content == pair("What is this?", "x² < y\nnext\n• one\n• two\n\\(\\frac{1}{2}\\)")
    assert [str(each) for each in note.changed] == [
        "“a.png” is not in the file.",
        "“b.png” is not in the file.",
        "“a.mp3” is not in the file.",
    ]


def test_a_suspended_card_is_put_away_and_its_direction_is_not_asked() -> None:
    made = Made()
    made.note(BASIC, "a", "b", suspended=(0,))
    made.note(REVERSED, "c", "d", cards=(0, 1), suspended=(0, 1))
    made.note(REVERSED, "e", "f", cards=(0, 1), suspended=(1,))
    made.note(REVERSED, "g", "h", cards=(0, 1), suspended=(0,))
    found = incoming(made, choices=Choices(both_ways=True)).notes
    assert [(note.key, note.suspended) for note in found] == [
        ("guid0", True),
        ("guid1", True),
        ("guid2", False),
        ("guid3:1", False),
    ]
    assert [note.content for note in found[2:]] == [pair("e", "f"), pair("h", "g")]
    for note in found[2:]:
        assert "suspended" in str(note.changed[0])


def test_a_note_that_cannot_be_asked_is_left_out_by_name() -> None:
    made = Made()
    made.note(PICTURE, "{{c1::image-occlusion:rect:left=.1}}", '<img src="a.png">', "Bones")
    made.note(BASIC, '<img src="a.png">', "b")
    made.note(BASIC, "c", "[sound:a.mp3]")
    made.note(BASIC, "d", "")
    made.note(BASIC, "", "e")
    made.note(BASIC, "f", "g", cards=())
    made.note(CLOZE, "nothing {{c1::hidden}}", "", cards=(4,))
    made.note(BASIC, "h", "i", guid="guid6")
    made.note(BASIC, "k", "l", cards=(3,))
    made.note(BASIC, "x" * (LONGEST_PARAGRAPH + 1), "m")
    made.note(CLOZE, "{{c1::" * 30 + "n", "")
    made.note(BASIC, "o", "p", guid="guid7")
    made.note(BASIC, "fine", "too", guid="guid7")
    made.note(BASIC, "q", "r", guid="guid12")
    found = incoming(made)
    assert [note.key for note in found.notes] == ["guid6", "guid7", "guid12"]
    told = [str(each.reason) for each in found.left_out]
    assert told == [
        "It hides parts of a picture, which cannot be asked here.",
        "Nothing but a picture or sound is asked. “a.png” is not in the file.",
        "Nothing but a picture or sound is the answer. “a.mp3” is not in the file.",
        "Its answer is empty.",
        "Its front is empty.",
        "It has no card in the package.",
        "Its card hides nothing: in Anki it is an empty card.",
        "Its card template is missing or cannot be read.",
        f"It is longer than {LONGEST_PARAGRAPH} characters.",
        "Its card is too long, or nested too deep.",
        "Another note of the package has the same identifier.",
    ]
    assert [each.place for each in found.left_out][-1] == "note 13"
    assert all(len(each.what) <= 80 for each in found.left_out)


@pytest.mark.parametrize(
    ("text", "number", "stem", "answer"),
    [
        ("A {{c1::b}} c", 1, "A _____ c", "b"),
        ("A &amp; {{c1::&lt;b&nbsp;&#xfdd0;c&#x202e;}} d", 1, "A & _____ d", "<b c"),
        ("A {{c1::b {{c2::c}} d}} e", 1, "A _____ e", "b c d"),
        ("A {{c1::b {{c2::c}} d}} e", 2, "A b _____ d e", "c"),
        ("{{c1,3::x::y}} z", 3, "_____ (y) z", "x"),
        ("a<div><b>{{c1::x}}</b></div>b", 1, "a\n_____\nb", "x"),
        ("{{c1::x}} and {{c1::X::z}} and {{c1::x}}", 1, "_____ and _____ (z) and _____", "x\nX"),
        ("{{c1::x}} and {{c1::x::z}}", 1, "_____ and […] (z)", "x"),
        ("_______ is {{c1::x}} or ______", 1, "____ is _____ or ____", "x"),
        ("\\({{c1::a}} + b\\)", 1, "\\(_____ + b\\)", "a"),
        (f"{{{{c1::{'word ' * 30}}}}} end", 1, "_____ end", ("word " * 30).strip()),
        ("open {{c2::b and {{c1::x}}", 1, "open {{c2::b and _____", "x"),
    ],
)
def test_a_cloze_has_a_blank_for_its_number(text: str, number: int, stem: str, answer: str) -> None:
    made = Made()
    made.note(CLOZE, text, "", cards=(number - 1,))
    content = the_note(made).content
    if isinstance(content, ItemContent):
        entry = content.interaction
        assert isinstance(entry, TextEntry)
        assert content.stem == stem
        assert stem.split() == f"{entry.before}_____{entry.after}".split()
        assert "\n" not in {entry.before[:1], entry.before[-1:], entry.after[:1], entry.after[-1:]}
        assert entry.accept == (answer,)
        assert content.stem.replace("_____", "", 1).count("_____") == 0
    else:
        assert (content.front, content.back) == (stem, answer)
        assert any(sign in str(the_note(made).changed) for sign in ("several", "formula", "many"))


def test_a_cloze_that_is_typed_in_anki_has_one_blank() -> None:
    front = "{{cloze:Text}}<br>{{type:cloze:Text}}"
    kind = Kind("C", ("Text",), ((front, front),), cloze=True)
    made = Made()
    made.note(kind, "A {{c1::b}} c")
    assert the_note(made).content == ItemContent(
        "A _____ c", TextEntry(("b",), (), before="A ", after=" c")
    )


def test_a_blank_where_no_text_is_seen_is_left_out() -> None:
    made = Made()
    made.note(CLOZE, "<textarea>{{c1::a}}</textarea> {{c1::b}}", "")
    found = incoming(made)
    assert found.notes == ()
    assert "no text is seen" in str(found.left_out[0].reason)


def test_a_deck_of_filtered_cards_is_that_which_they_come_from() -> None:
    made = Made(decks={1: "Default", 7: "Home", 9: "Filtered"})
    made.note(BASIC, "a", "b", deck=9)
    made.cards[0] = (*made.cards[0][:5], 7)
    assert the_note(made).topic == "Home"


def test_the_default_deck_is_no_topic() -> None:
    made = Made()
    made.note(BASIC, "a", "b", deck=1)
    made.note(BASIC, "c", "d", deck=7)
    found = incoming(made)
    assert [note.topic for note in found.notes] == ["", "Tongues::Czech"]
    assert found.title == ""


def test_a_note_without_identifier_is_named_by_its_words() -> None:
    made = Made()
    made.note(BASIC, "a", "b", guid="")
    made.note(BASIC, "a", "c", guid="bell\x07")
    keys = [note.key for note in incoming(made).notes]
    assert len(set(keys)) == 2
    assert all(len(key) == 32 for key in keys)
    assert keys == [note.key for note in incoming(made).notes]


def test_entries_that_are_no_answers_are_counted_and_left_out() -> None:
    made = Made()
    (card,) = made.note(BASIC, "a", "b")
    (lost,) = made.note(BASIC, "", "b")
    (reset,) = made.note(BASIC, "c", "d")
    made.cards.append((5, 999, 7, 0, 0, 0))
    for index, (of, ease, kind, factor) in enumerate(
        [
            (card, 3, 0, 0),
            (card, 2, 1, 2500),
            (card, 1, 2, 2500),
            (card, 4, 3, 2500),
            (card, 3, 3, 0),
            (card, 0, 4, 2500),
            (card, 0, 5, 2500),
            (card, 7, 1, 2500),
            (lost, 3, 1, 2500),
            (5, 3, 1, 2500),
            (4242, 3, 1, 2500),
            (reset, 3, 0, 0),
            (reset, 0, 4, 0),
            (reset, 2, 0, 0),
        ]
    ):
        made.review(FIRST + index * DAY, of, ease, kind, factor=factor)
    made.review(2**62, card, 3, 1)
    made.review(-5, card, 3, 1)
    found = incoming(made)
    assert [(each.note, each.rating, each.kind) for each in found.reviews] == [
        ("guid0", 3, "learn"),
        ("guid0", 2, "review"),
        ("guid0", 1, "relearn"),
        ("guid0", 4, "review"),
        ("guid2", 2, "learn"),
    ]
    log = [each for each in found.left_out if each.place == "review log"]
    assert [(each.what, str(each.reason)) for each in log] == [
        ("", "Past answers left out: 2. Their cards are not in the package."),
        ("", "Past answers left out: 1. Their notes or cards were left out."),
        ("", "Entries left out: 3. They are no answers: the due day was changed without one."),
        (
            "",
            "Past answers left out: 1. They were given in a filtered deck and never counted.",
        ),
        ("", "Past answers left out: 1. Their cards were reset afterwards."),
        ("", "Past answers left out: 3. Their time or their button cannot be."),
    ]
    assert ("", "Cards left out: 1. Their notes are not in the package.") in reasons(found)


def test_the_oldest_scheduler_has_no_hard_in_learning() -> None:
    made = Made(conf={})
    (card,) = made.note(BASIC, "a", "b")
    for index, (ease, kind) in enumerate([(1, 0), (2, 0), (3, 0), (2, 2), (2, 1), (3, 1), (4, 1)]):
        made.review(FIRST + index, card, ease, kind)
    assert [each.rating for each in incoming(made, "anki2").reviews] == [1, 3, 4, 3, 2, 3, 4]


@pytest.mark.parametrize(
    ("conf", "hour"),
    [
        ({"schedVer": 2}, None),
        ({"schedVer": 2, "rollover": 0}, 0),
        ({"schedVer": 2, "rollover": 23}, 23),
        ({"schedVer": 2, "rollover": 24}, None),
        ({"schedVer": 2, "rollover": "4"}, None),
        # 04:40 UTC, three hours west of it: at 1 o'clock.
        ({"creationOffset": 180}, 1),
    ],
)
def test_the_hour_at_which_a_day_begins(conf: dict[str, object], hour: int | None) -> None:
    made = Made(conf=conf, created=1_500_000_000 + 2 * 3600)
    made.note(BASIC, "a", "b")
    for version in VERSIONS:
        assert incoming(made, version).rollover_hour == hour


def test_what_our_own_export_writes_is_read_back(package: Package) -> None:
    form = FORMATS["anki"]
    found = read(write(form, package).data, ALL)
    item = next(each for each in package.items if each.interaction.kind in form.kinds)
    (note,) = found.notes
    assert note.content == PairContent(
        item.stem,
        "=back",
        explanation=f"{item.explanation}\n{item.passage}\n{item.source}, {item.passage_number}",
    )
    assert note.tags == ("Old-times", "event")
    assert found.title == note.topic == package.title
    assert found.left_out == ()
    again = read(write(form, package).data, ALL)
    assert [each.key for each in again.notes] == [each.key for each in found.notes]
