"""Plans as they are stored, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from quizapp.scheduling.plans import (
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    PlanKind,
    Retention,
)
from quizapp.store.study.plan_queries import StoredPlan

_CLASSES: Final[Mapping[PlanKind, type[Plan]]] = {
    PlanKind.GOAL: Goal,
    PlanKind.HOLIDAY: Holiday,
    PlanKind.BACKLOG: Backlog,
    PlanKind.EASY: EasyDays,
    PlanKind.BUDGET: Budget,
    PlanKind.RETENTION: Retention,
}


def to_detail(plan: Plan) -> dict[str, Any]:
    """Return the plain values of a plan."""
    return asdict(plan)


def from_stored(row: StoredPlan) -> Plan:
    """Return the plan in a row."""
    values = dict(row.detail)
    if row.kind == PlanKind.EASY:
        values["weights"] = tuple(values["weights"])
    return _CLASSES[PlanKind(row.kind)](**values)
