"""Class lists as schools write them, and every way in which a row can be wrong."""

import time
import tracemalloc

import pytest

from quizapp.errors import InputError
from quizapp.formats.rosters.roster_csv import read_roster
from quizapp.formats.rosters.roster_text import MOST_BYTES, decode

HEAD = "First name,Last name,Student ID,Group\n"


def _faults(row: str, *, head: str = HEAD) -> list[tuple[str, str]]:
    (read,) = read_roster((head + row).encode()).rows
    return [(fault.column, str(fault.error)) for fault in read.faults]


@pytest.mark.parametrize(
    ("text", "name", "number", "group"),
    [
        ("Last name,First name,SIS ID,Section\nRuiz,Ana,7,A", "Ana Ruiz", "7", "A"),
        ("Surname;Given name;Student number\nRuiz;Ana;7", "Ana Ruiz", "7", ""),
        ("Name\tClass\nAna Ruiz\t9b", "Ana Ruiz", "", "9b"),
        ('"Name","ID"\r\n"Ruiz, Ana","7"\r\n', "Ana Ruiz", "7", ""),
        ("Nachname;Vorname;Klasse\nMüller;Jörg;9b", "Jörg Müller", "", "9b"),
        ("Name;Vorname\nMüller;Jörg", "Jörg Müller", "", ""),
        ("Nombre;Apellidos;Grupo\nAna;Ruiz Díaz;A", "Ana Ruiz Díaz", "", "A"),
        ("Primer Apellido,Segundo Apellido,Nombre\nRuiz,Díaz,Ana", "Ana Ruiz Díaz", "", ""),
        ("Nombre\nAna Ruiz", "Ana Ruiz", "", ""),
        ("Username\nana.ruiz", "ana.ruiz", "", ""),
        ("\n\nE-mail,Full name\na@b.c,  Ana   Ruiz ", "Ana Ruiz", "", ""),
        ('Name,Notes\nAna Ruiz,"two\nlines"', "Ana Ruiz", "", ""),
    ],
)
def test_columns_are_found_by_the_names_schools_use(
    text: str, name: str, number: str, group: str
) -> None:
    (row,) = read_roster(text.encode()).rows
    assert (row.name, row.number, row.group, row.faults) == (name, number, group, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    (row,) = read_roster("Name;Klasse\nJosé Müñoz Groß;9b".encode(encoding)).rows
    assert row.name == "José Müñoz Groß"


@pytest.mark.parametrize(
    "data",
    [
        "Name\nJosé".encode("mac_roman"),
        b"Name\n\xe9\xd7\xc1\x98",
        "Name\nAna Ruiz".encode("utf-16-le"),
        b"PK\x03\x04rest of a workbook",
        b"\xd0\xcf\x11\xe0rest of an old workbook",
        b"",
        b" \n \r\n",
        b"Name\n",
        b"Favourite colour,Shoe size\nred,42",
        b"Name,Full name,Name\nAna Ruiz,Ana Ruiz,x",
        b'Name,"ID\nAna,7',
        b"x" * (MOST_BYTES + 1),
        b"Name\n" + b"Ana Ruiz\n" * 5001,
        ("Name," + ",".join(f"c{n}" for n in range(120)) + "\nAna").encode(),
    ],
)
@pytest.mark.hostile
def test_a_file_that_cannot_be_used_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_roster(data)
    assert len(str(refused.value)) > 20
    assert refused.value.field == "file"


FAULTY = {
    "no name": (",,1,A", "There is no name."),
    "half a name": ("Ana,,1,A", "Half of the name is missing"),
    "other half": (",Ruiz,1,A", "Half of the name is missing"),
    "too short": ("Name\nA", "too short"),
    "too long": ("A" * 60 + ",Ruiz,1,A", "Too long: 65 characters of at most 64"),
    "control": ("An\x07a,Ruiz,1,A", "control character"),
    "NUL": ("An\x00a,Ruiz,1,A", "control character"),
    "tab": ("An\ta,Ruiz,1,A", "line break or tab"),
    "line break": ('"An\na",Ruiz,1,A', "line break or tab"),
    "right to left": ("\u202eanA,Ruiz,1,A", "invisible character"),
    "zero width": ("An\u200ba,Ruiz,1,A", "invisible character"),
    "private use": ("An\ue000a,Ruiz,1,A", "invisible character"),
    "line separator": ("An\u2028a,Ruiz,1,A", "invisible character"),
    "formula": ("=HYPERLINK(1),Ruiz,1,A", "formula of a spreadsheet: ="),
    "plus": ("+Ana,Ruiz,1,A", "formula of a spreadsheet: +"),
    "at": ("@SUM,Ruiz,1,A", "formula of a spreadsheet: @"),
    "formula in the last name": ("Eve,=cmd,1,A", "formula of a spreadsheet: ="),
    "formula in number": ("Ana,Ruiz,=1+1,A", "formula"),
    "formula in group": ("Ana,Ruiz,1,-A", "formula"),
    "spreadsheet error": ("Name\n#REF!", "error message of a spreadsheet"),
    "error in number": ("Ana,Ruiz,#N/A,A", "error message of a spreadsheet"),
    "lost letters": ("Jos\ufffd,Ruiz,1,A", "Letters were lost"),
    "decoded twice": ("JosÃ©,Ruiz,1,A", "decoded wrongly"),
    "accents": ("A" + "\u0301" * 9 + "na,Ruiz,1,A", "too many accents"),
    "two alphabets": ("\u0410na,Ruiz,1,A", "two alphabets"),
    "no letter": ("Name\n12345", "no letter"),
    "e-mail": ("Name\nana@school.example", "e-mail address"),
    "nothing meant": ("Name\nn/a", "says that there is no name"),
    "dashes": ("Name\n--", "says that there is no name"),
    "long number": ("Ana,Ruiz," + "1" * 65 + ",A", "Too long: 65"),
    "shortened number": ("Ana,Ruiz,1.2E+09,A", "spreadsheet has shortened"),
    "no number meant": ("Ana,Ruiz,n/a,A", "This is no number"),
    "hidden in number": ("Ana,Ruiz,1\u200b2,A", "invisible character"),
    "control in number": ("Ana,Ruiz,1\x1b2,A", "control character"),
    "long group": ("Ana,Ruiz,1," + "A" * 81, "Too long: 81"),
    "control in group": ("Ana,Ruiz,1,A\x02", "control character"),
    "too few cells": ("Ana,Ruiz", "This row has 2 cells, the header has 4"),
    "too many cells": ("Ana,Ruiz,1,A,B,C", "This row has 6 cells"),
    "open quote": ('"Ana,Ruiz,1,A', "quote in this row is never closed"),
    "stray quote": ('"Ana"x,Ruiz,1,A', "quote in this row"),
    "header again": ("First name,Last name,Student ID,Group", "header once more"),
    "long account": ("Name,Login\nAna Ruiz," + "a" * 65, "Too long: 65"),
    "hidden in account": ("Name,Login\nAna Ruiz,a\u200bb", "invisible character"),
}


@pytest.mark.parametrize("kind", FAULTY)
@pytest.mark.hostile
def test_a_fault_names_its_column_and_says_what_is_wrong(kind: str) -> None:
    row, words = FAULTY[kind]
    head = "" if row.startswith("Name") else HEAD
    faults = _faults(row, head=head)
    assert any(words in said for _, said in faults), faults
    if "cells" not in words and "quote" not in words and "header" not in words:
        assert all(column for column, _ in faults), faults


@pytest.mark.parametrize(
    "row",
    ['"' * 3_999_000, '"' + "a" * 3_999_000, ("a," * 9_000 + "\n") * 200, '"a\n' * 4_999],
    ids=["quotes", "a cell without end", "wide rows", "quotes that never close"],
)
@pytest.mark.hostile
def test_hostile_files_cost_little_time_and_memory(row: str) -> None:
    began = time.monotonic()
    tracemalloc.start()
    read = read_roster((HEAD + row).encode())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert all(each.faults for each in read.rows)
    assert time.monotonic() - began < 10
    assert most < 200_000_000


def test_there_are_forty_kinds() -> None:
    assert len(FAULTY) >= 40


def test_one_broken_row_breaks_no_other() -> None:
    rows = read_roster((HEAD + 'Ana,Ruiz,1,A\n"Jo,Okafor,2,A\nLi,Wei,3,A\n').encode()).rows
    assert [bool(row.faults) for row in rows] == [False, True, False]
    assert [row.line for row in rows] == [2, 3, 4]


def test_a_byte_order_mark_is_no_letter_of_the_first_column() -> None:
    assert decode("Name\nAna".encode("utf-8-sig")) == ("Name\nAna", "UTF-8")
