"""Use cases of the memory file: take one's memory along, and take it up in a new account."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, translatable
from quizapp.formats import memory_file
from quizapp.formats.memory_file import FORMAT, Entry, MemoryFile, Note
from quizapp.scheduling.fit_due import named
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.scheduling.trace import Trace
from quizapp.services.accounts import get_user
from quizapp.services.ledger_states import fold
from quizapp.store import aid_queries, fit_queries, log_queries, memory_file_queries, memory_queries
from quizapp.store.base import EPOCH
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.log_row import HASH_BYTES, LogRow, Refitted
from quizapp.store.memory_queries import State

_READ: Final = 10_000
_INSTANTS: Final = ("shown_at", "answered_at", "due_at")
_OF_MODEL: Final = ("recall", "stability_after", "difficulty_after", "interval_raw_days")
_SAME: Final = tuple(
    name
    for name in Entry.model_fields
    if name not in {*_INSTANTS, *_OF_MODEL, "card", "question", "client_id", "seq", "undoes"}
)
"""Fields of an entry that go over as they are."""
_NOT_NEW: Final = translatable(
    "This account has answers of its own. A memory file is taken up by an account without any: "
    "make a new one, or go on here without it."
)


@dataclass(frozen=True, slots=True)
class MemoryPreview:
    """What taking up a file would bring.

    Attributes:
        entries: of the log that can be taken up. reviews: rated ones among them.
        cards: whose memory comes. unknown: how many cards this site does not have.
        first, last: of the answers; None without any.
    """

    entries: int
    reviews: int
    cards: int
    unknown: int
    notes: int
    sets: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A file as this site would hold it; ``cards`` are numbers by digest."""

    rows: list[LogRow]
    states: list[State]
    cards: Mapping[str, int]


