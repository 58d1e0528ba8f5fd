"""Memory files as a site would hold them: their entries as rows of its log, and what they come to.

Pure. Takes the parts of one memory in their order, and knows cards and questions by digest alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.own.memory_file import MOST_ENTRIES, Entry, MemoryFile
from quizapp.scheduling.fit_due import named
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.services.files.memory_saving import INSTANTS, SAME
from quizapp.services.memory.ledger_states import fold
from quizapp.store.base import EPOCH
from quizapp.store.log.log_row import HASH_BYTES, LogRow, Refitted
from quizapp.store.study.memory_queries import State

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What a site has of what a memory names, by digest.

    Attributes:
        awaited: questions that it will have once what comes along is stored.
    """

    cards: Mapping[str, int]
    questions: Mapping[str, int]
    awaited: Collection[str] = frozenset()


@dataclass(slots=True)
class Fitted:
    """A memory as a site would hold it.

    Attributes:
        rows: of the log, numbered from 1. awaiting: place in ``rows`` -> digest of a question
            that is yet to get its number.
        notes: number of a card and the person's own note. notes_left: notes on unknown cards.
        own: parameter sets of the person's own. parameter_set: the name of those in force.
        sets: keys of the site's sets that were studied.
        unknown: digests of cards that the site does not have.
    """

    user_id: int
    rows: list[LogRow] = field(default_factory=list)
    awaiting: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    notes_left: int = 0
    own: dict[str, Parameters] = field(default_factory=dict)
    parameter_set: str = ""
    sets: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def states(self) -> list[State]:
        """Return the states that the entries come to, by card.

        Raises:
            InputError: entries about a card do not follow from one another.
        """
        by_card: dict[int, list[LogRow]] = {}
        for row in self.rows:
            by_card.setdefault(row.card_id, []).append(row)
        sets: dict[str, Parameters] = {**PARAMETER_SETS, **self.own}
        return [self._state(card, rows, sets) for card, rows in sorted(by_card.items())]

    def _state(self, card_id: int, rows: list[LogRow], sets: Mapping[str, Parameters]) -> State:
        try:
            return fold(rows, user_id=self.user_id, card_id=card_id, parameter_sets=sets)
        except (ValueError, KeyError, TypeError, OverflowError, ArithmeticError):
            raise InputError(
                "The entries about one card do not follow from one another: entry {number}.",
                number=rows[-1].seq,
                field="file",
            ) from None


class Fitting:
    """Fits the parts of one memory to a site, one after the other."""

    def __init__(self, known: Known, *, user_id: int, now: datetime) -> None:
        self._known = known
        self._latest = (now + _DAY - EPOCH) // timedelta(milliseconds=1)
        self._before = 0
        self._ids: set[str] = set()
        self._seqs: dict[int, int] = {}
        self.found = Fitted(user_id)

    def take(self, file: MemoryFile) -> None:
        """Take the next part.

        Raises:
            InputError: its entries do not fit together, or to those before.
        """
        found = self.found
        found.own |= _own(file)
        found.parameter_set = file.parameter_set
        found.sets += file.sets
        names = {*PARAMETER_SETS, *found.own}
        for place, entry in enumerate(file.log, start=len(self._ids) + 1):
            self._check(entry, file, names, place=place)
            self._take(entry, file)
        for note in file.notes:
            if note.card >= len(file.cards):
                raise InputError("A note names a card that the file does not list.", field="file")
            card_id = self._known.cards.get(file.cards[note.card])
            if card_id is None:
                found.notes_left += 1
            else:
                found.notes.append((card_id, note.text))
        found.unknown |= {each for each in file.cards if each not in self._known.cards}

    def _check(self, entry: Entry, file: MemoryFile, names: Collection[str], *, place: int) -> None:
        """Refuse an entry that does not fit to the others."""
        what = self._fault(entry, file, names)
        if what is not None:
            raise InputError(
                "Entry {place} of the log cannot be used: {what}.",
                place=place,
                what=what,
                field="file",
            )
        self._before = entry.seq
        self._ids.add(entry.client_id)

    def _fault(self, entry: Entry, file: MemoryFile, names: Collection[str]) -> Words | None:
        what = None
        if len(self._ids) >= MOST_ENTRIES:
            what = translatable("there are more of them than one memory may have")
        elif entry.seq <= self._before:
            what = translatable("its number does not follow")
        elif entry.client_id in self._ids:
            what = translatable("its id is there twice")
        elif entry.card >= len(file.cards) or (entry.question or 0) >= max(1, len(file.questions)):
            what = translatable("it names a card or question that the file does not list")
        elif entry.answered_at > self._latest:
            what = translatable("it lies in the future")
        elif entry.rating is not None and entry.parameter_set not in names:
            what = translatable("its parameters are not in the file")
        elif entry.undoes is not None and entry.undoes >= entry.seq:
            what = translatable("it takes back what comes later")
        return what

    def _take(self, entry: Entry, file: MemoryFile) -> None:
        card_id = self._known.cards.get(file.cards[entry.card])
        if card_id is None:
            return
        rows = self.found.rows
        seen = None if entry.question is None else file.questions[entry.question]
        # A deck that comes along has questions of its own, though the site may have the same ones.
        awaits = seen is not None and seen in self._known.awaited
        question_id = None if seen is None or awaits else self._known.questions.get(seen)
        row = _row(
            entry,
            user_id=self.found.user_id,
            seq=len(rows) + 1,
            card_id=card_id,
            question_id=question_id,
        )
        if entry.undoes is not None:
            row = _undoing(row, self._seqs.get(entry.undoes), entry)
        if seen is not None and awaits:
            self.found.awaiting[len(rows)] = seen
        self._seqs[entry.seq] = row.seq
        rows.append(row)


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
    values: dict[str, Any] = {name: getattr(entry, name) for name in SAME}
    for name in INSTANTS:
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
