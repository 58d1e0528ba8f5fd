"""A clause in the other voice: "the pact was signed by ten states" and back."""

import re
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, Phrase, Tense, VerbGroup
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import end_marks, joined

_ONLY_ACTIVE: Final = word_set(
    "have be become leave reach enter join lose want resemble cost weigh contain lack fit suit"
    " give get keep meet gain let see need mean"
)
_TURNED_LONG: Final = frozenset({"take", "make", "receive"})
"""Verbs of which only a whole thing is turned: not "part was taken by"."""


_SIZED: Final = re.compile(r"(?:\w+ ){0,2}\d[\d,.]* \w+ (?:long|wide|high|tall|deep|thick|away)\b")
"""What belongs to the object: "tore off a piece 40 metres long"."""


def turned_voice(
    teller: Teller, clause: Clause, cut: list[tuple[int, int]], subject: str
) -> tuple[str, str] | None:
    """Return subject and predicate of a clause in the other voice, where that is sure.

    Args:
        cut: runs of tokens that are left out of the clause.
        subject: the subject of the clause in words that stand alone.
    """
    return _passive(teller, clause, cut, subject) or _active(teller, clause, cut, subject)


def _helped(teller: Teller, clause: Clause) -> bool:
    """Return whether what helps the verb stands apart from it: "had only once delayed"."""
    doer, verb = clause.subject, clause.verb
    if doer is None or verb is None:
        return False
    between = teller.sentence.tokens[doer.end : verb.first]
    return any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in between)


def _passive(
    teller: Teller, clause: Clause, cut: list[tuple[int, int]], subject: str
) -> tuple[str, str] | None:
    """Return subject and predicate of "the pact was signed by ten states", where that is sure."""
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma in _ONLY_ACTIVE:
        return None
    tokens = teller.sentence.tokens
    simple = verb.first == verb.head and tokens[verb.head].tag in {"VBD", "VBN"}
    simple = simple or _has_done(teller, clause, verb)
    simple = simple and not (_helped(teller, clause) or limits_of(teller.sentence, clause))
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if not simple or thing is None or thing.first != verb.end or thing.kind is not ChunkKind.NOUN:
        return None
    if verb.lemma in _TURNED_LONG and (verb.particle or tokens[thing.first].low != "the"):
        return None
    owned = any(each.tag in {"PRP$", "PRP"} for each in tokens[thing.first : thing.end])
    owned |= tokens[thing.end - 1].tag[:2] == "JJ"  # "found school dull"
    owned |= thing.end < clause.end and tokens[thing.end].tag[:2] == "JJ"  # "found ten men guilty"
    words = teller.phrase(thing, without=cut)
    inner = any(each.parent == clause.index and not each.aside for each in teller.sentence.clauses)
    if owned or inner or not words:
        return None
    rest = teller.words(thing.end, clause.end, without=[*cut, *end_marks(teller.sentence, clause)])
    if rest is None or _SIZED.match(rest):
        return None
    head = tokens[thing.head]
    were = "were" if head.tag in {"NNS", "NNPS"} or thing.members else "was"
    return words, joined([were, inflect(verb.lemma, "VBN"), verb.particle, "by", subject, rest])


def _has_done(teller: Teller, clause: Clause, verb: VerbGroup) -> bool:
    """Return whether it is "has arrested", told as "were arrested", and not so since a date."""
    plain = verb.perfect and verb.tense is Tense.PRESENT and not (verb.modal or verb.progressive)
    lasts = any(each.low == "since" for each in teller.sentence.tokens[clause.first : clause.end])
    return plain and not verb.auxiliary and verb.head == verb.first + 1 and not lasts


def _measures(teller: Teller, agent: Phrase) -> bool:
    """Return whether "by" tells how much: "fell short by 15 per cent", "by between 15 and 25"."""
    start, end = teller.sentence.span(agent.prep_first, agent.end)
    inside = teller.sentence.tokens[agent.prep_first : agent.end]
    amount = any(each.low in {"%", "percent", "cent", "half", "third"} for each in inside)
    counted = [
        each.quantity
        for each in teller.page.mentions
        if each.quantity is not None and start <= each.start < end
    ]
    return amount or any(not each.unit for each in counted) or inside[1].low == "between"


def _active(
    teller: Teller, clause: Clause, cut: list[tuple[int, int]], subject: str
) -> tuple[str, str] | None:
    """Return subject and predicate of "ten states signed the pact" for "it was signed by them"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or not verb.passive or verb.negated or verb.modal or verb.auxiliary:
        return None
    agents = [each for each in clause.adverbials if each.prep == "by" and each.above == verb.head]
    plain = tokens[verb.first].low in {"was", "were"} and verb.head == verb.first + 1
    if len(agents) != 1 or agents[0].kind is not ChunkKind.NOUN or not plain:
        return None
    if tokens[min(agents[0].end, len(tokens) - 1)].tag == "CC":
        return None  # "by the brothers Karl and Emil Dahl": one name is only half of them
    if _measures(teller, agents[0]):
        return None
    named = teller.entity_of(agents[0])
    doer = named.phrase if named is not None else teller.phrase(agents[0])
    gone = [*cut, (agents[0].prep_first, agents[0].end)]
    rest = teller.rest(clause, without=gone)
    hangs = any(
        each.first >= agents[0].first and each.parent == clause.index and not each.aside
        for each in teller.sentence.clauses
    )
    if hangs or not doer or rest is None or tokens[agents[0].head].tag == "VBG":
        return None
    return doer, joined([inflect(verb.lemma, "VBD"), verb.particle, subject, rest])
