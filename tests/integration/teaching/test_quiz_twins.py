"""Two worlds that differ only in what is right show a running attempt byte for byte alike."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.services.quizzes.quiz_rules import Rule, Section, to_json
from quizapp.store.engine import writing
from quizapp.store.tables.content import FactRow, QuestionRow
from tests.integration.teaching.conftest import Browser, School
from tests.integration.teaching.engine import asked, change

ALL_KINDS = ("choice", "multiple", "true_false", "text", "matching", "ordering")
CHANGING = {"Date", "X-Request-Id", "X-Request-ID"}
Seen = list[tuple[int, bytes, list[tuple[str, str]]]]


def _other_key(content: dict[str, Any]) -> dict[str, Any]:
    """Return the question with another key and nothing else that is shown changed."""
    asks: dict[str, Any] = dict(content["interaction"])
    match asks["kind"]:
        case "choice" | "multiple":
            flags = [option["correct"] for option in asks["options"]]
            turned = flags[1:] + flags[:1]
            asks["options"] = [
                {**option, "correct": flag}
                for option, flag in zip(asks["options"], turned, strict=True)
            ]
        case "true_false":
            asks |= {"correct": not asks["correct"], "repair": "Another sentence."}
        case "text":
            asks |= {"accept": ["something else"], "wrong": []}
        case "matching":
            rights = [right for _, right in asks["pairs"]]
            turned_rights = rights[1:] + rights[:1]
            asks["pairs"] = [
                [left, right] for (left, _), right in zip(asks["pairs"], turned_rights, strict=True)
            ]
        case "ordering":
            asks["steps"] = asks["steps"][::-1]
    secret = {"answer": "another", "explanation": "Another.", "evidence": "another"}
    return {**content, **secret, "interaction": asks}


def _turn_keys(school: School, *, but: frozenset[int] = frozenset()) -> None:
    """Give every question another key, but those that were answered for good."""
    with school.app.app_context(), writing() as session:
        for row in session.scalars(select(QuestionRow).where(QuestionRow.current.is_(True))):
            content: dict[str, Any] = row.content
            if row.id not in but and content["interaction"]["kind"] != "flashcard":
                row.content = _other_key(content)
                assert row.content["interaction"] != content["interaction"]
        for fact in session.scalars(select(FactRow)):
            fact.explanation = "Another explanation."


def _seen(*answers: TestResponse) -> Seen:
    return [
        (each.status_code, each.data, [pair for pair in each.headers if pair[0] not in CHANGING])
        for each in answers
    ]


def _alike(school: School, look: Callable[[], Seen], *, but: frozenset[int] = frozenset()) -> None:
    """Check that what is seen is the same whichever answers are right."""
    look()  # The first time stores what is sent; from then on nothing changes.
    before = look()
    _turn_keys(school, but=but)
    assert look() == before


def _paths(kim: Browser, quiz: int, attempt: int) -> list[TestResponse]:
    places = [f"/attempts/{attempt}?q={place}" for place in range(1, 4)]
    return [
        kim.get(path)
        for path in (
            "/quizzes",
            "/today",
            f"/quizzes/{quiz}",
            f"/attempts/{attempt}",
            *places,
            f"/attempts/{attempt}/review",
            f"/attempts/{attempt}/state",
            f"/attempts/{attempt}/state?answers=1",
        )
    ]


def test_a_running_attempt_shows_nothing_of_its_keys(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    items = [item for item, _, _ in school.items(attempt)]
    first, last = items[0], items[2]

    def look() -> Seen:
        return _seen(
            *_paths(kim, quiz, attempt),
            kim.post(f"/attempts/{attempt}/items/{first}", **{f"q{first}-option": "1"}),
            kim.post(f"/attempts/{attempt}/items/{last}", **{f"q{last}-value": "true"}),
            kim.get(f"/attempts/{attempt}"),
        )

    _alike(school, look)


def test_a_stale_save_and_its_page_of_two_answers_show_nothing_of_the_keys(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    for place in range(len(ALL_KINDS)):
        assert school.save(kim, attempt, place, right=place % 2 == 0).status_code == 200
    item = school.items(attempt)[0][0]
    text = school.items(attempt)[3][0]

    def look() -> Seen:
        stale = kim.post(f"/attempts/{attempt}/items/{item}", sequence=1, **{f"q{item}-option": 1})
        assert stale.status_code == 409
        plain = kim.post(f"/attempts/{attempt}", sequence=1, **{f"q{text}-text": "other"})
        assert plain.status_code == 409
        return _seen(stale, plain, *_paths(kim, quiz, attempt))

    _alike(school, look)


def test_one_by_one_without_a_way_back_shows_nothing_of_the_keys(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    change(school, quiz, one_by_one=True, back_allowed=False)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    first = school.items(attempt)[0][0]

    def look() -> Seen:
        sent = {f"q{first}-option": "1", "here": first, "place": 1, "do": "next"}
        return _seen(kim.post(f"/attempts/{attempt}", **sent), *_paths(kim, quiz, attempt))

    _alike(school, look)


def test_a_drawn_attempt_shows_nothing_of_its_keys(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    rules = (Rule(1, 12),)
    change(school, quiz, drawn=True, sections=to_json([Section("Part", "", rules)]))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    assert len(asked(school, attempt)) == 12
    _alike(school, lambda: _seen(*_paths(kim, quiz, attempt)))


def test_feedback_during_an_attempt_tells_of_the_checked_answer_alone(school: School) -> None:
    questions = school.questions(*ALL_KINDS)
    quiz = school.assign(questions)
    told = dict.fromkeys(("show_score", "show_key", "show_explanation", "show_passage"), "during")
    change(school, quiz, **told)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[2][0]
    sent = {f"q{item}-value": "true", "here": item, "do": f"check-{item}"}
    assert kim.post(f"/attempts/{attempt}", **sent).status_code == 303
    other = school.items(attempt)[0][0]

    def look() -> Seen:
        return _seen(
            kim.post(f"/attempts/{attempt}/items/{other}", **{f"q{other}-option": "1"}),
            *_paths(kim, quiz, attempt),
        )

    assert "this answer is final" in kim.get(f"/attempts/{attempt}").text
    _alike(school, look, but=frozenset({questions[2]}))


def test_a_result_that_waits_for_the_due_time_shows_nothing_of_the_keys(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS), feedback="after_due")
    kim = school.learner("Kim")
    attempt = school.take(kim, quiz, "rwrwrw")
    _alike(
        school,
        lambda: _seen(
            kim.get(f"/attempts/{attempt}/result"),
            kim.get(f"/quizzes/{quiz}"),
            kim.get("/quizzes"),
            kim.get("/today"),
            kim.get(f"/attempts/{attempt}/state"),
        ),
    )
