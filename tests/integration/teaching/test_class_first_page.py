"""The first page of a class: who may need a look stands first, and all its tabs lead on."""

import re
from datetime import timedelta
from typing import Any

import pytest
from time_machine import travel

from quizapp.errors import NotFoundError
from quizapp.services.classes import class_knowing
from tests.integration.study.world import counted_statements
from tests.integration.teaching.conftest import School
from tests.security.pages import read_page

LOOK = "Learners who may need a look"
TABS = ("", "/people", "/assignments", "/grades", "/knowing", "/settings")


def test_who_may_need_a_look_stands_on_the_first_page_with_the_way_to_them(school: School) -> None:
    kim = school.learner("Kim")
    for marks in ("rr", "rr", "rw"):
        school.take(kim, school.assign(school.questions("choice", "true_false")), marks)
    path = f"/classes/{school.class_id}"
    page = school.teacher.get(path).text
    assert read_page(page).faults == []
    assert page.index(LOOK) < page.index('class="sheet class-quizzes"')
    assert f'href="{path}/members/{kim.id}"><bdi>Kim</bdi>' in page
    assert "The last quiz went worse than those before: 50 %." in page


def test_nobody_stands_there_who_needs_none(school: School) -> None:
    school.learner("Kim")
    school.assign(school.questions("choice"))
    assert LOOK not in school.teacher.get(f"/classes/{school.class_id}").text


def test_of_many_the_first_five_are_named_and_the_others_counted(school: School) -> None:
    for number in range(7):
        school.learner(f"Learner {number}")
    school.assign(school.questions("choice"))
    with travel(school.now + timedelta(days=20), tick=False):
        page = school.teacher.get(f"/classes/{school.class_id}").text
    assert len(re.findall("Quizzes not handed in: 1.", page)) == 5
    assert "2 more." in page


def test_they_are_those_beside_what_the_class_knows(school: School) -> None:
    for number in range(3):
        school.learner(f"Learner {number}")
    school.assign(school.questions("choice"))
    later = school.now + timedelta(days=60)
    teacher, room = school.teacher.id, school.class_id
    with school.app.app_context():
        known = class_knowing.get_class_knowing(
            user_id=teacher, class_id=room, set_id=None, now=later
        ).looks
        assert class_knowing.list_looks(user_id=teacher, class_id=room, now=later) == known
    assert len(known) == 3


def test_they_are_read_once_and_by_the_same_statements(school: School) -> None:
    school.learner("Kim")
    school.assign(school.questions("choice"))
    who: dict[str, Any] = {"user_id": school.teacher.id, "class_id": school.class_id}
    with school.app.app_context():
        with counted_statements() as of_looks:
            class_knowing.list_looks(**who, now=school.now)
        with counted_statements() as of_all:
            class_knowing.get_class_knowing(**who, set_id=None, now=school.now)
    assert len(of_looks) == len(set(of_looks)) == 15
    # Beside them: the facts of the set, what their topics are called, and what will be due.
    assert [each for each in of_all if each in of_looks] == of_looks
    assert len(of_all) == len(of_looks) + 3


def test_it_takes_as_many_statements_for_a_large_class(school: School) -> None:
    sent: list[int] = []
    for number in range(4):
        school.learner(f"Learner {number}")
        if number in {0, 3}:
            with school.app.app_context(), counted_statements() as statements:
                class_knowing.list_looks(
                    user_id=school.teacher.id, class_id=school.class_id, now=school.now
                )
            sent.append(len(statements))
    assert sent[0] >= sent[1] > 0


def test_a_stranger_gets_no_looks(school: School) -> None:
    stranger = school.person("Theo", "teacher")
    with school.app.app_context(), pytest.raises(NotFoundError):
        class_knowing.list_looks(user_id=stranger.id, class_id=school.class_id, now=school.now)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_class_has_all_the_tabs(school: School, tab: str) -> None:
    path = f"/classes/{school.class_id}"
    page = school.teacher.get(path + tab).text
    for each in TABS:
        assert f'href="{path}{each}"' in page
    assert page.count('aria-current="page"') == 2, "the area in the head, and the tab"
