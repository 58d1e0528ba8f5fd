"""What commands share: settings from the environment, and a database to work on."""

import contextlib
import os
from collections.abc import Iterator

from flask import Flask

import quizapp.store.schema.tables  # noqa: F401 - the metadata must be complete before the first query
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder
from quizapp.store.engine import db, init_database
from quizapp.store.schema import migrate


def settings_from_environment() -> Settings:
    """Return the settings that this process was started with."""
    return Settings.from_environment(os.environ)


@contextlib.contextmanager
def database(settings: Settings) -> Iterator[Flask]:
    """Push the context in which services run; an empty database is set up first.

    Raises:
        ConfigurationError: the code cannot serve the database's schema.
    """
    settings = prepare_data_folder(settings)
    if migrate.current_revision(settings.database_url) is None:
        migrate.upgrade(settings.database_url)
    migrate.require_usable_schema(settings.database_url)
    app = Flask("quizapp.cli")
    app.config["QUIZAPP"] = settings
    app.secret_key = settings.secret_key
    init_database(app, settings.database_url)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@contextlib.contextmanager
def application() -> Iterator[Flask]:
    """Push the context of ``database`` for the settings of the environment."""
    with database(settings_from_environment()) as app:
        yield app
