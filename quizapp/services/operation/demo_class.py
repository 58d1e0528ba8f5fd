"""The class of the demonstration: members, two quizzes, and weeks of study by everybody."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from quizapp.scheduling.day import date_of, moment
from quizapp.services.assigning import assignments
from quizapp.services.assigning.assigning_content import draw_draft
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import classes
from quizapp.services.operation.demo_learner import SimulatedLearner
from quizapp.services.people import accounts
from quizapp.services.people.accounts import Person
from quizapp.services.people.preferences import Preferences, change_preferences
from quizapp.services.questions import reports
from quizapp.services.quizzes import quiz_lists
from quizapp.services.quizzes.quiz_rules import Rule, Section
from quizapp.services.study import sets
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading
from quizapp.store.quizzes import quiz_queries

ZONE: Final = "Europe/Berlin"
WEEKS: Final = 5
"""That the learner has studied."""
MEMBERS: Final = (
    "Amara Okafor",
    "Ben Lindqvist",
    "Chiara Rossi",
    "Daniel Novák",
    "Elif Demir",
    "Farid Haddad",
    "Greta Hofmann",
    "Hugo Martins",
    "Ines Moreau",
    "Jonas Weber",
    "Katya Sokolova",
    "Liam O'Connor",
)
ABILITIES: Final = (0.9, 0.2, 0.6, -0.5, 0.3, -0.9, 1.2, 0.0, 0.4, -0.3, 0.7, -1.2)
"""Of the members, in logits: from who struggles to who finds it easy."""
_MEMBER_WEEKS: Final = (3, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2)
_RESTS: Final = 0.12
_MEMBER_RESTS: Final = 0.5
_LONGEST: Final = 60
"""Answers of the learner on one day."""
_MEMBER_LONGEST: Final = 24
_LET_GO: Final = ((WEEKS * 7, -6.0), (WEEKS * 7 // 2, -1.0))
"""Two topics that the learner began and let go: days ago, and by how many logits too hard."""
_STEADY_DAYS: Final = 8
"""Without a day of rest up to yesterday."""
_TOPICS_A_DAY: Final = 3
_QUESTIONS: Final = 10
_TITLES: Final = ("Week 1: first questions", "Week 2: across the article")
_PAST_OPENS_DAYS: Final = 10
_PAST_TAKEN_DAYS: Final = 6
_PAST_DUE_DAYS: Final = 3
_OPEN_SINCE_DAYS: Final = 2
_OPEN_FOR_DAYS: Final = 4
_EARLY: Final = (0, 4, 6, 10)
"""Members who took the open quiz already."""
_NEVER: Final = 7
"""The member who missed the past quiz."""
_UNFINISHED: Final = 11
"""The member who never handed it in: the clock did."""
_COMPLAINT: Final = "I believe that my answer means the same. Could you look at it again?"


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets that are studied: an article's, and those of its topics, narrow ones first."""

    article: int
    topics: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Quizzes:
    past: int
    open: int


def find_sets() -> Sets | None:
    """Return the sets of the longest article, or None when none is published."""
    with reading() as session:
        ids = content_queries.set_ids(session)
    articles = sorted(key for key in ids if key.startswith("article:"))
    if not articles:
        return None
    longest = max(articles, key=lambda key: _breadth(ids[key]))
    prefix = f"topic:{longest.removeprefix('article:')}/"
    topics = sorted(number for key, number in ids.items() if key.startswith(prefix))
    return Sets(ids[longest], tuple(sorted(topics, key=_breadth)))


def _breadth(set_id: int) -> tuple[int, int]:
    """Return how many passages a set is about, and how many questions it has."""
    with reading() as session:
        choices = quiz_queries.list_set_questions(session, set_id)
    return len({choice.content["passage"] for choice in choices}), len(choices)


def make_class(*, teacher: Person, learner: Person, found: Sets, now: datetime) -> None:
    """Make the class with its members, quizzes and study up to yesterday; a report waits."""
    today = moment(now, zone=ZONE, rollover_hour=4).day
    begun = now - timedelta(weeks=WEEKS)
    class_id = classes.create_class(
        user_id=teacher.id, name="International relations, year 12", zone=ZONE, now=begun
    )
    code = classes.get_class(user_id=teacher.id, class_id=class_id).join_code
    members = [_member(name, weeks=weeks, now=now) for name, weeks in _named_weeks()]
    for person in (learner, *members):
        classes.join_class(
            user_id=person.id,
            code=code,
            address="this machine",
            secret=secrets.token_urlsafe(),
            now=person.created_at,
        )
    quizzes = _assign(teacher, class_id, found, today=today)
    _study_topics(SimulatedLearner(learner, ability=0.1), found, quizzes, today=today)
    simulated = [
        SimulatedLearner(person, ability=ability)
        for person, ability in zip(members, ABILITIES, strict=True)
    ]
    for place, each in enumerate(simulated):
        _study_all(each, found, quizzes, place=place, today=today)
    _complain(simulated, now=now)


def settle(person: Person, *, new_per_day: int) -> Person:
    """Give an account the class's zone and a number of new cards a day."""
    return change_preferences(
        user_id=person.id,
        preferences=Preferences(
            zone=ZONE,
            rollover_hour=person.rollover_hour,
            theme=person.theme,
            language=person.language,
            desired_retention=person.desired_retention,
            new_per_day=new_per_day,
            reviews_per_day=person.reviews_per_day,
            same_day=person.same_day,
        ),
    )


