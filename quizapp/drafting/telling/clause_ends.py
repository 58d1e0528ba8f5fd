"""What a clause does without at its end, and what may not stand there."""

import re
from itertools import pairwise
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence

_RULING: Final = word_set(
    "force ask want allow help order tell urge enable require need use lead cause persuade let"
    " invite expect permit encourage oblige compel teach advise leave have be decide fail try"
)
"""Verbs whose infinitive says the deed itself: it cannot be left out."""
_APPOINTING: Final = word_set(
    "commission appoint hire elect choose train authorise authorize forbid instruct tempt pay"
    " assign contract engage summon motivate license licence empower entitle destine doom"
)
"""Verbs that say little of whom they are told without what he is to do."""
_SET_OFF: Final = frozenset(
    {ClauseKind.TIME, ClauseKind.CONTRAST, ClauseKind.CAUSE, ClauseKind.CONDITION, ClauseKind.FRAME}
)
"""Clauses that a statement does without."""


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


def goes_on_behind(sentence: Sentence, clause: Clause, phrase: Phrase) -> bool:
    """Return whether what the verb needs stands behind a phrase: "was asked by Lind to paint"."""
    verb = clause.verb
    things = [each for each in clause.objects if each.kind is ChunkKind.NOUN]
    if verb is None or (len(things) == 1 and things[0].first >= phrase.end):
        return True
    return verb.lemma in _RULING | _APPOINTING and any(
        each.kind is ClauseKind.INFINITIVE
        and each.parent == clause.index
        and not each.aside
        and each.first >= phrase.prep_first
        for each in sentence.clauses
    )


_SPAN_AT_END: Final = re.compile(
    r"(?:^| )(?:an?|one|two|three|four|five|six|some|several|many|\d+) "
    r"(?:minute|hour|day|week|month|year|decade)s?$"
)


def spans_to_nothing(sentence: Sentence, clause: Clause, rest: str) -> bool:
    """Return whether "a month" is left of "took lessons a month before the attack"."""
    if not _SPAN_AT_END.search(rest):
        return False
    tokens, last = sentence.tokens, rest.rsplit(maxsplit=1)[-1]
    return any(
        token.text == last and following.low in {"before", "after", "later", "earlier", "ago"}
        for token, following in pairwise(tokens[clause.first : clause.end + 1])
    )


def ends_within(sentence: Sentence, clause: Clause) -> bool:
    """Return whether another clause ends a clause: what comes behind would be told of that one.

    "In the hills he decided to study film" is not "decided to study film in the hills".
    """
    verb = clause.verb
    if verb is None:
        return False
    inside = any(each.tag == "TO" for each in sentence.tokens[verb.first : verb.head])
    return inside or any(
        each.parent >= clause.index
        and each.index != clause.index
        and each.verb is not None
        and not each.aside
        and each.kind not in _SET_OFF
        and verb.end <= each.first
        and clause.end - 1 <= each.end <= clause.end
        for each in sentence.clauses
    )
