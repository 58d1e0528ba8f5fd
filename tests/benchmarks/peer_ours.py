"""quizapp beside its peers: learners who are signed in as browsers are, and what they send."""

import html
import json
import urllib.parse
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Final
from uuid import UUID

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.study import study
from quizapp.settings import Settings
from tests.benchmarks.peer_load import Connection
from tests.benchmarks.prepared import sign_in
from tests.benchmarks.reviews_vs_floor import Request, new_client
from tests.benchmarks.study_answer import FIELD, let_study_without_end

_FORM: Final = "application/x-www-form-urlencoded"


def prepare_learners(
    settings: Settings, prefix: str, *, count: int, reviews: int
) -> dict[str, list[Request]]:
    """Make learners without a limit of new cards; return the reviews that each will send.

    Whoever sends reviews answers no pages: one showing of a question is stored once.
    """
    names = [f"{prefix} {number}" for number in range(count)]
    with database(settings):
        made = {name: new_client(name, reviews=reviews) for name in names}
        for name in made:
            let_study_without_end(name)
    return made


class Learner:
    """One connection of somebody who is signed in."""

    def __init__(self, url: str, name: str, reviews: list[Request]) -> None:
        jar = CookieJar()
        opener = sign_in(url, name=name, cookies=jar)
        with opener.open(f"{url}/study", timeout=20) as page:
            self._stage: str = page.read().decode()
        self._connection = Connection(url)
        self._headers = {
            "Accept": "application/json",
            "Cookie": "; ".join(f"{each.name}={each.value}" for each in jar),
            "Origin": url,
            "Referer": f"{url}/study",
        }
        self._token = self._fields()["csrf_token"]
        self._reviews: Iterator[Request] = iter(reviews)

    def review(self) -> None:
        """Store one answer as the browser's outbox sends it."""
        body = next(self._reviews).body
        told = self._ask("/api/v1/reviews", body, "application/json")
        if b'"status":"stored"' not in told:
            raise RuntimeError(f"{told[:300]!r}")

    def answer(self) -> None:
        """Answer as the study page does; what is told brings the next question, ready to show."""
        form = {**self._fields(), "rating": "1"}  # "I do not know", or Again.
        told = self._ask("/study/answer", urllib.parse.urlencode(form).encode(), _FORM)
        self._stage = json.loads(told)["next"][0]
        if "<form" not in self._stage:
            raise RuntimeError(f"nothing is asked: {self._stage[:300]}")

    def _fields(self) -> dict[str, str]:
        return {name: html.unescape(value) for name, value in FIELD.findall(self._stage)}

    def _ask(self, path: str, body: bytes, kind: str) -> bytes:
        headers = {**self._headers, "Content-Type": kind, "X-CSRFToken": self._token}
        reply, told = self._connection.ask("POST", path, body, headers)
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status}, {told[:300]!r}")
        return told


def as_review(request: Request) -> study.Review:
    """Return what a request says, for the service below the web."""
    told = json.loads(request.body)["reviews"][0]
    return study.Review(
        id=str(UUID(told["id"])),
        card_id=told["card_id"],
        question_id=told["question_id"],
        variant=told["variant"],
        response=told["response"],
        rating=None,
        shown_at=clock.now(),
        duration_ms=told["duration_ms"],
    )
