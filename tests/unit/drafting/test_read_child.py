"""``python -m quizapp.drafting`` answers one request in JSON."""

import base64
import json
import subprocess
import sys
from typing import Any

import pytest

TEXT = (
    "The weir at Colne\n"
    "The weir was built in 1790 by the miller John Pask, who wanted more water for his wheel.\n"
    "It broke in the flood of 1953, and the council rebuilt it two years later in concrete.\n"
)


def ask(request: object) -> tuple[int, Any]:
    raw = request if isinstance(request, bytes) else json.dumps(request).encode()
    done = subprocess.run(
        [sys.executable, "-m", "quizapp.drafting"], input=raw, capture_output=True, check=False
    )
    return done.returncode, json.loads(done.stdout)


def test_a_file_is_read() -> None:
    data = base64.b64encode(TEXT.encode()).decode()
    code, answer = ask({"do": "read", "name": "weir.txt", "data": data})
    assert code == 0
    assert answer["article"]["title"] == "The weir at Colne"
    assert answer["article"]["language"] == "en"
    assert answer["article"]["passages"][0] == {
        "number": 1,
        "text": TEXT.splitlines()[1],
        "heading": "",
        "kind": "body",
        "line": 2,
    }
    assert answer["article"]["dropped"] == []


def test_pasted_text_is_read_under_its_title() -> None:
    code, answer = ask({"do": "read_text", "title": "Weirs", "text": TEXT})
    assert code == 0
    assert answer["article"]["title"] == "Weirs"
    assert len(answer["article"]["passages"]) == 2


@pytest.mark.parametrize(
    ("request_", "field", "says"),
    [
        ({"do": "read", "name": "a.txt", "data": ""}, "article", "empty"),
        ({"do": "read_text", "title": "", "text": "Five words are not enough."}, "article", "25"),
        ({"do": "read", "name": "a.txt", "data": "%%%"}, "data", "base64"),
        ({"do": "read", "data": ""}, "name", "must be a text"),
        ({"do": "fly"}, "do", "read, read_text, draft"),
        ([1], "do", "read, read_text, draft"),
        (b"not JSON", "", "not JSON"),
    ],
)
def test_a_refusal_is_told_with_exit_code_1(request_: object, field: str, says: str) -> None:
    code, answer = ask(request_)
    assert code == 1
    assert answer["field"] == field
    assert says in answer["error"]


def test_drafts_are_given_with_the_entities_they_need() -> None:
    request = {
        "do": "draft",
        "passages": [[n, line] for n, line in enumerate(TEXT.splitlines()[1:], start=1)],
        "known": [{"id": "john-pask", "name": "John Pask", "kind": "person"}],
        "article": "weir",
        "topic": "water",
    }
    code, answer = ask(request)
    assert code == 0
    assert set(answer) == {"entities", "drafts"}
    for draft in answer["drafts"]:
        assert set(draft) == {"fact", "confidence", "held"}
        assert draft["fact"]["topics"] == ["water"]


@pytest.mark.parametrize("broken", [{"passages": [1]}, {"known": [{"id": "x"}]}, {"article": None}])
def test_a_request_for_drafts_in_another_form_is_refused(broken: dict[str, object]) -> None:
    request = {"do": "draft", "passages": [], "known": [], "article": "weir", "topic": "water"}
    code, answer = ask({**request, **broken})
    assert code == 1
    assert answer["error"]
