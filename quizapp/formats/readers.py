"""The formats that notes are read from, by name: a new one is one file and one line here."""

from collections.abc import Mapping
from typing import Final

from quizapp.formats.aiken_in import AIKEN
from quizapp.formats.anki_in import ANKI
from quizapp.formats.deck_file import QUIZAPP
from quizapp.formats.delimited_in import READER as DELIMITED
from quizapp.formats.gift_in import GIFT
from quizapp.formats.incoming import Reader
from quizapp.formats.moodle_xml_in import MOODLE_XML
from quizapp.formats.qti12_in import QTI_12
from quizapp.formats.qti21_in import QTI_21
from quizapp.formats.workbook_in import XLSX

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
