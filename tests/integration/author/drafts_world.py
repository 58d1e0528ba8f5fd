"""Drafts of the small bank's article as the drafter would send them."""

from typing import Any

from quizapp.drafting.reading.document import Draft, DraftSet

NEW_ENTITIES = (
    {"id": "north-lab", "name": "The North Laboratory", "kind": "organisation"},
    {"id": "mr-zuse", "name": "Konrad Zuse", "kind": "person"},
)


def event(fact_id: str, what: str, when: str, evidence: str, **slots: Any) -> dict[str, Any]:
    """Return an event of passage 1 as it is drafted."""
    return {
        "id": fact_id,
        "type": "event",
        "passage": 1,
        "evidence": evidence,
        "status": "stated",
        "statement": f"{what} in {when}.",
        "explanation": "So says the article.",
        "topics": ["plans"],
        "slots": {"what": what, "when": when, **slots},
    }


PLAN = event(
    "engines-1-plan",
    "Charles Babbage planned an engine",
    "1822",
    "drew his first engine in 1822",
    who=["charles-babbage"],
)
MACHINE = event(
    "engines-1-machine",
    "Konrad Zuse switched on a machine",
    "1941",
    "Konrad Zuse built the Z3 in 1941",
    who=["mr-zuse", "north-lab"],
)
KNOWN = event("engines-1-known", "Konrad Zuse built the Z3", "1941", "built the Z3 in 1941")
HELD = event("engines-1-held", "he built it", "1941", "Z3 in 1941")
BROKEN = event("engines-1-broken", "Konrad Zuse rested", "1942", "words that are not there")

DRAFTED = DraftSet(
    NEW_ENTITIES,
    (
        Draft(PLAN, 0.9),
        Draft(MACHINE, 0.7),
        Draft(KNOWN, 0.9),
        Draft(HELD, 0.3, "a pronoun points to nothing"),
        Draft(BROKEN, 0.6),
    ),
)
