"""Match and Timeline by program: played to their end, and no reply tells what is still asked."""

from datetime import datetime
from pathlib import Path

from tests.integration.api.conftest import Caller
from tests.integration.api.test_twins import seen, twin
from tests.integration.study.test_practice import NAMES, YEARS, deal


def test_match_is_played_and_tells_pairs_only_as_they_are_found(ann: Caller) -> None:
    with ann.app.app_context():
        deal()
    assert {"match", "timeline"} <= set(ann.get("/practice?set=1").get_json()["modes"])
    board = ann.get("/practice/match?set=1").get_json()
    assert (len(board["lefts"]), len(board["rights"])) == (6, 6)
    assert (board["found"], board["tries"], board["last"]) == ([], 0, None)
    while board["lefts"]:
        for right in range(len(board["rights"])):
            sent = {"set_id": 1, "version": board["version"], "left": 0, "right": right}
            board = ann.post("/practice/match", sent).get_json()
            if board["last"]:
                break
    for question, answer in board["found"]:
        number = int(question.removeprefix("Which river is ").removesuffix("?")) - 1
        assert answer == NAMES[number]
    stale = {"set_id": 1, "version": board["version"] - 1, "left": 0, "right": 0}
    assert ann.post("/practice/match", stale).get_json() == board
    dealt = ann.post("/practice/deal", {"set_id": 1, "mode": "match"}).get_json()
    assert len(dealt["match"]["lefts"]) == 6
    assert dealt["timeline"] is None
    assert ann.get("/reviews").get_json()["reviews"] == []


def test_a_timeline_is_put_in_order_once(ann: Caller) -> None:
    with ann.app.app_context():
        deal()
    board = ann.get("/practice/timeline?set=1").get_json()
    assert [board[name] for name in ("given", "key", "years", "in_place")] == [None] * 4
    sent = {"set_id": 1, "version": board["version"], "order": [4, 3, 2, 1, 0]}
    told = ann.post("/practice/timeline", sent).get_json()
    assert told["given"] == [4, 3, 2, 1, 0]
    assert sorted(told["years"]) == [told["years"][place] for place in told["key"]]
    assert set(told["years"]) <= set(YEARS)
    assert ann.post("/practice/timeline", {**sent, "order": [0, 1, 2, 3, 4]}).get_json() == told
    dealt = ann.post("/practice/deal", {"set_id": 1, "mode": "timeline"}).get_json()
    assert dealt["timeline"]["key"] is None
    assert dealt["match"] is None


def test_what_is_no_try_is_refused_by_name(ann: Caller) -> None:
    with ann.app.app_context():
        deal()
    for path, body, field in (
        ("match", {"version": 0, "left": 6, "right": 0}, "left"),
        ("match", {"version": 0, "left": 0, "right": "0"}, "right"),
        ("timeline", {"version": 0, "order": [0] * 6}, "order"),
        ("timeline", {"version": 0, "order": [True]}, "order"),
        ("deal", {"mode": "learn"}, "mode"),
    ):
        refused = ann.post(f"/practice/{path}", {"set_id": 1, **body})
        assert refused.status_code == 400
        assert field in refused.get_json()["error"]["message"]
    version = ann.get("/practice/timeline?set=1").get_json()["version"]
    twice = {"set_id": 1, "version": version, "order": [0, 0, 1, 2, 3]}
    assert ann.post("/practice/timeline", twice).status_code == 400


def test_the_boards_of_twins_are_equal_until_an_answer(
    migrated_file: Path, tmp_path: Path, now: datetime
) -> None:
    """Rivers and years have changed places between the two: nothing shown may tell."""
    boards, tries, orders = set(), set(), set()
    for shift in (0, 1, 3):
        with twin(tmp_path / str(shift), migrated_file, twist=0, now=now) as caller:
            deal(shift=shift, many=6)
            games = ("match", "timeline")
            boards.add(repr([seen(caller.get(f"/practice/{game}?set=1")) for game in games]))
            match = caller.get("/practice/match?set=1").get_json()
            steps = caller.get("/practice/timeline?set=1").get_json()
            found = []
            for right in range(6):
                sent = {"set_id": 1, "version": match["version"], "left": 0, "right": right}
                reply = caller.post("/practice/match", sent).get_json()
                match = {**match, "version": reply["version"]}
                if reply["last"]:
                    found = reply["found"]
                    break
            tries.add(repr(found))
            sent = {"set_id": 1, "version": steps["version"], "order": [0, 1, 2, 3, 4]}
            orders.add(repr(caller.post("/practice/timeline", sent).get_json()["key"]))
    assert len(boards) == 1
    assert len(tries) > 1
    assert len(orders) > 1
