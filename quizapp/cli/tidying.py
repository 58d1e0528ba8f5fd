"""Inside ``quizapp serve``: deletes what classes have kept long enough, every six hours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.cli.sweeper import running_now_and_then

EVERY_S: Final = 6 * 3600


@contextmanager
def tidying() -> Iterator[None]:
    """Run ``quizapp class retention`` now and then while the server runs."""
    with running_now_and_then(("class", "retention"), first_after_s=EVERY_S, every_s=EVERY_S):
        yield
