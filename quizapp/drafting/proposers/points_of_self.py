"""What somebody says of a deed of their own, told without them: "said that 212 were uncovered"."""

from typing import Final

from quizapp.drafting.causes.cause_words import clause_end
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.proposers.points_bound import agrees_in_kind
from quizapp.drafting.proposers.said_words import clauses_said, who
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.telling import Teller, joined, small
from quizapp.drafting.voices.sayings import Saying

_ONLY_ACTIVE: Final = word_set(
    "have be become leave reach enter join lose want resemble cost weigh contain lack fit suit get"
    " keep meet gain let see need mean feel hope like love know remember regret like remain stay"
    " seem appear prove"
)
_MINDS: Final = word_set(
    "support back favour favor oppose accept welcome reject prefer consider understand expect vote"
    " use do make take give try fight rather"
)
"""Verbs that tell of the one who speaks, so that a "would" without them says little."""
_SPEAKERS: Final = frozenset({"he", "she", "it", "they"})
_FEWEST: Final = 4


def passive_point(page: Page, sentence: Sentence, saying: Saying) -> str | None:
    """Return a deed of the one who speaks in the passive voice, or None.

    "The department says that it uncovered 212 sham tenancies" cannot keep its "it" in a point
    that stands alone, and would name the department twice.
    """
    clause = next(iter(clauses_said(sentence, saying)), None)
    if clause is None or clause.subject is None or clause.verb is None:
        return None
    subject = sentence.tokens[clause.subject.first]
    alone = clause.subject.end - clause.subject.first == 1 and subject.low in _SPEAKERS
    meant = page.antecedents.get(subject.start, "")
    speaker = who(page, saying.speaker)
    if (
        not alone
        or (meant and meant != saying.speaker)
        or not agrees_in_kind(subject.low, speaker.kind)
    ):
        return None
    if not meant and subject.start - saying.start > 1:
        return None
    if any(each.tag[:3] == "PRP" for each in sentence.tokens[clause.verb.end : clause.end]):
        return None
    return _without_doer(Teller(page, sentence), clause)


def turned_point(page: Page, sentence: Sentence, saying: Saying) -> str | None:
    """Return what is said in the passive voice, its doer kept, or None.

    "A scandal has damaged the office of the mayor" says the same as "the office of the mayor has
    been damaged by a scandal", and is no copy.
    """
    if saying.start <= saying.frame_start < saying.end:
        return None
    inside = clauses_said(sentence, saying)
    if not inside or inside[0].subject is None:
        return None
    clause = inside[0]
    subject = clause.subject
    if subject is None or subject.first != clause.first or len(inside) > 1:
        return None
    if sentence.tokens[subject.first].tag[:3] == "PRP" or subject.members:
        return None
    teller = Teller(page, sentence)
    doer = teller.phrase(subject)
    return _without_doer(teller, clause, f"by {small(doer, page)}") if doer else None


def _without_doer(teller: Teller, clause: Clause, by: str = "") -> str | None:
    verb, tokens = clause.verb, teller.sentence.tokens
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    # "Had only once delayed" is no "has been delayed".
    if verb is None or verb.passive or verb.negated or limits_of(teller.sentence, clause):
        return None
    if (
        verb.auxiliary
        or thing is None
        or thing.first != verb.end
        or thing.kind is not ChunkKind.NOUN
    ):
        return None
    done = inflect(verb.lemma, "VBN")
    if verb.modal and (verb.perfect or verb.lemma in _MINDS):
        return None
    if verb.lemma in _ONLY_ACTIVE or verb.progressive or not done:
        return None
    words = teller.phrase(thing)
    rest = teller.words(thing.end, clause_end(teller, clause), without=teller.asides(clause))
    if not words or rest is None or (by and rest):
        return None
    many = tokens[thing.head].tag in {"NNS", "NNPS"} or bool(thing.members)
    past = tokens[verb.first].tag == "VBD" or tokens[verb.first].low == "had"
    perfect = verb.perfect and not past
    be = ("have been" if many else "has been") if perfect else ("were" if many else "was")
    if not past and not perfect:
        be = "are" if many else "is"
    if verb.modal:
        be = f"{verb.modal} be"
    found = joined([words, be, done, verb.particle, by, rest])
    return found if len(found.split()) >= _FEWEST else None
