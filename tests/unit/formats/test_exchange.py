"""Every format over every interaction: it writes each, or leaves it out by name; nothing runs."""

import csv
import io
import sqlite3
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from quizapp.formats.exchange import KINDS, Format, Package, as_number, write
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import TextEntry
from tests.unit.formats.conftest import HARD, ITEMS

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
ASI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_a_format_takes_what_it_says_and_lists_the_rest(form: Format, package: Package) -> None:
    done = write(form, package)
    assert done.data
    assert {each.interaction.kind for each in done.left_out} == set(KINDS) - form.kinds
    assert done.written == sum(each.interaction.kind in form.kinds for each in ITEMS)
    assert done.written + len(done.left_out) == len(ITEMS)


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_an_empty_package_makes_a_file_all_the_same(form: Format, package: Package) -> None:
    assert write(form, replace(package, items=())).written == 0


@pytest.mark.parametrize("name", ["moodle", "gift", "aiken", "canvas", "qti21", "csv", "tsv"])
def test_the_same_items_make_the_same_bytes(name: str, package: Package) -> None:
    assert write(FORMATS[name], package).data == write(FORMATS[name], package).data


def test_moodle_gets_its_types_shares_and_words(package: Package) -> None:
    root = _parsed(write(FORMATS["moodle"], package).data)
    kinds = Counter(each.get("type") for each in root.iter("question"))
    assert kinds == {
        "category": 1,
        "multichoice": 2,
        "truefalse": 1,
        "shortanswer": 2,
        "numerical": 1,
        "matching": 1,
        "ordering": 1,
    }
    choice, multiple = root.findall("question[@type='multichoice']")
    assert HARD.replace("&", "&amp;").replace("<", "&lt;") in str(
        choice.findtext("questiontext/text")
    )
    assert [each.get("fraction") for each in multiple.iter("answer")] == ["50", "50", "-100"]
    assert [each.get("fraction") for each in choice.iter("answer")] == ["100", "0", "0"]
    number = root.find("question[@type='numerical']")
    assert number is not None
    assert number.findtext("answer/text") == "1250"
    assert number.findtext("answer/tolerance") == "5"
    pairs = root.findall("question[@type='matching']/subquestion")
    assert [each.findtext("answer/text") for each in pairs] == ["R1", "R2"]
    steps = root.findall("question[@type='ordering']/answer")
    assert [each.get("fraction") for each in steps] == ["1", "2", "3"]
    truth = root.findall("question[@type='truefalse']/answer")
    assert [(e.findtext("text"), e.get("fraction")) for e in truth] == [
        ("true", "0"),
        ("false", "100"),
    ]
    assert [each.findtext("text") for each in root.iter("tag")][:2] == ["Old times", "event"]


def test_moodle_names_a_category_after_the_set(package: Package) -> None:
    root = _parsed(write(FORMATS["moodle"], package).data)
    assert root.findtext("question/category/text") == "$course$/top/A title//with & signs"


def test_gift_escapes_its_signs_and_puts_a_blank_in_its_place(package: Package) -> None:
    text = write(FORMATS["gift"], package).data.decode()
    assert r"\{x\}" in text
    assert r"\=B" in text
    assert "The {\n  =Elbe\n  =river Elbe" in text
    assert "} flows north." in text
    assert "#=1250:5" in text
    assert "=150 billion" in text
    assert "=L2 \u2192 x -> R2" in text
    assert "~%50%one" in text
    assert "~%-100%three" in text
    assert "\n  FALSE" in text


def test_aiken_is_lines(package: Package) -> None:
    lines = write(FORMATS["aiken"], package).data.decode().splitlines()
    assert lines == [HARD, "A. <A>", "B. =B", "C. C~", "ANSWER: A"]


def test_canvas_gets_a_manifest_and_its_own_names_of_the_types(package: Package) -> None:
    data = write(FORMATS["canvas"], package).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert names[0] == "imsmanifest.xml"
        manifest = archive.read(names[0]).decode()
        assert names[1] in manifest
        root = _parsed(archive.read(names[1]))
    kinds = [
        field.findtext(f"{ASI}fieldentry")
        for field in root.iter(f"{ASI}qtimetadatafield")
        if field.findtext(f"{ASI}fieldlabel") == "question_type"
    ]
    assert kinds == [
        "multiple_choice_question",
        "multiple_answers_question",
        "true_false_question",
        "short_answer_question",
        "numerical_question",
        "short_answer_question",
        "matching_question",
    ]
    for each in root.iter(f"{ASI}item"):
        offered = {label.get("ident") for label in each.iter(f"{ASI}response_label")}
        asked = {found.get("ident") for found in each.iter(f"{ASI}response_lid")}
        for equal in each.iter(f"{ASI}varequal"):
            if equal.get("respident") in asked:
                assert equal.text in offered, "a key that is not among the options"


