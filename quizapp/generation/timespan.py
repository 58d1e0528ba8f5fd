"""The years a date may lie in, and whether two dates are plainly apart."""

from functools import lru_cache

from quizapp.bank.view import DateAnswer

OPEN_END = 9999
"""The last year of an interval that has not ended."""


@lru_cache(maxsize=16_384)
def years_of(edtf: str) -> tuple[int, int]:
    """Return first and last year of an EDTF date or interval; a year of slack when uncertain."""
    start, _, end = edtf.partition("/")
    slack = 1 if "~" in edtf or "?" in edtf else 0
    last = OPEN_END if end == ".." else int((end or start)[:4])
    return int(start[:4]) - slack, last + slack


def apart(one: DateAnswer, other: DateAnswer) -> bool:
    """Return whether one is over, by year, before the other begins."""
    mine, theirs = years_of(one.edtf), years_of(other.edtf)
    return mine[1] < theirs[0] or theirs[1] < mine[0]
