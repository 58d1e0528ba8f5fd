"""What a clause does without at its end."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence

_RULING: Final = word_set(
    "force ask want allow help order tell urge enable require need use lead cause persuade let"
    " invite expect permit encourage oblige compel teach advise leave have be decide fail try"
)
"""Verbs whose infinitive says the deed itself: it cannot be left out."""


def ends_left_out(sentence: Sentence, clause: Clause) -> list[tuple[int, int]]:
    """Return a purpose at the end of a clause that it does without: "to make room for it"."""
    verb = clause.verb
    if verb is None or not clause.objects or verb.lemma in _RULING or verb.negated:
        return []
    return [
        (each.first, clause.end)
        for each in sentence.clauses
        if each.parent == clause.index
        and each.kind is ClauseKind.INFINITIVE
        and each.first >= clause.objects[-1].end > verb.end - 1
        and each.end >= clause.end - 1
    ][:1]
