"""Starts the process that runs fits: a request never waits for it, and a restart never kills it."""

from typing import Final

from quizapp.services.processes import own_process
from quizapp.settings import Settings

_MEMORY_BYTES: Final = 3 << 30
"""Of addresses, not of memory: numpy and scipy reserve far more than they use."""
_CPU_S: Final = 300
_WALL_S: Final = 600
_COMMAND: Final = ("schedule", "fit", "--waiting")


def start(settings: Settings) -> None:
    """Start a process that runs what waits, and return at once.

    When enough fits run already it ends by itself, and those take what waits.
    """
    own_process.start(
        _COMMAND, settings=settings, wall_s=_WALL_S, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S
    )
