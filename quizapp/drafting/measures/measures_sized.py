"""Measures with an adjective deep in a clause: "built a wall 12 metres high around the town"."""

from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measures import ADJECTIVES
from quizapp.drafting.measures.measures_of import placed
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital
from quizapp.drafting.telling.telling import tell
from quizapp.drafting.voices.vouching import is_stated

_NEW: Final = frozenset({"a", "an"})
_POINTING: Final = frozenset({"this", "these", "that", "those", "some", "any", "every"})
_LONGEST: Final = 20
_FAR: Final = "away"


def find_sized(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return how high, long or far away the thing is that the number stands right behind.

    Of what only could happen, or is so of any, none: "a marsh 80 metres wide can halve a wave".
    """
    tokens = sentence.tokens
    word = tokens[seen.end].low if seen.end < len(tokens) else ""
    clause = _clause_of(page, sentence, seen)
    if clause is None or word not in {*ADJECTIVES, _FAR}:
        return None
    holder = _holder(clause, seen)
    if holder is None:
        return None
    teller = Teller(page, sentence)
    owner = _owner(teller, clause, holder, seen)
    if not owner or len(owner.split()) > _LONGEST or _points(owner):
        return None
    label = f"{seen.quantity.about} {seen.label}".strip()
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    measure = "distance" if word == _FAR else ADJECTIVES[word]
    start, end = trimmed(page, *sentence.span(min(clause.first, holder.first), clause.end))
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={
            "what": f"the {measure} of {owner}",
            "value": seen.quantity.value,
            "unit": seen.unit,
        },
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(owner)} {'was' if past else 'is'} {label} {word}.",
        confidence=0.7,
    )


def _clause_of(page: Page, sentence: Sentence, seen: Seen) -> Clause | None:
    """Return the clause around the number, where it tells what was or is so."""
    holding = [each for each in sentence.clauses if each.first <= seen.first < each.end]
    inner = min(holding, key=lambda each: each.end - each.first, default=None)
    if inner is None or inner.verb is None or inner.kind is not ClauseKind.MAIN:
        return None
    verb = inner.verb
    sure = verb.happened and not verb.negated and is_stated(page, sentence, inner)
    done = verb.tense is Tense.PAST or verb.perfect
    return inner if sure and done else None


def _holder(clause: Clause, seen: Seen) -> Phrase | None:
    """Return the phrase that the number stands in, or right behind."""
    phrases = (clause.subject, *clause.objects, *clause.adverbials)
    return next(
        (
            each
            for each in phrases
            if each is not None and not each.members and each.first < seen.first <= each.end
        ),
        None,
    )


def _owner(teller: Teller, clause: Clause, holder: Phrase, seen: Seen) -> str:
    """Return the thing in words that say which one it is, or ""."""
    tokens = teller.sentence.tokens
    begin = seen.first
    if tokens[begin - 1].tag not in {"NN", "NNS", "NNP"} or begin <= holder.first:
        return ""
    opening = tokens[holder.first].low
    if opening not in _NEW:
        return teller.words(holder.first, begin) or ""
    named = teller.words(holder.first + 1, begin)
    telling = tell(teller.page, teller.sentence, clause)
    if not named or telling is None:
        return ""
    if clause.subject is holder:
        measure = teller.sentence.words(seen.first, seen.end + 1)
        rest = telling.clause_text.removeprefix(telling.subject).replace(measure, "").strip()
        return f"the {named} that {rest}"
    whole = replace(holder, end=max(holder.end, seen.end))
    return placed(teller, clause, telling, (whole, seen, named)) or ""


def _points(owner: str) -> bool:
    return owner.split(maxsplit=1)[0].casefold() in _POINTING
