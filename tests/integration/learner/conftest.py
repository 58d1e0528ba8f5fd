"""A learner's browser on the planted article, at the present of the tests."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.services.people import accounts
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url
from tests.integration.study.world import plant

PASSWORD = "amber kettle sings"
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Browser:
    """A browser that is signed in and sends the forms of the pages it is shown."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, accept: str = "text/html") -> TestResponse:
        """Return the answer to a GET."""
        return self.client.get(path, headers={"Accept": accept})

    def send(
        self,
        page: str,
        action: str,
        *,
        accept: str = "text/html",
        follow: bool = False,
        **fields: str | list[str],
    ) -> TestResponse:
        """Send the first form of the page's middle with its hidden fields to ``action``."""
        form = (page.partition("<main")[2] or page).partition("<form")[2].partition("</form>")[0]
        hidden = dict(FIELD.findall(form))
        return self.client.post(
            action, data=hidden | fields, headers={"Accept": accept}, follow_redirects=follow
        )


@pytest.fixture(autouse=True)
def _present(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def world(tmp_path: Path, migrated_file: Path, now: datetime) -> Iterator[Callable[[int], Browser]]:
    """Return a maker of worlds: a site with the article in one twist, and a learner's browser."""
    with ExitStack() as open_apps:

        def make(twist: int = 0, *, studies: bool = True, planted: bool = True) -> Browser:
            folder = tmp_path / f"twist-{twist}"
            folder.mkdir(mode=0o700)
            shutil.copyfile(migrated_file, folder / "quizapp.db")
            settings = Settings.from_environment(
                {
                    "QUIZAPP_DATA_DIR": str(folder),
                    "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
                    "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
                }
            )
            app = create_app(settings)
            app.testing = True
            open_apps.callback(_close, app)
            with app.app_context():
                if planted:
                    plant(now=now, twist=twist)
                who = accounts.create_user(name="Ann", password=PASSWORD, roles=(), now=now)
                if planted and studies:
                    sets.add_set(user_id=who.id, set_id=1, now=now)
            browser = Browser(app.test_client())
            page = browser.get("/sign-in").text
            sent = browser.send(page, "/sign-in", name="Ann", password=PASSWORD)
            assert sent.status_code == 303
            return browser

        yield make


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def ann(world: Callable[..., Browser]) -> Browser:
    """Return the browser of a learner who studies the article."""
    return world()
