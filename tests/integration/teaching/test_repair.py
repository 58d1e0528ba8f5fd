"""Mending a question: preview and apply, both ways, taken back, at the same time as others."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.generation import codec as question_codec
from quizapp.generation.question import Choice
from quizapp.services.marking import grading_items, grading_manual, grading_repair
from quizapp.services.marking.grading_items import GradedItem
from quizapp.services.marking.grading_keys import Accept, Key, Proposal, TakeBack, Version
from quizapp.services.marking.grading_repair import Applied, Preview
from quizapp.services.quizzes import attempts
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt, ClassMember
from quizapp.store.tables.content import QuestionRow
from quizapp.store.tables.people import AuditEntry
from tests.integration.teaching.conftest import Browser, School


def _item(school: School, item_id: int) -> GradedItem:
    with school.app.app_context():
        return grading_items.get_item(user_id=school.teacher.id, item_id=item_id)


def _preview(school: School, item_id: int, proposal: Proposal, *, lower: bool = False) -> Preview:
    with school.app.app_context():
        return grading_repair.preview(
            user_id=school.teacher.id, item_id=item_id, proposal=proposal, lower=lower
        )


def _repair(
    school: School,
    item_id: int,
    proposal: Proposal,
    *,
    lower: bool = False,
    base: str = "",
    note: str = "",
) -> Applied:
    with school.app.app_context():
        return grading_repair.repair(
            user_id=school.teacher.id,
            item_id=item_id,
            proposal=proposal,
            lower=lower,
            base=base or _preview(school, item_id, proposal, lower=lower).base,
            note=note,
            now=school.now,
        )


def _score(school: School, attempt_id: int) -> float | None:
    with school.app.app_context(), reading() as session:
        return session.get_one(Attempt, attempt_id).score


def _notices(school: School, who: Browser) -> list[tuple[str, str, dict[str, object]]]:
    with school.app.app_context(), reading() as session:
        rows = session.scalars(select(Notice).where(Notice.user_id == who.id).order_by(Notice.id))
        return [(each.kind, each.note, each.values) for each in rows]


@pytest.fixture
def takes(school: School) -> dict[str, int]:
    """Return attempts at a quiz of one choice question: Ann is right, Ben and Cem wrong."""
    quiz = school.assign(school.questions("choice"), pass_mark=0.5)
    answers = {"Ann": "r", "Ben": "w", "Cem": "-"}
    return {name: school.take(school.learner(name), quiz, each) for name, each in answers.items()}


def _wrong_option(item: GradedItem) -> int:
    """Return the option that Ben chose."""
    group = next(each for each in item.groups if each.by_key == 0)
    assert [one.name for one in group.answers] == ["Ben"]
    return next(index for index, text, _, _ in item.options if text == group.text)


def test_a_key_is_changed_and_nobody_loses(school: School, takes: dict[str, int]) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    right = _wrong_option(_item(school, item_id))
    found = _preview(school, item_id, Key((right,)))
    assert [(p.name, p.before, p.after, p.of) for p in found.people] == [("Ben", 0.0, 1.0, 1.0)]
    assert (found.up, found.down, found.same) == (1, 0, 2)
    assert (found.to_passed, found.to_failed) == (1, 0)
    assert _score(school, takes["Ben"]) == 0.0  # a preview stores nothing
    done = _repair(school, item_id, Key((right,)), note="The key was wrong. Sorry!")
    assert done == Applied(up=1, down=0, told=1)
    assert [_score(school, takes[name]) for name in ("Ann", "Ben", "Cem")] == [1.0, 1.0, 0.0]
    values = {"attempt": takes["Ben"], "before": 0.0, "after": 1.0}
    assert _notices(school, school.learners["Ben"]) == [
        ("regraded", "The key was wrong. Sorry!", values)
    ]
    assert _notices(school, school.learners["Ann"]) == []


def test_a_key_is_changed_both_ways(school: School, takes: dict[str, int]) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    right = _wrong_option(_item(school, item_id))
    found = _preview(school, item_id, Key((right,)), lower=True)
    assert [(p.name, p.before, p.after) for p in found.people] == [
        ("Ann", 1.0, 0.0),
        ("Ben", 0.0, 1.0),
    ]
    assert (found.to_passed, found.to_failed) == (1, 1)
    assert _repair(school, item_id, Key((right,)), lower=True) == Applied(up=1, down=1, told=2)
    marks = {index: now for index, _, _, now in _item(school, item_id).options}
    assert [index for index, now in marks.items() if now] == [right]
    # Taken back by the same road: all credits go, and the key of the version counts again.
    digests = tuple(each.digest for each in _item(school, item_id).credits)
    assert _repair(school, item_id, TakeBack(digests)) == Applied(up=1, down=1, told=2)
    assert [_score(school, takes[name]) for name in ("Ann", "Ben")] == [1.0, 0.0]
    assert _item(school, item_id).credits == ()


def test_a_written_answer_is_accepted_with_part_of_the_points(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    ann, ben = (school.take(school.learner(name), quiz, "w") for name in ("Ann", "Ben"))
    item_id = school.items(ann)[0][0]
    (group,) = _item(school, item_id).groups
    assert (group.text, len(group.answers)) == ("zzzz qqqq", 2)
    with school.app.app_context():
        grading_manual.grade_answer(
            user_id=school.teacher.id,
            attempt_id=ben,
            item_id=item_id,
            points=0.75,
            comment="",
            now=school.now,
        )
    found = _preview(school, item_id, Accept((group.digest,), 0.5))
    assert [(each.text, each.before, each.after, each.given) for each in found.worths] == [
        ("zzzz qqqq", 0.0, 0.5, 2)
    ]
    assert found.kept == 1
    _repair(school, item_id, Accept((group.digest,), 0.5))
    assert [_score(school, each) for each in (ann, ben)] == [0.5, 0.75]


def test_what_cannot_be_done_is_refused(school: School, takes: dict[str, int]) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    for proposal in (Key(()), Key((99,)), Accept(("f" * 64,), 1.0), Accept((), 1.0)):
        with pytest.raises(InputError):
            _preview(school, item_id, proposal)
    other = school.person("Mr Other", "teacher")
    with school.app.app_context(), pytest.raises(NotFoundError):
        grading_repair.preview(user_id=other.id, item_id=item_id, proposal=Key((0,)), lower=False)
    with school.app.app_context(), pytest.raises(NotFoundError):
        grading_items.get_item(user_id=other.id, item_id=item_id)


def test_two_teachers_at_once_are_a_conflict(school: School, takes: dict[str, int]) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    right = _wrong_option(_item(school, item_id))
    base = _preview(school, item_id, Key((right,))).base
    _repair(school, item_id, Key((right,)), base=base)
    with pytest.raises(ConflictError):
        _repair(school, item_id, Key((right,)), base=base)


def test_a_hidden_score_is_not_told(school: School) -> None:
    quiz = school.assign(school.questions("choice"), feedback="after_due")
    ben = school.take(school.learner("Ben"), quiz, "w")
    item_id = school.items(ben)[0][0]
    right = _wrong_option(_item(school, item_id))
    _repair(school, item_id, Key((right,)))
    assert _notices(school, school.learners["Ben"]) == [("regraded", "", {"attempt": ben})]


def test_points_by_hand_stand_above_the_key_and_are_taken_back(
    school: School, takes: dict[str, int]
) -> None:
    item_id = school.items(takes["Cem"])[0][0]

    def give(attempt: int, points: float | None, comment: str) -> None:
        with school.app.app_context():
            grading_manual.grade_answer(
                user_id=school.teacher.id,
                attempt_id=attempt,
                item_id=item_id,
                points=points,
                comment=comment,
                now=school.now,
            )

    give(takes["Cem"], 0.5, "Said aloud.")  # left empty, and given points all the same
    assert _score(school, takes["Cem"]) == 0.5
    give(takes["Ann"], 0.0, "")
    assert _score(school, takes["Ann"]) == 0.0
    give(takes["Ann"], None, "")
    assert _score(school, takes["Ann"]) == 1.0
    (told,) = _notices(school, school.learners["Cem"])
    assert told[:2] == ("regraded", "Said aloud.")
    give(takes["Cem"], 0.5, "Said aloud.")  # the same again changes and tells nothing
    assert len(_notices(school, school.learners["Cem"])) == 1
    with school.app.app_context(), reading() as session:
        actions = [
            each.action for each in session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        ]
    assert actions.count("quiz.graded_by_hand") == 3
    for points in (-0.1, 1.5, float("nan")):
        with pytest.raises(InputError):
            give(takes["Ann"], points, "")


def test_a_running_attempt_cannot_be_graded(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    attempt = school.start(school.learner("Ann"), quiz)
    with school.app.app_context(), pytest.raises(ConflictError):
        grading_manual.grade_answer(
            user_id=school.teacher.id,
            attempt_id=attempt,
            item_id=school.items(attempt)[0][0],
            points=1.0,
            comment="",
            now=school.now,
        )


def test_late_work_keeps_its_deduction_in_the_preview(
    school: School, takes: dict[str, int]
) -> None:
    item_id = school.items(takes["Ben"])[0][0]
    with school.app.app_context(), writing() as session:
        attempt = session.get_one(Attempt, takes["Ben"])
        attempt.late_by_s = 3600
        session.get_one(Assignment, attempt.assignment_id).late_percent = 60.0
    found = _preview(school, item_id, Key((_wrong_option(_item(school, item_id)),)))
    (ben,) = found.people
    # 1 of 1 point, one day begun: 60 % off, below the pass mark of a half.
    assert ben.grade_after == pytest.approx(0.4)
    assert (ben.after, ben.passed_after) == (1.0, False)


def test_who_hands_in_during_the_regrade_gets_the_new_key(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    first = school.take(school.learner("Ben"), quiz, "w")
    item_id = school.items(first)[0][0]
    right = _wrong_option(_item(school, item_id))
    running = {}
    for name in ("Cem", "Dee", "Eva", "Fay", "Gil", "Hal"):
        who = school.learner(name)
        running[name] = school.start(who, quiz)
        _, question, seed = school.items(running[name])[0]
        with school.app.app_context():
            attempts.save_answers(
                user_id=who.id,
                attempt_id=running[name],
                answers=[_saving(item_id, question, seed, right)],
                now=school.now,
            )
    barrier = threading.Barrier(len(running) + 1)
    failures: list[BaseException] = []

    def hand_in(user_id: int, attempt_id: int) -> None:
        try:
            with school.app.app_context():
                barrier.wait()
                attempts.submit_attempt(user_id=user_id, attempt_id=attempt_id, now=school.now)
                db.session.remove()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    base = _preview(school, item_id, Key((right,))).base
    threads = [
        threading.Thread(target=hand_in, args=(school.learners[name].id, attempt_id))
        for name, attempt_id in running.items()
    ]
    for thread in threads:
        thread.start()
    with school.app.app_context():
        barrier.wait()
        grading_repair.repair(
            user_id=school.teacher.id,
            item_id=item_id,
            proposal=Key((right,)),
            lower=False,
            base=base,
            note="",
            now=school.now,
        )
    for thread in threads:
        thread.join()
    assert failures == []
    assert {_score(school, each) for each in (first, *running.values())} == {1.0}


def _saving(item_id: int, question: object, seed: str, option: int) -> attempts.Saving:
    """Return the saving of an option by its canonical index."""
    from quizapp.generation import variant  # noqa: PLC0415 - only here

    for shown in range(4):
        response = variant.canonical(question, seed=seed, response={"option": shown})  # type: ignore[arg-type]  # a question
        if response.option == option:  # type: ignore[union-attr]  # a choice
            return attempts.Saving(item_id=item_id, response={"option": shown}, flagged=False)
    raise AssertionError("no such option")


def test_previewing_and_applying_cost_as_many_queries_for_any_class(school: School) -> None:
    from sqlalchemy import event  # noqa: PLC0415 - only here

    quiz = school.assign(school.questions("choice"))
    first = school.take(school.learner("Ben"), quiz, "w")
    item_id = school.items(first)[0][0]
    right = _wrong_option(_item(school, item_id))
    counts = []
    for names in ((), ("Cem", "Dee", "Eva", "Fay")):
        for name in names:
            school.take(school.learner(name), quiz, "w")
        statements: list[str] = []
        with school.app.app_context():
            note = lambda *seen: statements.append(seen[2])  # noqa: E731, B023 - read at once
            event.listen(db.engine, "before_cursor_execute", note)
            _repair(school, item_id, Key((right,)))
            event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(statements))
        digests = tuple(each.digest for each in _item(school, item_id).credits)
        _repair(school, item_id, TakeBack(digests))
    assert counts[0] == counts[1]


def test_the_key_of_a_corrected_version_is_used(school: School, takes: dict[str, int]) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    right = _wrong_option(_item(school, item_id))
    with school.app.app_context(), writing() as session:
        asked = session.get_one(QuestionRow, session.get_one(AssignmentItem, item_id).question_id)
        question = question_codec.from_json(asked.content)
        assert isinstance(question.interaction, Choice)
        options = tuple(
            replace(option, correct=index == right)
            for index, option in enumerate(question.interaction.options)
        )
        fresh = replace(question, interaction=Choice(options[::-1]), version="corrected")
        row = QuestionRow(
            card_id=asked.card_id,
            key=asked.key,
            version="corrected",
            type=asked.type,
            level=asked.level,
            answer_hash=asked.answer_hash,
            content=question_codec.to_json(fresh),
            warnings=[],
            revision_id=asked.revision_id,
            current=True,
        )
        session.add(row)
        session.flush()
        newer = row.id
    found = _item(school, item_id)
    assert (found.newer_id, found.newer_fits) == (newer, True)
    assert "Use the corrected key" in school.teacher.get(f"/assignments/items/{item_id}").text
    assert _repair(school, item_id, Version(newer), lower=True) == Applied(up=1, down=1, told=2)
    assert [_score(school, takes[name]) for name in ("Ann", "Ben")] == [0.0, 1.0]
    # The attempt still shows the question as it was asked.
    assert [each[0] for each in school.items(takes["Ben"])] == [item_id]
    with pytest.raises(InputError):
        _preview(school, item_id, Version(newer + 1))


def test_a_co_teacher_may_as_long_as_they_teach_the_class(
    school: School, takes: dict[str, int]
) -> None:
    item_id = school.items(takes["Ann"])[0][0]
    other = school.person("Mr Other", "teacher")
    path = f"/assignments/items/{item_id}"
    assert other.get(path).status_code == 404
    with school.app.app_context(), writing() as session:
        session.add(
            ClassMember(
                class_id=school.class_id,
                user_id=other.id,
                role="teacher",
                joined_at=school.now,
                shares_recall=True,
                shares_times=False,
            )
        )
    assert other.get(path).status_code == 200
    sent = other.post(
        f"/assignments/attempts/{takes['Ben']}/items/{item_id}/points",
        points="1",
        comment="",
        back="item",
    )
    assert sent.status_code == 303
    assert _score(school, takes["Ben"]) == 1.0
    with school.app.app_context(), writing() as session:
        session.delete(session.get_one(ClassMember, (school.class_id, other.id)))
    assert other.get(path).status_code == 404
    assert other.get(f"/classes/{school.class_id}/grades").status_code == 404
