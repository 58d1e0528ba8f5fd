"""Taking a quiz in a real browser: two tabs, a line that breaks, an extension, the end of time."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import clock
from quizapp.generation import codec
from quizapp.services.assigning import assignments
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import classes
from quizapp.services.people import accounts
from quizapp.services.quizzes import attempts, quiz_times
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
)
from quizapp.store.tables.content import CardRow, QuestionRow, SetCard
from quizapp.store.tables.people import User
from tests.functional.conftest import PASSWORD, Watched, expect
from tests.functional.test_study_access import check

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
KINDS = ("text", "choice", "true_false", "matching", "ordering", "multiple")


@dataclass
class Quiz:
    """A quiz that a learner is in the middle of."""

    app: Flask
    watched: Watched
    quiz: int
    attempt: int

    @property
    def page(self) -> "Page":
        """The learner's first tab."""
        return self.watched.page

    def open(self) -> None:
        """Open the attempt in the first tab."""
        self.watched.go(f"/attempts/{self.attempt}")
        self.page.wait_for_selector(".saves-itself")

    def tab(self) -> "Page":
        """Open the attempt in another tab."""
        page = self.page.context.new_page()
        page.goto(f"{self.watched.address}/attempts/{self.attempt}")
        page.wait_for_selector(".saves-itself")
        return page

    def change(self, **values: object) -> None:
        """Change the assignment as its teacher does: running attempts follow."""
        with self.app.app_context(), writing() as session:
            row = session.get_one(Assignment, self.quiz)
            for name, value in values.items():
                setattr(row, name, value)
            session.flush()
            quiz_times.follow(session, now=clock.now(), assignment_ids=[self.quiz])

    def saved(self) -> list[object]:
        """Return the saved responses in the order of their items."""
        with self.app.app_context(), reading() as session:
            return list(
                session.scalars(
                    select(AttemptAnswer.response)
                    .where(AttemptAnswer.attempt_id == self.attempt)
                    .order_by(AttemptAnswer.item_id)
                )
            )


@pytest.fixture
def take(site: tuple[str, Flask], visit: Callable[..., Watched]) -> Callable[..., Quiz]:
    """Return a maker of quizzes that a new learner has begun."""
    _, app = site

    def make(*kinds: str, limit_s: int | None = None, **window: object) -> Quiz:
        watched = visit(**window)
        now = clock.now()
        with app.app_context():
            teacher = accounts.create_user(
                name=f"teacher {uuid.uuid4().hex[:12]}",
                password=PASSWORD,
                roles=("teacher",),
                now=now,
            )
            room = classes.create_class(user_id=teacher.id, name="9b", zone="Europe/Paris", now=now)
            questions = _questions(kinds)
            quiz = assignments.assign_quiz(
                user_id=teacher.id,
                class_id=room,
                draft=QuizDraft(
                    title="Week 1",
                    set_id=1,
                    question_ids=questions,
                    attempts_allowed=1,
                    opens_at=None,
                    due_at=now + timedelta(days=1),
                    time_limit_s=600,
                    shuffle=False,
                    feedback="after_submit",
                    pass_mark=None,
                ),
                now=now,
            )
            with writing() as session:
                session.get_one(Assignment, quiz).time_limit_s = limit_s
                learner = session.scalar(select(func.max(User.id)).where(User.roles == ""))
                assert learner is not None
                session.add(
                    ClassMember(class_id=room, user_id=learner, role="learner", joined_at=now)
                )
            attempt = attempts.start_attempt(user_id=learner, assignment_id=quiz, now=clock.now())
        return Quiz(app, watched, quiz, attempt)

    return make


