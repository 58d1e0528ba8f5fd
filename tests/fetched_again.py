"""Fails where a row is fetched again after its transaction, one statement for each row.

A row that leaves ``reading`` or ``writing`` is fetched anew when an attribute of it is read: what
looks like a loop over values is then a statement a turn, and of another moment than the rest.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Final

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from quizapp.store.engine import INSIDE

_CODE: Final = str(Path(__file__).parents[1] / "quizapp")


def watch() -> None:
    """Look at all sessions from now on."""
    if not event.contains(Session, "do_orm_execute", _refuse):
        event.listen(Session, "do_orm_execute", _refuse)


def _refuse(state: ORMExecuteState) -> None:
    if state.is_column_load and not state.session.info.get(INSIDE):
        reader = _reader(sys._getframe(1))
        if reader is not None:
            raise AssertionError(f"{reader} fetches a row again after its transaction")


def _reader(frame: FrameType | None) -> str | None:
    """Return which line of the application reads; None where a test does."""
    while frame is not None and "site-packages" in frame.f_code.co_filename:
        frame = frame.f_back
    if frame is None or not frame.f_code.co_filename.startswith(_CODE):
        return None
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
