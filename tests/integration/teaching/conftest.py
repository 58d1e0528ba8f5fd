"""A school: the published bank, a teacher with a class, and learners in their browsers."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.engine import URL
from werkzeug.test import TestResponse

from quizapp.bank.terms import JsonObject
from quizapp.generation import codec, variant
from quizapp.generation.question import Choice, MultipleChoice, Question, TextEntry, TrueFalse
from quizapp.services.assigning import assignments
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import classes
from quizapp.services.people import accounts
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.store.engine import reading, sqlite_url
from quizapp.store.tables.classes import AssignmentItem, Attempt
from quizapp.store.tables.content import CardRow, QuestionRow, SetCard

if TYPE_CHECKING:
    pass

PASSWORD = "amber kettle sings"
BANK = Path(__file__).parents[3] / "question_bank"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ZONE = "Europe/Paris"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database with the published bank and nobody in it."""
    if request.param == "sqlite":
        folder = tmp_path / "data"
        folder.mkdir(mode=0o700)
        shutil.copyfile(request.getfixturevalue("published_file"), folder / "quizapp.db")
        return sqlite_url(folder / "quizapp.db")
    name = request.getfixturevalue("published_postgres")
    url, server = request.getfixturevalue("postgres_server")
    # A copy for each test: to publish anew takes seconds, to copy a tenth of one.
    server.execute(f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)".encode())
    server.execute(f"CREATE DATABASE {name}_copy TEMPLATE {name}".encode())
    here: URL = url.set(drivername="postgresql+psycopg", database=f"{name}_copy")
    return here.render_as_string(hide_password=False)


@pytest.fixture
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the server's clock at the present of the tests; ``shift`` moves it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@dataclass
class Browser:
    """A person's browser; ``post`` carries the form token."""

    id: int
    client: FlaskClient
    token: str

    def get(self, path: str) -> TestResponse:
        """Return the answer to a GET."""
        return self.client.get(path)

    def post(self, path: str, **data: object) -> TestResponse:
        """Return the answer to a POST of a form with its token."""
        return self.client.post(path, data={"csrf_token": self.token, **data})


@dataclass
class School:
    """A teacher, their class in Europe/Paris, and learners by name."""

    app: Flask
    now: datetime
    teacher: Browser
    class_id: int
    code: str
    learners: dict[str, Browser] = field(default_factory=dict)

    def person(self, name: str, *roles: str) -> Browser:
        """Return the browser of a new account."""
        return sign_in(self.app, name, *roles, now=self.now)

    def learner(self, name: str) -> Browser:
        """Return the browser of a new learner who has joined the class."""
        one = self.person(name)
        assert one.post("/join", code=self.code).status_code == 303
        self.learners[name] = one
        return one

    def questions(self, *kinds: str, count: int = 1) -> tuple[int, ...]:
        """Return current questions of these interactions, ``count`` of each, of other facts."""
        with self.app.app_context(), reading() as session:
            rows = session.execute(
                select(QuestionRow.id, CardRow.fact_id, QuestionRow.content)
                .join(CardRow, CardRow.id == QuestionRow.card_id)
                .join(SetCard, SetCard.card_id == CardRow.id)
                .where(SetCard.set_id == 1, QuestionRow.current.is_(True))
                .order_by(QuestionRow.id)
            ).all()
        chosen: list[int] = []
        facts: set[str] = set()
        for kind in kinds:
            left = count
            for number, fact, content in rows:
                if left and fact not in facts and codec.from_json(content).interaction.kind == kind:
                    chosen.append(number)
                    facts.add(fact)
                    left -= 1
            assert left == 0, f"the bank has too few questions of kind {kind}"
        return tuple(chosen)

    def assign(self, questions: tuple[int, ...], **changes: object) -> int:
        """Assign a quiz of these questions; return its id."""
        values: dict[str, object] = {
            "title": "Week 1",
            "set_id": 1,
            "question_ids": questions,
            "attempts_allowed": 1,
            "opens_at": None,
            "due_at": self.now + timedelta(days=7),
            "time_limit_s": None,
            "shuffle": False,
            "feedback": "after_submit",
            "pass_mark": None,
        }
        draft = QuizDraft(**(values | changes))  # type: ignore[arg-type]  # values of a test
        with self.app.app_context():
            return assignments.assign_quiz(
                user_id=self.teacher.id, class_id=self.class_id, draft=draft, now=self.now
            )

    def start(self, who: Browser, assignment_id: int) -> int:
        """Start the quiz in a person's browser; return the attempt's id."""
        answer = who.post(f"/quizzes/{assignment_id}/start")
        assert answer.status_code == 303, answer.text
        return int(answer.location.rsplit("/", 1)[1])

    def items(self, attempt_id: int) -> tuple[tuple[int, Question, str], ...]:
        """Return (item id, question, seed of its options) of an attempt, as assigned."""
        with self.app.app_context(), reading() as session:
            attempt = session.get_one(Attempt, attempt_id)
            rows = session.execute(
                select(AssignmentItem.id, QuestionRow.content)
                .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
                .where(AssignmentItem.assignment_id == attempt.assignment_id)
                .order_by(AssignmentItem.position)
            )
            return tuple(
                (row[0], codec.from_json(row[1]), item_seed(attempt.seed, row[0])) for row in rows
            )

    def save(self, who: Browser, attempt_id: int, place: int, *, right: bool) -> TestResponse:
        """Answer the question at that place (from 0), rightly or wrongly."""
        item_id, question, seed = self.items(attempt_id)[place]
        fields = answer_fields(question, seed=seed, right=right)
        data = {f"q{item_id}-{name}": value for name, value in fields.items()}
        return who.post(f"/attempts/{attempt_id}/items/{item_id}", **data)

    def take(self, who: Browser, assignment_id: int, answers: str) -> int:
        """Take the quiz: "r" right, "w" wrong, "-" empty, by place; return the attempt's id."""
        attempt_id = self.start(who, assignment_id)
        for place, letter in enumerate(answers):
            if letter != "-":
                saved = self.save(who, attempt_id, place, right=letter == "r")
                assert saved.status_code == 200, saved.text
        assert who.post(f"/attempts/{attempt_id}/submit").status_code == 303
        return attempt_id


