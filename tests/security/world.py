"""One world with two of everything: classes, teachers, learners, attempts, tokens, reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from quizapp.bank.load import read_files
from quizapp.generation.codec import from_json
from quizapp.generation.question import QuestionType
from quizapp.generation.variant import present, reveal
from quizapp.scheduling.card import Stage
from quizapp.services.assigning import assigning_goals, assignments
from quizapp.services.assigning.assigning_give import Place
from quizapp.services.assigning.assigning_goals import GoalDraft
from quizapp.services.assigning.assigning_settings import LocalTimes
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import class_groups, classes
from quizapp.services.exports import calendar
from quizapp.services.gradebooks import grade_categories
from quizapp.services.gradebooks.grade_categories import CategoryDraft
from quizapp.services.people import accounts, administration, tokens
from quizapp.services.people.accounts import Person
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import EasyWish
from quizapp.services.publishing import publishing
from quizapp.services.questions import reports, variants
from quizapp.services.quizzes import attempts, quiz_taking
from quizapp.services.signing_in import links
from quizapp.services.study import sets, study
from quizapp.services.study.study import StudyCard
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.content import QuestionRow, QuestionSet, SetCard
from quizapp.store.tables.oidc import OidcAccount
from quizapp.store.tables.passkeys import Passkey, PasskeyHolder
from tests.security.deck_world import build_decks
from tests.security.lti_world import build_lti
from tests.security.studio_world import build_studio

BANK: Final = Path(__file__).parents[1] / "golden" / "questions" / "bank"
PASSWORD: Final = "amber kettle sings"
ISSUER: Final = "http://127.0.0.1:9"
"""A provider that does not answer: that port is kept for throwing away what is sent."""
SECRET: Final = "the key of the tests, not a secret at all"
ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "admin": ("administrator",),
    "teacher": ("teacher",),
    "other_teacher": ("teacher",),
    "author": ("author",),
    "learner": (),
    "other_learner": (),
    "blocked": (),
    "removed": (),
    "disabled": (),
    "newcomer": (),
}
"""Who lives here, by what they stand for, with their roles beside learner."""
NAMES: Final[Mapping[str, str]] = {
    "admin": "Ada Admin",
    "teacher": "Tess Teacher",
    "other_teacher": "Theo Other",
    "author": "Anne Author",
    "learner": "Lea Learner",
    "other_learner": "Otto Other",
    "blocked": "Bob Blocked",
    "removed": "Rem Removed",
    "disabled": "Dora Disabled",
    "newcomer": "Nora New",
}
IN_CLASS_A: Final = ("learner", "blocked", "removed", "disabled")
GOAL_ON: Final = "2026-04-20"
MISSING: Final = 999_983
"""A number that nothing has."""


@dataclass(frozen=True)
class Words:
    """The texts that people of this world wrote."""

    names: Mapping[str, str]
    class_name: str
    category: str
    quiz_title: str
    report: str
    outcome: str
    token: str
    note: str


PLAIN: Final = Words(
    names=NAMES,
    class_name="History 9",
    category="Weekly work",
    quiz_title="Week one",
    report="I think that another answer is right too.",
    outcome="Thank you: the wording is changed.",
    token="a script",
    note="The first edition",
)


@dataclass(frozen=True)
class World:
    """What was made: the people, and the number of each thing by its name.

    Attributes:
        asked: what the learner is shown now, by interaction, and the "next" of all.
    """

    people: Mapping[str, Person]
    bearer: Mapping[str, str]
    asked: Mapping[str, StudyCard]
    things: Mapping[str, int]
    reset_token: str
    calendar: str
    code_a: str
    code_b: str
    now: datetime

    def __getitem__(self, name: str) -> int:
        """Return the number of a thing."""
        return self.things[name]

    def id_of(self, who: str) -> int:
        """Return the id of a person."""
        return self.people[who].id


def build(*, now: datetime, words: Words = PLAIN) -> World:
    """Make the world in the present database by use cases alone, as its people would."""
    people = {
        who: accounts.create_user(
            name=words.names[who], password=PASSWORD, roles=ROLES[who], now=now
        )
        for who in ROLES
    }
    ids = {who: person.id for who, person in people.items()}
    things = {"user": ids["newcomer"]} | _publish(ids["author"], now=now, words=words)
    things |= _sets(ids, now=now)
    bearer = {
        who: tokens.create_token(user_id=ids[who], name=words.token, now=now) for who in ROLES
    }
    things["passkey.learner"] = _passkey(ids["learner"], name=words.token, now=now)
    for who in ROLES:
        things[f"token.{who}"] = tokens.list_tokens(user_id=ids[who])[0].id
    things |= build_studio(ids["author"], now=now)
    for who in ("learner", "other_learner"):
        things |= _study(who, user_id=ids[who], now=now, words=words)
        things[f"plan.{who}"] = _plan(ids[who], now=now)
    reports.resolve_report(
        report_id=things["report.other_learner"],
        status="fixed",
        outcome=words.outcome,
        by=ids["author"],
        now=now,
    )
    room_a = _class(ids["teacher"], [ids[who] for who in IN_CLASS_A], now=now, words=words)
    room_b = _class(ids["other_teacher"], [ids["other_learner"]], now=now, words=words)
    things |= {"class.a": room_a.id, "class.b": room_b.id}
    for letter, owner in (("a", "teacher"), ("b", "other_teacher")):
        things[f"category.{letter}"] = grade_categories.add_category(
            user_id=ids[owner],
            class_id=things[f"class.{letter}"],
            draft=CategoryDraft(words.category, 1.0, 0),
            now=now,
        )
    for room, teacher in (("a", ids["teacher"]), ("b", ids["other_teacher"])):
        things[f"group.{room}"] = class_groups.make_group(
            user_id=teacher, class_id=things[f"class.{room}"], name=words.class_name[:80]
        )
    things |= _quizzes("a", ids["teacher"], things, now=now, words=words)
    things |= _quizzes("b", ids["other_teacher"], things, now=now, words=words)
    things |= _goals(ids, things, now=now, words=words)
    for who in IN_CLASS_A:
        things |= _attempts(who, ids[who], things["quiz.a"], now=now)
    things |= _attempts("other_learner", ids["other_learner"], things["quiz.b"], now=now)
    things |= _hidden_attempt(ids["learner"], things["late.a"], now=now)
    things |= build_lti(ids, things, secret=SECRET, title=words.class_name, now=now)
    teacher, class_a = ids["teacher"], room_a.id
    classes.block_member(user_id=teacher, class_id=class_a, member_id=ids["blocked"], now=now)
    classes.remove_member(user_id=teacher, class_id=class_a, member_id=ids["removed"], now=now)
    link = links.make_reset_link(user_id=ids["newcomer"], actor_id=ids["admin"], now=now)
    asked = _asked(ids["learner"], now=now)
    things |= build_decks(owner=ids["removed"], teacher=teacher, class_a=class_a, now=now)
    return World(
        people=people,
        bearer=bearer,
        asked=asked,
        things=things,
        reset_token=link.token,
        calendar=calendar.new_address(user_id=ids["learner"], now=now),
        code_a=room_a.join_code,
        code_b=room_b.join_code,
        now=now,
    )


def _asked(user_id: int, *, now: datetime) -> dict[str, StudyCard]:
    """Return what the learner is asked next, and one showing of each interaction.

    A young card is asked by recognition: showings of the other forms are made as they will be.
    """
    shown = study.next_cards(user_id=user_id, set_id=None, limit=40, now=now).cards
    found = {"next": shown[0]}
    with reading() as session:
        new = {card.card_id: card for card in shown if card.stage is Stage.NEW}
        rows = session.query(QuestionRow).filter(QuestionRow.card_id.in_(new)).all()
        for row in rows:
            question = from_json(row.content)
            variant = variants.issue_variant(user_id, question_id=row.id, reps=0)
            found.setdefault(
                question.interaction.kind,
                replace(
                    new[row.card_id],
                    question_id=row.id,
                    variant=variant,
                    form=question.type.value,
                    public=present(question, seed=variant).public,
                ),
            )
    return found


def disable(world: World) -> None:
    """Disable who is meant to be: after they signed in, so that their old cookie is shown."""
    administration.disable(
        user_id=world.id_of("disabled"), actor_id=world.id_of("admin"), now=world.now
    )


def uuid_of(number: int) -> str:
    """Return a client's id."""
    return str(UUID(int=number))


