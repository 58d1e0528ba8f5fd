"""Inside ``quizapp serve``: sends grades to learning platforms, every two minutes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.cli.sweeper import running_now_and_then

EVERY_S: Final = 120
_GLANCE: Final = "quizapp.store.glance"


@contextmanager
def sending() -> Iterator[None]:
    """Run ``quizapp lti send`` now and then while the server runs and a platform is registered."""
    with running_now_and_then(
        ("lti", "send"), first_after_s=EVERY_S, every_s=EVERY_S, if_found=_GLANCE
    ):
        yield
