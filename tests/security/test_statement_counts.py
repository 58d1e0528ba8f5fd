"""Pages send as many statements to the database however much there is.

Each page is asked for in the world of these tests, and in the same world with more of everything
(``grown.py``). Every request of every route: QUIZAPP_TEST_LONG=1.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
import time_machine
from sqlalchemy import event, select

from quizapp.services.study import searching
from quizapp.store.engine import db, reading
from quizapp.store.tables.content import QuestionSet
from quizapp.store.tables.memory import StudySet
from tests.conftest import NOW
from tests.security.access.case import Case
from tests.security.access.table import TABLE
from tests.security.conftest import Made, open_site
from tests.security.grown import grow
from tests.security.site import Site

COMPARES: Final = {
    "GET /studio/plan": "what differs from the folder is asked about; the grown world differs",
    "GET /studio/revisions/<int:revision_id>/back": "the same, with an earlier revision",
}
"""Pages that ask more where there is something to tell, and as much however much of it."""
PAGES: Final = tuple(route for route in TABLE if route.startswith("GET ") and route not in COMPARES)
MOST_OF_ALL: Final = ("learner", "teacher", "author", "admin")
"""Who has most, asked first where several may."""
_LIST: Final = re.compile(r"\((\?, )*\?\)")


@pytest.fixture(scope="module")
def grown(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the application on a copy of the world that has grown."""
    file = tmp_path_factory.mktemp("grown") / "world.db"
    shutil.copyfile(made.file, file)
    grow(file)
    with time_machine.travel(NOW, tick=False):
        opened = open_site(tmp_path_factory.mktemp("grown_site"), Made(file, made.world))
        with opened.app.app_context():
            searching.rebuild_index()
        yield opened
        opened.close()


@pytest.mark.parametrize("route", PAGES)
def test_a_page_sends_as_many_statements_however_much_there_is(
    site: Site, grown: Site, route: str
) -> None:
    for case, who in _cases(site, route):
        few, many = (_statements(each, who, case, times=1) for each in (site, grown))
        if len(few) != len(many):
            # Once more, with what is kept between requests at hand: what a cache costs is not it.
            few, many = (_statements(each, who, case, times=2) for each in (site, grown))
        more = Counter(map(_shape, many)) - Counter(map(_shape, few))
        assert len(few) == len(many), f"{who} {case.path}: {more.most_common(5)}"


def test_the_grown_world_has_more_of_what_pages_show(site: Site, grown: Site) -> None:
    """Without this the other test would hold in a world that did not grow."""
    for who, path in (
        ("learner", "/today"),
        ("learner", "/sets"),
        ("learner", "/articles/space-race"),
        ("learner", "/quizzes"),
        ("learner", "/quizzes/grades"),
        ("learner", "/cards"),
        ("teacher", "/classes"),
        ("teacher", "/classes/1"),
        ("teacher", "/classes/1/knowing"),
        ("teacher", "/classes/1/grades"),
        ("teacher", "/assignments/1"),
        ("teacher", "/assignments/1/questions"),
        ("author", "/studio/reports"),
        ("author", "/studio/revisions"),
        ("admin", "/admin/people"),
    ):
        few, many = (each.ask(who, "GET", path).text for each in (site, grown))
        assert len(many) > 1.02 * len(few), path


def test_a_page_that_asks_once_for_each_row_is_found(site: Site, grown: Site) -> None:
    """The fault, planted: the sets of a learner, each fetched by itself."""
    counts = []
    for each in (site, grown):
        with each.app.app_context(), _noted(each) as sent, reading() as session:
            keys = session.execute(select(StudySet.set_id)).scalars().all()
            for key in keys:
                session.get(QuestionSet, key)
        counts.append(len(sent))
    assert counts[0] < counts[1]


def _cases(site: Site, route: str) -> Iterator[tuple[Case, str]]:
    """Give the requests of a route that somebody may make: the first, all in the long form."""
    for case in TABLE[route](site.world):
        who = next((each for each in (*MOST_OF_ALL, *sorted(case.may)) if each in case.may), None)
        if who:
            yield case, who
            if not os.environ.get("QUIZAPP_TEST_LONG"):
                return


def _statements(site: Site, who: str, case: Case, *, times: int) -> list[str]:
    """Return the statements of a request, of the last where it is made several times."""
    for _ in range(times - 1):
        site.ask(who, "GET", case.path)
    with _noted(site) as sent:
        answer = site.ask(who, "GET", case.path)
    assert answer.status_code in case.works, (case.path, answer.status_code)
    return sent


@contextmanager
def _noted(site: Site) -> Iterator[list[str]]:
    """Give the list of the statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*seen: object) -> None:
        sent.append(str(seen[2]))

    with site.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _shape(statement: str) -> str:
    """Return a statement without the length of its lists, short enough to be read."""
    return _LIST.sub("(?)", " ".join(statement.split()))[:300]
