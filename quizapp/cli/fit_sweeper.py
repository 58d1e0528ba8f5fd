"""Inside ``quizapp serve``: fits what is due or was left waiting, an hour apart, in a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.cli.sweeper import running_now_and_then
from quizapp.services.fitting.fitting_extra import is_available

FIRST_AFTER_S: Final = 30
"""The server starts first, and whoever waits for it is served."""
EVERY_S: Final = 3600


@contextmanager
def sweeping() -> Iterator[None]:
    """Run ``quizapp schedule fit --all`` now and then while the server runs.

    Without the extra ``fit`` nothing is started.
    """
    if not is_available():
        yield
        return
    with running_now_and_then(
        ("schedule", "fit", "--all"), first_after_s=FIRST_AFTER_S, every_s=EVERY_S
    ):
        yield
