"""What commands share: settings from the environment, and a database to work on."""

import contextlib
import os
from collections.abc import Iterator

from flask import Flask

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder
from quizapp.store.engine import db, init_database
from quizapp.store.migrate import require_current_schema


def settings_from_environment() -> Settings:
    """Return the settings that this process was started with."""
    return Settings.from_environment(os.environ)


@contextlib.contextmanager
def database(settings: Settings) -> Iterator[Flask]:
    """Push the context in which services run, on a database that has the code's schema.

    Raises:
        ConfigurationError: there is no database yet, or it has another schema.
    """
    if settings.on_sqlite and not settings.database_file.exists():
        raise ConfigurationError(
            f"There is no database at {settings.database_file}: "
            "run `quizapp serve` once, or set QUIZAPP_DATA_DIR."
        )
    settings = prepare_data_folder(settings)
    require_current_schema(settings.database_url)
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