def test_qti_21_items_declare_what_they_offer(package: Package) -> None:
    data = write(FORMATS["qti21"], package).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        manifest = archive.read("imsmanifest.xml").decode()
        assert all(name in manifest for name in names[1:])
        items = [_parsed(archive.read(name)) for name in names if name.startswith("items/")]
    assert len(items) == len(ITEMS) - 1
    for root in items:
        offered = {
            each.get("identifier")
            for tag in ("simpleChoice", "simpleAssociableChoice")
            for each in root.iter(f"{QTI}{tag}")
        }
        keys = [str(v.text) for v in root.iter(f"{QTI}value") if v.text != "told"]
        keys = [each for each in keys if each]
        assert keys
        if offered:
            assert {part for key in keys for part in key.split()} <= offered


def test_an_order_is_not_told_by_how_it_is_listed(package: Package) -> None:
    steps = ("z", "m", "a")
    ordered = tuple(
        replace(each, interaction=replace(each.interaction, steps=steps))
        for each in ITEMS
        if each.interaction.kind == "ordering"
    )
    data = write(FORMATS["qti21"], replace(package, items=ordered)).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = _parsed(archive.read(archive.namelist()[-1]))
    assert [each.text for each in root.iter(f"{QTI}simpleChoice")] == ["a", "m", "z"]


def test_csv_is_read_as_a_table_without_formulas(package: Package) -> None:
    text = write(FORMATS["csv"], package).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == ["f:i.flashcard"]
    assert rows[0]["back"] == "'=back"
    assert rows[0]["front"] == HARD


def test_tsv_has_two_columns_a_line(package: Package) -> None:
    text = write(FORMATS["tsv"], package).data.decode()
    assert text == f"{HARD}\t=back\n"


def test_anki_text_says_how_it_is_to_be_read(package: Package) -> None:
    text = write(FORMATS["anki-text"], package).data.decode()
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert "#separator:tab" in heads
    assert "#guid column:1" in heads
    assert "#tags column:4" in heads
    row = next(csv.reader(io.StringIO(text.splitlines()[-1]), delimiter="\t"))
    assert row[0] == "f:i.flashcard"
    assert row[3] == "Old-times event"
    assert "<b>" not in row[2], "markup of the words is inert"


def test_an_anki_package_keeps_its_ids_from_one_time_to_the_next(
    package: Package, tmp_path: Path
) -> None:
    first = _notes(write(FORMATS["anki"], package).data, tmp_path / "1")
    reworded = tuple(replace(each, stem="Another wording") for each in package.items)
    second = _notes(write(FORMATS["anki"], replace(package, items=reworded)).data, tmp_path / "2")
    assert [guid for guid, _, _ in first] == [guid for guid, _, _ in second]
    assert first[0][1] != second[0][1]
    assert "The passage &amp; its words." in first[0][1]
    assert first[0][2].split() == ["Old-times", "event"]


def test_a_workbook_holds_texts_and_no_formulas(package: Package) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(FORMATS["xlsx"], package).data))
    rows = list(book["Questions"].iter_rows(min_row=2))
    assert len(rows) == len(ITEMS)
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert rows[0][4].value == "<A>"
    assert rows[0][5].value == "=B\nC~"


def test_a_number_with_a_magnitude_is_compared_as_text() -> None:
    assert as_number(TextEntry(("1,250",), (), rule="number")) == 1250
    assert as_number(TextEntry(("150 billion",), (), rule="number")) is None
    assert as_number(TextEntry(("1998",), (), rule="year")) == 1998
    assert as_number(TextEntry(("1998",), ())) is None


def _parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own output


def _notes(data: bytes, folder: Path) -> list[tuple[str, str, str]]:
    folder.mkdir()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    try:
        return connection.execute("SELECT guid, flds, tags FROM notes ORDER BY guid").fetchall()
    finally:
        connection.close()
