"""The settings in force, for whatever answers a request."""

from flask import current_app

from quizapp.settings import Settings


def settings_in_force() -> Settings:
    """Return the settings that the application was made with."""
    found: Settings = current_app.config["QUIZAPP"]
    return found
