"""Two worlds that differ only in what is right show a running attempt byte for byte alike."""

from typing import Any

from sqlalchemy import select

from quizapp.store.classes import AssignmentItem
from quizapp.store.content import QuestionRow
from quizapp.store.engine import writing
from tests.integration.teaching.conftest import School

ALL_KINDS = ("choice", "multiple", "true_false", "text", "matching", "ordering")


def _other_key(content: dict[str, Any]) -> dict[str, Any]:
    """Return the question with another key and nothing else that is shown changed."""
    asked = dict(content["interaction"])
    match asked["kind"]:
        case "choice" | "multiple":
            flags = [option["correct"] for option in asked["options"]]
            turned = flags[1:] + flags[:1]
            asked["options"] = [
                {**option, "correct": flag}
                for option, flag in zip(asked["options"], turned, strict=True)
            ]
        case "true_false":
            asked |= {"correct": not asked["correct"], "repair": "Another sentence."}
        case "text":
            asked |= {"accept": ["something else"], "wrong": []}
        case "matching":
            rights = [right for _, right in asked["pairs"]]
            turned_rights = rights[1:] + rights[:1]
            asked["pairs"] = [
                [left, right]
                for (left, _), right in zip(asked["pairs"], turned_rights, strict=True)
            ]
        case "ordering":
            asked["steps"] = asked["steps"][::-1]
    secret = {"answer": "another", "explanation": "Another.", "evidence": "another"}
    return {**content, **secret, "interaction": asked}


def _turn_keys(school: School, quiz: int) -> None:
    with school.app.app_context(), writing() as session:
        rows = session.scalars(
            select(QuestionRow)
            .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
            .where(AssignmentItem.assignment_id == quiz)
        ).all()
        for row in rows:
            turned = _other_key(row.content)
            assert turned["interaction"] != row.content["interaction"]
            row.content = turned


def test_a_running_attempt_shows_nothing_of_its_keys(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    items = [item for item, _, _ in school.items(attempt)]
    paths = ("/quizzes", f"/quizzes/{quiz}", f"/attempts/{attempt}", f"/attempts/{attempt}/review")

    def seen() -> list[tuple[bytes, list[tuple[str, str]]]]:
        answers = [kim.get(path) for path in paths]
        first, last = items[0], items[2]
        answers.append(kim.post(f"/attempts/{attempt}/items/{first}", **{f"q{first}-option": "1"}))
        answers.append(kim.post(f"/attempts/{attempt}/items/{last}", **{f"q{last}-value": "true"}))
        answers.append(kim.get(f"/attempts/{attempt}"))
        assert {answer.status_code for answer in answers} == {200}
        changing = {"Date", "X-Request-Id", "X-Request-ID"}
        return [
            (answer.data, [pair for pair in answer.headers if pair[0] not in changing])
            for answer in answers
        ]

    seen()  # The first time stores the two answers; from then on nothing changes.
    before = seen()
    _turn_keys(school, quiz)
    assert seen() == before
