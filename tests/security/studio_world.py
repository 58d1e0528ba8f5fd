"""An article in the works of the shipped documents: passages, a fact, and drafts to judge."""

from datetime import datetime
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.services.drafting import drafting
from quizapp.services.drafting.drafting_import import DEFAULT_TOPIC
from quizapp.services.editing import editing
from quizapp.settings import shipped
from quizapp.store.engine import writing
from quizapp.store.tables.studio import DraftRow

WORK: Final = "harbour"
TEXTS: Final = (
    "The town of Lindau opened its harbour in 1856. The outer wall was finished in 1860.",
    "The lighthouse was lit in 1864.",
)


def fact_of(name: str, *, passage: int, evidence: str, year: str) -> JsonObject:
    """Return an event of the article."""
    return {
        "id": name,
        "type": "event",
        "passage": passage,
        "evidence": evidence,
        "status": "stated",
        "statement": f"{evidence.removesuffix(f' in {year}')} in {year}.",
        "explanation": "The town paid for it.",
        "topics": [DEFAULT_TOPIC],
        "slots": {"what": evidence.removesuffix(f" in {year}"), "when": year},
    }


def build_studio(author: int, *, now: datetime) -> dict[str, int]:
    """Make the article over the shipped documents; return the ids of its drafts by name."""
    folder = shipped("question_bank")
    who = {"now": now, "by": author}
    head = drafting.ArticleHead(
        title="A harbour", id=WORK, language="en", publication="Our own", licence="CC0 1.0"
    )
    drafting.import_empty(folder, head=head, **who)  # type: ignore[arg-type]  # spread
    for text in TEXTS:
        editing.add_passage(folder, WORK, text=text, heading="", **who)  # type: ignore[arg-type]  # spread
    opened = fact_of(
        "harbour-opened",
        passage=1,
        evidence="The town of Lindau opened its harbour in 1856",
        year="1856",
    )
    editing.save_fact(folder, WORK, opened, expected="", **who)  # type: ignore[arg-type]  # spread
    wall = "The outer wall was finished in 1860"
    lit = "The lighthouse was lit in 1864"
    facts = {
        "draft.wall": fact_of("harbour-wall", passage=1, evidence=wall, year="1860"),
        "draft.lit": fact_of("harbour-lit", passage=2, evidence=lit, year="1864"),
    }
    with writing() as session:
        rows = {
            name: DraftRow(
                article_id=WORK,
                position=place,
                state="proposed",
                confidence=0.8,
                origin="rules",
                fact=fact,
                entities=[],
                version=1,
                changed_at=now,
            )
            for place, (name, fact) in enumerate(facts.items())
        }
        session.add_all(rows.values())
        session.flush()
        return {name: row.id for name, row in rows.items()}
