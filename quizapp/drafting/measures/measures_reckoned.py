"""Numbers that somebody reckons: "the disease is estimated to have killed 300,000 people"."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MONEY, is_odd
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, end_marks, joined

_RECKONING: Final = word_set(
    "estimate think believe reckon say calculate assume report know suppose hold understand"
)
_SUMS: Final = "the sum that"
_LONGEST: Final = 14


def find_reckoned(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the number that stands behind "is estimated to have killed", as what is reported."""
    by_index = {each.index: each for each in sentence.clauses}
    for clause in sentence.clauses:
        outer = by_index.get(clause.parent)
        if outer is None or not _reckons(outer, clause) or clause.verb is None:
            continue
        if seen.first != clause.verb.end or (is_odd(seen.unit) and not MONEY.search(seen.unit)):
            continue
        if page.framing(sentence, outer).status not in {Status.STATED, Status.REPORTED}:
            continue
        return _made(Teller(page, sentence), outer, clause, seen)
    return None


def _reckons(outer: Clause, inner: Clause) -> bool:
    verb = outer.verb
    if verb is None or inner.verb is None or inner.kind is not ClauseKind.INFINITIVE:
        return False
    told = verb.passive and verb.lemma in _RECKONING and not (verb.negated or verb.modal)
    return told and outer.kind is ClauseKind.MAIN and 0 <= inner.verb.first - verb.end <= 1


def _made(teller: Teller, outer: Clause, clause: Clause, seen: Seen) -> Proposal | None:
    verb, inner = outer.verb, clause.verb
    subject = teller.subject_words(outer)
    if verb is None or inner is None or not subject or len(subject.split()) > _LONGEST:
        return None
    sentence = teller.sentence
    done = joined([subject, teller.verb_words(verb), sentence.words(verb.end, inner.end)])
    cut = end_marks(sentence, clause)
    rest = teller.words(seen.end, clause.end, without=cut)
    rest = rest if rest is not None and len(rest.split()) <= _LONGEST else ""
    counted = re.sub(r"^(?:million|billion|trillion|thousand) ", "", seen.unit)
    word = _SUMS if MONEY.search(seen.unit) else f"the number of {counted} that"
    thing = "The sum that" if word == _SUMS else f"The figure for the {counted} that"
    label = f"{seen.quantity.about} {seen.label}".strip()
    start, end = trimmed(teller.page, *sentence.span(outer.first, clause.end))
    told = joined([done, label, rest])
    return Proposal(
        type="quantity",
        passage=teller.page.number,
        slots={
            "what": joined([word, done, rest]),
            "value": seen.quantity.value,
            "unit": seen.unit,
        },
        start=start,
        end=end,
        status=Status.REPORTED,
        statement=f"{capital(told)}.",
        others=(
            f"{BY_THE_ARTICLE}{told}.",
            f"{thing} {joined([done, rest])} is {label}.",
        ),
        confidence=0.7,
    )
