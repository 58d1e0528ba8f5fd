"""Study goals: set, shared or not, seen by the learner, and what they cost."""

from datetime import datetime, timedelta

from sqlalchemy import update

from quizapp.services.assigning import assigning_goals, assigning_progress, goals_of_learner
from quizapp.services.assigning.assigning_give import Place
from quizapp.services.assigning.assigning_goals import GoalDraft
from quizapp.services.assigning.assigning_progress import GoalProgress
from quizapp.services.assigning.assigning_settings import LocalTimes
from quizapp.services.study import sets, study
from quizapp.store.engine import writing
from quizapp.store.tables.classes import ClassMember
from tests.integration.study.world import counted_statements
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
    # Four figures, where he stands, and the count of who stands where.
    assert page.count("not shared") == 6


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


def test_the_number_of_queries_does_not_grow_with_learners_or_goals(school: School) -> None:
    counts = []
    for names in (("Ann",), ("Ben", "Cem", "Dee", "Eve")):
        goal_of(school)
        for name in names:
            who = school.learner(name)
            shares(school, who, shares_times=True)
            studies(school, who, cards=1)
        later = school.now + timedelta(minutes=1)
        with school.app.app_context(), counted_statements() as sent:
            found = assigning_progress.list_progress(
                user_id=school.teacher.id, class_id=school.class_id, now=later
            )
            counts.append(len(sent))
            goals_of_learner.list_for_learner(user_id=who.id, now=later)
            counts.append(len(sent))
        assert [each.begun for each in found[max(found)].learners] == [1] * len(school.learners)
    assert counts[:2] == counts[2:]


def test_the_list_of_assignments_says_of_each_learner_where_they_stand(school: School) -> None:
    goal = goal_of(school)
    ann, ben, cy = school.learner("Ann"), school.learner("Ben"), school.learner("=Cy")
    studies(school, ann, cards=3)
    shares(school, ben, shares_recall=False)
    page = school.teacher.get(f"/classes/{school.class_id}/assignments").text
    fold = page[page.index("Each learner:") :]
    assert "1 <span class=" in fold
    for words in ("on track", "not begun", "not shared"):
        assert words in fold
    assert f"/assignments/{goal}/goal.csv" in fold
    sent = school.teacher.get(f"/assignments/{goal}/goal.csv")
    assert sent.mimetype == "text/csv"
    lines = sent.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Learner,Goal,Standing,Recall today (percent)")
    by_name = {line.split(",")[0]: line.split(",") for line in lines[1:]}
    assert by_name["Ann"][1:3] == ["80 %", "on track"]
    assert float(by_name["Ann"][3]) > 0
    assert by_name["Ben"][2:6] == ["not shared", "", "", ""]
    assert by_name["'=Cy"][2] == "not begun"
    assert cy.get(f"/assignments/{goal}/goal.csv").status_code in {403, 404}
    assert (
        school.person("Mr Other", "teacher").get(f"/assignments/{goal}/goal.csv").status_code == 404
    )


def test_learners_fall_behind_and_miss_it_as_time_goes_by(school: School) -> None:
    goal = goal_of(school)
    ann = school.learner("Ann")
    studies(school, ann, cards=3)
    with school.app.app_context():
        paces = [
            assigning_progress.get_progress(
                user_id=school.teacher.id, assignment_id=goal, now=school.now + timedelta(days=days)
            ).paces
            for days in (0, 25, 31)
        ]
        over = assigning_progress.list_progress(
            user_id=school.teacher.id, class_id=school.class_id, now=school.now + timedelta(days=90)
        )
    assert paces == [(("track", 1),), (("behind", 1),), (("missed", 1),)]
    assert over == {}


def test_two_teachers_who_change_a_goal_see_both(school: School) -> None:
    goal = goal_of(school)
    path = f"/assignments/{goal}/goal"
    state = {"set_id": str(SET), "kind": "recall", "title": "Know Suez", "version": "1"}
    theirs = school.teacher.post(path, **state, percent="70", due_at="2026-04-01T18:00")
    assert theirs.status_code == 303
    late = state | {"percent": "95", "due_at": "2026-04-02T18:00"}
    conflict = school.teacher.post(path, **late)
    assert conflict.status_code == 409
    assert "<td>70</td>" in conflict.text
    assert '<td class="differs">95</td>' in conflict.text
    assert "Also for" not in conflict.text
    assert progress(school, goal).draft.percent == 70
    assert school.teacher.post(path, **(late | {"version": "2"})).status_code == 303
    assert progress(school, goal).draft.percent == 95
