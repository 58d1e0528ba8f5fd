"""What a class knows, on the article: a number a passage, no name, only what is shared."""

import re

import pytest
from sqlalchemy import select, update

from quizapp.errors import NotFoundError
from quizapp.services.classes import class_article, class_groups, classes
from quizapp.services.classes.class_article import ClassArticle
from quizapp.services.study import sets
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.content import QuestionSet
from tests.integration.study.world import answer_next, counted_statements
from tests.integration.teaching.conftest import Browser, School

SET = 1


def _article(school: School) -> str:
    with school.app.app_context(), reading() as session:
        key = session.scalars(select(QuestionSet.key).where(QuestionSet.id == SET)).one()
    assert key is not None
    return key.removeprefix("article:")


def _study(school: School, who: Browser, *, answers: int) -> None:
    with school.app.app_context():
        sets.add_set(user_id=who.id, set_id=SET, now=school.now)
        for _ in range(answers):
            answer_next(who.id, now=school.now)


def _found(school: School, article_id: str) -> ClassArticle:
    with school.app.app_context():
        return class_article.class_article(
            user_id=school.teacher.id,
            class_id=school.class_id,
            article_id=article_id,
            now=school.now,
        )


def _share(school: School, who: Browser, *, recall: bool) -> None:
    with school.app.app_context(), writing() as session:
        session.execute(
            update(ClassMember).where(ClassMember.user_id == who.id).values(shares_recall=recall)
        )


def test_a_fact_is_known_when_enough_of_the_class_would_recall_it(school: School) -> None:
    article_id = _article(school)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    assert not _found(school, article_id).studied
    _study(school, kim, answers=6)
    one = _found(school, article_id)
    # Half of the class is not enough, whatever that half recalls.
    assert (one.known, one.studied, one.sharing) == (0, True, 2)
    _study(school, lee, answers=6)
    both = _found(school, article_id)
    lines = [line for passage in both.passages for line in passage.facts]
    assert both.known == sum(line.studied == 2 for line in lines) > 0
    for passage in both.passages:
        if passage.facts:
            assert passage.share == passage.known / len(passage.facts)
        else:
            assert passage.share is None
    assert both.facts == sum(len(passage.facts) for passage in both.passages)


def test_the_page_shows_numbers_and_no_name(school: School) -> None:
    article_id = _article(school)
    kim, lee = school.learner("Kim Unusual"), school.learner("Lee Unusual")
    _study(school, kim, answers=6)
    _study(school, lee, answers=6)
    own = school.teacher.get(f"/articles/{article_id}").text
    link = f"/classes/{school.class_id}/articles/{article_id}"
    assert f'href="{link}"' in own
    page = school.teacher.get(link).text
    assert 'aria-current="page"' in page
    assert "Unusual" not in page
    found = _found(school, article_id)
    for passage in found.passages:
        if passage.share is not None:
            shown = page[page.index(f'id="p{passage.number}"') :]
            assert f"<span>{round(passage.share * 100)}" in re.sub(r"\s+", " ", shown)[:900]
    assert "of its facts known" in page
    assert f"The class knows {found.known} of" in page
    # A learner is not offered it, and does not get it.
    assert link not in kim.get(f"/articles/{article_id}").text
    assert kim.get(link).status_code in {403, 404}


def test_what_is_not_shared_is_not_in_it(school: School) -> None:
    article_id = _article(school)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    _study(school, kim, answers=4)
    _study(school, lee, answers=4)
    _share(school, lee, recall=False)
    path = f"/classes/{school.class_id}/articles/{article_id}"
    before = school.teacher.get(path).text
    assert "1 learner keeps it to themselves." in before
    _study(school, lee, answers=8)
    assert school.teacher.get(path).text == before
    _share(school, kim, recall=False)
    assert "No learner of the class shares their recall yet." in school.teacher.get(path).text
    assert f"/classes/{school.class_id}/" not in school.teacher.get(f"/articles/{article_id}").text


def test_only_classes_that_work_on_the_article_are_offered(school: School) -> None:
    article_id = _article(school)

    def offered() -> tuple[tuple[int, str], ...]:
        with school.app.app_context():
            return class_article.list_classes_with(user_id=school.teacher.id, article_id=article_id)

    assert offered() == ()
    quiz = school.assign(school.questions("choice"))
    assert [number for number, _ in offered()] == [school.class_id]
    school.teacher.post(f"/assignments/{quiz}/withdraw")
    assert offered() == ()
    _study(school, school.learner("Kim"), answers=1)
    assert [number for number, _ in offered()] == [school.class_id]
    with school.app.app_context():
        classes.archive_class(user_id=school.teacher.id, class_id=school.class_id, now=school.now)
    assert offered() == ()


def test_access_begins_and_ends_the_same_second(school: School) -> None:
    article_id = _article(school)
    _study(school, school.learner("Kim"), answers=1)
    other = school.person("Mr Other", "teacher")
    path = f"/classes/{school.class_id}/articles/{article_id}"
    assert other.get(path).status_code == 404
    school.teacher.post(f"/classes/{school.class_id}/teachers", name="Mr Other")
    assert other.get(path).status_code == 200
    assert path in other.get(f"/articles/{article_id}").text
    with school.app.app_context():
        class_groups.remove_teacher(
            user_id=school.teacher.id,
            class_id=school.class_id,
            teacher_id=other.id,
            now=school.now,
        )
    assert other.get(path).status_code == 404
    assert path not in other.get(f"/articles/{article_id}").text


def test_the_statements_do_not_grow_with_the_class(school: School) -> None:
    article_id = _article(school)
    counts = []
    for names in (("Ann",), ("Ben", "Cyd", "Dan")):
        for name in names:
            _study(school, school.learner(name), answers=3)
        with school.app.app_context(), counted_statements() as seen:
            class_article.class_article(
                user_id=school.teacher.id,
                class_id=school.class_id,
                article_id=article_id,
                now=school.now,
            )
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_an_article_that_there_is_not_is_not_found(school: School) -> None:
    with pytest.raises(NotFoundError):
        _found(school, "nowhere")
