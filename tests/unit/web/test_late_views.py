"""Views are imported with their first request, once; a failing import is told, and tried anew."""

import os
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from flask import Flask

from quizapp.errors import BusyError
from quizapp.web import routes
from quizapp.web.access import Policy, is_before_second_step, policy_of
from quizapp.web.code_on_disk import state_of_code
from quizapp.web.routes import Area, Get, LateView, Post, Route
from quizapp.web.security import comes_from_elsewhere

MODULE = "late_area_of_a_test"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a package's one module, which is still to be written."""
    package = tmp_path / MODULE
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in (MODULE, f"{MODULE}.pages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return package / "pages.py"


def _app(*routes: Route) -> Flask:
    app = Flask("late", static_folder=None)
    app.register_blueprint(Area("area", package=MODULE, routes=routes, url_prefix="/area"))
    return app


def test_a_view_is_imported_with_its_first_request(source: Path) -> None:
    source.write_text("def told(number):\n    return f'number {number}'\n")
    app = _app(Get("/<int:number>", "pages.told", Policy.PUBLIC))
    client = app.test_client()
    assert client.post("/area/7").status_code == 405
    assert f"{MODULE}.pages" not in sys.modules
    assert client.get("/area/7").text == "number 7"
    assert f"{MODULE}.pages" in sys.modules
    assert client.head("/area/7").status_code == 200


def test_an_import_that_fails_is_an_error_of_that_request_and_is_tried_again(source: Path) -> None:
    source.write_text("raise RuntimeError('broken as it is loaded')\n")
    client = _app(Get("/", "pages.told", Policy.PUBLIC)).test_client()
    assert client.get("/area/").status_code == 500
    assert client.get("/area/").status_code == 500
    source.write_text("def told():\n    return 'mended by whoever runs the site'\n")
    assert client.get("/area/").text == "mended by whoever runs the site"


def test_first_requests_at_once_import_once_and_see_whole_modules(source: Path) -> None:
    source.write_text(
        textwrap.dedent(f"""
        import time
        import {MODULE}
        {MODULE}.times = getattr({MODULE}, "times", 0) + 1
        time.sleep(0.05)
        def told():
            return str({MODULE}.times)
        """)
    )
    view = LateView(f"{MODULE}.pages", "told")
    together = threading.Barrier(8)
    answers: list[str] = []

    def ask() -> None:
        together.wait(10)
        answers.append(view())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert answers == ["1"] * 8


def test_a_route_says_what_is_asked_before_its_view_is_there() -> None:
    app = _app(
        Get("/", "pages.look", Policy.TEACHER),
        Post("/", "pages.change", Policy.SIGNED_IN, body_mb=3, before_second_step=True),
        Post("/launch", "pages.launch", Policy.PUBLIC, endpoint="begin", from_elsewhere=True),
    )
    look, change, begin = (
        app.view_functions[f"area.{name}"] for name in ("look", "change", "begin")
    )
    assert policy_of(look, method="GET") is policy_of(look, method="HEAD") is Policy.TEACHER
    assert policy_of(change, method="POST") is Policy.SIGNED_IN
    assert [getattr(view, "quizapp_body_limit", None) for view in (look, change)] == [
        None,
        3_000_000,
    ]
    assert [comes_from_elsewhere(view) for view in (look, change, begin)] == [False, False, True]
    with app.test_request_context("/area/", method="POST"):
        assert is_before_second_step()
    with app.test_request_context("/area/"):
        assert not is_before_second_step()


def test_a_view_without_a_policy_is_nobodys() -> None:
    assert policy_of(LateView(MODULE, "told"), method="GET") is None


def test_no_view_is_loaded_from_another_version(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the question, a page's new code would have called this process's old services.
    source.write_text("def told():\n    return 'new'\n")
    view = LateView(f"{MODULE}.pages", "told")
    monkeypatch.setattr(routes, "state_of_code", lambda: state_of_code() | {("new.py", 1, 1)})
    with pytest.raises(BusyError, match="another version is installed"):
        view.load()
    assert f"{MODULE}.pages" not in sys.modules
    monkeypatch.setattr(routes, "state_of_code", state_of_code)
    assert view() == "new"


def test_a_change_of_any_module_is_another_state(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    module = tmp_path / "inner" / "pages.py"
    module.write_text("one = 1\n")
    before = state_of_code(tmp_path)
    (tmp_path / "page.html").touch()
    assert state_of_code(tmp_path) == before != frozenset()
    module.write_text("one = 1\ntwo = 2\n")
    longer = state_of_code(tmp_path)
    os.utime(module, ns=(5, 5))
    (tmp_path / "more.py").touch()
    assert len({before, longer, state_of_code(tmp_path)}) == 3
