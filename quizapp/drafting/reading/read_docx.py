"""Word documents (.docx) -> blocks. Sizes are checked before anything is unpacked."""

import io
import zipfile
from typing import Final

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from quizapp.drafting.reading.document import DroppedLine
from quizapp.drafting.reading.read_blocks import Block, BlockKind, Source, tidy
from quizapp.errors import InputError

MAX_UNPACKED: Final = 40 * 1024 * 1024
"""Bytes of all parts together: twenty times the largest file taken."""

MAX_TEXT_PART: Final = 20 * 1024 * 1024
"""Bytes of one part of XML; the text of a whole book takes less."""

MAX_PARTS: Final = 2000


def _refuse(message: str) -> InputError:
    return InputError(message, field="article")


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        raise _refuse(
            "This is not a Word document (.docx), or it is damaged."
            " Open it in a word processor, save it again as .docx, or paste the text."
        ) from None
    sizes = [info.file_size for info in infos]
    if len(infos) > MAX_PARTS or sum(sizes) > MAX_UNPACKED:
        raise _refuse(
            f"Unpacked, this document has {len(infos)} parts and {sum(sizes) / 1024 / 1024:.0f} MB;"
            " that is no article. Paste its text instead."
        )
    if any(i.file_size > MAX_TEXT_PART for i in infos if i.filename.endswith((".xml", ".rels"))):
        raise _refuse("The text of this document is over 20 MB unpacked. Paste its text instead.")
    if any(info.flag_bits & 1 for info in infos):
        raise _refuse("This document is protected by a password. Save it without one.")
    if not any(info.filename == "word/document.xml" for info in infos):
        raise _refuse(
            "This is a zip file, but no Word document. Save it as .docx, or paste the text."
        )


def _open(data: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(data))
    except (
        OpcError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        EOFError,
        zipfile.BadZipFile,
    ):
        raise _refuse(
            "This Word document is damaged."
            " Open it in a word processor, save it again, or paste the text."
        ) from None


def _kind(paragraph: Paragraph) -> tuple[BlockKind, bool]:
    """Return what a paragraph is by its style, and whether it is the document's title."""
    style = paragraph.style
    name = (style.name or "").casefold() if style is not None else ""
    if name == "title":
        return BlockKind.HEADING, True
    if name.startswith("heading"):
        return BlockKind.HEADING, False
    if name == "caption":
        return BlockKind.CAPTION, False
    properties = paragraph._p.pPr  # noqa: SLF001 - the library has no public way to numbering
    if name.startswith("list") or (properties is not None and properties.numPr is not None):
        return BlockKind.ITEM, False
    return BlockKind.LINE, False


def read_docx(data: bytes) -> Source:
    """Return what a Word document holds; lines are the numbers of its paragraphs, from 1.

    Raises:
        InputError: it is no Word document, is damaged, or unpacks to more than an article.
    """
    _check(data)
    document = _open(data)
    title = ""
    blocks: list[Block] = []
    dropped: list[DroppedLine] = []
    for number, part in enumerate(document.iter_inner_content(), start=1):
        if isinstance(part, Table):
            text = tidy(" | ".join(cell.text for row in part.rows for cell in row.cells))
            if text:
                dropped.append(DroppedLine(number, "a table", text))
            continue
        kind, is_title = _kind(part)
        for line in part.text.split("\n"):
            text = tidy(line)
            if is_title and not title:
                title = text
            elif text:
                blocks.append(Block(number, text, kind))
    return Source(tuple(blocks), title or _property_title(document, blocks), tuple(dropped))


def _property_title(document: Document, blocks: list[Block]) -> str:
    """Return the title among the document's properties, where its text does not begin with one."""
    if blocks and blocks[0].kind is BlockKind.HEADING:
        return ""
    title = tidy(document.core_properties.title or "")
    return "" if title.casefold() in {"word document", "document", "untitled"} else title
