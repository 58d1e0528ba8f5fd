"""Who does or says something in a clause: an entity, or somebody without a name."""

from dataclasses import replace

from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import Clause, Phrase
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.syntax.subjects import SPEAKERS
from quizapp.drafting.telling.telling import Teller, told_of


def actor_of(teller: Teller, clause: Clause) -> Named | None:
    """Return who is the subject of a clause: one with a name, else one without.

    "Roi Alonso of the Institute" is Roi Alonso.
    """
    phrase = told_of(teller.sentence, clause).subject
    found = of_phrase(teller, phrase)
    if found is None and phrase is not None and phrase.first < phrase.core_end < phrase.end:
        inner = teller.entity_of(replace(phrase, end=phrase.core_end))
        of = teller.sentence.tokens[phrase.core_end].low == "of"
        found = inner if of and inner is not None and inner.kind is EntityKind.PERSON else None
    return found


def of_phrase(teller: Teller, phrase: Phrase | None) -> Named | None:
    """Return whom a phrase stands for: an entity, else one of those without a name."""
    named = teller.entity_of(phrase)
    if named is not None or phrase is None or phrase.members:
        return named
    return teller.page.doers.get(teller.sentence.tokens[phrase.first].start)


def speaker_of(teller: Teller, clause: Clause) -> Named | None:
    """Return who says, wants or thinks something in a clause, where that one can."""
    found = actor_of(teller, clause)
    if found is None and clause.subject is not None:
        phrase = clause.subject
        if phrase.core_end > phrase.first and phrase.core_end < phrase.end:
            # "Economists at the university": what hangs on them does not change who they are.
            found = of_phrase(teller, replace(phrase, end=phrase.core_end))
    return found if found is not None and found.kind in SPEAKERS else None
