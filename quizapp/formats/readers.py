"""The formats that notes are read from, by name: a new one is one file and one line here."""

from collections.abc import Mapping
from typing import Final

from quizapp.formats import delimited_in
from quizapp.formats.incoming import Reader

READERS: Final[Mapping[str, Reader]] = {each.READER.name: each.READER for each in (delimited_in,)}
