"""Where a clause tells that something happened, and not where one of its nouns is."""

from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, Phrase
from quizapp.drafting.telling.phrasing import Teller

_OWNING: Final = frozenset({"for", "of", "to", "with", "against"})
_WHERE: Final = frozenset({"at", "in", "on", "near"})


def place_of(teller: Teller, clause: Clause) -> Phrase | None:
    """Return the last place of a clause that is its own, or None."""
    verb = clause.verb
    found = [
        each
        for each in clause.adverbials
        if each.prep in {"in", "at", "near"} and verb is not None and each.kind is ChunkKind.NOUN
    ]
    for each in reversed(found):
        named = teller.entity_of(each)
        before = teller.sentence.tokens[max(each.prep_first - 1, 0)]
        if before.tag == "CC" or before.low == ",":
            continue
        subject = clause.subject
        if subject is not None and subject.first <= each.above < subject.end:
            continue  # "the bank in Paris signed": the bank is there
        if _is_of_a_noun(teller, clause, each):
            continue  # "in exchange for land in Cerdanya"
        if _compared(teller, clause, each):
            continue  # "rose in Marl, compared with 4 per cent in Bonn"
        if _belongs_to_other(clause, each):
            continue  # "struck the camps after an attack in Marl": the attack was there
        if named is not None and named.kind in {EntityKind.PLACE, EntityKind.COUNTRY}:
            return each
    return None


def _is_of_a_noun(teller: Teller, clause: Clause, place: Phrase) -> bool:
    """Return whether a place hangs on the noun of a phrase before it that needs it."""
    hung = any(
        each.prep in _OWNING and each.first <= place.above < each.end == place.prep_first
        for each in clause.adverbials
    )
    return hung and teller.sentence.tokens[place.above].tag in {"NN", "NNS"}


def _compared(teller: Teller, clause: Clause, place: Phrase) -> bool:
    """Return whether a place stands behind words that set another thing beside the clause."""
    end = clause.verb.end if clause.verb is not None else clause.first
    between = teller.sentence.tokens[end : place.prep_first]
    return any(each.low in {"compared", "unlike", "against", "versus"} for each in between)


def _belongs_to_other(clause: Clause, place: Phrase) -> bool:
    """Return whether a place hangs on the noun of a phrase that tells no place."""
    verb = clause.verb
    return (verb is not None and place.prep_first >= verb.end) and any(
        each.prep not in _WHERE and each.first <= place.above < each.end <= place.prep_first
        for each in clause.adverbials
        if each.prep
    )
