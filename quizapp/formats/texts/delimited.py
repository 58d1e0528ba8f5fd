"""Cards as delimited text: CSV and TSV for spreadsheets and Quizlet, and Anki's text with headers.

Source: docs.ankiweb.net, "Importing text files"; RFC 4180.
"""

import csv
import io
from typing import Final

from quizapp.errors import translatable
from quizapp.formats.exchange import Format, Item, Kind, Package, paragraphs
from quizapp.formats.sheets.csv_table import to_csv
from quizapp.generation.question import Flashcard

_CARDS: Final[frozenset[Kind]] = frozenset({"flashcard"})
_HEADER: Final = ("front", "back", "explanation", "source", "passage", "tags", "id")
BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write_csv(package: Package) -> bytes:
    """Return a table of cards, UTF-8 with a mark that spreadsheets know it by, no formulas."""
    rows = [
        (
            item.stem,
            back(item),
            item.explanation,
            item.source,
            item.passage_number if item.passage else None,
            " ".join(item.tags),
            item.key,
        )
        for item in package.items
    ]
    return (BOM + to_csv(_HEADER, rows)).encode()


def write_tsv(package: Package) -> bytes:
    """Return front and back with a tab between, a line a card: what Quizlet's import takes."""
    lines = (f"{_cell(item.stem)}\t{_cell(back(item))}\n" for item in package.items)
    return "".join(lines).encode()


def write_anki_text(package: Package) -> bytes:
    """Return notes with Anki's header lines: separator, deck, columns, tags and stable ids."""
    buffer = io.StringIO()
    buffer.write("#separator:tab\n#html:true\n#notetype:Basic\n")
    buffer.write(f"#deck:{_cell(package.title)}\n")
    buffer.write("#guid column:1\n#tags column:4\n")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    for item in package.items:
        behind = paragraphs(back(item), item.explanation, item.passage, item.source)
        tags = " ".join(tag.replace(" ", "-") for tag in item.tags)
        writer.writerow([item.key, paragraphs(item.stem), behind, tags])
    return buffer.getvalue().encode()


def back(item: Item) -> str:
    """Return what stands on the back of a card."""
    return item.interaction.back if isinstance(item.interaction, Flashcard) else item.answer


def _cell(text: str) -> str:
    return " ".join(text.split())


CSV: Final = Format(
    name="csv",
    title="CSV",
    suffix=".csv",
    media="text/csv; charset=utf-8",
    kinds=_CARDS,
    used_for=translatable("A table of cards for Excel, LibreOffice and Google Sheets."),
    write=write_csv,
)
TSV: Final = Format(
    name="tsv",
    title="TSV",
    suffix=".tsv.txt",
    media="text/tab-separated-values; charset=utf-8",
    kinds=_CARDS,
    used_for=translatable("Front and back with a tab between: to paste into Quizlet's import."),
    write=write_tsv,
)
ANKI_TEXT: Final = Format(
    name="anki-text",
    title=translatable("Anki text"),
    suffix=".anki.txt",
    media="text/plain; charset=utf-8",
    kinds=_CARDS,
    used_for=translatable("Notes for Anki as plain text, with deck, tags and stable ids."),
    write=write_anki_text,
)