def _named_weeks() -> Sequence[tuple[str, int]]:
    return tuple(zip(MEMBERS, _MEMBER_WEEKS, strict=True))


def _member(name: str, *, weeks: int, now: datetime) -> Person:
    """Make a member whose password nobody knows."""
    person = accounts.create_user(
        name=name,
        password=secrets.token_urlsafe(24),
        roles=(),
        now=now - timedelta(weeks=weeks, days=1),
    )
    return settle(person, new_per_day=6)


def _assign(teacher: Person, class_id: int, found: Sets, *, today: int) -> _Quizzes:
    """Give the class a quiz that is over and one that is open, on other facts."""
    part = Section(rules=(Rule(found.article, _QUESTIONS),))
    drawn = draw_draft(user_id=teacher.id, sections=(part, part), seed="demonstration").items
    past, fresh = ([each for each in drawn if each.section == number] for number in (0, 1))
    drafts = (
        (past, _PAST_OPENS_DAYS, _PAST_DUE_DAYS, None),
        (fresh, _OPEN_SINCE_DAYS, -_OPEN_FOR_DAYS, 20 * 60),
    )
    made = []
    for title, (chosen, opens, due, limit_s) in zip(_TITLES, drafts, strict=True):
        opens_at = _local(today - opens, time(8))
        draft = QuizDraft(
            title=title,
            set_id=found.article,
            question_ids=tuple(each.question_id for each in chosen),
            attempts_allowed=1 if limit_s is None else 2,
            opens_at=opens_at,
            due_at=_local(today - due, time(20)),
            time_limit_s=limit_s,
            shuffle=True,
            feedback="after_submit",
            pass_mark=0.6,
        )
        made.append(
            assignments.assign_quiz(
                user_id=teacher.id, class_id=class_id, draft=draft, now=opens_at
            )
        )
    return _Quizzes(past=made[0], open=made[1])


def _study_topics(learner: SimulatedLearner, found: Sets, quizzes: _Quizzes, *, today: int) -> None:
    """Study topic by topic up to yesterday; two topics are begun and let go."""
    sets.add_set(user_id=learner.person.id, set_id=found.article, now=learner.person.created_at)
    days = WEEKS * 7
    let_go = {
        ago: (topic, bonus) for (ago, bonus), topic in zip(_LET_GO, found.topics, strict=False)
    }
    gone = {topic for topic, _ in let_go.values()}
    kept = [topic for topic in found.topics if topic not in gone] or [found.article]
    for ago in range(days, 0, -1):
        at = learner.evening(today - ago)
        first = let_go.get(ago) or let_go.get(ago + 1)
        if first is not None:
            learner.study_set(set_id=first[0], at=at, most=_LONGEST, bonus=first[1])
        elif ago <= _STEADY_DAYS or not learner.rests(_RESTS):
            left = _LONGEST
            for step in range(min(_TOPICS_A_DAY, len(kept))):
                topic = kept[((days - ago) * _TOPICS_A_DAY + step) % len(kept)]
                at, given = learner.study_set(set_id=topic, at=at, most=left)
                left -= given
        if ago == _PAST_TAKEN_DAYS:
            learner.take_quiz(quizzes.past, at=at + timedelta(minutes=5))


def _study_all(
    member: SimulatedLearner, found: Sets, quizzes: _Quizzes, *, place: int, today: int
) -> None:
    """Study the article for some weeks, and take the quizzes as this member does."""
    sets.add_set(user_id=member.person.id, set_id=found.article, now=member.person.created_at)
    taken = _PAST_TAKEN_DAYS - place % 3
    for ago in range(_MEMBER_WEEKS[place] * 7, 0, -1):
        at = member.evening(today - ago)
        if place == _UNFINISHED and ago == _PAST_DUE_DAYS - 1:
            # Whoever looks at their quizzes finds handed in what was left when the time was over.
            quiz_lists.list_for_learner(user_id=member.person.id, now=at)
        if not member.rests(_MEMBER_RESTS):
            at, _ = member.study_set(set_id=None, at=at, most=_MEMBER_LONGEST)
        if ago == taken and place != _NEVER:
            member.take_quiz(
                quizzes.past, at=at + timedelta(minutes=5), hands_in=place != _UNFINISHED
            )
        if ago == 1 and place in _EARLY:
            member.take_quiz(quizzes.open, at=at + timedelta(minutes=5))


def _complain(members: Sequence[SimulatedLearner], *, now: datetime) -> None:
    """Let the first who was wrong say so: an author finds one report to answer."""
    for member in members:
        if (wrong := member.mistake) is not None:
            reports.create_report(
                user_id=member.person.id,
                card_id=wrong.card_id,
                question_id=wrong.question_id,
                reason="also-right",
                text=_COMPLAINT,
                now=min(wrong.at + timedelta(minutes=1), now),
            )
            return


def _local(day: int, clock: time) -> datetime:
    """Return the instant of a wall-clock time of the class on a study day."""
    return datetime.combine(date_of(day), clock, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
