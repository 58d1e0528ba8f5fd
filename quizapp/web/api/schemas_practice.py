"""The parts of the API's document that practice is made of: rounds of questions, and answers."""

from typing import Final

from quizapp.services.study.practice_cards import MODES
from quizapp.services.study.practice_games import EVENTS_AT_ONCE, PAIRS_AT_ONCE
from quizapp.web.api.practice import LARGEST_VERSION, ROUNDS
from quizapp.web.api.practice_games import GAMES
from quizapp.web.api.reading import LARGEST_ID
from quizapp.web.api.schemas import CARD, Schema, list_of, object_of

_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_TEXT: Final[Schema] = {"type": "string"}
_YES_NO: Final[Schema] = {"type": "boolean"}
_ID: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
_MODE: Final[Schema] = {"type": "string", "enum": list(ROUNDS)}
_OF_A_STUDIED_CARD: Final = frozenset({"card_id", "question_id", "variant", "stage", "intervals"})
_ASKED: Final = ("type", "interaction", "stem", "language")
_VERSION: Final[Schema] = {
    **_COUNT,
    "maximum": LARGEST_VERSION,
    "description": "Of the turn that is answered: an answer to another one changes nothing.",
}
_PAIR_PLACE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": PAIRS_AT_ONCE - 1}
_EVENT_PLACE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": EVENTS_AT_ONCE - 1}
_PLACES: Final[Schema] = {"type": ["array", "null"], "items": _EVENT_PLACE}
_GO: Final[Schema] = {"set_id": _ID, "mode": _MODE}


def _or_none(name: str) -> Schema:
    return {"oneOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "null"}]}


QUESTION: Final = object_of(
    {name: CARD["properties"][name] for name in _ASKED},
    **{
        name: schema
        for name, schema in CARD["properties"].items()
        if name not in _OF_A_STUDIED_CARD and name not in _ASKED
    },
)
PRACTICE: Final = object_of(
    {
        "set_id": _ID,
        "title": _TEXT,
        "cards": _COUNT,
        "pairs": _COUNT,
        "events": _COUNT,
        "modes": list_of({"type": "string", "enum": list(MODES)}),
    }
)
TURN: Final = object_of(
    {
        **_GO,
        "title": _TEXT,
        "version": _COUNT,
        "question": {**_or_none("Question"), "description": "Null when the go is through."},
        "round": _COUNT,
        "left": _COUNT,
        "total": _COUNT,
        "asked": _COUNT,
        "missed": _COUNT,
        "following": {**_COUNT, "description": "Cards of the set that Learn takes up next."},
    }
)
TOLD: Final = object_of(
    {
        "right": _YES_NO,
        "partly": _YES_NO,
        "note": _TEXT,
        "key": {"type": "object", "description": "The right answer in the order that was shown."},
        "passage": _or_none("Passage"),
        "settled": _YES_NO,
        "round_over": _YES_NO,
    }
)
TRY: Final = object_of(
    {**_GO, "version": _VERSION},
    response={"$ref": "#/components/schemas/Response"},
    knew={"type": ["boolean", "null"], "description": "Of a flashcard: the learner's own word."},
)
_BOARD: Final[Schema] = {
    "set_id": _ID,
    "title": _TEXT,
    "language": {**_TEXT, "description": "Of the articles; empty where there are several."},
    "version": _COUNT,
    "is_open": {**_YES_NO, "description": "False where the set has too few for this mode."},
}
MATCH: Final = object_of(
    {
        **_BOARD,
        "lefts": list_of(_TEXT),
        "rights": {**list_of(_TEXT), "description": "In an order that tells nothing of `lefts`."},
        "found": {
            **list_of({**list_of(_TEXT), "minItems": 2, "maxItems": 2}),
            "description": "Pairs put together, in the order found.",
        },
        "tries": _COUNT,
        "last": {"type": ["boolean", "null"], "description": "Whether the last try was a pair."},
    }
)
TIMELINE: Final = object_of(
    {
        **_BOARD,
        "steps": list_of(_TEXT),
        "given": {**_PLACES, "description": "The caller's order; null before it is sent."},
        "key": {**_PLACES, "description": "The right order; null before one is sent."},
        "years": {"type": ["array", "null"], "items": {"type": "integer"}},
        "in_place": {
            "type": ["integer", "null"],
            "minimum": 0,
            "description": "Neighbours that stood in the right order.",
        },
    }
)
MATCH_TRY: Final = object_of(
    {"set_id": _ID, "version": _VERSION, "left": _PAIR_PLACE, "right": _PAIR_PLACE}
)
TIMELINE_TRY: Final = object_of(
    {
        "set_id": _ID,
        "version": _VERSION,
        "order": {**list_of(_EVENT_PLACE), "maxItems": EVENTS_AT_ONCE},
    }
)
PRACTICE_SCHEMAS: Final[Schema] = {
    "Question": QUESTION,
    "Practice": PRACTICE,
    "PracticeGo": object_of(_GO),
    "PracticeShown": object_of({**_GO, "version": _VERSION}),
    "PracticeTurn": TURN,
    "PracticeTold": TOLD,
    "PracticeTry": TRY,
    "Match": MATCH,
    "MatchTry": MATCH_TRY,
    "Timeline": TIMELINE,
    "TimelineTry": TIMELINE_TRY,
    "Deal": object_of({"set_id": _ID, "mode": {"type": "string", "enum": list(GAMES)}}),
    "Dealt": object_of({"match": _or_none("Match"), "timeline": _or_none("Timeline")}),
    "PracticeBack": object_of({"back": {"type": ["string", "null"]}}),
    "PracticeTaken": object_of(
        {
            "status": {"type": "string", "enum": ["taken", "stale"]},
            "result": _or_none("PracticeTold"),
            "turn": {"$ref": "#/components/schemas/PracticeTurn"},
        }
    ),
}
"""By the name that the document refers to them by."""
