"""Parts of a packed log entry that many entries do without: when it is due, what is odd, responses.

See ``log_form``: it calls these and says in which order they stand.
"""

import json
import re
import struct
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from quizapp.scheduling.day import study_day
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.store.base import CANONICAL, EPOCH
from quizapp.store.coded import SET_CODES, SETS
from quizapp.store.log.log_row import LogRow, Refitted
from quizapp.store.log.packing import Reading, number, word

MILLISECOND: Final = timedelta(milliseconds=1)
BEFORE: Final = struct.Struct("<fH")
REAL: Final = struct.Struct("<d")
DIFFICULTY_STEPS: Final = 6553.5
"""Of one unit of difficulty: 0 to 10 in 16 bits."""
USUAL_RETENTION: Final = 0.9
USUAL_SET: Final = DEFAULT_PARAMETERS.name
"""Desired retention and parameters that an answer need not name."""
PLANS, INTERVAL, STEP, ODD_PLAN = 3 << 1, 1 << 1, 2 << 1, 3 << 1
RESPONSES, _SHORT, _TEXT, _OTHER = 3 << 3, 1 << 3, 2 << 3, 3 << 3
"""Flags of what is due, and of the response: all of them, and each."""
_MILLIS: Final = struct.Struct("<q")
_CLOCK: Final = struct.Struct("<hB")
_HARDEST: Final = 10
_MOST_STABLE: Final = 1e30
_REAL_RETENTION: Final = 255
_WORDS_OF_SET: Final = 255
_FITTED_SET: Final = 254
_FITTED: Final = re.compile(r"fsrs6-([0-9a-f]{16})")
_FITTED_BYTES: Final = 8
_MOST_OPTIONS: Final = 254
_VALUES: Final = {False: 254, True: 255}
# What is odd, in this order.
_RETENTION, _SET, _HINTS, _SHOWN, _WIDE_CLOCK, _ELAPSED, _EXACT = 1, 2, 4, 8, 16, 32, 64
# Which exact numbers are there; and whether they are of a reschedule.
_REALS: Final = 5
_OF_REFIT: Final = 1 << _REALS


class Odd(Protocol):
    """What an entry may say differently from an ordinary answer."""

    desired_retention: float | None
    parameter_set: str
    hints: int
    shown_at: datetime
    utc_offset_min: int
    rollover_hour: int
    elapsed_days: int | None
    stability_before: float | None
    difficulty_before: float | None
    refitted: Refitted | None


def packed_before(row: LogRow) -> bytes:
    """Return what was known of the card before an ordinary answer; nothing for any other entry."""
    if row.rating is None or row.stability_before is None or row.difficulty_before is None:
        return b""
    fits = 0 <= row.stability_before < _MOST_STABLE and 0 <= row.difficulty_before <= _HARDEST
    if not fits or row.refitted is not None:
        return b""
    return BEFORE.pack(row.stability_before, round(row.difficulty_before * DIFFICULTY_STEPS))


def packed_plan(row: LogRow, at_ms: int) -> tuple[int, bytes]:
    """Return how an entry says when its card is due again: its flags and what they announce."""
    due_ms = None if row.due_at is None else (row.due_at - EPOCH) // MILLISECOND
    if row.interval_days is None and row.due_day is None and due_ms is None:
        return 0, b""
    if row.interval_days is not None and row.interval_days >= 0 and row.due_day is not None:
        if due_ms is None and row.due_day == row.study_day + row.interval_days:
            return INTERVAL, number(row.interval_days)
        usual = row.interval_days == 0 and due_ms is not None and due_ms >= at_ms
        if usual and due_ms is not None and row.due_day == day_of_step(row):
            return STEP, number(due_ms - at_ms)
    given = (row.interval_days, row.due_day, due_ms)
    which = sum(1 << place for place, each in enumerate(given) if each is not None)
    return ODD_PLAN, b"".join(
        (which.to_bytes(), *(_MILLIS.pack(each) for each in given if each is not None))
    )


def read_odd_plan(reading: Reading) -> tuple[int | None, int | None, datetime | None]:
    """Return interval, due day and due instant of an entry that gives them in an unusual way."""
    which = reading.byte()
    interval, due_day, due_ms = (
        reading.of(_MILLIS)[0] if which & 1 << place else None for place in range(3)
    )
    due_at = None if due_ms is None else EPOCH + timedelta(milliseconds=due_ms)
    return interval, due_day, due_at


def day_of_step(row: LogRow) -> int | None:
    """Return the study day of the instant at which a learning step is due."""
    if row.due_at is None:
        return None
    return study_day(row.due_at, utc_offset_min=row.utc_offset_min, rollover_hour=row.rollover_hour)


