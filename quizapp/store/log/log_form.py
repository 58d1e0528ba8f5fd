"""The stored form of a log entry: what queries ask for is columns, the rest is one packed value.

A city's memory of years is one file: an entry must not cost more than it says. The packed value
begins with 22 bytes that every entry has; what an ordinary answer does not need costs nothing:

    3 bytes of the client id, spread evenly (an index finds an entry by two of them), 13 others,
    3 of the request's hash, flags, form and score, clock (a number of ``coded``, or 0)
    [clock: rollover hour + 24 * (UTC offset in minutes + 1365)] [form in words] [score]
    [stability and difficulty before, as float32 and in 16 bits]
    question [interval or step] [elapsed days] [variant] [what is odd] [response]

Codes and bits are never used for anything else: files of today are read by later programs.
"""

import base64
import re
import struct
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    LargeBinary,
    cast,
    func,
    literal_column,
    type_coerce,
)

from quizapp.store.base import EPOCH, Instant
from quizapp.store.coded import CLOCK_CODES, CLOCKS, FORM_CODES, FORMS, TAG_BYTES
from quizapp.store.log.log_parts import (
    BEFORE,
    DIFFICULTY_STEPS,
    INTERVAL,
    MILLISECOND,
    ODD_PLAN,
    PLANS,
    REAL,
    RESPONSES,
    STEP,
    USUAL_RETENTION,
    USUAL_SET,
    day_of_step,
    packed_before,
    packed_odd,
    packed_plan,
    packed_response,
    read_odd,
    read_odd_plan,
    read_response,
)
from quizapp.store.log.log_row import HASH_BYTES, LogRow
from quizapp.store.log.packing import Reading, number, word

ID_BYTES: Final = 16
COLUMNS: Final = (
    *("user_id", "card_id", "clock_ms", "seq", "study_day", "duration_ms"),
    *("undoes", "kind", "rating", "rest"),
)
"""Those that hold an entry, in the order of ``stored_form``."""
DAY_MS: Final = 86_400_000
_SPREAD_BYTES: Final = 3
_SPREAD_BITS: Final = 0xFFFFFF
_HEAD: Final = struct.Struct("<16s3sBBB")
_CLOCK: Final = struct.Struct("<H")
_FLAGS_AT: Final = 19
_HOURS: Final = 24
_FARTHEST_MIN: Final = 1365
ODD_FORM: Final = 63
FORM_BITS: Final = 6
_SCORES: Final = (None, 0.0, 1.0)
ODD_SCORE: Final = 3
_SEALED: Final = re.compile(r"[A-Za-z0-9_-]{16}", re.ASCII)
SEALED_BYTES: Final = 12
_NOBODY: Final = (0, 0, 0, 0, 0, 0, None, "", None)

# Flags of every entry; what is due and the response have theirs in ``log_parts``.
HAS_BEFORE: Final = 1
VARIANTS, VARIANT, _ODD_VARIANT = 3 << 5, 1 << 5, 2 << 5
IS_ODD: Final = 1 << 7


def stored_id(client_id: bytes) -> bytes:
    """Return a client id as it is stored: however ids are made its first bytes are spread evenly.

    Raises:
        ValueError: it has not 16 bytes.
    """
    if len(client_id) != ID_BYTES:
        raise ValueError(f"a client id has {ID_BYTES} bytes, this one {len(client_id)}")
    return _turned(client_id)


def tag_of(client_id: bytes) -> bytes:
    """Return the two bytes by which the index on ids finds an entry, and one in 65 000 others."""
    return stored_id(client_id)[:TAG_BYTES]


def tag(log: FromClause) -> ColumnElement[bytes]:
    """Return the same of an entry as a query can ask for it: in the words of the index."""
    return func.substr(
        log.c.rest, literal_column("1"), literal_column(str(TAG_BYTES)), type_=LargeBinary
    )


def _turned(each: bytes) -> bytes:
    """Return the stored form of an id, or the id of a stored form."""
    tail = each[_SPREAD_BYTES:]
    spread = int.from_bytes(each[:_SPREAD_BYTES]) ^ (zlib.crc32(tail) & _SPREAD_BITS)
    return spread.to_bytes(_SPREAD_BYTES) + tail


def stored_form(row: LogRow) -> tuple[Any, ...]:
    """Return the values of ``COLUMNS``.

    Raises:
        ValueError: a value has no stored form; the message says which.
    """
    at_ms = (row.answered_at - EPOCH) // MILLISECOND
    return (
        row.user_id,
        row.card_id,
        at_ms - row.study_day * DAY_MS,
        row.seq,
        row.study_day,
        row.duration_ms,
        row.undoes,
        row.kind,
        row.rating,
        _packed(row, at_ms),
    )


def answered_at(log: FromClause) -> ColumnElement[datetime]:
    """Return the instant of an entry's answer as a query can ask for it."""
    found: ColumnElement[datetime] = type_coerce(
        cast(log.c.study_day, BigInteger) * DAY_MS + log.c.clock_ms, Instant
    )
    return found


