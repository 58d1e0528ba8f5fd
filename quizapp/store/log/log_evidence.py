"""What an answer says of memory, read from its packed value without all the rest of the entry.

The pages of a learner's progress read thousands of answers, and want neither their ids nor their
responses. See ``log_form`` for the order in which the parts stand.
"""

from dataclasses import dataclass
from datetime import datetime

from quizapp.store.base import EPOCH
from quizapp.store.coded import FORMS
from quizapp.store.log.log_form import (
    FORM_BITS,
    HAS_BEFORE,
    IS_ODD,
    ODD_FORM,
    ODD_SCORE,
    SEALED_BYTES,
    VARIANT,
    VARIANTS,
    read_head,
)
from quizapp.store.log.log_parts import (
    BEFORE,
    DIFFICULTY_STEPS,
    INTERVAL,
    ODD_PLAN,
    PLANS,
    REAL,
    STEP,
    USUAL_RETENTION,
    USUAL_SET,
    read_odd,
    read_odd_plan,
)
from quizapp.store.log.log_row import Refitted
from quizapp.store.log.packing import Reading


@dataclass(slots=True)
class Evidence:
    """What is asked of an answer; named as in ``LogRow``.

    Not frozen, as ``LogRow`` is not. The last four are there because what is odd may tell them.
    """

    form: str
    elapsed_days: int | None
    stability_before: float | None
    difficulty_before: float | None
    desired_retention: float | None = USUAL_RETENTION
    parameter_set: str = USUAL_SET
    refitted: Refitted | None = None
    hints: int = 0
    shown_at: datetime = EPOCH
    utc_offset_min: int = 0
    rollover_hour: int = 0


def evidence_in(rest: bytes) -> Evidence:
    """Return what the packed value of a rated answer says of memory."""
    _, _, flags, form_code, _, reading = read_head(rest)
    code = form_code & ODD_FORM
    form = reading.word() if code == ODD_FORM else FORMS[code]
    if form_code >> FORM_BITS == ODD_SCORE:
        reading.take(REAL.size)
    elapsed = stability = difficulty = None
    if flags & HAS_BEFORE:
        stability, steps = reading.of(BEFORE)
        difficulty = steps / DIFFICULTY_STEPS
        _pass_plan(flags, reading)
        elapsed = reading.number()
    elif flags & IS_ODD:
        _pass_plan(flags, reading)
    found = Evidence(form, elapsed, stability, difficulty)
    if flags & IS_ODD:
        if flags & VARIANTS:
            reading.take(SEALED_BYTES if flags & VARIANT else reading.byte())
        read_odd(found, reading)
    return found


def _pass_plan(flags: int, reading: Reading) -> None:
    """Pass the question, and when the card was due again."""
    reading.number()
    plan = flags & PLANS
    if plan in {INTERVAL, STEP}:
        reading.number()
    elif plan == ODD_PLAN:
        read_odd_plan(reading)