def packed_odd(row: LogRow, at_ms: int, *, has_before: bool, wide: bool) -> bytes:
    """Return what an ordinary entry does not say, as it announces it; nothing where all is so."""
    rated = row.rating is not None
    shown_ms = (row.shown_at - EPOCH) // MILLISECOND
    exact = _exact(row) if not has_before else b""
    packed = {
        _RETENTION: _retention(row.desired_retention)
        if row.desired_retention != (USUAL_RETENTION if rated else None)
        else b"",
        _SET: _set(row.parameter_set) if row.parameter_set != (USUAL_SET if rated else "") else b"",
        _HINTS: number(row.hints) if row.hints else b"",
        _SHOWN: _MILLIS.pack(shown_ms) if shown_ms != at_ms - row.duration_ms else b"",
        _WIDE_CLOCK: _CLOCK.pack(row.utc_offset_min, row.rollover_hour) if wide else b"",
        _ELAPSED: _elapsed(row.elapsed_days)
        if has_before != (row.elapsed_days is not None)
        else b"",
        _EXACT: exact,
    }
    which = sum(flag for flag, each in packed.items() if each)
    return b"".join((which.to_bytes(), *packed.values())) if which else b""


def read_odd(row: Odd, reading: Reading) -> None:
    """Set what an ordinary entry does not say."""
    which = reading.byte()
    if which & _RETENTION:
        row.desired_retention = _read_retention(reading)
    if which & _SET:
        row.parameter_set = _read_set(reading)
    if which & _HINTS:
        row.hints = reading.number()
    if which & _SHOWN:
        row.shown_at = EPOCH + timedelta(milliseconds=reading.of(_MILLIS)[0])
    if which & _WIDE_CLOCK:
        row.utc_offset_min, row.rollover_hour = reading.of(_CLOCK)
    if which & _ELAPSED:
        row.elapsed_days = reading.number() - 1 if reading.byte() else None
    if which & _EXACT:
        _read_exact(row, reading)


def _elapsed(days: int | None) -> bytes:
    return b"\0" if days is None else b"\1" + number(days + 1)


def _retention(share: float | None) -> bytes:
    if share is None:
        return b"\0"
    percent = round(share * 100)
    if 0 < percent <= 100 and percent / 100 == share:  # noqa: PLR2004 - all of it
        return percent.to_bytes()
    return _REAL_RETENTION.to_bytes() + REAL.pack(share)


def _read_retention(reading: Reading) -> float | None:
    percent = reading.byte()
    if percent == _REAL_RETENTION:
        share: float = reading.of(REAL)[0]
        return share
    return percent / 100 if percent else None


def _set(name: str) -> bytes:
    code = SET_CODES.get(name)
    if code is not None:
        return code.to_bytes()
    fitted = _FITTED.fullmatch(name)
    if fitted:
        return _FITTED_SET.to_bytes() + bytes.fromhex(fitted[1])
    return _WORDS_OF_SET.to_bytes() + word(name)


def _read_set(reading: Reading) -> str:
    code = reading.byte()
    if code == _FITTED_SET:
        return f"fsrs6-{reading.take(_FITTED_BYTES).hex()}"
    return reading.word() if code == _WORDS_OF_SET else SETS[code]


def _exact(row: LogRow) -> bytes:
    """Return the numbers of what is no ordinary answer, as they are; nothing where there are none.

    They are few, and a reschedule is taken back by them.
    """
    reals = (row.stability_before, row.difficulty_before, *(row.refitted or (None,) * 3))
    which = sum(1 << place for place, each in enumerate(reals) if each is not None)
    which |= 0 if row.refitted is None else _OF_REFIT
    if not which:
        return b""
    return b"".join((which.to_bytes(), *(REAL.pack(each) for each in reals if each is not None)))


def _read_exact(row: Odd, reading: Reading) -> None:
    which = reading.byte()
    reals = [reading.of(REAL)[0] if which & 1 << place else None for place in range(_REALS)]
    row.stability_before, row.difficulty_before = reals[:2]
    if which & _OF_REFIT:
        row.refitted = Refitted(*reals[2:])


def packed_response(response: dict[str, Any] | None) -> tuple[int, bytes]:
    """Return a response with the flag that says how it is packed; it stands at the end."""
    if response is None:
        return 0, b""
    match response:
        case {"option": int(option), **others} if not others and type(option) is int:
            if 0 <= option < _MOST_OPTIONS:
                return _SHORT, option.to_bytes()
        case {"value": bool(value), **others} if not others:
            return _SHORT, _VALUES[value].to_bytes()
        case {"text": str(text), **others} if not others:
            return _TEXT, text.encode("utf-8", "surrogatepass")
    return _OTHER, CANONICAL.encode(response).encode("utf-8", "surrogatepass")


def read_response(how: int, reading: Reading) -> dict[str, Any] | None:
    """Return the response: all that is left."""
    if how == _SHORT:
        code = reading.byte()
        return {"option": code} if code < _MOST_OPTIONS else {"value": code == _VALUES[True]}
    if how == _TEXT:
        return {"text": reading.rest().decode("utf-8", "surrogatepass")}
    if how == _OTHER:
        found: dict[str, Any] = json.loads(reading.rest().decode("utf-8", "surrogatepass"))
        return found
    return None
