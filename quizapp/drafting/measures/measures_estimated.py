"""Numbers that are an estimate: "whose cost was put at 95 million pounds"."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital
from quizapp.drafting.voices.vouching import is_stated

_PUTTING: Final = word_set("put estimated valued reckoned")
_HELPING: Final = word_set("is are was were has have had been be")
_DAMAGE: Final = word_set("damage damages loss losses cost costs destruction")
_DOING: Final = word_set("cause do bring suffer")
_ASIDE_WORDS: Final = 6


def find_estimated(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the estimate that the number stands in, as what is only reported."""
    verb = seen.first - 2
    tokens = sentence.tokens
    if verb < 1 or tokens[seen.first - 1].low != "at" or tokens[verb].low not in _PUTTING:
        return None
    at = verb
    while at and tokens[at - 1].low in _HELPING:
        at -= 1
    helping = sentence.words(at, verb)
    noun = _noun_before(sentence, at)
    if noun < 0:
        return None
    thing, first = _owned(page, sentence, noun)
    if not thing:
        return None
    start, end = trimmed(page, tokens[first].start, seen.quantity.end)
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    plural = tokens[noun].tag in {"NNS", "NNPS"}
    is_put = helping or ("are" if plural else "is")
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={
            "what": re.sub(r"^the ", "the estimated ", thing),
            "value": seen.quantity.value,
            "unit": seen.unit,
        },
        start=start,
        end=end,
        status=Status.REPORTED,
        statement=f"{capital(thing)} {is_put} {tokens[verb].low} at {about}{seen.label}.",
        others=(f"{capital(thing)} {is_put} reckoned at {about}{seen.label}.",),
        confidence=0.75,
    )


def _noun_before(sentence: Sentence, at: int) -> int:
    """Return the index of the noun before the verb, over an aside between commas."""
    tokens = sentence.tokens
    if at and tokens[at - 1].low == ",":
        opening = next(
            (k for k in range(at - 2, max(at - 2 - _ASIDE_WORDS, 0), -1) if tokens[k].low == ","),
            0,
        )
        at = opening
    return at - 1 if at and tokens[at - 1].tag in {"NN", "NNS"} else -1


def _owned(page: Page, sentence: Sentence, noun: int) -> tuple[str, int]:
    """Return the thing with what it belongs to, and where that begins; "" where it is open."""
    tokens = sentence.tokens
    teller = Teller(page, sentence)
    if noun and tokens[noun - 1].low == "whose":
        clause = next((each for each in sentence.clauses if each.first <= noun < each.end), None)
        owner = _outermost(sentence, clause)
        words = teller.phrase(owner.subject) if owner is not None and owner.subject else None
        stated = owner is not None and is_stated(page, sentence, owner)
        if words and stated and owner is not None and owner.subject is not None:
            return f"the {tokens[noun].text} of {words}", owner.subject.first
        return "", noun
    if tokens[noun].low in _DAMAGE:
        for clause in sentence.clauses:
            verb, subject = clause.verb, clause.subject
            if verb is None or subject is None or verb.end != noun or not verb.happened:
                continue
            words = teller.phrase(subject)
            if words and verb.lemma in _DOING and is_stated(page, sentence, clause):
                tie = f"that {words} suffered" if verb.lemma == "suffer" else f"caused by {words}"
                return f"the {tokens[noun].text} {tie}", subject.first
    return "", noun


def _outermost(sentence: Sentence, clause: Clause | None) -> Clause | None:
    """Return the clause whose subject "whose" stands for; only where that is plain to see."""
    by_index = {each.index: each for each in sentence.clauses}
    while clause is not None and clause.kind is ClauseKind.RELATIVE:
        clause = by_index.get(clause.parent)
    if clause is None or clause.subject is None or clause.kind is not ClauseKind.MAIN:
        return None
    close = any(
        each.kind is ClauseKind.RELATIVE
        and clause.subject.end <= each.first <= clause.subject.end + 1
        for each in sentence.clauses
    )
    return clause if close else None
