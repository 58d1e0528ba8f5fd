"""Numbers told as a range: of "60 to 80 percent of the sheep" the upper limit is asked."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import relative
from quizapp.drafting.measures.measures_voice import voiced
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital
from quizapp.drafting.voices.vouching import Voice, voice_of

_GUESSED: Final = frozenset({"an estimated", "roughly", "about", "around", "approximately"})
_OWN_ENDS: Final = re.compile(r"\bfrom [$€£]?$", re.IGNORECASE)
"""Before "8 to 14 euros": each end is told of by itself."""
_ENDING: Final = re.compile(r"^the (?=(?:number|share|sum|amount|height|depth|length|width|weight"
                            r"|area|age|cost|price|value|time|duration|temperature|distance|fall"
                            r"|increase|speed|level|size|span|volume)\b)")  # fmt: skip


def upper_end(page: Page, quantity: FoundQuantity) -> FoundQuantity | None:
    """Return a range as its upper end, its lower one among the words before: "60 to", or None."""
    if quantity.high is None or not quantity.unit:
        return None
    if _OWN_ENDS.search(page.text[max(0, quantity.start - 6) : quantity.start]):
        return None
    low = f"{int(quantity.value):,}" if quantity.value.is_integer() else f"{quantity.value:,}"
    guessed = f"{quantity.about} " if quantity.about in _GUESSED else ""
    return replace(quantity, value=quantity.high, high=None, about=f"{guessed}{low} to")


def of_upper_end(proposal: Proposal | None, *, guessed: bool) -> Proposal | None:
    """Return the quantity of a range's upper end, which what is asked says, or None."""
    if proposal is None:
        return None
    what = str(proposal.slots["what"])
    if not _ENDING.match(what):
        return None
    made = replace(
        proposal,
        slots={**proposal.slots, "what": f"the upper limit of {what}"},
        instead=of_upper_end(proposal.instead, guessed=guessed),
    )
    if guessed and proposal.status is Status.STATED:
        return voiced(made, Voice(Status.REPORTED, BY_THE_ARTICLE))
    return made


def find_share(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the share of "60% to 80% of the sheep have horns", read in halves."""
    tokens = sentence.tokens
    if seen.unit != "%" or seen.end >= len(tokens) or tokens[seen.end].low != "of":
        return None
    for clause in sentence.clauses:
        subject, verb = clause.subject, clause.verb
        if clause.kind is not ClauseKind.MAIN or subject is None or verb is None:
            continue
        begins = subject.first in {seen.first, seen.first + 1, seen.first - 1}
        if not begins or subject.end > seen.end or verb.first <= seen.end + 1 or verb.negated:
            continue
        voice = voice_of(page, sentence, clause)
        teller = Teller(page, sentence)
        done = _predicate(teller, clause)
        whole = teller.words(seen.end + 1, verb.first)
        if voice is None or not done or not whole or verb.modal or verb.auxiliary:
            return None
        head = re.split(r" (?:with|of|in|from|on|at|for) ", whole)[0].split()[-1]
        what = f"the share of {whole} {relative(head)} {done}"
        about = f"{seen.quantity.about} " if seen.quantity.about else ""
        made = quantity_of(
            seen,
            what,
            trimmed(page, tokens[seen.first].start, sentence.span(clause.first, clause.end)[1]),
            passage=page.number,
            statement=f"{capital(about)}{seen.label} of {whole} {done}.",
            others=(f"{capital(what)} is {about}{seen.label}.",) if _is_now(clause) else (),
            confidence=0.75,
        )
        return voiced(made, voice)
    return None


def _is_now(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.tense is Tense.PRESENT


def _predicate(teller: Teller, clause: Clause) -> str | None:
    """Return the words from the verb on, without the asides that open behind it."""
    if clause.verb is None:
        return None
    first, tokens = clause.verb.first, teller.sentence.tokens
    end = clause.end
    while end > first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    cut = [each for each in teller.asides(clause) if each[0] > first]
    return teller.words(first, end, without=cut)