def right_answer(card: StudyCard) -> dict[str, object] | None:
    """Return a right response to a shown card; None for a flashcard, which is rated by hand."""
    with reading() as session:
        row = session.get(QuestionRow, card.question_id)
        assert row is not None
        question = from_json(row.content)
    key = reveal(question, seed=card.variant, response=None)
    fields: dict[str, Callable[[], dict[str, object]]] = {
        "choice": lambda: {"option": key["correct"]},
        "multiple": lambda: {"options": key["correct"]},
        "true_false": lambda: {"value": key["correct"]},
        "text": lambda: {"text": key["accept"][0]},
        "matching": lambda: {"rights": key["rights"]},
        "ordering": lambda: {"order": key["order"]},
    }
    make = fields.get(question.interaction.kind)
    return make() if make else None


def review_of(card: StudyCard, *, number: int, now: datetime) -> study.Review:
    """Return a right answer to a shown card as a client sends it."""
    response = right_answer(card)
    return study.Review(
        id=uuid_of(number),
        card_id=card.card_id,
        question_id=card.question_id,
        variant=card.variant,
        response=response,
        rating=3 if response is None else None,
        shown_at=now,
        duration_ms=900,
    )


def _passkey(user_id: int, *, name: str, now: datetime) -> int:
    """Give somebody a passkey, whose device is nowhere, and a link with the provider."""
    with writing() as session:
        row = Passkey(
            user_id=user_id,
            credential="Y3JlZGVudGlhbA",
            public_key="a2V5",
            sign_count=0,
            host="localhost",
            name=name,
            created_at=now,
        )
        there = OidcAccount(
            issuer=ISSUER, subject="person-1", user_id=user_id, made_here=False, created_at=now
        )
        session.add_all([row, there, PasskeyHolder(user_id=user_id, handle="aGFuZGxl")])
        session.flush()
        return row.id


