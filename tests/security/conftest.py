"""A file with the world in it, made once; each module's site works on a copy of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from quizapp.store.engine import db, init_database, sqlite_url
from tests.conftest import NOW
from tests.security import world as worlds
from tests.security.site import Site
from tests.security.stored import Stored
from tests.security.world import PLAIN, SECRET, Words, World


@dataclass(frozen=True)
class Made:
    """A file and what is in it."""

    file: Path
    world: World


def make(folder: Path, migrated: Path, *, words: Words) -> Made:
    """Make a world in a new file."""
    file = folder / "quizapp.db"
    shutil.copyfile(migrated, file)
    app = Flask("quizapp_services")
    app.config["SECRET_KEY"] = SECRET
    init_database(app, sqlite_url(file))
    with app.app_context():
        world = worlds.build(now=NOW, words=words)
        db.session.remove()
        db.engine.dispose()
    return Made(file, world)


@pytest.fixture(autouse=True)
def _at_one_moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Made:
    """Return the plain world's file; copy it."""
    return make(tmp_path_factory.mktemp("world"), migrated_file, words=PLAIN)


@pytest.fixture(scope="module")
def site(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the application on a copy of the world, with everybody signed in."""
    with time_machine.travel(NOW, tick=False):
        opened = open_site(tmp_path_factory.mktemp("site"), made)
        yield opened
        opened.close()


@pytest.fixture
def stored(site: Site) -> Iterator[Stored]:
    """Return a watch over the site's file, which is put back after the test."""
    with site.stored() as watch:
        yield watch
        watch.put_back()


def open_site(folder: Path, made: Made, **settings: str) -> Site:
    """Return the application on a copy of a world, with everybody signed in."""
    shutil.copyfile(made.file, folder / "quizapp.db")
    site = Site(folder, world=made.world, **settings)
    site.sign_everybody_in()
    with site.app.app_context():
        worlds.disable(made.world)
    return site
