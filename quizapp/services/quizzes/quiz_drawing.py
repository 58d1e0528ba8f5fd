"""Which questions an attempt asks: those chosen for all, or drawn for its learner.

Of a drawn quiz each section that has rules is drawn anew for each attempt: facts that the
learner was not asked in earlier attempts first, never two questions of one fact, nor one whose
fact a chosen question asks. What its teacher chose, beside rules or without, is asked of all. A
question that was dropped is drawn no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.generation import codec
from quizapp.services.quizzes.quiz_candidates import candidates_of
from quizapp.services.quizzes.quiz_rules import draw, from_json, is_chosen
from quizapp.store.quizzes import attempt_queries, quiz_queries
from quizapp.store.tables.classes import Assignment


@dataclass(frozen=True, slots=True)
class Choice:
    """What an attempt asks, in order.

    Attributes:
        items: of questions that the assignment has, by section.
        drawn: (question id, section, points) of those that it may lack still, in their order.
    """

    items: tuple[tuple[int, int], ...]
    drawn: tuple[tuple[int, int, float], ...] = ()


def choose(session: Session, row: Assignment, *, user_id: int, seed: str) -> Choice:
    """Return what an attempt is to ask; nothing is stored by it.

    Args:
        seed: of the attempt.
    """
    items = quiz_queries.list_items(session, row.id)
    if not row.drawn:
        return Choice(tuple((item.item_id, item.section) for item in items))
    sections = from_json(row.sections)
    by_hand = [
        item
        for item in items
        if is_chosen(sections, section=item.section, question_id=item.question_id)
    ]
    dropped = attempt_queries.list_dropped_questions(session, row.id)
    found = draw(
        sections,
        [each for each in candidates_of(session, sections) if each.question_id not in dropped],
        seed=seed,
        seen_facts=attempt_queries.list_facts_asked(session, assignment_id=row.id, user_id=user_id),
        kept=[codec.from_json(item.content) for item in by_hand],
    )
    return Choice(
        items=tuple((item.item_id, item.section) for item in by_hand),
        drawn=tuple((each.question_id, each.section, each.points) for each in found.picked),
    )


def count_chosen(row: Assignment, placed: Iterable[tuple[int, int]]) -> int:
    """Return how many of these items, (section, question id) each, its teacher chose."""
    sections = from_json(row.sections)
    return sum(
        is_chosen(sections, section=section, question_id=question_id)
        for section, question_id in placed
    )


def asked_by_rules(row: Assignment, *, beside: int) -> int | None:
    """Return how many questions a drawn quiz asks, with so many chosen ones beside its rules.

    None where a rule takes all that fit: that is only known once it is drawn.
    """
    counts = [rule.count for section in from_json(row.sections) for rule in section.rules]
    return beside + sum(counts) if all(counts) else None


def settle(session: Session, choice: Choice, *, assignment_id: int) -> tuple[int, ...]:
    """Return the items of a choice in order; those that the assignment lacks are added to it."""
    added = attempt_queries.add_items(session, assignment_id=assignment_id, items=choice.drawn)
    drawn = [(added[each], section) for each, section, _ in choice.drawn if each in added]
    return tuple(item for item, _ in sorted([*choice.items, *drawn], key=lambda each: each[1]))
