"""GET /api/v1/openapi.json: what the API takes and gives, for programs and people."""

from typing import Any, Final

from flask import Response

import quizapp
from quizapp.services.memory.study_log import MOST_ENTRIES
from quizapp.services.study.study import MOST_CARDS
from quizapp.web.api.reading import LARGEST_ID
from quizapp.web.api.schemas import SCHEMAS
from quizapp.web.api.schemas_plans import PLAN_SCHEMAS
from quizapp.web.api.schemas_practice import PRACTICE_SCHEMAS
from quizapp.web.api.writing import answer

_ERRORS: Final = {
    "400": "The request cannot be read; the message names the field. Nothing was stored.",
    "401": "No token, no session, or one that has ended.",
    "404": "There is no such thing, or it is not the caller's.",
    "405": "The address does not take this method.",
    "409": "The thing has changed, or the id was used for something else. Nothing was stored.",
    "413": "The body is too large. Nothing was stored.",
    "415": "The body is not said to be application/json.",
    "503": "The database is busy. Nothing was stored; send the same again after Retry-After.",
}
_OF_A_SET: Final = {
    "name": "set",
    "in": "query",
    "required": True,
    "description": "The set.",
    "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_ID},
}
_READING: Final = ("400", "401", "404", "405", "503")
_WRITING: Final = ("400", "401", "404", "405", "409", "413", "415", "503")


def get_document() -> Response:
    """Return the OpenAPI document."""
    return answer(document())


def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document as plain data."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "quizapp",
            "version": quizapp.__version__,
            "description": (
                "Study by program. Send `Authorization: Bearer TOKEN` (`quizapp token create`), "
                "or a session cookie with `X-CSRFToken` on every POST. Each POST carries an id "
                "made by the client and is safe to send again."
            ),
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}, {"session": []}],
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS | PLAN_SCHEMAS | PRACTICE_SCHEMAS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "quizapp"},
            },
        },
    }


def _paths() -> dict[str, Any]:
    parts = (_study_paths, _card_paths, _plan_paths, _practice_paths, _game_paths, _other_paths)
    return {path: item for part in parts for path, item in part().items()}


def _study_paths() -> dict[str, Any]:
    return {
        "/study": {
            "get": _reading(
                "The cards to study next, without their keys, and what is left of today.",
                "Study",
                _parameter("set", 1, LARGEST_ID, "Only cards of this set."),
                _parameter("limit", 1, MOST_CARDS, "Most cards; 10 when absent."),
            )
        },
        "/reviews": {
            "get": _reading(
                "The caller's own log, oldest first.",
                "Log",
                _parameter("after", 0, LARGEST_ID, "The `next` of the page before."),
                _parameter("limit", 1, MOST_ENTRIES, "Most entries; 1000 when absent."),
            ),
            "post": _writing(
                "Store answers. Each stands alone: see its `status`.", "Reviews", "Results"
            ),
        },
        "/reviews/undo": {
            "post": _writing(
                "Take back the newest answer, burial, suspension or flag.", "Undo", "Marked"
            )
        },
        "/reviews/rating": {
            "post": _writing('Give an answer another rating ("I was right").', "Rate", "Result")
        },
    }


def _card_paths() -> dict[str, Any]:
    return {
        "/cards/bury": {
            "post": _writing("Bury a card until tomorrow, or show it again.", "Bury", "Marked")
        },
        "/cards/suspend": {
            "post": _writing("Suspend a card, or ask it again.", "Suspend", "Marked")
        },
        "/cards/flag": {
            "post": _writing("Put a flag on a card, or take it off.", "Flag", "Marked")
        },
        "/cards/hint": {
            "post": _writing(
                "Take the next hint of a card that is asked: a right answer then rates Hard.",
                "Hint",
                "Hints",
            )
        },
        "/cards/note": {
            "post": _writing("Keep an own note on a card; an empty one goes.", "Note", "Noted")
        },
    }


def _plan_paths() -> dict[str, Any]:
    return {
        "/plans": {
            "get": _reading("The plans in force.", "Plans"),
            "post": _writing("Take a plan; the answer lists those in force.", "PlanWish", "Plans"),
        },
        "/plans/preview": {
            "post": _writing(
                "What a plan would cost and bring; nothing is stored.", "PlanWish", "PlanPreview"
            )
        },
        "/plans/end": {
            "post": _writing("Take a plan back: what it replaced stands again.", "EndPlan", "Plans")
        },
    }


def _practice_paths() -> dict[str, Any]:
    return {
        "/practice": {
            "get": _reading("What can be practised of a set.", "Practice", _OF_A_SET),
        },
        "/practice/learn": {
            "get": _reading("What Learn asks now, without its key.", "PracticeTurn", _OF_A_SET)
        },
        "/practice/cram": {
            "get": _reading("What Cram asks now, without its key.", "PracticeTurn", _OF_A_SET)
        },
        "/practice/begin": {
            "post": _writing("Begin the next go of a mode.", "PracticeGo", "PracticeTurn")
        },
        "/practice/back": {
            "post": _writing(
                "The back of the flashcard that is asked.", "PracticeShown", "PracticeBack"
            )
        },
        "/practice/answer": {
            "post": _writing(
                "Grade an answer and go on. It changes no schedule.",
                "PracticeTry",
                "PracticeTaken",
            )
        },
    }


def _game_paths() -> dict[str, Any]:
    return {
        "/practice/match": {
            "get": _reading(
                "The pairs of Match that are still apart, never which belongs to which.",
                "Match",
                _OF_A_SET,
            ),
            "post": _writing("Try a pair of Match.", "MatchTry", "Match"),
        },
        "/practice/timeline": {
            "get": _reading(
                "The events of Timeline; their order and years once one was sent.",
                "Timeline",
                _OF_A_SET,
            ),
            "post": _writing("Send an order of Timeline.", "TimelineTry", "Timeline"),
        },
        "/practice/deal": {"post": _writing("Deal other pairs or events.", "Deal", "Dealt")},
    }


def _other_paths() -> dict[str, Any]:
    return {
        "/today": {"get": _reading("What is due today, and the days before.", "Today")},
        "/openapi.json": {
            "get": {
                "summary": "This document.",
                "security": [],
                "responses": {"200": {"description": "OK", "content": _json({"type": "object"})}},
            }
        },
    }


def _reading(summary: str, schema: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": _responses(schema, _READING),
    }


def _writing(summary: str, sent: str, schema: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": _json(_named(sent))},
        "responses": _responses(schema, _WRITING),
    }


def _responses(schema: str, errors: tuple[str, ...]) -> dict[str, Any]:
    return {
        "200": {"description": "OK", "content": _json(_named(schema))},
        **{
            status: {"description": _ERRORS[status], "content": _json(_named("Error"))}
            for status in errors
        },
    }


def _parameter(name: str, low: int, high: int, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "integer", "minimum": low, "maximum": high},
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _named(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
