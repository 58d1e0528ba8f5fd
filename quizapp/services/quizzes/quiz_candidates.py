"""The questions that the rules of a quiz may draw, read in two statements."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_rules import Candidate, Section
from quizapp.store.bank import drawing_queries


def candidates_of(session: Session, sections: Sequence[Section]) -> tuple[Candidate, ...]:
    """Return the current questions of the sets that the rules name, in the sets' order."""
    return candidates_in(session, {rule.set_id for each in sections for rule in each.rules})


def candidates_in(session: Session, set_ids: Iterable[int]) -> tuple[Candidate, ...]:
    """Return the current questions of these sets, each once."""
    sets: dict[int, set[int]] = {}
    for each in drawing_queries.list_drawable(session, set_ids=sorted(set(set_ids))):
        sets.setdefault(each.question_id, set()).add(each.set_id)
    questions = get_questions(session, sets)
    return tuple(
        Candidate(question_id, frozenset(found), questions[question_id])
        for question_id, found in sets.items()
    )
