"""Study goals: set, shared or not, seen by the learner, and what they cost."""

from datetime import datetime, timedelta

from sqlalchemy import event, update

from quizapp.services import assigning_goals, assigning_progress, sets, study
from quizapp.services.assigning_give import Place
from quizapp.services.assigning_goals import GoalDraft
from quizapp.services.assigning_progress import GoalProgress
from quizapp.services.assigning_settings import LocalTimes
from quizapp.store.classes import ClassMember
from quizapp.store.engine import db, writing
from tests.integration.teaching.conftest import Browser, School
from tests.security.world import review_of

SET = 5
DUE = datetime(2026, 4, 1, 18, 0)  # noqa: DTZ001 - by the clock on the wall


def goal_of(school: School, **changes: object) -> int:
    values: dict[str, object] = {
        "title": "Know Suez",
        "set_id": SET,
        "kind": "recall",
        "percent": 80,
        "minutes": 0,
        "times": LocalTimes(due=DUE),
    }
    draft = GoalDraft(**(values | changes))  # type: ignore[arg-type]  # values of a test
    with school.app.app_context():
        (made,) = assigning_goals.give_goal(
            user_id=school.teacher.id, places=[Place(school.class_id)], draft=draft, now=school.now
        )
    return made


def studies(school: School, who: Browser, *, cards: int) -> None:
    """Let a learner answer some cards of the set rightly."""
    with school.app.app_context():
        sets.add_set(user_id=who.id, set_id=SET, now=school.now)
        shown = study.next_cards(user_id=who.id, set_id=SET, limit=cards, now=school.now).cards
        for number, card in enumerate(shown, start=1):
            review = review_of(card, number=who.id * 1000 + number, now=school.now)
            study.submit_reviews(user_id=who.id, reviews=[review], now=school.now)


def shares(school: School, who: Browser, **flags: bool) -> None:
    with school.app.app_context(), writing() as session:
        session.execute(update(ClassMember).where(ClassMember.user_id == who.id).values(**flags))


def progress(school: School, goal: int) -> GoalProgress:
    with school.app.app_context():
        return assigning_progress.get_progress(
            user_id=school.teacher.id, assignment_id=goal, now=school.now
        )


def test_a_teacher_sees_what_each_learner_shares_and_nothing_else(school: School) -> None:
    goal = goal_of(school)
    ann, ben = school.learner("Ann"), school.learner("Ben")
    studies(school, ann, cards=3)
    studies(school, ben, cards=3)
    shares(school, ann, shares_times=True)
    shares(school, ben, shares_recall=False)
    found = progress(school, goal)
    one, other = found.learners
    assert one.recall is not None
    assert one.later is not None
    assert 0 < one.later < one.recall <= 3 / found.cards
    assert one.begun == 3
    assert one.minutes == 3 * 900 / 60_000
    assert (other.recall, other.later, other.begun, other.minutes) == (None, None, None, None)
    assert found.sharing == 1
    page = school.teacher.get(f"/assignments/{goal}/goal").text
    assert page.count("not shared") == 4


def test_a_learner_sees_the_goal_and_the_plan_that_reaches_it(school: School) -> None:
    goal = goal_of(school)
    ann = school.learner("Ann")
    today = ann.get("/today").text
    assert "Know Suez" in today
    assert f"/plan/goal?set_id={SET}&amp;on=2026-04-01&amp;minutes=20" in today
    assert ann.get(f"/goals/{goal}").status_code == 200
    shown = ann.get(f"/plan/goal?set_id={SET}&on=2026-04-01&minutes=20")
    assert shown.status_code == 200
    taken = ann.post("/plan/goal", set_id=SET, on="2026-04-01", minutes=20)
    assert taken.status_code == 303
    outsider = school.person("Out")
    assert "Know Suez" not in outsider.get("/today").text
    assert outsider.get(f"/goals/{goal}").status_code == 404


def test_minutes_a_day_are_counted_for_the_learner(school: School) -> None:
    goal_of(school, kind="minutes", percent=0, minutes=15, times=LocalTimes())
    ann = school.learner("Ann")
    studies(school, ann, cards=2)
    assert "0 of 15 minutes today" in ann.get("/today").text


def test_a_goal_by_the_form_and_what_cannot_be(school: School) -> None:
    path = f"/classes/{school.class_id}/goal"
    assert school.teacher.get(path).status_code == 200
    form = {"set_id": SET, "kind": "recall", "percent": "90", "due_at": "2026-04-01T18:00"}
    refused = school.teacher.post(path, **(form | {"due_at": ""}), title="Kept")
    assert refused.status_code == 400
    assert "By when? Give a date." in refused.text
    assert 'value="Kept"' in refused.text
    for wrong, words in (
        ({"percent": "99"}, "Choose from 50 to 97"),
        ({"due_at": "2026-03-29T02:30"}, "does not exist in Europe/Paris"),
        ({"due_at": "2026-03-01T10:00"}, "That is over already"),
        ({"kind": "minutes", "minutes": ""}, "Choose from 1 to 120 minutes a day"),
    ):
        refused = school.teacher.post(path, **(form | wrong))
        assert refused.status_code == 400
        assert words in refused.text
    made = school.teacher.post(path, **form)
    assert made.status_code == 303
    changed = form | {"percent": "75", "title": "Less", "version": "1"}
    assert school.teacher.post(made.location, **changed).status_code == 303
    stale = school.teacher.post(made.location, **(changed | {"title": "Else"}))
    assert stale.status_code == 409
    assert 'value="Else"' in stale.text
    assert "Less" in school.teacher.get(f"/classes/{school.class_id}/assignments").text


def test_the_number_of_queries_does_not_grow_with_the_learners(school: School) -> None:
    goal = goal_of(school)
    counts = []
    for names in (("Ann",), ("Ben", "Cem", "Dee", "Eve")):
        for name in names:
            who = school.learner(name)
            shares(school, who, shares_times=True)
            studies(school, who, cards=1)
        with school.app.app_context():
            engine = db.engine
            seen: list[object] = []

            def note(*arguments: object, seen: list[object] = seen) -> None:
                seen.append(arguments[2])

            event.listen(engine, "before_cursor_execute", note)
            try:
                assigning_progress.get_progress(
                    user_id=school.teacher.id,
                    assignment_id=goal,
                    now=school.now + timedelta(minutes=1),
                )
            finally:
                event.remove(engine, "before_cursor_execute", note)
            counts.append(len(seen))
    assert counts[0] == counts[1]