def answer_fields(question: Question, *, seed: str, right: bool) -> dict[str, object]:
    """Return the form fields of a right or a wholly wrong answer."""
    shown = variant.present(question, seed=seed).public
    key: JsonObject = variant.reveal(question, seed=seed, response=None)
    match question.interaction:
        case Choice(options=options):
            right_one = key["correct"]
            wrong = next(n for n in range(len(options)) if n != right_one)
            return {"option": right_one if right else wrong}
        case MultipleChoice(options=options):
            wrong_ones = [n for n in range(len(options)) if n not in key["correct"]]
            return {"options": key["correct"] if right else wrong_ones}
        case TrueFalse():
            return {"value": str(key["correct"] == right).lower()}
        case TextEntry():
            return {"text": question.answer if right else "zzzz qqqq"}
        case _ if "rights" in shown:
            rights = key["rights"] if right else key["rights"][1:] + key["rights"][:1]
            return {f"right-{row}": place for row, place in enumerate(rights)}
        case _:
            order = key["order"] if right else key["order"][::-1]
            return {f"place-{step}": place for place, step in enumerate(order, start=1)}


def sign_in(app: Flask, name: str, *roles: str, now: datetime) -> Browser:
    """Return the browser of a new account."""
    client = app.test_client()
    with app.app_context():
        made = accounts.create_user(name=name, password=PASSWORD, roles=roles, now=now)
    sign_in_again(client, name)
    return Browser(made.id, client, token_of(client, "/join"))


def sign_in_again(client: FlaskClient, name: str) -> None:
    """Sign an account in with another browser."""
    data = {"name": name, "password": PASSWORD, "csrf_token": token_of(client, "/sign-in")}
    assert client.post("/sign-in", data=data).status_code == 303


def token_of(client: FlaskClient, path: str) -> str:
    """Return the form token of a page."""
    found = TOKEN.search(client.get(path).text)
    assert found, f"{path} has no form"
    return found[1]


@pytest.fixture
def school(app: Flask, clock: time_machine.Traveller, now: datetime) -> School:
    """Return a school whose class has nobody in it but the teacher."""
    del clock
    teacher = sign_in(app, "Ms Teach", "teacher", now=now)
    with app.app_context():
        class_id = classes.create_class(user_id=teacher.id, name="9b", zone=ZONE, now=now)
        code = classes.get_class(user_id=teacher.id, class_id=class_id).join_code
    return School(app, now, teacher, class_id, code)
