"""Send grades that wait to their platforms, each until it is taken or given up after days."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from quizapp.services.classes.classes import taught_class
from quizapp.services.lti.lti_claims import SCORE_SCOPE
from quizapp.services.lti.lti_grades import collect, is_learner
from quizapp.services.lti.lti_http import PlatformError, Wanted, ask, until
from quizapp.services.lti.lti_tokens import Client, drop_token, get_token, take_turn
from quizapp.services.outside.outgoing import Deadline
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.tables.lti import LtiGrade, LtiLine
from quizapp.store.teaching import lti_queries
from quizapp.store.teaching.lti_queries import Waiting

AT_ONCE: Final = 200
"""Grades in one round; the next one goes on."""
WITHIN_S: Final = 8.0
"""That a page waits for grades that are sent at once."""
_PAUSES: Final = tuple(
    timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 480, 720, 1440, 1440, 1440)
)
"""Between tries: six days in all, so that a platform may be away over a weekend."""
_OF: Final = 100
_AWAY: Final = frozenset({"host", "down", "slow", "certificate", "token", "key"})
"""Problems of a platform as a whole, not of one grade."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round did; ``left`` still wait, for the next one."""

    collected: int
    sent: int
    failed: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Letter:
    """A grade as it is sent."""

    waiting: Waiting
    platform_id: int
    client: Client
    url: str
    subject: str
    share: float | None
    changed_at: datetime


def send_now(*, user_id: int, class_id: int, settings: Settings, now: datetime) -> Sent:
    """Send a class's grades at once, those too that were given up.

    For as long as a person waits for a page; what is left goes with the next round.

    Raises:
        NotFoundError: there is no such class of this person's.
        TooManyError: that was done too often.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        take_turn(session, class_id=class_id, settings=settings, now=now)
        lines = lti_queries.list_lines(session, class_id=class_id)
        for row in lti_queries.list_grades(session, line_ids=[line.id for line, _, _, _ in lines]):
            if row.state != "sent":
                row.state, row.next_at, row.tries = "waiting", now, 0
    return send(settings=settings, now=now, class_id=class_id, within_s=WITHIN_S)


def send(
    *,
    settings: Settings,
    now: datetime,
    class_id: int | None = None,
    within_s: float | None = None,
) -> Sent:
    """Collect what has changed and send what is due.

    A platform that does not answer is asked once in a round, however many grades wait for it.

    Args:
        class_id: of this class alone; None for all.
        within_s: seconds after which no further grade is sent; None for no limit.
    """
    with writing() as session:
        # What platforms said of people in launches that nobody went on with.
        lti_queries.drop_launches_before(session, instant=now)
    collected = collect(now=now, class_id=class_id)
    with reading() as session:
        waiting = lti_queries.list_waiting(session, now=now, limit=AT_ONCE, class_id=class_id)
    away: dict[int, PlatformError] = {}
    sent = failed = 0
    end = None if within_s is None else until(within_s)
    for place, each in enumerate(waiting):
        if end is not None and end.is_over():
            return Sent(collected, sent, failed, len(waiting) - place)
        letter = _letter(each)
        if letter is None:
            _drop(each)
            continue
        problem = away.get(letter.platform_id) or _post(letter, settings=settings, now=now, end=end)
        if problem is not None and problem.why in _AWAY:
            away[letter.platform_id] = problem
        _note(letter, problem, now=now)
        sent, failed = sent + (problem is None), failed + (problem is not None)
    return Sent(collected, sent, failed)


def _letter(waiting: Waiting) -> _Letter | None:
    """Return a grade as it is sent; None when its link, learner or course is gone meanwhile."""
    with reading() as session:
        row = session.get(LtiGrade, (waiting.line_id, waiting.user_id), populate_existing=True)
        line = session.get(LtiLine, waiting.line_id, populate_existing=True)
        if row is None or line is None or row.state != "waiting":
            return None
        course = lti_queries.get_course(session, course_id=line.course_id)
        platform = lti_queries.get_platform(session, platform_id=course.platform_id)
        subject = lti_queries.find_subject(session, issuer=platform.issuer, user_id=waiting.user_id)
        inside = is_learner(session, class_id=course.class_id, user_id=waiting.user_id)
        if subject is None or not inside:
            return None
        return _Letter(
            waiting=waiting,
            platform_id=platform.id,
            client=Client(platform.client_id, platform.token_url),
            url=scores_url(line.scores_url),
            subject=subject,
            share=row.share,
            changed_at=row.changed_at,
        )


def _drop(waiting: Waiting) -> None:
    """Forget a grade that is for nobody any more; whoever comes back is collected anew.

    One that somebody else has sent meanwhile stays: it says what the platform holds.
    """
    with writing() as session:
        row = session.get(LtiGrade, (waiting.line_id, waiting.user_id), populate_existing=True)
        if row is not None and row.state == "waiting":
            session.delete(row)


def scores_url(line: str) -> str:
    """Return where scores of a line item are posted: beneath its path, before its query."""
    path, mark, query = line.partition("?")
    return f"{path.rstrip('/')}/scores{mark}{query}"


def _post(
    letter: _Letter, *, settings: Settings, now: datetime, end: Deadline | None
) -> PlatformError | None:
    """Send a grade; return what went wrong."""
    score: dict[str, object] = {
        "userId": letter.subject,
        "timestamp": now.isoformat(timespec="milliseconds"),
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    if letter.share is None:
        # Without a score the platform takes back the one it has.
        score |= {"activityProgress": "Started", "gradingProgress": "NotReady"}
    else:
        score |= {"scoreGiven": round(letter.share * _OF, 4), "scoreMaximum": _OF}
    try:
        token = get_token(letter.client, SCORE_SCOPE, settings=settings, end=end)
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/vnd.ims.lis.v1.score+json",
        }
        body = json.dumps(score).encode()
        ask(Wanted(url=letter.url, headers=headers, body=body), settings=settings, end=end)
    except PlatformError as error:
        if error.why == "refused":
            drop_token(letter.client, SCORE_SCOPE, settings=settings)
        return error
    return None


def _note(letter: _Letter, problem: PlatformError | None, *, now: datetime) -> None:
    with writing() as session:
        key = (letter.waiting.line_id, letter.waiting.user_id)
        row = session.get(LtiGrade, key, populate_existing=True)
        if row is None:
            return
        if problem is None:
            row.sent_at = now
        if row.changed_at != letter.changed_at:
            return  # It has changed while it was under way, and waits again.
        if problem is None:
            row.state, row.problem, row.tries = "sent", "", 0
            return
        row.problem, row.tries = problem.why, row.tries + 1
        if row.tries > len(_PAUSES):
            row.state = "failed"
        else:
            row.next_at = now + _PAUSES[row.tries - 1]
