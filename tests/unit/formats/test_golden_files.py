"""What comes in of files as Moodle, Canvas and others write them, question by question."""

import io

import openpyxl
import pytest

from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, Note, PairContent
from quizapp.formats.readers import READERS
from quizapp.generation.question import (
    Choice,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from tests.unit.formats.conftest import RIGHT, WRONG
from tests.unit.formats.samples import FOLDER, sample


def found(name: str) -> Incoming:
    return READERS[name].read(sample(name), Choices())


def note(name: str, stem: str) -> Note:
    """Return the note whose stem begins so."""
    notes = [each for each in found(name).notes if asked(each).startswith(stem)]
    assert len(notes) == 1, [asked(each) for each in found(name).notes]
    return notes[0]


def asked(each: Note) -> str:
    return each.content.stem if isinstance(each.content, ItemContent) else each.content.front


def interaction(name: str, stem: str) -> Interaction:
    content = note(name, stem).content
    assert isinstance(content, ItemContent)
    return content.interaction


def options(*texts: str) -> tuple[Option, ...]:
    """Return options in canonical order; one that begins with = is right."""
    made = (Option(text.removeprefix("="), text.startswith("=")) for text in texts)
    return tuple(sorted(made, key=lambda option: option.text))


@pytest.mark.parametrize("name", ["gift", "moodle"])
def test_a_choice_names_its_category_tags_and_what_was_changed(name: str) -> None:
    city = note(name, "Which city lies on the Elbe?")
    assert city.key == "river-1"
    assert city.topic.endswith("Rivers::Lower Elbe/Oder")
    assert city.tags == ("city", "port town")
    assert isinstance(city.content, ItemContent)
    assert city.content.interaction == Choice(options("K\u00f6ln", "=Hamburg", "Cuxhaven"))
    assert any("Cuxhaven" in str(words) and "50 %" in str(words) for words in city.changed)


@pytest.mark.parametrize(
    ("name", "stem", "expected"),
    [
        ("gift", "Which rivers", MultipleChoice(options("=Havel", "=Saale", "Oder"))),
        ("gift", "The Elbe ends", TrueFalse("The Elbe ends in the Baltic Sea.", WRONG)),
        ("gift", "Who wrote", TextEntry(("Theodor Fontane", "Fontane"), ("Thomas Mann",))),
        ("gift", "How long", TextEntry(("1094",), (), "number", 10)),
        ("gift", "A value of pi", TextEntry(("3.1415",), (), "number", 0.0005)),
        ("gift", "When did", TextEntry(("2002",), (), "number")),
        ("gift", "Match each town with its river.\nMainz", Choice(options("Elbe", "=Rhine"))),
        ("gift", "Is 1 = 1 {always} ~ #1 \\ x: y?\nA", Choice(options("=Yes {x}", "No"))),
        ("aiken", "Which city", Choice(options("=Hamburg", "Cologne", "Munich"))),
        ("aiken", "Which are rivers", MultipleChoice(options("=Elbe", "Harz", "=Oder"))),
        ("moodle", "Which flow", MultipleChoice(options("=Havel", "=Saale", "Oder"))),
        ("moodle", "The Elbe ends", TrueFalse("The Elbe ends in the Baltic Sea.", WRONG)),
        ("moodle", "Who wrote", TextEntry(("Fontane", "Theodor Fontane"), ("Thomas Mann",))),
        ("moodle", "How long", TextEntry(("1094",), (), "number", 10, "km")),
        ("moodle", "Down the river", Ordering(("Dresden", "Magdeburg", "Hamburg"))),
        ("moodle", "The _____ reaches", Choice(options("=Elbe", "Oder"))),
        ("moodle", "_____ is a port", Choice(options("Dresden", "=Hamburg"))),
        ("canvas", "Which city", Choice(options("=Hamburg", "a < b"))),
        ("canvas", "Which flow", MultipleChoice(options("=Havel", "=Saale", "Oder"))),
        ("canvas", "The Elbe ends", TrueFalse("The Elbe ends in the Baltic Sea.", WRONG)),
        ("canvas", "How long", TextEntry(("1094",), (), "number", 10)),
        ("canvas", "Between six", TextEntry(("7",), (), "number", 1)),
        ("canvas", "Hamburg has a _____", Choice(options("=port", "dome"))),
        ("canvas", "Who wrote", TextEntry(("Fontane",), ())),
        ("qti21", "Look at the map", Choice(options("=Hamburg", "1 < 2"))),
        ("qti21", "The Elbe flows into the _____.", Choice(options("=North Sea", "Baltic Sea"))),
    ],
)  # fmt: skip
def test_a_question_is_read_as_it_was_meant(name: str, stem: str, expected: Interaction) -> None:
    assert interaction(name, stem) == expected


@pytest.mark.parametrize("name", ["gift", "moodle", "canvas"])
def test_an_answer_that_belongs_to_nothing_is_named(name: str) -> None:
    pairs = interaction(name, "Match each river with its sea.")
    assert isinstance(pairs, Matching)
    assert ("Elbe", "North Sea") in pairs.pairs
    assert "Dead Sea" not in dict(pairs.pairs).values()
    assert any("Dead Sea" in str(each) for each in note(name, "Match each river").changed)


def test_a_missing_word_is_a_blank_in_its_sentence() -> None:
    entry = interaction("gift", "The Elbe rises")
    assert entry == TextEntry(
        ("Giant Mountains", "Krkono=e"),
        (),
        before="The Elbe rises in the ",
        after=" of Bohemia.",
    )


def test_a_cloze_of_three_blanks_becomes_three_questions_with_the_others_filled() -> None:
    three = [each for each in found("moodle").notes if each.key.startswith("river-9#")]
    assert [asked(each) for each in three] == [
        "Dresden lies on the _____, which is 1094 km long and rises in Bohemia.",
        "Dresden lies on the Elbe, which is _____ km long and rises in Bohemia.",
        "Dresden lies on the Elbe, which is 1094 km long and rises in _____.",
    ]
    kinds = [each.content.interaction for each in three if isinstance(each.content, ItemContent)]
    assert kinds[0] == Choice(options("=Elbe", "Oder", "Rhine"))
    assert isinstance(kinds[1], TextEntry)
    assert (kinds[1].accept, kinds[1].rule, kinds[1].tolerance) == (("1094",), "number", 10.0)
    assert all("3 questions" in str(each.changed) for each in three)


def test_a_cloze_of_one_blank_keeps_the_words_around_it() -> None:
    entry = interaction("moodle", "The Elbe flows into the _____.")
    assert isinstance(entry, TextEntry)
    assert (entry.before, entry.after) == ("The Elbe flows into the ", ".")
    assert entry.accept == ("North Sea", "German Bight")
    assert entry.wrong == ("Baltic Sea",)


def test_pictures_and_wildcards_are_said_to_be_left_away() -> None:
    assert "Pictures" in str(note("moodle", "Which city").changed)
    assert "[A map]" in asked(note("moodle", "Which city"))
    assert "wildcard" in str(note("moodle", "Who wrote").changed)
    assert "Capitals" in str(note("moodle", "Who wrote").changed)


def test_feedback_becomes_the_explanation() -> None:
    for name, stem, told in (
        ("gift", "Which city", "Its port is on the Elbe.\nThe Elbe flows into the North Sea."),
        ("gift", "When did", "The flood of the century."),
        ("gift", "The Elbe is longer", "Yes."),
        ("moodle", "Which city", "The Elbe flows through Hamburg & Dresden."),
        ("moodle", "The Elbe ends", "It ends in the North Sea."),
        ("canvas", "Which city", "It has a port."),
        ("qti21", "Look at", "It has a port."),
    ):
        assert note(name, stem).content.explanation == told


@pytest.mark.parametrize(
    ("name", "place", "reason"),
    [
        ("gift", "line 52", "essay"),
        ("gift", "line 54", "description"),
        ("gift", "line 56", "The opening brace of line 56 is never closed."),
        ("gift", "line 62", "picture"),
        ("aiken", "line 14", "D is right, and no option has that letter."),
        ("aiken", "line 19", "ANSWER:"),
        ("moodle", "question 12, line 174", "essay"),
        ("moodle", "question 13, line 181", "picture"),
        ("moodle", "question 14, line 191", "None of its options is right."),
        ("moodle", "question 15, line 201", "hidden"),
        ("canvas", "question 10 of Rivers", "essay"),
        ("canvas", "question 11 of Rivers", "file"),
        ("qti21", "question 3, q3.xml", "essay"),
    ],
)
def test_what_is_left_out_is_named_with_its_place(name: str, place: str, reason: str) -> None:
    left = {str(each.place): str(each.reason) for each in found(name).left_out}
    assert reason in left[place]


def test_an_assessment_that_comes_in_two_forms_is_taken_once() -> None:
    brought = found("canvas")
    assert brought.title == "Rivers"
    assert [each.key for each in brought.notes].count("g1") == 1
    assert {each.topic for each in brought.notes} == {"Rivers", "A bank"}
    assert note("canvas", "Who wrote").topic == "A bank"


def test_the_order_of_a_test_is_the_order_of_its_items() -> None:
    assert [each.key for each in found("qti21").notes] == ["q2", "q1#1", "q1#2"]


def test_a_bare_document_is_read_like_a_package() -> None:
    for name, path in (
        ("canvas", "canvas/non_cc_assessments/gbbb.xml.qti"),
        ("qti21", "qti21/q2.xml"),
    ):
        data = (FOLDER / path).read_bytes()
        assert len(READERS[name].read(data, Choices()).notes) == 1


def sheet(*rows: tuple[str | int | None, ...], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_template_of_kahoot_is_read_beneath_its_advice() -> None:
    header = (
        "",
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        *(f"Answer {place}" for place in (2, 3, 4)),
        "Time limit (sec)",
        "Correct answer(s) - choose at least one",
    )
    brought = READERS["xlsx"].read(
        sheet(
            ("Quiz template",),
            ("Add questions, at least two answer alternatives",),
            (),
            header,
            (1, "Which city lies on the Elbe?", "Hamburg", "Cologne", None, None, 20, 1),
            (2, "Which are rivers?", "Elbe", "Harz", "Oder", "", 60, "1,3"),
            (3, "The Elbe is a river.", "True", "False", None, None, 20, "1"),
            (4, "Any of them", "Yes", "Sure", None, None, 20, "1,2"),
            (5, "Nothing right", "Yes", "No", None, None, 20, None),
            (6, "Which year?", 1911, 2002, None, None, 20, 2),
        ),
        Choices(),
    )
    kinds = [
        each.content.interaction for each in brought.notes if isinstance(each.content, ItemContent)
    ]
    assert kinds == [
        Choice(options("=Hamburg", "Cologne")),
        MultipleChoice(options("=Elbe", "Harz", "=Oder")),
        TrueFalse("The Elbe is a river.", RIGHT),
        TextEntry(("Yes", "Sure"), ()),
        Choice(options("1911", "=2002")),
    ]
    assert [str(each.place) for each in brought.left_out] == ["row 9"]


def test_a_plain_sheet_is_front_and_back() -> None:
    brought = READERS["xlsx"].read(
        sheet(("Elbe", "a river", "ignored"), ("=1+1", "x"), ("Oder", None), title="Rivers"),
        Choices(both_ways=True),
    )
    assert brought.title == "Rivers"
    assert brought.notes[0].content == PairContent("Elbe", "a river", both_ways=True)
    assert [str(each.place) for each in brought.left_out] == ["row 2", "row 3"]


def test_headers_and_choices_say_what_a_column_holds() -> None:
    headed = (("Tags", "Definition", "Term"), ("water, big", "a river", "Elbe"))
    first = READERS["xlsx"].read(sheet(*headed), Choices()).notes
    assert first[0].content == PairContent("Elbe", "a river")
    assert first[0].tags == ("water", "big")
    chosen = Choices(columns={0: "back", 1: "front", 2: "topic"})
    second = READERS["xlsx"].read(sheet(("a river", "Elbe", "Water")), chosen).notes
    assert second[0].content == PairContent("Elbe", "a river")
    assert second[0].topic == "Water"


def test_the_same_question_twice_comes_in_once() -> None:
    brought = READERS["gift"].read(b"A{T}\n\nA{T}\n\nA{=b ~c}", Choices())
    assert len(brought.notes) == 2
    assert str(brought.left_out[0].reason) == "It is the same question as at: line 1."


def test_a_mended_answer_keeps_the_key_and_a_mended_stem_does_not() -> None:
    keys = [
        READERS["gift"].read(text, Choices()).notes[0].key
        for text in (b"Who{=a ~b}", b"Who{~a =b}", b"Who?{=a ~b}")
    ]
    assert keys[0] == keys[1] != keys[2]


def test_a_question_whose_options_are_pictures_is_left_out() -> None:
    gift = b"[html]Which?{=<img src\\=a.png> ~<b>x</b>}\n\n[html]Who?{=<b>A</b> <img src\\=a> ~B}"
    brought = READERS["gift"].read(gift, Choices())
    assert "is a picture" in str(brought.left_out[0].reason)
    assert [asked(each) for each in brought.notes] == ["Who?"]
    assert "Pictures" in str(brought.notes[0].changed)
