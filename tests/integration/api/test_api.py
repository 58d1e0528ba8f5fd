"""The JSON API: what it gives, what it stores, and what it refuses with which words."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from quizapp.services.people.accounts import find_person
from quizapp.store.tables.content import CardRow
from quizapp.web import visitor
from tests.integration.api.conftest import Caller, call_as
from tests.integration.study.world import change_rows, uuid_of

SHOWN_AT = "2026-03-02T09:00:00Z"


def first_card(caller: Caller) -> dict[str, Any]:
    cards: list[dict[str, Any]] = caller.get("/study?limit=16").get_json()["cards"]
    return cards[0]


def review(card: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": uuid_of(card["card_id"]),
        "card_id": card["card_id"],
        "question_id": card["question_id"],
        "variant": card["variant"],
        "response": {"option": 0},
        "shown_at": SHOWN_AT,
        "duration_ms": 4000,
        **more,
    }


def test_studying_by_program_from_start_to_undo(ann: Caller) -> None:
    study = ann.get("/study").get_json()
    assert len(study["cards"]) == 10
    assert study["counts"] == {"learning": 0, "review": 0, "new": 16}
    card = study["cards"][0]
    assert set(card["intervals"]) == {"again", "hard", "good", "easy"}
    result = ann.post("/reviews", {"reviews": [review(card)]}).get_json()["results"][0]
    assert (result["status"], result["card_id"]) == ("stored", 1)
    assert result["passage"]["evidence"] in result["passage"]["text"]
    assert result["key"]["correct"] in range(4)
    log = ann.get("/reviews").get_json()
    assert [entry["kind"] for entry in log["reviews"]] == ["learn"]
    assert log["next"] is None
    today = ann.get("/today").get_json()
    assert (today["done_today"], today["streak_days"], today["sets"]) == (1, 1, 1)
    undone = ann.post("/reviews/undo", {"id": uuid_of("undo")}).get_json()
    assert (undone["undone"], undone["card_id"]) == ("learn", 1)
    assert ann.get("/today").get_json()["done_today"] == 0


def test_the_log_is_read_page_by_page(ann: Caller) -> None:
    for number in range(1, 6):
        body = {"id": uuid_of(number), "card_id": number, "buried": True}
        assert ann.post("/cards/bury", body).status_code == 200
    seen: list[int] = []
    after: int | None = 0
    for _ in range(3):
        page = ann.get(f"/reviews?after={after}&limit=2").get_json()
        seen += [entry["card_id"] for entry in page["reviews"]]
        after = page["next"]
    assert after is None
    assert seen == [1, 2, 3, 4, 5]


def test_marks_and_ratings_by_program(ann: Caller) -> None:
    card = first_card(ann)
    ann.post("/reviews", {"reviews": [review(card, response=None, rating=1)]})
    rated = ann.post(
        "/reviews/rating", {"id": uuid_of("r"), "review": uuid_of(card["card_id"]), "rating": 4}
    ).get_json()
    assert (rated["rating"], rated["score"]) == (4, 0.0)
    body = {"id": uuid_of("s"), "card_id": 2, "suspended": True}
    assert ann.post("/cards/suspend", body).get_json()["suspended"] is True
    again = {"id": uuid_of("t"), "card_id": 2, "suspended": False}
    assert ann.post("/cards/suspend", again).get_json()["suspended"] is False
    unknown = {"id": uuid_of("v"), "card_id": 999, "suspended": False}
    assert ann.post("/cards/suspend", unknown).status_code == 404


def test_nobody_is_let_in_without_a_token(ann: Caller) -> None:
    for headers in ({}, {"Authorization": "Bearer qza_wrong"}, {"Authorization": "Basic x"}):
        reply = ann.client.get("/api/v1/study", headers=headers)
        assert (reply.status_code, reply.get_json()["error"]["code"]) == (401, "sign_in_needed")


def test_a_session_needs_its_form_token_and_a_bearer_token_does_not(
    planted: Flask, ann: Caller
) -> None:
    with planted.test_request_context():
        person = find_person(user_id=ann.user_id)
        assert person is not None
        visitor.sign_in(person)
        from flask import session  # noqa: PLC0415 - of this request context

        kept = dict(session)
    browser = planted.test_client()
    with browser.session_transaction() as cookie:
        cookie.update(kept)
    assert browser.get("/api/v1/today").status_code == 200
    card = first_card(ann)
    refused = browser.post("/api/v1/reviews", json={"reviews": [review(card)]})
    assert refused.status_code in {400, 403}
    assert ann.stored() == 0
    assert ann.post("/reviews", {"reviews": [review(card)]}).status_code == 200


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"reviews",
    "a list": b"[]",
    "a number": b"1",
    "not UTF-8": b'{"reviews": "\xff"}',
    "NaN": b'{"reviews": NaN}',
    "Infinity": b'{"reviews": [{"duration_ms": -Infinity}]}',
    "a huge number": b'{"reviews": 1e999}',
    "a number of 10000 digits": b'{"reviews": ' + b"9" * 10_000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50 + b"1" + b"}" * 50,
    "a key twice": b'{"reviews": [], "reviews": []}',
    "NUL": b'{"reviews": "\\u0000"}',
    "half a surrogate pair": b'{"reviews": "\\ud800"}',
    "an unknown key": b'{"reviews": [], "score": 1}',
    "an empty batch": b'{"reviews": []}',
    "elements that are no objects": b'{"reviews": [1]}',
}


@pytest.mark.parametrize("body", list(BODIES.values()), ids=list(BODIES))
def test_a_body_that_cannot_be_read_is_refused_with_words(ann: Caller, body: bytes) -> None:
    reply = ann.post("/reviews", data=body)
    assert reply.status_code == 400
    error = reply.get_json()["error"]
    assert error["code"] == "bad_request"
    assert len(error["message"]) > 10
    assert ann.stored() == 0


FIELDS: dict[str, dict[str, Any]] = {
    "an id that is no UUID": {"id": "1"},
    "a negative card": {"card_id": -1},
    "a card as text": {"card_id": "1"},
    "a card that is true": {"card_id": True},
    "a card beyond 53 bits": {"card_id": 2**60},
    "a rating of 5": {"rating": 5},
    "a rating of 2.5": {"rating": 2.5},
    "a time without its offset": {"shown_at": "2026-03-02T09:00:00"},
    "a day that does not exist": {"shown_at": "2026-02-30T09:00:00Z"},
    "a year of five digits": {"shown_at": "12026-03-02T09:00:00Z"},
    "a time at the edge of time": {"shown_at": "0001-01-01T00:00:00+23:59"},
    "a negative duration": {"duration_ms": -1},
    "a response that is a list": {"response": [0]},
    "an unknown field": {"score": 1},
    "the key": {"key": {"correct": 0}},
    "another person": {"user_id": 2},
    "an endless variant": {"variant": "A" * 65},
}


@pytest.mark.parametrize("change", list(FIELDS.values()), ids=list(FIELDS))
def test_a_field_that_cannot_be_read_is_named(ann: Caller, change: dict[str, Any]) -> None:
    reply = ann.post("/reviews", {"reviews": [review(first_card(ann), **change)]})
    assert reply.status_code == 400
    assert reply.get_json()["error"]["field"] == f"reviews[0].{next(iter(change))}"
    assert ann.stored() == 0


def test_a_missing_field_is_named(ann: Caller) -> None:
    whole = review(first_card(ann))
    for name in ("id", "card_id", "question_id", "variant", "shown_at", "duration_ms"):
        body = {key: value for key, value in whole.items() if key != name}
        reply = ann.post("/reviews", {"reviews": [body]})
        assert (reply.status_code, reply.get_json()["error"]["field"]) == (
            400,
            f"reviews[0].{name}",
        )


REJECTED: dict[str, dict[str, Any]] = {
    "an unknown form": {"response": {"slider": 3}},
    "no response": {"response": None},
    "an index that was not shown": {"response": {"option": 9}},
    "an unknown variant": {"variant": "AAAAAAAAAAAAAAAA"},
    "an unknown question": {"question_id": 999},
    "an unknown card": {"card_id": 999},
}


@pytest.mark.parametrize("change", list(REJECTED.values()), ids=list(REJECTED))
def test_an_answer_that_does_not_fit_is_rejected_with_words(
    ann: Caller, change: dict[str, Any]
) -> None:
    reply = ann.post("/reviews", {"reviews": [review(first_card(ann), **change)]})
    result = reply.get_json()["results"][0]
    assert (reply.status_code, result["status"], result["key"]) == (200, "rejected", None)
    assert len(result["message"]) > 10
    assert ann.stored() == 0


def test_a_body_of_ten_megabytes_is_refused_unread(ann: Caller) -> None:
    reply = ann.post("/reviews", data=b'{"reviews": "' + b"x" * 10_000_000 + b'"}')
    assert (reply.status_code, reply.get_json()["error"]["code"]) == (413, "too_large")
    assert ann.stored() == 0


@pytest.mark.parametrize("count", [501, 5_000, 100_000])
def test_too_many_reviews_are_refused_with_how_many_may_be_sent(ann: Caller, count: int) -> None:
    card = first_card(ann)
    one = json.dumps(review(card, id=uuid_of(0)))
    body = '{"reviews": [' + ",".join([one] * count) + "]}"
    reply = ann.post("/reviews", data=body.encode())
    error = reply.get_json()["error"]
    # What is larger than the site takes is not even read.
    assert (reply.status_code, error["code"]) in {(400, "bad_request"), (413, "too_large")}
    assert "500" in error["message"]
    assert ann.stored() == 0


def test_a_form_body_is_refused(ann: Caller) -> None:
    reply = ann.client.post("/api/v1/reviews", headers=ann.headers, data={"reviews": "1"})
    assert (reply.status_code, reply.get_json()["error"]["code"]) == (
        415,
        "unsupported_media_type",
    )


def test_somebody_elses_card_and_a_retired_question_store_nothing(
    planted: Flask, ann: Caller, now: datetime
) -> None:
    bob = call_as(planted, "bob", now=now)
    card = first_card(ann)
    theirs = bob.post("/reviews", {"reviews": [review(card)]}).get_json()["results"][0]
    assert (theirs["status"], theirs["key"]) == ("rejected", None)
    with planted.app_context():
        change_rows(CardRow, where=CardRow.id == card["card_id"], retired_in=1)
    gone = ann.post("/reviews", {"reviews": [review(card)]}).get_json()["results"][0]
    assert gone["status"] == "rejected"
    assert "withdrawn" in gone["message"]
    assert (ann.stored(), bob.stored()) == (0, 0)


def test_an_answer_sent_twice_counts_once(ann: Caller) -> None:
    body = {"reviews": [review(first_card(ann))]}
    first = ann.post("/reviews", body).get_json()["results"][0]
    second = ann.post("/reviews", body).get_json()["results"][0]
    assert second == {**first, "status": "duplicate"}
    other = {"reviews": [review(first_card(ann), id=first["id"], duration_ms=5)]}
    assert ann.post("/reviews", other).get_json()["results"][0]["status"] == "conflict"
    assert ann.stored() == 1


def test_twenty_requests_at_once_store_once_and_tell_all_the_same(ann: Caller) -> None:
    body = {"reviews": [review(first_card(ann))]}

    def send(_: int) -> dict[str, Any]:
        caller = Caller(ann.app, ann.app.test_client(), ann.user_id, ann.token)
        reply = caller.post("/reviews", body)
        assert reply.status_code == 200
        result: dict[str, Any] = reply.get_json()["results"][0]
        return result

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(send, range(20)))
    assert sorted(result.pop("status") for result in results) == ["duplicate"] * 19 + ["stored"]
    assert len({json.dumps(result) for result in results}) == 1
    assert ann.stored() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/study?limit=0",
        "/study?limit=101",
        "/study?limit=ten",
        "/study?limit=1&limit=2",
        "/study?limit=%D9%A1",
        "/study?set=0",
        "/study?sets=1",
        "/reviews?after=-1",
        "/today?day=1",
    ],
)
def test_a_query_that_cannot_be_read_is_refused(ann: Caller, path: str) -> None:
    assert ann.get(path).status_code == 400


def test_an_unknown_set_and_an_unknown_page_are_not_found(ann: Caller) -> None:
    for path in ("/study?set=99", "/nothing"):
        reply = ann.get(path)
        assert (reply.status_code, reply.get_json()["error"]["code"]) == (404, "not_found")
