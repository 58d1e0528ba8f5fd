"""Clauses at the end of another that it does without, as they tell nothing apart."""

from typing import Final

from quizapp.drafting.shapes.analysis import Clause, ClauseKind
from quizapp.drafting.telling.phrasing import Teller

_AROUND: Final = frozenset({"before", "after", "while", "when"})


def hangs_at_end(teller: Teller, each: Clause, clause: Clause) -> bool:
    """Return whether a clause inside another is one that it does without.

    A name is told apart without "which was founded in 1888", a thing told of for the first time
    without "which produced a new kind".
    """
    if each.kind not in {ClauseKind.PARTICIPLE, ClauseKind.RELATIVE, ClauseKind.INFINITIVE}:
        return False
    if each.parent == clause.index and (each.aside or each.marker in _AROUND):
        return True
    noun, tokens = each.subject, teller.sentence.tokens
    if noun is None or noun.end > each.first or each.kind is ClauseKind.INFINITIVE:
        return False
    inside = clause.first <= each.first and each.parent >= clause.index
    named = teller.mention_at(tokens[noun.end - 1]) is not None
    new = tokens[noun.first].low in {"a", "an"} and each.kind is ClauseKind.RELATIVE
    return inside and noun.first > (clause.verb.first if clause.verb else 0) and (named or new)


def hanging_ends(teller: Teller, clause: Clause) -> list[tuple[int, int]]:
    """Return the first clause at the end that tells more of a name: "which was founded by his"."""
    verb = clause.verb
    return [
        (each.first, clause.end)
        for each in teller.sentence.clauses
        if verb is not None
        and each.end >= clause.end - 1
        and each.first > (clause.objects[0].core_end if clause.objects else verb.end)
        and hangs_at_end(teller, each, clause)
    ][:1]