def _publish(author: int, *, now: datetime, words: Words) -> dict[str, int]:
    files = read_files(BANK)
    first = publishing.publish_files(files, now=now, by=author, note=words.note)
    name = next(path for path in files if path.endswith("facts.yaml"))
    assert "Sputnik" in files[name]
    files[name] += "# A comment: a file differs, no question does.\n"
    second = publishing.publish_files(files, now=now, by=author, note=words.note)
    return {"revision.1": first.revision, "revision.2": second.revision}


def _sets(ids: Mapping[str, int], *, now: datetime) -> dict[str, int]:
    with writing() as session:
        public = session.query(QuestionSet).filter_by(key="article:space-race").one().id
        card = session.query(SetCard).filter_by(set_id=public).order_by(SetCard.position).first()
        assert card is not None
        found = {"set.public": public}
        for who in ("teacher", "other_teacher"):
            own = QuestionSet(key=None, kind="own", title="My choice", owner_id=ids[who])
            session.add(own)
            session.flush()
            session.add(SetCard(set_id=own.id, card_id=card.card_id, position=1))
            found[f"set.{who}"] = own.id
    for who in ("learner", "other_learner"):
        sets.add_set(user_id=ids[who], set_id=public, now=now)
    return found


def _study(who: str, *, user_id: int, now: datetime, words: Words) -> dict[str, int]:
    """Answer two cards, set one aside, report one; leave the others new."""
    base = user_id * 1000
    shown = study.next_cards(user_id=user_id, set_id=None, limit=12, now=now).cards
    graded = [card for card in shown if right_answer(card)]
    for number, card in enumerate(graded[:2], start=1):
        review = review_of(card, number=base + number, now=now)
        (told,) = study.submit_reviews(user_id=user_id, reviews=[review], now=now)
        assert told.status == "stored", told.message
    put = {"user_id": user_id, "now": now}
    study.suspend(card_id=graded[2].card_id, client_id=uuid_of(base + 3), **put)  # type: ignore[arg-type]  # spread
    study.bury(card_id=graded[3].card_id, client_id=uuid_of(base + 4), **put)  # type: ignore[arg-type]  # spread
    report = reports.create_report(
        user_id=user_id,
        card_id=graded[0].card_id,
        question_id=graded[0].question_id,
        reason="also-right",
        text=words.report,
        now=now,
    )
    return {
        f"card.answered.{who}": graded[0].card_id,
        f"question.answered.{who}": graded[0].question_id,
        f"card.suspended.{who}": graded[2].card_id,
        f"report.{who}": report,
    }


