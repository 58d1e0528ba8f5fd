"""The parts that the API's document is made of: what is sent, and what comes back."""

from typing import Any, Final

from quizapp.services.decks.deck_media import TYPES
from quizapp.services.study.study import FLAGS, MOST_REVIEWS
from quizapp.services.study.study_hints import MOST_HINTS
from quizapp.services.study.study_kept import LONGEST_NOTE
from quizapp.web.api.reading import LARGEST_ID

Schema = dict[str, Any]


def object_of(required: Schema, **optional: Schema) -> Schema:
    """Return the schema of an object with these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def list_of(items: Schema, **more: int) -> Schema:
    """Return the schema of a list of such items."""
    return {"type": "array", "items": items, **more}


def _or_null(kind: str, **more: object) -> Schema:
    return {"type": [kind, "null"], **more}


_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_NUMBER: Final[Schema] = {"type": "number", "minimum": 0}
_YES_NO: Final[Schema] = {"type": "boolean"}
_ID: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
_UUID: Final[Schema] = {"type": "string", "format": "uuid"}
_INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
_DATE: Final[Schema] = {"type": "string", "format": "date"}
_INSTANT_OR_NULL: Final[Schema] = _or_null("string", format="date-time")
_SHARE_OR_NULL: Final[Schema] = _or_null("number", minimum=0, maximum=1)
_RATING: Final[Schema] = {
    "type": "integer",
    "minimum": 1,
    "maximum": 4,
    "description": "1 Again, 2 Hard, 3 Good, 4 Easy.",
}
_RATING_OR_NULL: Final[Schema] = _or_null("integer", minimum=1, maximum=4)
_PLACES: Final[Schema] = list_of(_COUNT, maxItems=20)
_RATINGS: Final = ("again", "hard", "good", "easy")
_FLAGS: Final = "0 none, " + ", ".join(f"{number} {name}" for number, name in FLAGS.items()) + "."
_STATUS: Final[Schema] = {
    "type": "string",
    "enum": ["stored", "duplicate", "conflict", "rejected"],
}

_LANGUAGE: Final[Schema] = {**_TEXT, "description": "Of the article: a code such as en or es."}
COUNTS: Final = object_of({"learning": _COUNT, "review": _COUNT, "new": _COUNT})
INTERVAL: Final = object_of({"minutes": _or_null("number"), "days": _COUNT, "text": _TEXT})
MEDIUM: Final = object_of(
    {
        "file": {**_TEXT, "description": "SHA-256 of its bytes, which /media/{file} sends."},
        "kind": {"type": "string", "enum": sorted(TYPES)},
        "is_picture": _YES_NO,
        "alt": {**_TEXT, "description": "What it shows, in words; empty if nobody has said."},
        "width": _COUNT,
        "height": _COUNT,
    }
)
CARD: Final = object_of(
    {
        "card_id": _ID,
        "question_id": _ID,
        "variant": {**_TEXT, "description": "Send it back with the answer."},
        "stage": {"type": "string", "enum": ["new", "learning", "review", "relearning"]},
        "type": {
            "type": "string",
            "enum": [
                *("mcq", "multi", "true_false", "cloze", "typed", "match", "order", "flashcard"),
            ],
        },
        "interaction": {
            "type": "string",
            "enum": [
                *("choice", "multiple", "true_false", "text", "matching", "ordering", "flashcard"),
            ],
        },
        "stem": _TEXT,
        "language": _LANGUAGE,
        "intervals": object_of(
            {name: {"$ref": "#/components/schemas/Interval"} for name in _RATINGS}
        ),
    },
    options=list_of(_TEXT),
    claim=_TEXT,
    before=_TEXT,
    after=_TEXT,
    unit=_TEXT,
    rule={"type": "string", "enum": ["text", "number", "year"]},
    cloze=_YES_NO,
    left_title=_TEXT,
    right_title=_TEXT,
    lefts=list_of(_TEXT),
    rights=list_of(_TEXT),
    steps=list_of(_TEXT),
    media=list_of(MEDIUM),
    wordless={**_YES_NO, "description": "The stem only stands for its media."},
)
STUDY: Final = object_of(
    {
        "cards": list_of({"$ref": "#/components/schemas/Card"}),
        "counts": {"$ref": "#/components/schemas/Counts"},
        "done_today": _COUNT,
    }
)
RESPONSE: Final[Schema] = {
    "description": (
        "By interaction; numbers are places in what was shown, from 0. Null with rating 1 says "
        "that the learner does not know, and goes with a flashcard."
    ),
    "oneOf": [
        {"type": "null"},
        object_of({"option": _COUNT}),
        object_of({"options": _PLACES}),
        object_of({"value": _YES_NO}),
        object_of({"text": {"type": "string", "maxLength": 500}}),
        object_of({"rights": list_of(_or_null("integer", minimum=0), maxItems=20)}),
        object_of({"order": _PLACES}),
        object_of({}),
    ],
}
REVIEW: Final = object_of(
    {
        "id": {**_UUID, "description": "Made by the client; sending it again counts once."},
        "card_id": _ID,
        "question_id": _ID,
        "variant": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        "shown_at": _INSTANT,
        "duration_ms": {"type": "integer", "minimum": 0, "maximum": 24 * 3600 * 1000},
    },
    response={"$ref": "#/components/schemas/Response"},
    rating={
        **_RATING_OR_NULL,
        "description": "The learner's own word: needed for a flashcard, an override elsewhere.",
    },
    hints={"type": "integer", "minimum": 0, "maximum": 9},
)
REVIEWS: Final = object_of(
    {"reviews": list_of({"$ref": "#/components/schemas/Review"}, minItems=1, maxItems=MOST_REVIEWS)}
)
PASSAGE: Final = object_of(
    {
        "article": _TEXT,
        "article_title": _TEXT,
        "number": _COUNT,
        "heading": _TEXT,
        "text": _TEXT,
        "evidence": {**_TEXT, "description": "A run of the text."},
        "language": _LANGUAGE,
    }
)
RESULT: Final = object_of(
    {
        "id": _UUID,
        "status": _STATUS,
        "message": {**_TEXT, "description": "Why it was not stored."},
        "card_id": _or_null("integer"),
        "score": _SHARE_OR_NULL,
        "rating": _RATING_OR_NULL,
        "verdict": {
            "type": "string",
            "enum": ["", "right", "partial", "almost", "wrong", "rated"],
        },
        "note": _TEXT,
        "diff": list_of({"type": "object"}),
        "key": _or_null("object", description="The right answer in the order that was shown."),
        "explanation": _TEXT,
        "passage": {"oneOf": [{"$ref": "#/components/schemas/Passage"}, {"type": "null"}]},
        "due": _INSTANT_OR_NULL,
        "interval_days": _or_null("integer"),
        "leech": _YES_NO,
    }
)
RESULTS: Final = object_of({"results": list_of({"$ref": "#/components/schemas/Result"})})
ENTRY: Final = object_of(
    {
        "seq": _ID,
        "id": _UUID,
        "card_id": _ID,
        "question_id": _or_null("integer"),
        "kind": {
            "type": "string",
            "enum": [
                *("learn", "review", "relearn", "quiz", "goal"),
                *("manual", "import", "undo", "bury", "suspend", "flag", "leech", "refit"),
            ],
        },
        "form": _TEXT,
        "shown_at": _INSTANT,
        "answered_at": _INSTANT,
        "study_day": {"type": "integer", "description": "Days since 1970-01-01."},
        "utc_offset_min": {"type": "integer"},
        "rollover_hour": _COUNT,
        "duration_ms": _COUNT,
        "rating": _RATING_OR_NULL,
        "score": _SHARE_OR_NULL,
        "hints": _COUNT,
        "elapsed_days": _or_null("integer"),
        "recall": _SHARE_OR_NULL,
        "stability_days": _or_null("number"),
        "difficulty": _or_null("number"),
        "interval_days": _or_null("integer"),
        "due": _INSTANT_OR_NULL,
        "parameter_set": {**_TEXT, "description": "Name of the weights used; empty for none."},
        "undoes": _or_null("integer"),
        "response": _or_null("object"),
    }
)
LOG: Final = object_of(
    {
        "reviews": list_of({"$ref": "#/components/schemas/Entry"}),
        "next": _or_null("integer", description="Send it as `after`; null at the end."),
    }
)
TODAY: Final = object_of(
    {
        "day": _DATE,
        "zone": _TEXT,
        "counts": {"$ref": "#/components/schemas/Counts"},
        "done_today": _COUNT,
        "minutes": _NUMBER,
        "next": _INSTANT_OR_NULL,
        "streak_days": _COUNT,
        "week": list_of(object_of({"day": _DATE, "reviews": _COUNT, "minutes": _NUMBER})),
        "backlog": {"oneOf": [object_of({"due": _COUNT, "over_limit": _COUNT}), {"type": "null"}]},
        "sets": _COUNT,
    }
)
UNDO: Final = object_of({"id": _UUID})
RATE: Final = object_of({"id": _UUID, "review": _UUID, "rating": _RATING})
BURY: Final = object_of({"id": _UUID, "card_id": _ID, "buried": _YES_NO})
SUSPEND: Final = object_of({"id": _UUID, "card_id": _ID, "suspended": _YES_NO})
FLAG: Final = object_of(
    {
        "id": _UUID,
        "card_id": _ID,
        "flag": {"type": "integer", "minimum": 0, "maximum": max(FLAGS), "description": _FLAGS},
    }
)
HINT: Final = object_of(
    {
        "card_id": _ID,
        "question_id": _ID,
        "variant": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        "number": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_HINTS,
            "description": "Which hint, from 1; the same again counts once.",
        },
    }
)
HINTS: Final = object_of(
    {
        "hints": list_of(
            object_of(
                {
                    "text": _TEXT,
                    "removed": _or_null(
                        "integer", description="Place of an option that is wrong, from 0."
                    ),
                }
            )
        ),
        "more": _YES_NO,
    }
)
NOTE: Final = object_of(
    {
        "card_id": _ID,
        "text": {"type": "string", "maxLength": LONGEST_NOTE},
        "version": {
            **_COUNT,
            "maximum": LARGEST_ID,
            "description": "Of the note that the edit began from; 0 for none.",
        },
    }
)
NOTED: Final = object_of({"text": _TEXT, "version": _COUNT})
MARKED: Final = object_of(
    {
        "status": {"type": "string", "enum": ["stored", "duplicate"]},
        "card_id": _ID,
        "undone": _or_null("string"),
        "suspended": _YES_NO,
        "flag": _COUNT,
        "buried_until": _or_null("string", format="date"),
    }
)
ERROR: Final = object_of(
    {
        "error": object_of(
            {"code": _TEXT, "status": _COUNT, "message": _TEXT},
            field=_TEXT,
            problems=list_of(_TEXT),
        )
    }
)

SCHEMAS: Final[Schema] = {
    "Counts": COUNTS,
    "Interval": INTERVAL,
    "Card": CARD,
    "Study": STUDY,
    "Response": RESPONSE,
    "Review": REVIEW,
    "Reviews": REVIEWS,
    "Passage": PASSAGE,
    "Result": RESULT,
    "Results": RESULTS,
    "Entry": ENTRY,
    "Log": LOG,
    "Today": TODAY,
    "Undo": UNDO,
    "Rate": RATE,
    "Bury": BURY,
    "Suspend": SUSPEND,
    "Flag": FLAG,
    "Hint": HINT,
    "Hints": HINTS,
    "Note": NOTE,
    "Noted": NOTED,
    "Marked": MARKED,
    "Error": ERROR,
}
"""By the name that the document refers to them by."""