def row_of(stored: Sequence[Any]) -> LogRow:
    """Return the entry of the values of ``COLUMNS``."""
    user_id, card_id, clock_ms, seq, day, duration_ms, undoes, kind, rating, rest = stored
    client_id, request_hash, flags, form_code, clock, reading = read_head(rest)
    at_ms = day * DAY_MS + clock_ms
    answered_at = EPOCH + timedelta(milliseconds=at_ms)
    code = form_code & ODD_FORM
    form = reading.word() if code == ODD_FORM else FORMS[code]
    code = form_code >> FORM_BITS
    score = reading.of(REAL)[0] if code == ODD_SCORE else _SCORES[code]
    stability = difficulty = elapsed = None
    if flags & HAS_BEFORE:
        stability, steps = reading.of(BEFORE)
        difficulty = steps / DIFFICULTY_STEPS
    question_id = reading.number() or None
    plan = flags & PLANS
    interval, due_day, due_at = _read_plan(plan, reading, day=day, answered_at=answered_at)
    if flags & HAS_BEFORE:
        elapsed = reading.number()
    variant = _read_variant(flags, reading) if flags & VARIANTS else ""
    row = LogRow(
        user_id,
        seq,
        _turned(client_id),
        request_hash,
        card_id,
        kind,
        answered_at - timedelta(milliseconds=duration_ms),
        answered_at,
        day,
        clock // _HOURS - _FARTHEST_MIN,
        clock % _HOURS,
        question_id,
        variant,
        form,
        duration_ms,
        rating,
        score,
        0,
        elapsed,
        stability,
        difficulty,
        interval,
        due_at,
        due_day,
        None if rating is None else USUAL_RETENTION,
        "" if rating is None else USUAL_SET,
        undoes,
    )
    if flags & IS_ODD:
        read_odd(row, reading)
    if plan == STEP:
        row.due_day = day_of_step(row)
    row.response = read_response(flags & RESPONSES, reading)
    return row


def read_head(rest: bytes) -> tuple[bytes, bytes, int, int, int, Reading]:
    """Return stored id, request hash, flags, form with score, and clock; then what follows them."""
    client_id, request_hash, flags, form_code, code = _HEAD.unpack_from(rest)
    reading = Reading(rest, _HEAD.size)
    clock = CLOCKS[code] if code else reading.of(_CLOCK)[0]
    return client_id, request_hash, flags, form_code, clock, reading


def _read_plan(
    plan: int, reading: Reading, *, day: int, answered_at: datetime
) -> tuple[int | None, int | None, datetime | None]:
    """Return the interval in days, the day and the instant that the card was due again."""
    if plan == INTERVAL:
        interval = reading.number()
        return interval, day + interval, None
    if plan == STEP:
        return 0, None, answered_at + timedelta(milliseconds=reading.number())
    if plan == ODD_PLAN:
        return read_odd_plan(reading)
    return None, None, None


def _read_variant(flags: int, reading: Reading) -> str:
    if flags & VARIANT:
        return base64.urlsafe_b64encode(reading.take(SEALED_BYTES)).decode()
    return reading.word()


def is_first(rest: bytes) -> bool:
    """Return whether the card of an entry was new: nothing was known of it before."""
    flags = rest[_FLAGS_AT]
    if flags & HAS_BEFORE:
        return False
    return not flags & IS_ODD or row_of((*_NOBODY, rest)).stability_before is None


def gives_step(rest: bytes) -> bool:
    """Return whether an entry gave an instant: that of a learning step."""
    plan = rest[_FLAGS_AT] & PLANS
    return plan == STEP or (plan == ODD_PLAN and row_of((*_NOBODY, rest)).due_at is not None)


def _packed(row: LogRow, at_ms: int) -> bytes:
    if len(row.request_hash) != HASH_BYTES:
        raise ValueError(f"a request hash has {HASH_BYTES} bytes: {row.request_hash.hex()}")
    flags = 0
    clock = row.rollover_hour + _HOURS * (row.utc_offset_min + _FARTHEST_MIN)
    if abs(row.utc_offset_min) > _FARTHEST_MIN - 1 or not 0 <= row.rollover_hour < _HOURS:
        clock = 0
    code = CLOCK_CODES.get(clock, 0)
    parts = [] if code else [_CLOCK.pack(clock)]
    form = FORM_CODES.get(row.form, ODD_FORM)
    if form == ODD_FORM:
        parts.append(word(row.form))
    score = _SCORES.index(row.score) if row.score in _SCORES else ODD_SCORE
    if score == ODD_SCORE:
        parts.append(REAL.pack(row.score))
    before = packed_before(row)
    if before:
        flags |= HAS_BEFORE
        parts.append(before)
    parts.append(number(row.question_id or 0))
    plan, packed = packed_plan(row, at_ms)
    flags |= plan
    parts.append(packed)
    if before:
        parts.append(number(row.elapsed_days or 0))
    if _SEALED.fullmatch(row.variant):
        flags |= VARIANT
        parts.append(base64.urlsafe_b64decode(row.variant))
    elif row.variant:
        flags |= _ODD_VARIANT
        parts.append(word(row.variant))
    odd = packed_odd(row, at_ms, has_before=bool(before), wide=clock == 0)
    if odd:
        flags |= IS_ODD
        parts.append(odd)
    how, response = packed_response(row.response)
    packed_id = stored_id(row.client_id)
    form |= score << FORM_BITS
    head = _HEAD.pack(packed_id, row.request_hash, flags | how, form, code)
    return b"".join((head, *parts, response))