def _plan(user_id: int, *, now: datetime) -> int:
    """Take a plan that changes nothing; return its id."""
    plans.take(user_id=user_id, wish=EasyWish((100,) * 7), now=now)
    return plans.list_taken(user_id=user_id, now=now)[0].id


def _class(teacher: int, learners: list[int], *, now: datetime, words: Words) -> classes.ClassPage:
    room = classes.create_class(
        user_id=teacher, name=words.class_name, zone="Europe/Paris", now=now
    )
    page = classes.get_class(user_id=teacher, class_id=room)
    for learner in learners:
        classes.join_class(
            user_id=learner, code=page.join_code, address="192.0.2.1", secret=SECRET, now=now
        )
    return page


def _quizzes(
    room: str, teacher: int, things: Mapping[str, int], *, now: datetime, words: Words
) -> dict[str, int]:
    """Assign a quiz of one question of each type, and one whose feedback comes later."""
    with reading() as session:
        rows = session.query(QuestionRow).order_by(QuestionRow.id).all()
        kinds = {row.type: row.id for row in rows if row.type != QuestionType.FLASHCARD}
    draft = QuizDraft(
        title=words.quiz_title,
        set_id=things["set.public"],
        question_ids=tuple(kinds.values()),
        attempts_allowed=5,
        opens_at=None,
        due_at=now + timedelta(days=7),
        time_limit_s=3600,
        shuffle=True,
        feedback="after_submit",
        pass_mark=0.5,
    )
    assign = {"user_id": teacher, "class_id": things[f"class.{room}"], "now": now}
    later = replace(draft, feedback="after_due", time_limit_s=None)
    return {
        f"quiz.{room}": assignments.assign_quiz(draft=draft, **assign),  # type: ignore[arg-type]  # spread
        f"late.{room}": assignments.assign_quiz(draft=later, **assign),  # type: ignore[arg-type]  # spread
    }


def _goals(
    ids: Mapping[str, int], things: Mapping[str, int], *, now: datetime, words: Words
) -> dict[str, int]:
    """Set each class a study goal."""
    due = (now + timedelta(days=20)).replace(tzinfo=None)
    draft = GoalDraft(words.quiz_title, things["set.public"], "recall", 90, 0, LocalTimes(due=due))
    return {
        f"goal.{room}": assigning_goals.give_goal(
            user_id=ids[owner], places=[Place(things[f"class.{room}"])], draft=draft, now=now
        )[0]
        for room, owner in (("a", "teacher"), ("b", "other_teacher"))
    }


def _attempts(who: str, user_id: int, quiz: int, *, now: datetime) -> dict[str, int]:
    """Hand one attempt in, leave a second one running with an answer in it."""
    done = attempts.start_attempt(user_id=user_id, assignment_id=quiz, now=now)
    _answer_first(user_id, done, now=now)
    attempts.submit_attempt(user_id=user_id, attempt_id=done, now=now)
    running = attempts.start_attempt(user_id=user_id, assignment_id=quiz, now=now)
    item = _answer_first(user_id, running, now=now)
    with writing() as session:
        told = Notice(user_id=user_id, assignment_id=quiz, kind="regraded", note="", made_at=now)
        session.add(told)
        session.flush()
        notice = told.id
    return {
        f"done.{who}": done,
        f"running.{who}": running,
        f"item.{who}": item,
        f"notice.{who}": notice,
    }


def _hidden_attempt(user_id: int, quiz: int, *, now: datetime) -> dict[str, int]:
    done = attempts.start_attempt(user_id=user_id, assignment_id=quiz, now=now)
    _answer_first(user_id, done, now=now)
    attempts.submit_attempt(user_id=user_id, attempt_id=done, now=now)
    return {"hidden.learner": done}


def _answer_first(user_id: int, attempt: int, *, now: datetime) -> int:
    page = quiz_taking.get_attempt(user_id=user_id, attempt_id=attempt, now=now)
    assert page is not None
    question = next(each for each in page.questions if each.public["interaction"] == "true_false")
    saving = attempts.Saving(item_id=question.item_id, response={"value": True}, flagged=False)
    attempts.save_answers(user_id=user_id, attempt_id=attempt, answers=[saving], now=now)
    return question.item_id
