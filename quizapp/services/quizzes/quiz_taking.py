"""What a learner sees of an attempt that runs: its questions, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError
from quizapp.generation import codec, variant
from quizapp.services.quizzes.attempts import close_if_over
from quizapp.services.quizzes.quiz_feedback import shown_of, tells_during
from quizapp.services.quizzes.quiz_mine import NOT_YOURS, attempt_of, given_of, seconds_left
from quizapp.services.quizzes.quiz_results import ResultItem, result_items
from quizapp.services.quizzes.quiz_scoring import in_order, item_seed
from quizapp.services.quizzes.quiz_times import times_for
from quizapp.store.engine import reading
from quizapp.store.quizzes import attempt_queries
from quizapp.store.quizzes.attempt_queries import GivenRow
from quizapp.store.quizzes.quiz_queries import ItemRow
from quizapp.store.tables.classes import Assignment, Attempt


@dataclass(frozen=True, slots=True)
class AttemptQuestion:
    """One question of a running attempt: nothing here says which answer is right.

    Attributes:
        language: of the article that the question comes from.
        section: index into the page's sections.
        dropped_as: removed or credit where it counts no more; else "".
        told: what is told of an answer that is final; None while it can be changed.
    """

    item_id: int
    number: int
    language: str
    public: JsonObject
    response: JsonObject | None
    flagged: bool
    section: int
    dropped_as: str
    told: ResultItem | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a quiz, as learners read it."""

    title: str
    note: str


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """A running attempt.

    Attributes:
        attempts_allowed: of this learner; 0 for any number.
        seconds_left: by the server's clock; None without a limit.
        sequence: the last save that the page shows.
        reached: the furthest question seen, from 1, where there is no way back.
        checks: whether answers can be made final one by one, and are told then.
    """

    id: int
    assignment_id: int
    title: str
    class_name: str
    zone: str
    number: int
    attempts_allowed: int
    started_at: datetime
    due_at: datetime | None
    deadline_at: datetime | None
    seconds_left: int | None
    sequence: int
    one_by_one: bool
    back_allowed: bool
    reached: int
    checks: bool
    sections: tuple[Section, ...]
    questions: tuple[AttemptQuestion, ...]

    @property
    def forward_only(self) -> bool:
        """Whether a question that was left can't be seen again."""
        return self.one_by_one and not self.back_allowed


@dataclass(frozen=True, slots=True)
class AttemptState:
    """Where a running attempt stands: small enough to be asked for every ten seconds.

    Attributes:
        closed: whether nothing is taken any more.
        dropped: items that count no more, and how: removed or credit.
    """

    sequence: int
    seconds_left: int | None
    closed: bool
    dropped: Mapping[int, str]


def get_attempt(*, user_id: int, attempt_id: int, now: datetime) -> AttemptPage | None:
    """Return a running attempt, or None when it was submitted (also just now, by the clock).

    Raises:
        NotFoundError: it is not this person's.
    """
    if close_if_over(user_id=user_id, attempt_id=attempt_id, now=now):
        return None
    return _page(user_id=user_id, attempt_id=attempt_id, now=now)


def find_attempt_in_grace(*, user_id: int, attempt_id: int, now: datetime) -> AttemptPage | None:
    """Return an attempt that can still take answers, also those under way when time ended.

    Only for reading what was sent: its questions are not shown once the time is over.

    Raises:
        NotFoundError: it is not this person's.
    """
    return _page(user_id=user_id, attempt_id=attempt_id, now=now)


def get_state(*, user_id: int, attempt_id: int, now: datetime) -> AttemptState:
    """Return where an attempt stands, in two statements.

    Raises:
        NotFoundError: it is not this person's.
    """
    with reading() as session:
        row = attempt_queries.find_state(session, attempt_id=attempt_id, user_id=user_id)
    if row is None:
        raise NotFoundError(NOT_YOURS)
    ends = row.deadline_at
    over = ends is not None and now >= ends
    return AttemptState(
        sequence=row.sequence,
        seconds_left=None if ends is None else max(0, int((ends - now).total_seconds())),
        closed=row.submitted_at is not None or over,
        dropped=row.dropped,
    )


def sections_of(row: Assignment) -> tuple[Section, ...]:
    """Return the parts of a quiz as learners read them, without their rules."""
    return tuple(
        Section(title=str(each.get("title") or ""), note=str(each.get("note") or ""))
        for each in row.sections
    )


def _page(*, user_id: int, attempt_id: int, now: datetime) -> AttemptPage | None:
    with reading() as session:
        attempt = attempt_of(session, user_id=user_id, attempt_id=attempt_id)
        found = given_of(session, user_id=user_id, assignment_id=attempt.assignment_id, now=now)
        if attempt.submitted_at is not None:
            return None
        row, room = found.row, found.room
        items = in_order(
            attempt_queries.list_asked(session, attempt_id), seed=attempt.seed, shuffle=row.shuffle
        )
        given = attempt_queries.list_given(session, attempt_id)
        final = {item_id for item_id, each in given.items() if each.score is not None}
        shown = shown_of(row, final=True, submitted=False, after_due=False)
        told = {
            each.item_id: each
            for each in result_items(session, attempt, items, given, shown=shown, only=final)
        }
        times = times_for(row, accommodation=found.accommodation, exception=found.exception)
        return AttemptPage(
            id=attempt.id,
            assignment_id=row.id,
            title=row.title,
            class_name=room.name,
            zone=room.zone,
            number=attempt.number,
            attempts_allowed=times.attempts_allowed,
            started_at=attempt.started_at,
            due_at=times.due_at,
            deadline_at=attempt.deadline_at,
            seconds_left=seconds_left(attempt, now),
            sequence=attempt.sequence,
            one_by_one=row.one_by_one,
            back_allowed=row.back_allowed,
            reached=attempt.reached,
            checks=tells_during(row),
            sections=sections_of(row),
            questions=tuple(
                _question(item, number, attempt, given.get(item.item_id), told.get(item.item_id))
                for number, item in enumerate(items, start=1)
            ),
        )


def _question(
    item: ItemRow,
    number: int,
    attempt: Attempt,
    given: GivenRow | None,
    told: ResultItem | None,
) -> AttemptQuestion:
    presented = variant.present(
        codec.from_json(item.content), seed=item_seed(attempt.seed, item.item_id)
    )
    return AttemptQuestion(
        item_id=item.item_id,
        number=number,
        language=item.language,
        public=presented.public,
        response=given.response if given else None,
        flagged=given.flagged if given else False,
        section=item.section,
        dropped_as=item.dropped_as,
        told=told,
    )
