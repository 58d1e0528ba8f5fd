"""A disk that is full: told with when to come back, reads go on, nothing half, and it resumes.

The disk is a limit on the size of files of this process, which the system answers as it answers a
full disk: by a write that fails.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.security.site import Site
from tests.security.stored import Stored
from tests.security.test_at_once import review_of

MOST: Final = 96 * 1024
"""Bytes that a file may have: the write-ahead log soon reaches it."""
TRIES: Final = 400


@contextmanager
def _full_disk() -> Iterator[None]:
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


def test_a_full_disk_is_told_reads_go_on_and_it_resumes_alone(site: Site, stored: Stored) -> None:
    world = site.world
    kept = "SELECT theme FROM users WHERE id = ?"
    body = {"reviews": [review_of(world.asked["true_false"], 650)]}
    with _full_disk():
        acknowledged = stored.run(kept, world.id_of("learner"))[0][0]
        for number in range(TRIES):
            theme = ("dark", "light")[number % 2]
            answer = site.ask("learner", "POST", "/account/theme", form={"theme": theme})
            if answer.status_code != 303:
                break
            acknowledged = theme
        assert answer.status_code == 503, "the limit was never reached"
        assert int(answer.headers["Retry-After"]) > 0
        assert "Nothing was stored" in answer.text
        assert stored.run(kept, world.id_of("learner")) == [(acknowledged,)]
        refused = site.ask("learner", "POST", "/api/v1/reviews", json=body)
        assert refused.status_code == 503
        for path in ("/today", "/study", "/sets", "/api/v1/study", "/healthz"):
            assert site.ask("learner", "GET", path).status_code == 200, path
    assert stored.run(kept, world.id_of("learner")) == [(acknowledged,)]
    again = site.ask("learner", "POST", "/api/v1/reviews", json=body)
    assert again.status_code == 200
    assert again.json is not None
    assert again.json["results"][0]["status"] == "stored"
    assert stored.run("PRAGMA integrity_check") == [("ok",)]
