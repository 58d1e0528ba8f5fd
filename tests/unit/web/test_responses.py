"""What the controls of a question send becomes the response to what was shown."""

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.web.responses import read_response

CHOICE: JsonObject = {"interaction": "choice", "options": ["a", "b"]}
MULTIPLE: JsonObject = {"interaction": "multiple", "options": ["a", "b", "c"]}
TRUTH: JsonObject = {"interaction": "true_false", "claim": "c"}
TEXT: JsonObject = {"interaction": "text"}
MATCHING: JsonObject = {"interaction": "matching", "lefts": ["a", "b"], "rights": ["x", "y"]}
ORDERING: JsonObject = {"interaction": "ordering", "steps": ["a", "b", "c"]}
Fields = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("public", "fields", "response"),
    [
        (CHOICE, [("option", "1")], {"option": 1}),
        (MULTIPLE, [("options", "2"), ("options", "0")], {"options": [2, 0]}),
        (TRUTH, [("value", "false")], {"value": False}),
        (TEXT, [("text", " Bonn ")], {"text": " Bonn "}),
        (MATCHING, [("right-0", "1"), ("right-1", "")], {"rights": [1, None]}),
        (ORDERING, [("place-0", "3"), ("place-1", "1"), ("place-2", "2")], {"order": [1, 2, 0]}),
        ({"interaction": "flashcard"}, [], {}),
    ],
)
def test_the_fields_of_an_interaction_are_read(
    public: JsonObject, fields: Fields, response: JsonObject
) -> None:
    assert read_response(MultiDict(fields), public=public) == response
    prefixed = MultiDict([(f"q7-{name}", value) for name, value in fields])
    assert read_response(prefixed, public=public, prefix="q7-") == response


@pytest.mark.parametrize("public", [CHOICE, MULTIPLE, TRUTH, TEXT, MATCHING, ORDERING])
def test_what_was_left_empty_is_no_response(public: JsonObject) -> None:
    assert read_response(MultiDict(), public=public) is None


@pytest.mark.parametrize(
    ("public", "fields"),
    [
        (CHOICE, [("option", "one")]),
        (CHOICE, [("option", "-1")]),
        (CHOICE, [("option", "1e3")]),
        (CHOICE, [("option", "12345")]),
        (CHOICE, [("option", "\u0661")]),
        (TRUTH, [("value", "yes")]),
        (MATCHING, [("right-0", "1"), ("right-1", "1")]),
        (ORDERING, [("place-0", "1")]),
        (ORDERING, [("place-0", "1"), ("place-1", "1"), ("place-2", "2")]),
        (ORDERING, [("place-0", "0"), ("place-1", "1"), ("place-2", "2")]),
        ({"interaction": "drawing"}, []),
    ],
)
def test_what_no_control_sends_is_refused(public: JsonObject, fields: Fields) -> None:
    with pytest.raises(ResponseError):
        read_response(MultiDict(fields), public=public)
