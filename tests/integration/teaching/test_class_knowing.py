"""What the class knows: recall by fact and learner, only what is shared, advice, what is coming."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from quizapp.errors import NotFoundError
from quizapp.services.classes import class_knowing
from quizapp.services.classes.class_knowing import ClassKnowing
from quizapp.services.classes.class_load import DAYS_AHEAD
from quizapp.services.study import sets
from quizapp.store.engine import writing
from quizapp.store.tables.assigning import AssignmentTarget
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.memory import CardState
from quizapp.web.teacher import knowing
from tests.integration.study.world import answer_next, counted_statements
from tests.integration.teaching.conftest import Browser, School
from tests.integration.teaching.engine import change, except_for, grant


def _study(school: School, who: Browser, *, answers: int, right: bool = True) -> None:
    with school.app.app_context():
        sets.add_set(user_id=who.id, set_id=1, now=school.now)
        for _ in range(answers):
            answer_next(who.id, now=school.now, right=right)


def _found(school: School, *, days: int = 0) -> ClassKnowing:
    with school.app.app_context():
        return class_knowing.get_class_knowing(
            user_id=school.teacher.id,
            class_id=school.class_id,
            set_id=1,
            now=school.now + timedelta(days=days),
        )


def _share(school: School, who: Browser, **values: bool) -> None:
    with school.app.app_context(), writing() as session:
        session.execute(update(ClassMember).where(ClassMember.user_id == who.id).values(**values))


def test_the_map_shows_each_fact_by_learner(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    _study(school, kim, answers=5)
    _study(school, lee, answers=3)
    found = _found(school)
    assert found.learners == ("Kim", "Lee")
    met = [line for line in found.facts if line.studied]
    assert met
    assert max(line.studied for line in met) == 2
    assert all(line.mean is None for line in found.facts if not line.studied)
    later = _found(school, days=30)
    for now, then in zip(met, (line for line in later.facts if line.studied), strict=True):
        assert now.mean is not None
        assert then.mean is not None
        assert then.mean < now.mean, "what is not reviewed is forgotten"
    page = school.teacher.get(f"/classes/{school.class_id}/knowing?set=1&order=weakest").text
    assert "Fact by learner" in page
    assert found.weakest[0].fact.statement.replace("'", "&#39;") in page
    assert f"/classes/{school.class_id}/knowing" in (
        school.teacher.get(f"/classes/{school.class_id}").text
    )


def test_a_long_table_begins_with_some_and_shows_all_on_demand(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    _study(school, school.learner("Kim"), answers=5)
    facts = _found(school).facts
    monkeypatch.setattr(knowing, "FIRST", len(facts) - 3)
    path = f"/classes/{school.class_id}/knowing?set=1"
    begun = html.unescape(school.teacher.get(path).text)
    table = begun.partition('id="facts"')[2]
    assert facts[-4].fact.statement in table
    assert facts[-3].fact.statement not in table
    (more,) = re.findall(r'href="([^"]+)">Show 3 facts more<', table)
    whole = html.unescape(school.teacher.get(more).text).partition('id="facts"')[2]
    assert all(line.fact.statement in whole for line in facts)
    assert "facts more" not in whole
    sorted_by = next(each for each in re.findall(r'href="([^"]+)"', whole) if "weakest" in each)
    assert "all=1" in sorted_by, "sorting keeps what is shown"


def test_who_keeps_recall_to_themselves_is_not_in_it(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    _study(school, kim, answers=4)
    _study(school, lee, answers=4)
    _share(school, lee, shares_recall=False)
    one = _found(school)
    assert (one.learners, one.hidden) == (("Kim",), 1)
    path = f"/classes/{school.class_id}/knowing?set=1"
    before = re.sub(r'value="[\w.-]{40,}"', "", school.teacher.get(path).text)
    _study(school, lee, answers=6, right=False)
    after = re.sub(r'value="[\w.-]{40,}"', "", school.teacher.get(path).text)
    assert before == after, "nothing of an unshared memory reaches the teacher's page"


def test_times_are_told_only_of_who_shares_them(school: School) -> None:
    kim = school.learner("Kim")
    _study(school, kim, answers=2)
    assert not any("days ago" in str(look.reasons) for look in _found(school, days=9).looks)
    _share(school, kim, shares_times=True)
    (look,) = _found(school, days=9).looks
    assert look.name == "Kim"
    assert look.reasons[0][1] == {"days": 9}


def test_a_quiz_not_handed_in_is_a_reason_once_it_is_closed(school: School) -> None:
    school.learner("Kim")
    school.assign(school.questions("choice"))
    assert _found(school).looks == ()
    (look,) = _found(school, days=60).looks
    assert look.reasons[0][1] == {"number": 1}
    page = school.teacher.get(f"/classes/{school.class_id}/knowing").text
    assert "Nobody at present." in page


def test_a_last_quiz_that_went_much_worse_is_a_reason(school: School) -> None:
    kim = school.learner("Kim")
    for marks in ("rr", "rr", "rw"):
        school.take(kim, school.assign(school.questions("choice", "true_false")), marks)
    (look,) = _found(school).looks
    assert look.reasons[0][1] == {"last": 50}


def test_the_days_ahead_hold_quizzes_and_reviews(school: School) -> None:
    kim = school.learner("Kim")
    _study(school, kim, answers=6)
    school.assign(school.questions("choice"), title="One")
    school.assign(school.questions("text"), title="Two")
    days = _found(school).load.days
    assert len(days) == DAYS_AHEAD
    due = next(day for day in days if day.quizzes)
    assert set(due.quizzes) == {"One", "Two"}
    assert due.full, "two quizzes on one day are much"
    assert sum(day.minutes for day in days) > 0
    with school.app.app_context(), writing() as session:
        session.execute(update(CardState).values(suspended=True))
    assert sum(day.minutes for day in _found(school).load.days) == 0


def test_only_who_could_hand_in_a_quiz_has_missed_it(school: School) -> None:
    kim, lee, mia, nils = (school.learner(name) for name in ("Kim", "Lee", "Mia", "Nils"))
    quiz = school.assign(school.questions("choice"))
    except_for(school, quiz, lee.id, excused_at=school.now)
    grant(school, mia.id, later_minutes=60 * 24 * 90)
    with school.app.app_context(), writing() as session:
        session.add_all(
            AssignmentTarget(assignment_id=quiz, user_id=each.id) for each in (kim, lee, mia)
        )
    assert [look.name for look in _found(school, days=60).looks] == ["Kim"]
    assert nils.id not in {look.user_id for look in _found(school, days=200).looks}
    change(school, quiz, visible_at=school.now + timedelta(days=400))
    assert _found(school, days=60).looks == (), "nobody misses what nobody can see"


def test_the_days_of_each_learner_hold_what_is_theirs(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    _study(school, kim, answers=6)
    _study(school, lee, answers=6)
    _share(school, lee, shares_recall=False)
    quiz = school.assign(school.questions("choice"), title="One")
    grant(school, lee.id, later_minutes=60 * 24)
    other = school.assign(school.questions("text"), title="Two")
    school.take(kim, other, "r")
    loads = {each.name: each.days for each in _found(school).load.learners}
    assert sum(day.minutes or 0.0 for day in loads["Kim"]) > 0
    assert {day.minutes for day in loads["Lee"]} == {None}, "not shared, not shown"
    assert [day.quizzes for day in loads["Kim"]].index(1) == 7
    assert [day.quizzes for day in loads["Lee"]].index(2) == 8, "a day later for Lee"
    assert loads["Lee"][8].full
    assert not any(day.full for day in loads["Kim"]), "what is handed in is no load any more"
    page = school.teacher.get(f"/classes/{school.class_id}/knowing?set=1").text
    assert "learner by learner" in page
    assert "2 quizzes" in page
    assert quiz != other


def test_the_map_sorts_by_a_learner_and_topics_have_their_figure(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    _study(school, kim, answers=5)
    _study(school, lee, answers=3, right=False)
    found = _found(school)
    path = f"/classes/{school.class_id}/knowing?set=1"
    page = school.teacher.get(f"{path}&order={lee.id}").text
    heads = re.findall(r'<th scope="row"><span class="fine">\d+</span> ([^<]+)</th>', page)
    weakest = min(
        (line for line in found.facts if line.recalls[1] is not None),
        key=lambda line: line.recalls[1] or 0.0,
    )
    assert html.unescape(heads[0]) == weakest.fact.statement
    assert re.search(rf'aria-sort="ascending"><a href="[^"]*order={lee.id}#facts', page)
    assert 'aria-sort="ascending"><a' in school.teacher.get(f"{path}&order=99999").text
    known = {each.topic: each for each in found.topics}
    topic = next(each for line in found.facts if line.studied for each in line.fact.topics)
    means = [
        line.mean for line in found.facts if topic in line.fact.topics and line.mean is not None
    ]
    assert known[topic].mean == pytest.approx(sum(means) / len(means))
    assert f"topic={topic}" in page
    title = known[topic].title
    assert title != topic
    assert f'<option value="{topic}">{title}</option>' in html.unescape(page)


def test_ticked_facts_become_a_set_to_assign(school: School) -> None:
    kim = school.learner("Kim")
    _study(school, kim, answers=4)
    path = f"/classes/{school.class_id}/knowing"
    facts = [line.fact.fact_id for line in _found(school).weakest][:2]
    made = school.teacher.post(f"{path}/set", fact=facts, title="To go over")
    assert made.status_code == 303
    assert re.search(r"/assign\?set=\d+$", made.location)
    form = school.teacher.get(made.location).text
    assert re.search(r"<option selected value=\"\d+\">To go over \(2 facts\)", form) or (
        "To go over" in form
    )
    none = school.teacher.post(f"{path}/set", title="x")
    assert none.location.endswith(path)
    assert "Choose at least one fact." in school.teacher.get(path).text


def test_the_number_of_statements_does_not_grow(school: School) -> None:
    sent: list[int] = []
    for number in range(4):
        one = school.learner(f"Learner {number}")
        _study(school, one, answers=3)
        if number in {0, 3}:
            with school.app.app_context(), counted_statements() as statements:
                class_knowing.get_class_knowing(
                    user_id=school.teacher.id, class_id=school.class_id, set_id=1, now=school.now
                )
            sent.append(len(statements))
    assert sent[0] >= sent[1] > 0


def test_it_is_the_teachers_of_the_class_and_for_as_long(school: School) -> None:
    kim = school.learner("Kim")
    _study(school, kim, answers=2)
    stranger = school.person("Theo", "teacher")
    path = f"/classes/{school.class_id}/knowing"
    assert stranger.get(path).status_code == 404
    assert stranger.post(f"{path}/set", fact=["x"]).status_code == 404
    with school.app.app_context(), writing() as session:
        session.execute(
            update(ClassMember).where(ClassMember.user_id == kim.id).values(blocked_at=school.now)
        )
    assert _found(school).learners == ()
    with school.app.app_context(), pytest.raises(NotFoundError):
        class_knowing.get_class_knowing(
            user_id=school.teacher.id, class_id=school.class_id, set_id=99_999, now=school.now
        )