def _questions(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """Return a question of each interaction, each of another fact."""
    with reading() as session:
        rows = session.execute(
            select(QuestionRow.id, CardRow.fact_id, QuestionRow.content)
            .join(CardRow, CardRow.id == QuestionRow.card_id)
            .join(SetCard, SetCard.card_id == CardRow.id)
            .where(SetCard.set_id == 1, QuestionRow.current.is_(True))
            .order_by(QuestionRow.id)
        ).all()
    found: list[int] = []
    facts: set[str] = set()
    for kind in kinds:
        number, fact = next(
            (row[0], row[1])
            for row in rows
            if row[1] not in facts and codec.from_json(row[2]).interaction.kind == kind
        )
        found.append(number)
        facts.add(fact)
    return tuple(found)


def _wait_saved(page: "Page", number: int) -> None:
    page.wait_for_selector(f".saved.done >> nth={number - 1}")


def test_what_another_tab_saved_appears_and_two_answers_to_one_question_are_chosen_from(
    take: Callable[..., Quiz],
) -> None:
    quiz = take("text", "choice", width=390)
    quiz.open()
    other = quiz.tab()
    other.locator(".answer-text").fill("from the other tab")
    _wait_saved(other, 1)
    # Only the other question was answered here: both answers stand, nobody is asked.
    quiz.page.locator(".option").first.click()
    _wait_saved(quiz.page, 2)
    expect(quiz.page.locator(".answer-text")).to_have_value("from the other tab")
    assert len(quiz.saved()) == 2
    # The other tab has not seen that, and both change the same question now.
    quiz.page.locator(".answer-text").fill("from this tab")
    quiz.page.wait_for_timeout(900)
    _wait_saved(quiz.page, 2)
    other.locator(".answer-text").fill("from the other tab again")
    box = other.locator(".conflict")
    box.wait_for()
    expect(box).to_contain_text("from this tab")
    expect(box).to_contain_text("from the other tab again")
    assert quiz.saved()[0] == {"text": "from this tab"}
    # Handing in has to wait for the choice.
    other.get_by_role("button", name="Look over your answers").click()
    assert other.url.endswith(f"/attempts/{quiz.attempt}")
    other.get_by_role("button", name="Keep what is on this page").click()
    other.wait_for_selector(".conflict", state="detached")
    _wait_saved(other, 2)
    other.get_by_role("button", name="Look over your answers").click()
    other.wait_for_url("**/review")
    assert quiz.saved()[0] == {"text": "from the other tab again"}
    assert [each for each in quiz.watched.messages if "409" not in each] == []
    assert quiz.watched.foreign == []


def test_every_kind_of_answer_is_taken_over_from_another_tab(take: Callable[..., Quiz]) -> None:
    quiz = take(*KINDS)
    quiz.open()
    other = quiz.tab()
    quiz.page.locator(".answer-text").fill("typed")
    for kind in ("choice", "true_false", "multiple"):
        quiz.page.locator(f".ask-{kind} .option").first.click()
    for row, select_one in enumerate(quiz.page.locator(".ask-matching select").all()):
        select_one.select_option(str(row))
    quiz.page.locator(".ask-ordering .step-moves button").nth(3).click()
    quiz.page.locator(".ask-ordering .step-moves button").first.focus()
    quiz.page.wait_for_timeout(1500)
    _wait_saved(quiz.page, len(KINDS))
    stored = quiz.saved()
    assert len(stored) == len(KINDS)
    # The other tab asks for the state when it is looked at again.
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    _wait_saved(other, len(KINDS))
    other.locator(".answer-text").fill("typed there")
    other.wait_for_timeout(1200)
    _wait_saved(other, len(KINDS))
    assert quiz.saved()[1:] == stored[1:]
    other.get_by_role("button", name="Look over your answers").click()
    other.wait_for_url("**/review")
    assert quiz.saved() == [{"text": "typed there"}, *stored[1:]]


def test_answers_without_a_line_wait_in_the_page_and_are_sent_when_it_is_back(
    take: Callable[..., Quiz],
) -> None:
    quiz = take("choice", "true_false")
    quiz.open()
    quiz.page.context.set_offline(True)
    quiz.page.locator(".ask-choice .option").first.click()
    quiz.page.locator(".ask-true_false .option").first.click()
    quiz.page.locator("#quiz-state", has_text="2 answers are not saved").wait_for()
    assert quiz.saved() == []
    quiz.page.context.set_offline(False)
    _wait_saved(quiz.page, 2)
    assert len(quiz.saved()) == 2


def test_an_extension_and_a_dropped_question_reach_the_running_page(
    take: Callable[..., Quiz],
) -> None:
    quiz = take("text", "choice", limit_s=600)
    quiz.open()
    expect(quiz.page.locator("#time-left")).to_contain_text("9 minutes left")
    quiz.change(time_limit_s=3 * 3600 + 120)
    with quiz.app.app_context(), writing() as session:
        item = session.scalars(
            select(AssignmentItem)
            .where(AssignmentItem.assignment_id == quiz.quiz)
            .order_by(AssignmentItem.position)
        ).first()
        assert item is not None
        item.dropped_at, item.dropped_as = clock.now(), "removed"
    # Within 15 seconds, whatever the learner does.
    quiz.page.locator("#time-left", has_text="3 h 1 min left").wait_for(timeout=15_000)
    expect(quiz.page.locator("#quiz-state")).to_contain_text("The time was changed")
    expect(quiz.page.locator(".quiz-question").first).to_contain_text("counts for nobody")
    expect(quiz.page.locator(".answer-text")).to_have_count(0)
    assert quiz.watched.messages == []


def test_when_the_time_runs_out_what_was_typed_is_sent_and_the_result_is_shown(
    take: Callable[..., Quiz],
) -> None:
    quiz = take("text", "choice", limit_s=600)
    quiz.open()
    quiz.change(time_limit_s=2)
    with quiz.app.app_context(), writing() as session:
        # So that two seconds are left from now on.
        row = session.get_one(Attempt, quiz.attempt)
        row.deadline_at = clock.now() + timedelta(seconds=3)
    quiz.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    quiz.page.locator(".answer-text").press_sequentially("up to the end", delay=260)
    quiz.page.wait_for_url("**/result", timeout=15_000)
    (saved,) = quiz.saved()
    assert isinstance(saved, dict)
    assert "up to the end".startswith(str(saved["text"]))
    assert len(str(saved["text"])) > 5


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_pages_of_a_quiz_have_no_violation(
    take: Callable[..., Quiz], width: int, scheme: str
) -> None:
    quiz = take(*KINDS, limit_s=600, width=width, height=844, scheme=scheme)
    told = dict.fromkeys(("show_score", "show_key", "show_explanation", "show_passage"), "during")
    quiz.change(
        sections=[{"title": "What happened when", "note": "Years are enough.", "rules": []}], **told
    )
    problems: list[str] = []
    quiz.open()
    other = quiz.tab()
    quiz.page.locator(".answer-text").fill("from this tab")
    _wait_saved(quiz.page, 1)
    other.locator(".answer-text").fill("from the other tab")
    other.locator(".conflict").wait_for()
    problems += check(other, "two answers")
    other.close(run_before_unload=False)
    quiz.page.get_by_role("button", name="Check").first.click()
    quiz.page.get_by_text("this answer is final").wait_for()
    problems += check(quiz.page, "attempt")
    for path in ("/quizzes", f"/quizzes/{quiz.quiz}", f"/attempts/{quiz.attempt}/review"):
        quiz.watched.go(path)
        problems += check(quiz.page, path)
    quiz.change(one_by_one=True, back_allowed=False)
    quiz.watched.go(f"/attempts/{quiz.attempt}")
    problems += check(quiz.page, "one by one")
    quiz.page.get_by_role("button", name="Overview").click()
    quiz.page.wait_for_url("**/review")
    problems += check(quiz.page, "overview without a way back")
    quiz.page.get_by_role("button", name="Hand in").click()
    quiz.page.wait_for_url("**/result")
    problems += check(quiz.page, "result")
    assert problems == []
    assert [each for each in quiz.watched.messages if "409" not in each] == []
