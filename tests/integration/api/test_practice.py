"""Practice by program: rounds of questions without keys, answers graded, no schedule touched."""

from typing import Any

import pytest

from tests.integration.api.conftest import Caller


def answer_of(caller: Caller, turn: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Send an answer to a turn and return what came of it."""
    body = {"set_id": turn["set_id"], "mode": turn["mode"], "version": turn["version"], **more}
    told = caller.post("/practice/answer", body)
    assert told.status_code == 200, told.text
    found: dict[str, Any] = told.get_json()
    return found


def test_what_can_be_practised_is_told(ann: Caller) -> None:
    found = ann.get("/practice?set=1").get_json()
    assert found["set_id"] == 1
    assert found["cards"] > 0
    assert {"learn", "cram"} <= set(found["modes"])
    assert ann.get("/practice").status_code == 400
    assert ann.get("/practice?set=999983").status_code == 404


@pytest.mark.parametrize("mode", ["learn", "cram"])
def test_a_go_is_played_to_its_end_and_no_review_is_stored(ann: Caller, mode: str) -> None:
    turn = ann.get(f"/practice/{mode}?set=1").get_json()
    known: dict[str, Any] = {}
    for _ in range(12 * turn["total"]):
        question = turn["question"]
        if question is None:
            break
        assert question["language"] == "en"
        if question["interaction"] == "flashcard":
            body = {"set_id": 1, "mode": mode, "version": turn["version"]}
            assert ann.post("/practice/back", body).get_json()["back"]
            told = answer_of(ann, turn, knew=True)
            assert told["result"]["right"]
        else:
            # The key comes with the answer alone; the next time it is known.
            name = _name(question)
            said = _response(question, known[name]) if name in known else None
            told = answer_of(ann, turn, response=said)
            assert told["result"]["right"] == (name in known)
            known[name] = _learnt(question, told["result"]["key"])
        assert told["status"] == "taken"
        turn = told["turn"]
    assert turn["question"] is None
    assert turn["left"] == 0
    assert ann.get("/reviews").get_json()["reviews"] == []
    again = ann.post("/practice/begin", {"set_id": 1, "mode": mode}).get_json()
    assert again["question"] is not None


def test_an_answer_to_a_question_that_is_over_changes_nothing(ann: Caller) -> None:
    turn = ann.get("/practice/learn?set=1").get_json()
    first = answer_of(ann, turn, knew=False)
    again = answer_of(ann, turn, knew=True)
    assert (first["status"], again["status"], again["result"]) == ("taken", "stale", None)
    assert again["turn"] == first["turn"]


def test_a_flashcard_needs_the_learners_word(ann: Caller) -> None:
    turn = ann.get("/practice/learn?set=1").get_json()
    for _ in range(40):
        if turn["question"]["interaction"] == "flashcard":
            break
        turn = answer_of(ann, turn, response=None)["turn"]
    body = {"set_id": 1, "mode": "learn", "version": turn["version"]}
    refused = ann.post("/practice/answer", body)
    assert refused.status_code == 400
    assert refused.get_json()["error"]["field"] == "knew"


def _name(question: dict[str, Any]) -> str:
    """Return what tells one question from another."""
    parts = ("interaction", "stem", "claim", "before", "after", "lefts")
    return repr([question.get(part) for part in parts])


def _learnt(question: dict[str, Any], key: dict[str, Any]) -> Any:
    """Return the right answer in words, as a learner would keep it in mind."""
    match question["interaction"]:
        case "choice":
            return question["options"][key["correct"]]
        case "multiple":
            return {question["options"][place] for place in key["correct"]}
        case "true_false":
            return key["correct"]
        case "text":
            return key["accept"][0]
        case "matching":
            rights = (question["rights"][place] for place in key["rights"])
            return dict(zip(question["lefts"], rights, strict=True))
        case _:
            return key["steps"]


def _response(question: dict[str, Any], known: Any) -> dict[str, Any]:
    """Return the response for what is known."""
    match question["interaction"]:
        case "choice":
            return {"option": question["options"].index(known)}
        case "multiple":
            return {"options": [n for n, each in enumerate(question["options"]) if each in known]}
        case "true_false":
            return {"value": known}
        case "text":
            return {"text": known}
        case "matching":
            return {"rights": [question["rights"].index(known[each]) for each in question["lefts"]]}
        case _:
            return {"order": [question["steps"].index(step) for step in known]}
