"""Makes the pieces of files that are made to do harm."""

import io
import struct
import zipfile

QTI = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'


def moodle(*questions: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f"{head}<quiz>{''.join(questions)}</quiz>"


def question(kind: str, body: str, stem: str = "What?") -> str:
    text = f"<questiontext format='html'><text>{stem}</text></questiontext>"
    return f"<question type='{kind}'><name><text>n</text></name>{text}{body}</question>"


def short(answer: str, stem: str = "What?") -> str:
    return question("shortanswer", f"<answer fraction='100'><text>{answer}</text></answer>", stem)


def number(answer: str, tolerance: str = "0") -> str:
    body = (
        f"<answer fraction='100'><text>{answer}</text><tolerance>{tolerance}</tolerance></answer>"
    )
    return question("numerical", body)


def entries(*found: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in found:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return buffer.getvalue()


def with_link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def locked() -> bytes:
    data = bytearray(entries(("a.xml", b"<a/>")))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Return a zip whose second entry is the first one again."""
    data = entries(("a.xml", b"<a/>" * 1000))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    central = bytearray(data[start:end])
    central[46:51] = b"b.xml"
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 2, 2, len(central) * 2, start)
    return data[:end] + bytes(central) + bytes(tail)


def lying() -> bytes:
    """Return a zip that claims 100 bytes for an entry of 50 000 000."""
    data = bytearray(entries(("a.xml", b" " * 50_000_000)))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(sign) + place, 100)
    return bytes(data)


def laughs() -> str:
    names = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10))
    return f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{names}]>'


def xlsx(sheet: str) -> bytes:
    office = "http://schemas.openxmlformats.org"
    main = f"{office}/spreadsheetml/2006/main"
    relation = f"{office}/officeDocument/2006/relationships"
    return entries(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/></Types>'.encode(),
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        ),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>'.encode(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>".encode(),
        ),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}">{sheet}</worksheet>'.encode()),
    )


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def assessment(*items: str) -> bytes:
    """Return a document of QTI 1.2."""
    body = "".join(items)
    return f"{QTI}<assessment ident='a'>{body}</assessment></questestinterop>".encode()


def asking(kind: str, text: str, response: str, scoring: str = "") -> str:
    """Return an item of QTI 1.2."""
    field = f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
    return (
        "<item ident='1'><itemmetadata><qtimetadata><qtimetadatafield>"
        f"{field}</qtimetadatafield></qtimetadata></itemmetadata><presentation><material>"
        f"<mattext>{text}</mattext></material>{response}</presentation>"
        f"<resprocessing>{scoring}</resprocessing></item>"
    )
