"""Files made to do harm, each with what has to come of it."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.formats.hostile_parts import (
    asking,
    assessment,
    cell,
    entries,
    laughs,
    locked,
    lying,
    moodle,
    number,
    overlapping,
    question,
    short,
    with_link,
    xlsx,
)

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: the reader it is for, how it is made, and the words of the refusal.

    Attributes:
        says: part of the message; "" where the file is read and its faults are left out.
        notes: how many notes come in all the same.
    """

    name: str
    reader: str
    make: Callable[[], bytes]
    says: str = ""
    notes: int = 0


EXTERNAL = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE quiz SYSTEM "http://192.0.2.1/evil.dtd">'
PARAMETER = '<!DOCTYPE quiz [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'
DECLARED = '<?xml version="1.0" encoding="ISO-8859-1"?>'
WIDE = '<?xml version="1.0" encoding="UTF-16"?>'

HOSTILE = (
    Hostile("document type", "moodle", lambda: moodle(head=EXTERNAL).encode(), "document type"),
    Hostile("outside type", "moodle", lambda: moodle(head=OUTSIDE).encode(), "document type"),
    Hostile("parameter", "moodle", lambda: moodle(head=PARAMETER).encode(), "document type"),
    Hostile(
        "laughs", "moodle", lambda: moodle(short("&l9;"), head=laughs()).encode(), "document type"
    ),
    Hostile(
        "external entity",
        "moodle",
        lambda: moodle(short("&x;"), head=EXTERNAL).encode(),
        "document type",
    ),
    Hostile(
        "laughs in a zip",
        "canvas",
        lambda: entries(("a.xml", laughs().encode() + assessment())),
        "document type",
    ),
    Hostile(
        "laughs in a sheet",
        "xlsx",
        lambda: entries(("xl/workbook.xml", laughs().encode() + b"<quiz/>")),
        "document type",
    ),
    Hostile("undeclared entity", "moodle", lambda: moodle(short("&x;")).encode(), "no sound XML"),
    Hostile("nested", "moodle", lambda: b"<quiz>" + b"<a>" * MILLION, "deeper than"),
    Hostile(
        "nested HTML",
        "moodle",
        lambda: moodle(short("a", "&lt;div&gt;" * 5000), short("b")).encode(),
        notes=1,
    ),
    Hostile(
        "long text",
        "moodle",
        lambda: moodle(short("a", "x" * 3_000_000), short("b")).encode(),
        notes=1,
    ),
    Hostile(
        "endless text",
        "moodle",
        lambda: moodle(short("a", "x" * 30_000_000)).encode(),
        "characters",
    ),
    Hostile(
        "many parts",
        "moodle",
        lambda: moodle(question("multichoice", "<answer/>" * 100_000)).encode(),
        "elements",
    ),
    Hostile(
        "some parts",
        "moodle",
        lambda: moodle(
            question(
                "matching",
                "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>" * 4000,
            ),
            short("b"),
        ).encode(),
        notes=1,
    ),
    Hostile(
        "long attribute",
        "moodle",
        lambda: moodle(f"<question type='{'x' * 10_000_000}'/>").encode(),
    ),
    Hostile(
        "latin-1 as declared",
        "moodle",
        lambda: moodle(short("\u00e9t\u00e9"), head=DECLARED).encode("latin-1"),
        notes=1,
    ),
    Hostile(
        "UTF-16 as declared",
        "moodle",
        lambda: moodle(short("\u00e9t\u00e9"), head=WIDE).encode("utf-16"),
        notes=1,
    ),
    Hostile(
        "latin-1 undeclared",
        "moodle",
        lambda: moodle(short("\u00e9t\u00e9")).encode("latin-1"),
        "no sound XML",
    ),
    Hostile(
        "unknown encoding",
        "moodle",
        lambda: moodle(head='<?xml version="1.0" encoding="klingon"?>').encode(),
        "encoding",
    ),
    Hostile("NUL", "moodle", lambda: moodle(short("a\0b")).encode(), "no sound XML"),
    Hostile(
        "NUL by number",
        "moodle",
        lambda: moodle(short("a&amp;#0;b", "&amp;#0;&amp;#27;[31m x?")).encode(),
        notes=1,
    ),
    Hostile("surrogate", "moodle", lambda: moodle(short("a", "&amp;#xd800; x?")).encode(), notes=1),
    Hostile(
        "endless reference",
        "moodle",
        lambda: moodle(short("a", f"&amp;#{'9' * 50_000}; x?")).encode(),
        notes=1,
    ),
    Hostile(
        "huge numbers",
        "moodle",
        lambda: moodle(
            number("1e400"),
            number("9" * 5000),
            number("NaN"),
            number("Infinity"),
            number("1", "1e999"),
            number("-1e-300"),
            number("2", "1"),
        ).encode(),
        notes=1,
    ),
    Hostile(
        "huge shares",
        "moodle",
        lambda: moodle(
            question(
                "multichoice",
                "<answer fraction='1e999'><text>a</text></answer>"
                "<answer fraction='nan'><text>b</text></answer>",
            )
        ).encode(),
        notes=1,
    ),
    Hostile(
        "brackets", "moodle", lambda: moodle(short("a", "[" * 190_000 + "&lt;img&gt;")).encode()
    ),
    Hostile(
        "open fields", "moodle", lambda: moodle(question("cloze", "", "{1:SA:" * 30_000)).encode()
    ),
    Hostile(
        "many fields",
        "moodle",
        lambda: moodle(question("cloze", "", "{1:SA:=a}" * 20_000)).encode(),
    ),
    Hostile(
        "marks",
        "moodle",
        lambda: moodle(*(short("a", "a" + "\u0301\u0327" * 90_000) for _ in range(3))).encode(),
        notes=1,
    ),
    Hostile(
        "a million",
        "moodle",
        lambda: moodle(
            *(
                f"<question type='truefalse'><idnumber>{each}</idnumber></question>"
                for each in range(MILLION)
            )
        ).encode(),
        "more than 50000",
    ),
    Hostile("too large", "moodle", lambda: b" " * 100_000_001, "larger than"),
    Hostile(
        "script",
        "gift",
        lambda: (
            b"[html]<script>alert(1)</script>Who?<style>x</style> "
            b"{=<b onclick\\=x>A</b> ~<img src\\=x onerror\\=alert(1)>B}"
        ),
        notes=1,
    ),
    Hostile("latin-1", "gift", lambda: "Caf\u00e9 {T}".encode("latin-1"), "not UTF-8"),
    Hostile("UTF-16", "gift", lambda: "Caf\u00e9 {T}".encode("utf-16"), "UTF-16"),
    Hostile(
        "UTF-16 without mark",
        "aiken",
        lambda: "Caf\nA. a\nB. b\nANSWER: A".encode("utf-16-le"),
        "UTF-16",
    ),
    Hostile("with mark", "gift", "\ufeffCaf\u00e9 {T}".encode, notes=1),
    Hostile("controls", "gift", lambda: b"A\x00\x1b[31m\x7f B\xc2\x85 {=\x07x\x00 =y}", notes=1),
    Hostile(
        "huge number",
        "gift",
        lambda: b"A {#1e99999:1}\n\nB {#" + b"9" * 100_000 + b"}\n\nC {#1:1e999}\n\nD{#2}",
        notes=1,
    ),
    Hostile("many answers", "gift", lambda: b"A {" + b"~a" * 5_000_000 + b"}\n\nB {T}", notes=1),
    Hostile("dots", "gift", lambda: b"A {#" + b".." * 90_000 + b"\n}\n\nB {T}", notes=1),
    Hostile("ids", "gift", lambda: b"// " + b"[id:" * 2_000_000 + b"\nB {T}", notes=1),
    Hostile("braces", "gift", lambda: b"A {{{ }\n\nB }{\n\nC {a\n\nD {T}", notes=1),
    Hostile(
        "a million",
        "gift",
        lambda: b"".join(b"q%d{T}\n\n" % each for each in range(MILLION)),
        "more than 50000",
    ),
    Hostile("spaces", "aiken", lambda: b"Q\nA. a\nB. b\nANSWER:" + b" " * 5_000_000 + b"x\n"),
    Hostile("letters", "aiken", lambda: b"Q\nA. a\nB. b\nANSWER: A" + b" ," * 2_000_000 + b"\n"),
    Hostile("many options", "aiken", lambda: b"Q\n" + b"A. a\n" * 1_000_000 + b"ANSWER: A\n"),
    Hostile(
        "a million",
        "aiken",
        lambda: b"".join(b"%d\nA. a\nB. b\nANSWER: A\n" % each for each in range(700_000)),
        "more than 50000",
    ),
    Hostile("traversal", "canvas", lambda: entries(("../../a.xml", b"<a/>")), "leads out"),
    Hostile("absolute", "canvas", lambda: entries(("/etc/a.xml", b"<a/>")), "leads out"),
    Hostile("drive", "qti21", lambda: entries(("C:/a.xml", b"<a/>")), "leads out"),
    Hostile("backslash", "qti21", lambda: entries(("..\\a.xml", b"<a/>")), "leads out"),
    Hostile("link", "canvas", with_link, "is a link"),
    Hostile("locked", "canvas", locked, "password"),
    Hostile(
        "unusual packing",
        "qti21",
        lambda: entries(("a.xml", b"<a/>"), method=zipfile.ZIP_LZMA),
        "unusual",
    ),
    Hostile("overlapping", "canvas", overlapping, "lies over"),
    Hostile("lying size", "canvas", lying, "damaged"),
    Hostile("bomb", "canvas", lambda: entries(("a.xml", b" " * 256_000_000)), "larger than 60 MB"),
    Hostile(
        "bombs",
        "qti21",
        lambda: entries(*((f"{each}.xml", b" " * 50_000_000) for each in range(6))),
        "larger than",
    ),
    Hostile(
        "bomb", "xlsx", lambda: entries(("xl/workbook.xml", b" " * 100_000_000)), "larger than"
    ),
    Hostile(
        "many entries",
        "qti21",
        lambda: entries(
            *((f"{each}.xml", b"") for each in range(61_000)), method=zipfile.ZIP_STORED
        ),
        "more than 60000 files",
    ),
    Hostile("no entries", "canvas", entries, "zip"),
    Hostile(
        "a million",
        "canvas",
        lambda: assessment(*(f"<item ident='i{each}'/>" for each in range(MILLION))),
        "more than 50000",
    ),
    Hostile(
        "huge numbers",
        "canvas",
        lambda: assessment(
            asking(
                "numerical_question",
                "x?",
                "<response_str ident='r'><render_fib fibtype='Decimal'/></response_str>",
                "<respcondition><conditionvar><varequal respident='r'>1e400</varequal>"
                "</conditionvar><setvar>1e999</setvar></respcondition>",
            )
        ),
    ),
    Hostile(
        "many blanks",
        "canvas",
        lambda: assessment(
            asking(
                "fill_in_multiple_blanks_question",
                "[a]" * 60_000,
                "<response_lid ident='response_a'><render_choice><response_label ident='1'>"
                "<material><mattext>x</mattext></material></response_label></render_choice>"
                "</response_lid>",
            )
        ),
    ),
    Hostile("not a workbook", "xlsx", lambda: entries(("a.txt", b"a")), "no workbook"),
    Hostile(
        "formula",
        "xlsx",
        lambda: xlsx(
            '<sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>HYPERLINK("http://192.0.2.1")</f>'
            "<v>kept</v></c></row></sheetData>"
        ),
    ),
    Hostile(
        "formula as text",
        "xlsx",
        lambda: xlsx(f"<sheetData><row>{cell('=1+1')}{cell('=cmd|calc')}</row></sheetData>"),
        notes=1,
    ),
    Hostile(
        "far cell",
        "xlsx",
        lambda: xlsx(f'<sheetData><row r="1048576">{cell("a")}{cell("b")}</row></sheetData>'),
        notes=1,
    ),
    Hostile(
        "no such cell",
        "xlsx",
        lambda: xlsx(
            '<sheetData><row r="9999999999999999999"><c r="ZZZZZZZ9"><v>1</v></c></row></sheetData>'
        ),
        "cannot be read",
    ),
    Hostile(
        "many rows",
        "xlsx",
        lambda: xlsx(
            "<sheetData>" + f"<row>{cell('a')}{cell('b')}</row>" * 200_000 + "</sheetData>"
        ),
        "more than 50000",
    ),
    Hostile(
        "a million rows",
        "xlsx",
        lambda: xlsx("<sheetData>" + f"<row>{cell('a')}</row>" * MILLION + "</sheetData>"),
        "larger than",
    ),
)
"""Every file; its name and reader tell it from the others."""
