"""A quiz that is drawn for each learner: unseen first, one question a fact, nothing dropped."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from quizapp.generation import codec
from quizapp.services.quizzes import attempts
from quizapp.services.quizzes.quiz_rules import Rule, Section, to_json
from quizapp.store.engine import db, reading
from quizapp.store.tables.classes import AssignmentItem
from quizapp.store.tables.content import QuestionRow
from tests.integration.teaching.conftest import School
from tests.integration.teaching.engine import asked, attempts_of, change, drop, statements


def _drawn(school: School, *counts: int, attempts_allowed: int = 0) -> int:
    """Return a quiz with a section a count, the first of them chosen by hand if it is 0."""
    quiz = school.assign(school.questions("choice"), attempts_allowed=attempts_allowed)
    sections = [
        Section(f"Part {place}", "", (Rule(1, count),) if count else ())
        for place, count in enumerate(counts, start=1)
    ]
    change(school, quiz, drawn=True, sections=to_json(sections))
    return quiz


def _facts(school: School, attempt: int) -> list[str]:
    """Return the facts that an attempt asks, in order."""
    items = asked(school, attempt)
    with school.app.app_context(), reading() as session:
        found = {
            row[0]: codec.from_json(row[1]).fact
            for row in session.execute(
                select(AssignmentItem.id, QuestionRow.content)
                .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
                .where(AssignmentItem.id.in_(items))
            )
        }
    return [found[item] for item in items]


def test_each_learner_gets_questions_of_their_own_one_a_fact(school: School) -> None:
    quiz = _drawn(school, 0, 8)
    drawn = [_facts(school, school.start(school.learner(f"L{n}"), quiz)) for n in range(4)]
    for facts in drawn:
        assert len(facts) == len(set(facts)) == 9
    assert len({frozenset(facts) for facts in drawn}) > 1
    # What the teacher chose by hand is asked of all, first.
    assert len({facts[0] for facts in drawn}) == 1


def test_another_attempt_asks_what_was_not_asked_before(school: School) -> None:
    quiz = _drawn(school, 6)
    kim = school.learner("Kim")
    seen: set[str] = set()
    for _ in range(3):
        facts = set(_facts(school, school.take(kim, quiz, "")))
        assert len(facts) == 6
        assert not facts & seen
        seen |= facts


def test_a_drawn_question_is_one_item_however_many_drew_it_and_its_section_stays(
    school: School,
) -> None:
    quiz = _drawn(school, 40, 2)
    people = [school.learner(f"L{n}").id for n in range(12)]

    def start(user_id: int) -> int:
        with school.app.app_context():
            try:
                return attempts.start_attempt(user_id=user_id, assignment_id=quiz, now=school.now)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(start, people))
    assert len(set(ids)) == len(people)
    assert {len(asked(school, each)) for each in ids} == {42}
    with school.app.app_context(), reading() as session:
        items, questions = session.execute(
            select(func.count(), func.count(AssignmentItem.question_id.distinct())).where(
                AssignmentItem.assignment_id == quiz
            )
        ).one()
    assert items == questions


def test_a_dropped_question_is_drawn_no_more(school: School) -> None:
    quiz = _drawn(school, 3)
    first = school.start(school.learner("Kim"), quiz)
    for item in asked(school, first):
        drop(school, item, how="removed")
    for number in range(5):
        attempt = school.start(school.learner(f"L{number}"), quiz)
        assert len(asked(school, attempt)) == 3
        assert not set(asked(school, attempt)) & set(asked(school, first))


def test_the_points_are_those_of_what_the_learner_was_asked(school: School) -> None:
    quiz = _drawn(school, 4)
    kim = school.learner("Kim")
    school.start(school.learner("Lee"), quiz)
    attempt = school.start(kim, quiz)
    page = kim.get(f"/attempts/{attempt}").text
    assert page.count("data-save=") == 4
    assert "Part 1" in page
    kim.post(f"/attempts/{attempt}/submit")
    (row,) = [each for each in attempts_of(school, quiz) if each.id == attempt]
    assert (row.score, row.max_score) == (0.0, 4.0)
    assert kim.get(f"/attempts/{attempt}/result").text.count('class="sheet answer"') == 4


def test_another_learners_question_is_not_ones_own(school: School) -> None:
    quiz = _drawn(school, 3)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    mine, theirs = school.start(kim, quiz), school.start(lee, quiz)
    foreign = next(item for item in asked(school, theirs) if item not in asked(school, mine))
    assert kim.post(f"/attempts/{mine}/items/{foreign}").status_code == 404


def test_drawing_many_takes_as_many_statements_as_drawing_few(school: School) -> None:
    kim = school.learner("Kim")
    quizzes = [_drawn(school, count) for count in (2, 30)]
    school.start(kim, _drawn(school, 2))  # The questions are decoded and kept by then.
    counts = []
    for quiz in quizzes:
        with statements(school) as seen:
            school.start(kim, quiz)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_rules_that_find_nothing_start_no_attempt(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    nowhere = Rule(1, 3, passages=("no-such-article/1",))
    change(school, quiz, drawn=True, sections=to_json([Section("", "", (nowhere,))]))
    refused = school.learner("Kim").post(f"/quizzes/{quiz}/start")
    assert refused.status_code == 409
    assert "no questions left" in refused.text
    assert attempts_of(school, quiz) == []
