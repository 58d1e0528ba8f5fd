"""A bad key in a real browser: found, previewed, mended; the learner is told and sees it."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.generation import codec, variant
from quizapp.services.assigning import assignments
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import classes
from quizapp.services.people import accounts
from quizapp.services.quizzes import attempts
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.store.engine import reading
from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.classes import AssignmentItem, Attempt
from quizapp.store.tables.content import CardRow, QuestionRow, SetCard
from quizapp.store.tables.people import User
from tests.functional.conftest import PASSWORD, Watched, expect
from tests.functional.test_study_access import check, unfold

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_bad_key_is_mended_and_the_learner_sees_the_new_score(
    visit: Callable[..., Watched], site: tuple[str, Flask], width: int, scheme: str
) -> None:
    learner = visit(width=width, scheme=scheme)
    teacher = visit(width=width, scheme=scheme)
    _, app = site
    with app.app_context():
        room, item_id, option, learner_id = _world(_first_of_two())
    page = teacher.page
    page.context.clear_cookies()
    teacher.sign_in(room)
    teacher.go(f"/assignments/items/{item_id}")
    unfold(page)
    problems = check(page, "a question with its answers")
    right = page.get_by_role("group", name="What is right?")
    right.get_by_label(option, exact=False).check()
    page.locator("form:has([name=how][value=key])").get_by_role(
        "button", name="See who changes"
    ).click()
    page.get_by_role("heading", name="Who changes").wait_for()
    problems += check(page, "who changes")
    expect(page.get_by_text("Nobody loses points")).to_be_visible()
    page.get_by_label("A few words to the learners").fill("The key was wrong. Sorry!")
    page.get_by_role("button", name="Store it and regrade 1 learner").click()
    page.get_by_text("1 learner has other points now and is told").wait_for()
    learner.go("/quizzes/grades")
    problems += check(learner.page, "my grades")
    expect(learner.page.get_by_role("row", name="Bad key").get_by_text("1 / 1")).to_be_visible()
    with app.app_context(), reading() as session:
        (told,) = session.scalars(select(Notice).where(Notice.user_id == learner_id)).all()
        assert (told.kind, told.note) == ("regraded", "The key was wrong. Sorry!")
    assert problems == []
    assert learner.messages == teacher.messages == []
    assert learner.foreign == teacher.foreign == []


def _first_of_two() -> str:
    """Return the name of the account that was made before the newest one."""
    with reading() as session:
        newest = select(User.name).order_by(User.id.desc()).limit(2)
        return session.scalars(newest).all()[1]


def _world(learner: str) -> tuple[str, int, str, int]:
    """Let the learner give a wrong answer; return (teacher, item, the option chosen, learner)."""
    now = clock.now()
    name = f"teacher {uuid.uuid4().hex[:8]}"
    teacher = accounts.create_user(name=name, password=PASSWORD, roles=("teacher",), now=now).id
    class_id = classes.create_class(user_id=teacher, name="9b", zone="UTC", now=now)
    code = classes.get_class(user_id=teacher, class_id=class_id).join_code
    with reading() as session:
        learner_id = session.scalars(select(User.id).where(User.name == learner)).one()
        question_id, content = session.execute(
            select(QuestionRow.id, QuestionRow.content)
            .join(CardRow, CardRow.id == QuestionRow.card_id)
            .join(SetCard, SetCard.card_id == CardRow.id)
            .where(SetCard.set_id == 1, QuestionRow.current.is_(True), QuestionRow.type == "mcq")
            .order_by(QuestionRow.id)
        ).first() or (0, {})
    question = codec.from_json(content)
    classes.join_class(user_id=learner_id, code=code, address="192.0.2.9", secret="s", now=now)
    draft = QuizDraft(
        title="Bad key",
        set_id=1,
        question_ids=(question_id,),
        attempts_allowed=1,
        opens_at=None,
        due_at=now + timedelta(days=1),
        time_limit_s=None,
        shuffle=False,
        feedback="after_submit",
        pass_mark=None,
    )
    quiz = assignments.assign_quiz(user_id=teacher, class_id=class_id, draft=draft, now=now)
    attempt = attempts.start_attempt(user_id=learner_id, assignment_id=quiz, now=now)
    with reading() as session:
        item = session.scalars(
            select(AssignmentItem.id).where(AssignmentItem.assignment_id == quiz)
        ).one()
        seed = item_seed(session.get_one(Attempt, attempt).seed, item)
    shown = variant.present(question, seed=seed).public["options"]
    key = variant.reveal(question, seed=seed, response=None)["correct"]
    wrong = next(place for place in range(len(shown)) if place != key)
    attempts.save_answers(
        user_id=learner_id,
        attempt_id=attempt,
        answers=[attempts.Saving(item_id=item, response={"option": wrong}, flagged=False)],
        now=now,
    )
    attempts.submit_attempt(user_id=learner_id, attempt_id=attempt, now=now)
    return name, item, shown[wrong], learner_id
