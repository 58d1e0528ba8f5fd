"""Numbers at which somebody puts a thing: "the ministry estimates the backlog at 2 billion"."""

from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined, small

_PUTTING: Final = word_set("put estimate value reckon assess calculate quantify price")
_TELLING: Final = frozenset({ClauseKind.MAIN, ClauseKind.CONTRAST})
_LONGEST: Final = 14
_PLURALS: Final = frozenset({"NNS", "NNPS"})


def find_put(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the amount at which a named source puts something, as that source's word."""
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        if clause.verb is None or clause.verb.lemma not in _PUTTING or clause.verb.negated:
            continue
        if clause.kind not in _TELLING or clause.verb.modal or clause.subject is None:
            continue
        holder = _phrase(clause, "at", seen.first)
        if holder is None or holder.first < seen.first - 2:
            continue
        source, thing = _source(clause), _thing(clause)
        if source is None or thing is None:
            continue
        whose, what = teller.phrase(source), teller.phrase(thing)
        if whose and what and len(what.split()) <= _LONGEST:
            return _made(teller, clause, seen, whose, (what, sentence.tokens[thing.head].tag))
    return None


def _phrase(clause: Clause, prep: str, at: int) -> Phrase | None:
    return next(
        (each for each in clause.adverbials if each.prep == prep and each.first <= at < each.end),
        None,
    )


def _source(clause: Clause) -> Phrase | None:
    if clause.verb is None or not clause.verb.passive:
        return clause.subject
    return next((each for each in clause.adverbials if each.prep == "by"), None)


def _thing(clause: Clause) -> Phrase | None:
    if clause.verb is not None and clause.verb.passive:
        return clause.subject
    return clause.objects[0] if len(clause.objects) == 1 else None


def _made(
    teller: Teller, clause: Clause, seen: Seen, whose: str, told: tuple[str, str]
) -> Proposal:
    what, tag = told
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    be = "are" if tag in _PLURALS else "is"
    page = teller.page
    plain = joined([capital(what), be, f"put at {about}{seen.label} by", whose])
    return quantity_of(
        seen,
        what,
        trimmed(page, *teller.sentence.span(clause.first, clause.end)),
        passage=page.number,
        statement=f"According to {whose}, {small(what, page)} {be} {about}{seen.label}.",
        others=(f"{plain}.",),
        status=Status.REPORTED,
        confidence=0.75,
    )
