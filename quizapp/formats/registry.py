"""The formats that sets are written in, by name: a new one is one file and one line here."""

from collections.abc import Mapping
from typing import Final

from quizapp.formats.anki.anki_package import ANKI
from quizapp.formats.exchange import Format
from quizapp.formats.moodle.moodle_xml import MOODLE_XML
from quizapp.formats.qti.qti12 import QTI_12
from quizapp.formats.qti.qti21 import QTI_21
from quizapp.formats.sheets.workbook import XLSX
from quizapp.formats.texts.aiken import AIKEN
from quizapp.formats.texts.delimited import ANKI_TEXT, CSV, TSV
from quizapp.formats.texts.gift import GIFT

FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        ANKI,
        ANKI_TEXT,
        CSV,
        TSV,
        MOODLE_XML,
        GIFT,
        AIKEN,
        QTI_12,
        QTI_21,
        XLSX,
    )
}
