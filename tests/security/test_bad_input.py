"""The bad input that must be shown: each a clear message, and nothing stored.

Planted once for the bank that is half written: problems of the files passed over, so that what was
left of them was published; and the revision noted before its files were read.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from quizapp.bank.load import read_files
from quizapp.errors import BankErrors
from quizapp.services.classes import classes
from quizapp.services.publishing import publishing
from tests.conftest import NOW
from tests.security.access.learners import turn
from tests.security.site import Site
from tests.security.stored import Stored
from tests.security.world import BANK, uuid_of

PATH = "/api/v1/reviews"


def _review(site: Site, kind: str = "true_false", **changes: object) -> dict[str, object]:
    card = site.world.asked[kind]
    return {
        "id": uuid_of(700),
        "card_id": card.card_id,
        "question_id": card.question_id,
        "variant": card.variant,
        "response": {"value": True},
        "shown_at": "2026-03-02T09:59:00Z",
        "duration_ms": 700,
        **changes,
    }


def _send(site: Site, review: dict[str, object], *, who: str = "learner") -> dict[str, Any]:
    answer = site.ask(who, "POST", PATH, json={"reviews": [review]})
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    result: dict[str, Any] = answer.json["results"][0]
    return result


@pytest.mark.parametrize("who", ["newcomer", "teacher", "admin", "other_learner"])
@pytest.mark.hostile
def test_an_answer_for_a_card_or_showing_that_is_not_theirs(
    site: Site, stored: Stored, who: str
) -> None:
    told = _send(site, _review(site), who=who)
    assert told["status"] == "rejected"
    assert told["message"]
    assert told["key"] is None
    form = turn(site.world.asked["true_false"], value="true")
    assert site.ask(who, "POST", "/study/answer", form=form).status_code == 404
    assert not stored.changed()


def test_an_answer_for_a_retired_question(site: Site, stored: Stored) -> None:
    card = site.world.asked["true_false"]
    stored.run("UPDATE cards SET retired_in = 1 WHERE id = ?", card.card_id)
    before = stored.digest()
    told = _send(site, _review(site))
    assert told["status"] == "rejected"
    assert "withdrawn" in told["message"]
    page = site.ask("learner", "POST", "/study/answer", form=turn(card, value="true"))
    assert page.status_code in {303, 404}
    assert stored.digest() == before


def test_an_answer_twice_is_stored_once_and_another_under_its_id_is_a_conflict(
    site: Site, stored: Stored
) -> None:
    first = _send(site, _review(site))
    assert first["status"] == "stored"
    before = stored.digest()
    second = _send(site, _review(site))
    assert second == {**first, "status": "duplicate"}
    other = _send(site, _review(site, response={"value": False}))
    assert other["status"] == "conflict"
    assert other["message"]
    assert stored.digest() == before


@pytest.mark.parametrize(
    "response",
    [
        {"essay": "x"},
        {"value": "true"},
        {"value": 1},
        {"value": None},
        {"value": True, "option": 0},
        {"option": 0},
        {},
        {"text": "true"},
    ],
)
@pytest.mark.hostile
def test_an_answer_of_an_unknown_form(
    site: Site, stored: Stored, response: dict[str, object]
) -> None:
    told = _send(site, _review(site, response=response))
    assert told["status"] == "rejected"
    assert told["message"]
    assert told["key"] is None, "the key comes with a stored answer only"
    assert not stored.changed()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1", "0.5", '"1"'])
@pytest.mark.hostile
def test_an_answer_with_a_number_that_is_none(site: Site, stored: Stored, number: str) -> None:
    text = (
        f'{{"reviews":[{{"id":"{uuid_of(701)}","card_id":1,"question_id":1,"variant":"x",'
        f'"response":null,"shown_at":"2026-03-02T09:59:00Z","duration_ms":{number}}}]}}'
    )
    headers = {"Content-Type": "application/json"}
    answer = site.ask("learner", "POST", PATH, headers=headers, data=text)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]["message"]
    assert not stored.changed()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (PATH, "application/json"),
        ("/study/answer", "application/x-www-form-urlencoded"),
        ("/account", "multipart/form-data; boundary=x"),
    ],
)
@pytest.mark.hostile
def test_a_body_of_ten_megabytes(site: Site, stored: Stored, path: str, content: str) -> None:
    headers = {"Content-Type": content}
    answer = site.ask("learner", "POST", path, headers=headers, data=b"[" * 10_000_000)
    assert answer.status_code == 413
    assert "Nothing was stored" in answer.text
    assert not stored.changed()


@pytest.mark.hostile
def test_a_deeply_nested_body_within_the_limit(site: Site, stored: Stored) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"[" * 1_000_000, b'{"a":' * 300_000, b'{"reviews":' + b"[" * 100_000):
        answer = site.ask("learner", "POST", PATH, headers=headers, data=body)
        assert answer.status_code == 400
        assert not stored.changed()


def test_a_quiz_answer_after_the_limit(site: Site, stored: Stored) -> None:
    world = site.world
    attempt, item = world["running.learner"], world["item.learner"]
    path = f"/attempts/{attempt}/items/{item}"
    late = NOW + timedelta(hours=1, minutes=1)  # The limit, and the grace for what was under way.
    kept = "SELECT response FROM attempt_answers WHERE attempt_id = ?"
    before = stored.run(kept, attempt)
    with time_machine.travel(late, tick=False):
        answer = site.ask("learner", "POST", path, form={f"q{item}-value": "false"})
        assert answer.status_code == 409
        assert answer.json is not None
        assert answer.json["saved"] is False
        assert "submitted" in answer.json["message"] or "over" in answer.json["message"]
        page = site.ask("learner", "POST", f"/attempts/{attempt}", form={f"q{item}-value": "false"})
        assert page.status_code == 409
    assert stored.run(kept, attempt) == before


@pytest.mark.parametrize(
    "shut",
    [
        lambda user, room: classes.set_join_open(user_id=user, class_id=room, is_open=False),
        lambda user, room: classes.rotate_code(user_id=user, class_id=room),
        lambda user, room: classes.archive_class(user_id=user, class_id=room, now=NOW),
    ],
    ids=["closed", "rotated", "archived"],
)
def test_a_join_code_that_is_closed_reads_like_a_wrong_one(
    site: Site, stored: Stored, shut: Callable[[int, int], object]
) -> None:
    world = site.world
    with site.app.app_context():
        shut(world.id_of("teacher"), world["class.a"])
    members = stored.run("SELECT * FROM class_members ORDER BY 1, 2")
    pages = []
    for code in (world.code_a, "AAAAAAAA"):
        answer = site.ask("newcomer", "POST", "/join", form={"code": code})
        assert answer.status_code == 404
        pages.append(answer.text.replace(code, "CODE").split("<main")[1])
    assert pages[0] == pages[1]
    assert "does not open a class" in pages[0]
    assert stored.run("SELECT * FROM class_members ORDER BY 1, 2") == members


def test_guessing_join_codes_is_limited(site: Site, stored: Stored) -> None:
    for number in range(200):
        answer = site.ask("newcomer", "POST", "/join", form={"code": f"AAAA{number:04}"})
        if answer.status_code == 429:
            break
        assert answer.status_code == 404
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    right = site.ask("newcomer", "POST", "/join", form={"code": site.world.code_a})
    assert right.status_code == 429, "the right code does not get past the limit"
    assert not stored.changed()


def test_a_bank_that_is_half_written_leaves_the_published_one_serving(
    site: Site, stored: Stored
) -> None:
    files = read_files(BANK)
    name = next(path for path in files if path.endswith("facts.yaml"))
    shown = site.ask("learner", "GET", "/api/v1/study?limit=5").text
    places = [found.start() + 3 for found in re.finditer("slots:", files[name])]
    for cut in places[::4]:
        torn = {**files, name: files[name][:cut]}
        with site.app.app_context(), pytest.raises(BankErrors) as told:
            publishing.publish_files(torn, now=NOW, by=None)
        assert name in str(told.value)
        assert not stored.changed()
    assert site.ask("learner", "GET", "/api/v1/study?limit=5").text == shown
