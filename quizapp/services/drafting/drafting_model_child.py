"""Starts the process that asks a language model: a request never waits for it."""

from typing import Final

from quizapp.services.processes import own_process
from quizapp.settings import Settings

_WALL_S: Final = 1200
"""Some jobs after each other; each ends by itself within four minutes."""
_COMMAND: Final = ("bank", "ask-model", "--waiting")


def start(settings: Settings) -> None:
    """Start a process that asks the model about what waits, and return at once.

    When enough run already it ends by itself, and those take what waits.
    """
    endpoint = {
        "MODEL_URL": settings.model_url,
        "MODEL_NAME": settings.model_name,
        "MODEL_KEY": settings.model_key,
    }
    own_process.start(_COMMAND, settings=settings, wall_s=_WALL_S, more=endpoint)
