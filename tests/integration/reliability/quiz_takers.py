"""A class that takes a quiz: pages that save answer after answer, and what they were told."""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from sqlalchemy import select

from quizapp.services.assigning import assignments
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.classes import classes
from quizapp.services.people import accounts
from quizapp.services.quizzes import attempts
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import AssignmentItem, ClassMember
from quizapp.store.tables.content import QuestionRow

PASSWORD: Final = "a long enough pass phrase"


@dataclass
class Taker:
    """A learner whose page saves answer after answer: the first, the second, ...

    Attributes:
        acknowledged: the last answer that was said to be saved. sent: the last that was sent.
    """

    name: str
    user_id: int
    attempt: int
    item: int
    sequence: int = 0
    acknowledged: int = 0
    sent: int = 0
    problems: list[str] = field(default_factory=list)
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )
    token: str = ""

    def sign_in(self, port: int) -> None:
        """Sign in and read the token of the forms."""
        page = self._ask(port, "/sign-in")
        form = {"name": self.name, "password": PASSWORD, "csrf_token": _token(page)}
        self.token = _token(self._ask(port, "/sign-in", form) + self._ask(port, "/join"))

    def work(self, port: int, stop: threading.Event) -> None:
        """Save one answer after the other until told to stop or the server is gone."""
        while not stop.is_set():
            self.sent += 1
            form = {
                "csrf_token": self.token,
                "sequence": self.sequence,
                f"q{self.item}-text": f"answer {self.sent}",
            }
            try:
                told = json.loads(
                    self._ask(port, f"/attempts/{self.attempt}/items/{self.item}", form)
                )
            except HTTPError as error:
                if error.code == 409:
                    self._seen(json.loads(error.read()))
                elif error.code != 503:
                    self.problems.append(f"{error.code} {error.read()[:200]!r}")
                continue
            except (HTTPException, URLError, OSError, ValueError):
                return  # Killed: the reply, if there was one, is lost.
            self.sequence, self.acknowledged = told["sequence"], self.sent

    def settle(self, port: int) -> None:
        """Check what the server has against what it said."""
        self._seen(json.loads(self._ask(port, f"/attempts/{self.attempt}/state?answers=1")))

    def _seen(self, told: dict[str, Any]) -> None:
        """Take over where the server stands; note an answer that it lost."""
        self.sequence = told["sequence"]
        answer = told["answers"].get(str(self.item))
        stored = int(answer["response"]["text"].split()[1]) if answer else 0
        if not self.acknowledged <= stored <= self.sent:
            self.problems.append(f"{stored} is stored, {self.acknowledged} was acknowledged")
        if told["sequence"] > self.sent:
            self.problems.append(f"{told['sequence']} saves of {self.sent} sent")

    def _ask(self, port: int, path: str, form: Mapping[str, object] | None = None) -> str:
        body = urlencode(form).encode() if form is not None else None
        with self.opener.open(f"http://127.0.0.1:{port}{path}", body, timeout=15) as answer:
            text: str = answer.read().decode()
            return text


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def begin_quiz(learners: int, *, now: datetime) -> list[Taker]:
    """Make a class whose learners have begun a quiz of one typed question of the first set."""
    takers = []
    teacher = accounts.create_user(name="Ms Teach", password=PASSWORD, roles=("teacher",), now=now)
    room = classes.create_class(user_id=teacher.id, name="9b", zone="UTC", now=now)
    with reading() as session:
        question = session.scalars(
            select(QuestionRow.id)
            .where(QuestionRow.type == "typed", QuestionRow.current.is_(True))
            .order_by(QuestionRow.id)
        ).first()
    assert question is not None
    quiz = assignments.assign_quiz(
        user_id=teacher.id,
        class_id=room,
        draft=QuizDraft(
            title="Week 1",
            set_id=1,
            question_ids=(question,),
            attempts_allowed=1,
            opens_at=None,
            due_at=now + timedelta(days=1),
            time_limit_s=None,
            shuffle=False,
            feedback="after_submit",
            pass_mark=None,
        ),
        now=now,
    )
    for number in range(learners):
        person = accounts.create_user(
            name=f"learner {number}", password=PASSWORD, roles=(), now=now
        )
        with writing() as session:
            session.add(
                ClassMember(class_id=room, user_id=person.id, role="learner", joined_at=now)
            )
        attempt = attempts.start_attempt(user_id=person.id, assignment_id=quiz, now=now)
        item = _item(quiz)
        takers.append(Taker(f"learner {number}", person.id, attempt, item))
    return takers


def _item(quiz: int) -> int:
    with reading() as session:
        found = session.scalar(
            select(AssignmentItem.id).where(AssignmentItem.assignment_id == quiz)
        )
    assert found is not None
    return found
