"""The formats that notes are read from, by name: a new one is one file and one line here."""

from collections.abc import Mapping
from typing import Final

from quizapp.formats.anki.anki_in import ANKI
from quizapp.formats.incoming.incoming import Reader
from quizapp.formats.moodle.moodle_xml_in import MOODLE_XML
from quizapp.formats.own.deck_file import QUIZAPP
from quizapp.formats.qti.qti12_in import QTI_12
from quizapp.formats.qti.qti21_in import QTI_21
from quizapp.formats.sheets.workbook_in import XLSX
from quizapp.formats.texts.aiken_in import AIKEN
from quizapp.formats.texts.delimited_in import READER as DELIMITED
from quizapp.formats.texts.gift_in import GIFT

READERS: Final[Mapping[str, Reader]] = {
    each.name: each
    for each in (
        DELIMITED,
        ANKI,
        MOODLE_XML,
        GIFT,
        AIKEN,
        QTI_12,
        QTI_21,
        XLSX,
        QUIZAPP,
    )
}
