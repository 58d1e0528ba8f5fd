"""The stored form that migration 0025 gave an entry, told by how it differs from today's.

Three bytes of the client id were a column of their own, a number of 24 bits with its sign, and
every entry held its clock in two bytes.
"""

from collections.abc import Sequence
from typing import Any, Final

from quizapp.store.coded import CLOCK_CODES, CLOCKS
from quizapp.store.log.log_form import COLUMNS as _COLUMNS_NOW
from quizapp.store.log.log_form import row_of, stored_form
from quizapp.store.log.log_row import LogRow

_TAG_AT: Final = 4
_TAG_BYTES: Final = 3
_TAG_SIGN: Final = 1 << 23
_CLOCK_AT: Final = 21
"""Where today's packed value has the code of the clock; before it stood the tag's bytes earlier."""
_CLOCK_BYTES: Final = 2
COLUMNS: Final = (*_COLUMNS_NOW[:_TAG_AT], "client_tag", *_COLUMNS_NOW[_TAG_AT:])
"""Those that held an entry, in the order of ``stored_before``."""


def stored_before(row: LogRow) -> tuple[Any, ...]:
    """Return the values of ``COLUMNS``.

    Raises:
        ValueError: a value has no stored form; the message says which.
    """
    *values, rest = stored_form(row)
    tag = int.from_bytes(rest[:_TAG_BYTES]) - _TAG_SIGN
    code, after = rest[_CLOCK_AT], rest[_CLOCK_AT + 1 :]
    clock = CLOCKS[code].to_bytes(_CLOCK_BYTES, "little") if code else b""
    return (
        *values[:_TAG_AT],
        tag,
        *values[_TAG_AT:],
        rest[_TAG_BYTES:_CLOCK_AT] + clock + after,
    )


def row_before(stored: Sequence[Any]) -> LogRow:
    """Return the entry of the values of ``COLUMNS``."""
    *values, rest = stored
    spread = (values.pop(_TAG_AT) + _TAG_SIGN).to_bytes(_TAG_BYTES)
    place = _CLOCK_AT - _TAG_BYTES
    clock = rest[place : place + _CLOCK_BYTES]
    code = CLOCK_CODES.get(int.from_bytes(clock, "little"), 0)
    head = spread + rest[:place] + code.to_bytes() + (b"" if code else clock)
    return row_of((*values, head + rest[place + _CLOCK_BYTES :]))
