"""The parts of the API's document that plans are made of: what is asked, and what it comes to."""

from typing import Final

from quizapp.services.plans.plans_wishes import MOST_BACKLOG_DAYS, MOST_MINUTES, WEEKDAYS
from quizapp.web.api.reading import LARGEST_ID
from quizapp.web.api.schemas import Schema, list_of, object_of

_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_NUMBER: Final[Schema] = {"type": "number", "minimum": 0}
_SHARE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}
_TEXT: Final[Schema] = {"type": "string"}
_YES_NO: Final[Schema] = {"type": "boolean"}
_DATE: Final[Schema] = {"type": "string", "format": "date"}
_ID: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
_PERCENT: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 100}
_MINUTES: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": MOST_MINUTES}
_WEEK: Final = list_of(_PERCENT, minItems=WEEKDAYS, maxItems=WEEKDAYS)


def _of_kind(kind: str, fields: Schema) -> Schema:
    return object_of({"kind": {"type": "string", "const": kind}, **fields})


WISH: Final[Schema] = {
    "description": (
        "A plan as it is asked for. Dates are study days. A budget, easy days, a backlog or a "
        "retention takes the place of the one before; so does a goal of that of the same set."
    ),
    "oneOf": [
        _of_kind("goal", {"set_id": _ID, "on": _DATE, "minutes": _MINUTES}),
        _of_kind("holiday", {"first": _DATE, "last": _DATE, "ahead": _YES_NO}),
        _of_kind(
            "backlog", {"days": {"type": "integer", "minimum": 2, "maximum": MOST_BACKLOG_DAYS}}
        ),
        _of_kind("easy", {"percents": {**_WEEK, "description": "Monday first."}}),
        _of_kind("budget", {"minutes": _MINUTES}),
        _of_kind("retention", {"percent": {"type": "integer", "minimum": 70, "maximum": 95}}),
    ],
}
PLAN: Final[Schema] = {
    "description": "A plan in force, or as it would be.",
    "oneOf": [
        _of_kind(
            "goal",
            {
                "set_id": _ID,
                "set_title": _TEXT,
                "on": _DATE,
                "pass_from": {
                    **_DATE,
                    "description": "Of the last pass; `on` where there is none.",
                },
                "new_per_day": _COUNT,
            },
        ),
        _of_kind("holiday", {"first": _DATE, "last": _DATE, "ahead": _YES_NO}),
        _of_kind("backlog", {"first": _DATE, "last": _DATE, "reviews_a_day": _COUNT}),
        _of_kind("easy", {"percents": _WEEK}),
        _of_kind("budget", {"minutes": _COUNT}),
        _of_kind("retention", {"percent": _PERCENT, "percent_before": _PERCENT}),
    ],
}
_PLAN: Final = {"$ref": "#/components/schemas/Plan"}
SIDE: Final = object_of(
    {
        "minutes_a_day": _NUMBER,
        "busiest_minutes": _NUMBER,
        "share_recalled": {**_SHARE, "description": "Of the cards it is about, at the end."},
    }
)
PLAN_PREVIEW: Final = object_of(
    {
        "plan": _PLAN,
        "from": _DATE,
        "to": {**_DATE, "description": "The cost is shown over these study days."},
        "cards": _COUNT,
        "reached": {**_YES_NO, "description": "Whether a goal's minutes cover it."},
        "minutes_needed": {**_COUNT, "description": "A day, where a goal is not reached; else 0."},
        "with_plan": {"$ref": "#/components/schemas/PlanSide"},
        "without": {"$ref": "#/components/schemas/PlanSide"},
        "recall": list_of(object_of({"day": _DATE, "with_plan": _SHARE, "without": _SHARE})),
    }
)
PLANS: Final = object_of(
    {
        "day": _DATE,
        "zone": _TEXT,
        "overdue": _COUNT,
        "desired_retention": _SHARE,
        "plans": list_of(
            object_of(
                {
                    "id": _ID,
                    "plan": _PLAN,
                    "taken_at": {"type": "string", "format": "date-time"},
                    "minutes_a_day": {**_NUMBER, "description": "As shown when it was taken."},
                    "share_recalled": _SHARE,
                }
            )
        ),
    }
)
END_PLAN: Final = object_of({"plan_id": _ID})

PLAN_SCHEMAS: Final[Schema] = {
    "PlanWish": WISH,
    "Plan": PLAN,
    "PlanSide": SIDE,
    "PlanPreview": PLAN_PREVIEW,
    "Plans": PLANS,
    "EndPlan": END_PLAN,
}
"""By the name that the document refers to them by."""