def save(*, user_id: int, now: datetime) -> bytes:
    """Return a person's memory as a file.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        person = get_user(session, user_id=user_id)
        rows = _log(session, user_id)
        notes = memory_file_queries.list_notes(session, user_id=user_id)
        cards = memory_file_queries.card_digests(
            session, [*(row.card_id for row in rows), *(note.card_id for note in notes)]
        )
        questions = memory_file_queries.question_digests(
            session, [row.question_id for row in rows if row.question_id is not None]
        )
        own = memory_file_queries.list_own_sets(session, user_id=user_id)
        known = fit_queries.list_parameter_sets(session, user_id=user_id)
        sets = memory_file_queries.list_studied_keys(session, user_id=user_id)
        parameter_set = person.parameter_set
    card_at = {number: place for place, number in enumerate(cards)}
    question_at = {number: place for place, number in enumerate(questions)}
    return memory_file.write(
        MemoryFile(
            format=FORMAT,
            made_at=now.isoformat(timespec="seconds"),
            cards=list(cards.values()),
            questions=list(questions.values()),
            parameter_sets={each.name: each.weights for each in own},
            parameter_set=parameter_set,
            sets=list(sets),
            notes=[Note(card=card_at[n.card_id], text=n.text) for n in notes if n.text],
            log=[_entry(row, row.trace(known), card_at, question_at) for row in rows],
        )
    )


def preview(
    *, user_id: int, data: bytes, now: datetime, largest: int = memory_file.LARGEST
) -> MemoryPreview:
    """Return what taking up a file would bring; nothing is stored.

    Args:
        largest: bytes that the file may have once it is unpacked.

    Raises:
        InputError: the file cannot be used. ConflictError: the account has answers of its own.
    """
    file = memory_file.read(data, largest=largest)
    with reading() as session:
        _need_new(session, user_id)
        return _summary(session, file, _fitted(session, file, user_id=user_id, now=now))


def restore(
    *, user_id: int, data: bytes, now: datetime, largest: int = memory_file.LARGEST
) -> MemoryPreview:
    """Take up a file: its log, notes, sets and parameters; all of it or nothing.

    Entries about cards that this site does not have are left out. What is due and known
    afterwards is what a replay of the log comes to.

    Args:
        largest: bytes that the file may have once it is unpacked.

    Raises:
        InputError: the file cannot be used. ConflictError: the account has answers of its own.
    """
    file = memory_file.read(data, largest=largest)
    with writing() as session:
        lock_for(session, user_id)
        _need_new(session, user_id)
        fitted = _fitted(session, file, user_id=user_id, now=now)
        _store(session, file, fitted, user_id=user_id, now=now)
        return _summary(session, file, fitted)


def _summary(session: Session, file: MemoryFile, fitted: _Fitted) -> MemoryPreview:
    answers = [row.answered_at for row in fitted.rows if row.rating is not None]
    return MemoryPreview(
        entries=len(fitted.rows),
        reviews=len(answers),
        cards=len(fitted.states),
        unknown=sum(card not in fitted.cards for card in file.cards),
        notes=len(file.notes),
        sets=len(memory_file_queries.sets_by_key(session, file.sets)),
        first=min(answers, default=None),
        last=max(answers, default=None),
    )


def _store(
    session: Session, file: MemoryFile, fitted: _Fitted, *, user_id: int, now: datetime
) -> None:
    own = _own(file)
    for parameters in own.values():
        fit_queries.keep_parameter_set(session, user_id=user_id, parameters=parameters, now=now)
    if file.parameter_set in {*own, *PARAMETER_SETS}:
        get_user(session, user_id=user_id).parameter_set = file.parameter_set
    for start in range(0, len(fitted.rows), _READ):
        log_queries.add_entries(session, fitted.rows[start : start + _READ])
    memory_file_queries.drop_states(session, user_id=user_id)
    memory_queries.add_states(session, fitted.states)
    for note in file.notes:
        card_id = fitted.cards.get(file.cards[note.card])
        if card_id is not None:
            aid_queries.put_note(session, user_id=user_id, card_id=card_id, text=note.text, now=now)
    session.flush()
    for set_id in memory_file_queries.sets_by_key(session, file.sets).values():
        memory_queries.study_set(session, user_id=user_id, set_id=set_id, now=now)
    memory_queries.enrol_new_cards(session, user_id=user_id)


def _need_new(session: Session, user_id: int) -> None:
    if log_queries.count_entries(session, user_id=user_id):
        raise ConflictError(_NOT_NEW)


def _log(session: Session, user_id: int) -> list[LogRow]:
    rows: list[LogRow] = []
    after = 0
    while True:
        some = log_queries.list_entries_after(session, user_id=user_id, after=after, limit=_READ)
        rows.extend(some)
        if len(some) < _READ:
            return rows
        after = some[-1].seq


def _entry(
    row: LogRow, trace: Trace, card_at: Mapping[int, int], question_at: Mapping[int, int]
) -> Entry:
    values: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    for name in _INSTANTS:
        at = getattr(row, name)
        values[name] = None if at is None else (at - EPOCH) // timedelta(milliseconds=1)
    return Entry(
        seq=row.seq,
        undoes=row.undoes,
        client_id=row.client_id.hex(),
        card=card_at[row.card_id],
        question=None if row.question_id is None else question_at.get(row.question_id),
        recall=trace.recall,
        stability_after=trace.stability_days,
        difficulty_after=trace.difficulty,
        interval_raw_days=trace.interval_raw_days,
        **values,
    )


def _fitted(session: Session, file: MemoryFile, *, user_id: int, now: datetime) -> _Fitted:
    """Return the entries as rows of this site, and the states they come to.

    Raises:
        InputError: entries do not fit together.
    """
    _check(file, now=now)
    numbers = memory_file_queries.cards_by_digest(session, file.cards)
    questions = memory_file_queries.questions_by_digest(session, file.questions)
    sets: dict[str, Parameters] = {**PARAMETER_SETS, **_own(file)}
    rows: list[LogRow] = []
    by_card: dict[int, list[LogRow]] = {}
    seqs: dict[int, int] = {}
    for entry in file.log:
        card_id = numbers.get(file.cards[entry.card])
        if card_id is None:
            continue
        seqs[entry.seq] = len(rows) + 1
        seen = None if entry.question is None else questions.get(file.questions[entry.question])
        row = _row(entry, user_id=user_id, seq=len(rows) + 1, card_id=card_id, question_id=seen)
        if entry.undoes is not None:
            row = _undoing(row, seqs.get(entry.undoes), entry)
        rows.append(row)
        by_card.setdefault(card_id, []).append(row)
    states = []
    for card_id, entries in sorted(by_card.items()):
        try:
            state = fold(entries, user_id=user_id, card_id=card_id, parameter_sets=sets)
        except (ValueError, KeyError, TypeError, OverflowError, ArithmeticError):
            raise InputError(
                "The entries about one card do not follow from one another: entry {number}.",
                number=entries[-1].seq,
                field="file",
            ) from None
        states.append(state)
    return _Fitted(rows, states, numbers)


def _check(file: MemoryFile, *, now: datetime) -> None:
    """Refuse a file whose parts do not fit together."""
    latest = (now + timedelta(days=1) - EPOCH) // timedelta(milliseconds=1)
    names = {*PARAMETER_SETS, *_own(file)}
    before = 0
    ids: set[str] = set()
    for place, entry in enumerate(file.log, start=1):
        what = ""
        if entry.seq <= before:
            what = translatable("its number does not follow")
        elif entry.client_id in ids:
            what = translatable("its id is there twice")
        elif entry.card >= len(file.cards) or (entry.question or 0) >= max(1, len(file.questions)):
            what = translatable("it names a card or question that the file does not list")
        elif entry.answered_at > latest:
            what = translatable("it lies in the future")
        elif entry.rating is not None and entry.parameter_set not in names:
            what = translatable("its parameters are not in the file")
        elif entry.undoes is not None and entry.undoes >= entry.seq:
            what = translatable("it takes back what comes later")
        if what:
            raise InputError(
                "Entry {place} of the log cannot be used: {what}.",
                place=place,
                what=what,
                field="file",
            )
        before = entry.seq
        ids.add(entry.client_id)
    if any(note.card >= len(file.cards) for note in file.notes):
        raise InputError("A note names a card that the file does not list.", field="file")


def _own(file: MemoryFile) -> dict[str, Parameters]:
    """Return the file's parameter sets, whose names must follow from their weights."""
    found = {}
    for name, weights in file.parameter_sets.items():
        try:
            parameters = named(weights)
        except (InputError, ValueError, TypeError, OverflowError):
            parameters = None
        if parameters is None or parameters.name != name:
            raise InputError(
                "The parameters {name} are not what their name says.", name=name, field="file"
            )
        found[name] = parameters
    return found


def _row(entry: Entry, *, user_id: int, seq: int, card_id: int, question_id: int | None) -> LogRow:
    values: dict[str, Any] = {name: getattr(entry, name) for name in _SAME}
    for name in _INSTANTS:
        at = getattr(entry, name)
        values[name] = None if at is None else EPOCH + timedelta(milliseconds=at)
    client_id = bytes.fromhex(entry.client_id)
    return LogRow(
        user_id=user_id,
        seq=seq,
        client_id=client_id,
        # What was asked then is not known here: the same id sent again is another request.
        request_hash=client_id[:HASH_BYTES],
        card_id=card_id,
        question_id=question_id,
        refitted=_refitted(entry) if Kind(entry.kind) is Kind.REFIT else None,
        **values,
    )


def _refitted(entry: Entry) -> Refitted:
    return Refitted(entry.stability_after, entry.difficulty_after, entry.interval_raw_days)


def _undoing(row: LogRow, undoes: int | None, entry: Entry) -> LogRow:
    if undoes is None:
        raise InputError(
            "Entry {number} takes back an entry that is not there.",
            number=entry.seq,
            field="file",
        )
    return replace(row, undoes=undoes)
