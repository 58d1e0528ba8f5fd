"""Causes that a noun or a verb of tracing names: "the reason for X was Y", "X was due to Y"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    fitting,
    points_only,
    span_of,
    subject_words,
)
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_REASONS: Final = word_set("reason cause explanation trigger culprit")
_PARTIAL: Final = frozenset({"JJ", "JJS", "JJR", "RBS"})
"""Tags of what makes a cause one of several: "the most common cause", "another possible cause"."""
_RESULTS: Final = word_set("effect result consequence outcome upshot")
_LAID: Final = {"blame": "on", "attribute": "to", "ascribe": "to", "trace": "to", "credit": "to"}
_FOUND: Final = frozenset({"trace"})
"""Verbs by which the article itself tells the cause; with the others somebody holds it."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def called_reason(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "the reason for X was Y", "Y was the cause of X" and the like."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or verb.lemma != "be" or verb.negated or verb.modal:
        return
    if clause.kind is not ClauseKind.MAIN or verb.auxiliary:
        return
    tokens = teller.sentence.tokens
    head = tokens[subject.head].lemma.casefold()
    inside = tokens[subject.first : subject.head]
    if head in _REASONS and any(each.tag in _PARTIAL and each.low != "main" for each in inside):
        return
    if head in _REASONS:
        effect, is_clause = _named_effect(teller, subject, verb.first)
        cause, told = _complement(teller, clause)
    elif head in _RESULTS:
        cause, told = _behind(teller, subject.head, verb.first, {"of"}), False
        effect, is_clause = _complement(teller, clause)
    else:
        thing = clause.objects[0] if clause.objects else None
        noun = tokens[thing.head].lemma.casefold() if thing is not None else ""
        if thing is None or noun not in _REASONS or tokens[thing.first].tag not in {"DT", "JJ"}:
            return
        cause, told = subject_words(teller, clause), False
        effect = _behind(teller, thing.head, clause_end(teller, clause), {"of", "for", "behind"})
        is_clause = False
    if cause is None or effect is None or points_only(cause) or points_only(effect):
        return
    start, end = span_of(teller, clause)
    yield Link(cause, effect, start, end, clause, _said(cause, effect, told=told, clause=is_clause))


def _said(cause: str, effect: str, *, told: bool, clause: bool) -> tuple[str, ...]:
    if told and clause:
        return (f"{effect} because {cause}", f"because {cause}, {effect}")
    if clause:
        return (f"{effect} because of {cause}", f"because of {cause}, {effect}")
    if told:
        return (f"the cause of {effect} was that {cause}",)
    return (f"what caused {effect} was {cause}", f"{effect} was due to {cause}")


def _named_effect(teller: Teller, subject: Phrase, verb: int) -> tuple[str | None, bool]:
    """Return what "the reason" is of, and whether it is a clause: "why the canal failed"."""
    tokens = teller.sentence.tokens
    at = subject.head + 1
    if at >= verb:
        return None, False
    if tokens[at].low in {"for", "of", "behind"}:
        return fitting(words_alone(teller, at + 1, verb), fewest=2), False
    at += tokens[at].low in {"why", "that"}
    if not any(each.tag in _FINITE for each in tokens[at:verb]):
        return None, False
    return fitting(words_alone(teller, at, verb), fewest=3), True


def _complement(teller: Teller, clause: Clause) -> tuple[str | None, bool]:
    """Return what stands behind "was", and whether it is a clause with "that" or "because"."""
    verb = clause.verb
    end, tokens = clause_end(teller, clause), teller.sentence.tokens
    at = verb.end if verb is not None else end
    if at >= end:
        return None, False
    if tokens[at].low in {"that", "because"}:
        return fitting(words_alone(teller, at + 1, end), fewest=3), True
    if not tokens[at].tag.startswith(("DT", "NN", "JJ", "PRP$", "CD")):
        return None, False
    stop = next((k for k in range(at, end) if tokens[k].text in {",", ":", ";"}), end)
    return fitting(words_alone(teller, at, stop), fewest=2), False


def _behind(teller: Teller, head: int, end: int, preps: set[str]) -> str | None:
    tokens = teller.sentence.tokens
    if head + 1 >= end or tokens[head + 1].low not in preps:
        return None
    stop = next((k for k in range(head + 2, end) if tokens[k].text in {",", ":", ";"}), end)
    return fitting(words_alone(teller, head + 2, stop), fewest=2)


def laid_to(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "X was due to Y", "X was blamed on Y", "X was traced to Y"."""
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or verb.negated or verb.modal:
        return
    tokens = teller.sentence.tokens
    end = clause_end(teller, clause)
    at = verb.end
    due = verb.lemma == "be" and [each.low for each in tokens[at : at + 2]] == ["due", "to"]
    if due and tokens[min(at + 2, len(tokens) - 1)].tag == "VB":
        return  # "is due to return on Friday"
    if due:
        first = at + 2
    elif verb.passive and verb.lemma in _LAID and at < end and tokens[at].low == _LAID[verb.lemma]:
        first = at + 1
    else:
        return
    effect = subject_words(teller, clause)
    cause = fitting(words_alone(teller, first, end, without=teller.asides(clause)), fewest=1)
    if effect is None or cause is None or _names_somebody(teller, first):
        return
    sure = due or verb.lemma in _FOUND
    start, last = span_of(teller, clause)
    said = (f"what caused {effect} was {cause}", f"{effect} was due to {cause}")
    status = Status.STATED if sure else Status.REPORTED
    yield Link(cause, effect, start, last, clause, said, status)


def _names_somebody(teller: Teller, first: int) -> bool:
    """Return whether a name stands there: "attributed to Rubens" tells who made it."""
    tokens = teller.sentence.tokens
    return any(teller.mention_at(each) is not None for each in tokens[first : first + 2])
