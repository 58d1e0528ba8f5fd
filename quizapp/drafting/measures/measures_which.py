"""What a number deep in its clause measures: "the sites at which the team switched the lamps"."""

import re
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Case, Measured
from quizapp.drafting.measures.measure_words import (
    LENGTHS,
    MASS,
    MONEY,
    RATE,
    TIME,
    is_odd,
    relative,
)
from quizapp.drafting.shapes.analysis import ClauseKind
from quizapp.drafting.telling.spacing import joined

_NOTHING: Final = ("", 0.0)
_PIED: Final = word_set(
    "at in on from to for with by over through across within under among between into against"
    " after before during behind along around"
)
"""Prepositions that can stand before "which"."""
_LEVELS: Final = frozenset({"to", "from", "at", "above", "below"})
_NEEDING: Final = word_set("take need require last spend")
_CHANGES: Final = word_set(
    "increase rise fall drop decline reduction growth decrease cut jump gain loss surplus deficit"
    " shortfall saving discount majority lead margin"
)
_AMOUNTING: Final = word_set("run come amount add stretch extend")
_WRITTEN: Final = ("pages", "words", "lines", "verses")
_SHARED: Final = frozenset({"a", "an", "the", "one"})
_LONGEST: Final = 16
"""Words of a thing that is named beside "that"."""


def needed(case: Case) -> Measured | None:
    """Return "the time that each scan took" for "each scan took eleven minutes"."""
    if case.holder.prep or case.verb.lemma not in _NEEDING or not TIME.search(case.seen.unit):
        return None
    if case.holder.first != case.seen.first or case.verb.passive or case.behind:
        return None
    return f"the time that {case.done}", 0.75


def of_object(case: Case) -> Measured | None:
    """Return "the fall in traffic that it predicts" for "it predicts a fall in traffic of 12 %"."""
    tokens, at, holder = case.teller.sentence.tokens, case.seen.first, case.holder
    if holder.prep or tokens[at - 1].low != "of" or holder.first >= at - 1:
        return None
    word = _measure_of(case.seen.unit, tokens[holder.head].lemma.casefold())
    if word is None or case.clause.kind is ClauseKind.PARTICIPLE or case.between:
        return None
    thing = _bare(case.teller.words(holder.first, at - 1))
    if thing is None or case.after is None:
        return None
    owned = case.verb.lemma == "have"
    if owned:
        return joined([word, "the", thing, "of", case.telling.subject]), 0.7
    if case.after.startswith("in "):
        return joined([word, "the", thing, case.after, "that", case.done]), 0.65
    return joined([word, "the", thing, "that", case.done, case.after]), 0.65


def _measure_of(unit: str, head: str) -> str | None:
    """Return the words before a thing "of 60 pounds"; "" where it is a measure itself."""
    if head in _CHANGES:
        return ""
    if MONEY.search(unit):
        return "the amount of"
    if TIME.search(unit):
        return "the length of"
    return None


def _bare(words: str | None) -> str | None:
    """Return a phrase without its article, or None where it is too long or points elsewhere."""
    if words is None:
        return None
    first, _, rest = words.partition(" ")
    text = rest if first.casefold() in _SHARED else words
    return text if text and len(text.split()) <= _LONGEST else None


def change_in(case: Case) -> Measured | None:
    """Return "the drop in size that it found" for "found a drop in size of 69 percent"."""
    tokens, at, holder = case.teller.sentence.tokens, case.seen.first, case.holder
    changed = holder.prep in {"in", "of"} and tokens[at - 1].low == "of" and holder.above >= 0
    if not changed or tokens[holder.above].lemma not in _CHANGES:
        return None
    thing = next((x for x in case.clause.objects if x.head == holder.above), None)
    words = _bare(case.teller.words(thing.first, at - 1)) if thing is not None else None
    if words is None or case.after is None or case.clause.kind is ClauseKind.PARTICIPLE:
        return _NOTHING
    return joined(["the", words, "that", case.done, case.after]), 0.65


def amounting(case: Case) -> Measured | None:
    """Return "the length of the report" for "runs to 312 pages", what it is that "comes to" so."""
    holder, unit = case.holder, case.seen.unit
    to = holder.prep == "to" and holder.first == case.seen.first and not case.clause.objects
    if case.verb.lemma not in _AMOUNTING or not to or case.verb.passive or case.between:
        return None
    thing = case.telling.subject
    if unit.endswith(_WRITTEN) or LENGTHS.search(unit):
        return f"the length of {thing}", 0.75
    if TIME.search(unit):
        return f"the duration of {thing}", 0.75
    return (thing if is_odd(unit) else f"the number of {unit} of {thing}"), 0.75


def beside(case: Case) -> Measured | None:
    """Return nothing for what hangs on a noun: "was one of four women among 310 students"."""
    holder, verb = case.holder, case.verb
    if verb.lemma != "be" or verb.passive or not holder.prep or holder.prep_first <= verb.end:
        return None
    return None if verb.first <= holder.above < verb.end else _NOTHING


def pied(case: Case) -> Measured | None:
    """Return "the number of sites at which they stood" for "they stood at 36 sites"."""
    holder, unit = case.holder, case.seen.unit
    if holder.prep not in _PIED or holder.first != case.seen.first or holder.members:
        return None
    level = unit != "%" or holder.prep in _LEVELS or case.mass
    # "The highest point is Mount Arden at 1,204 metres": it is there at no level.
    named = case.verb.lemma == "be" and case.clause.objects
    if not level or named or case.clause.kind is ClauseKind.PARTICIPLE or case.seen.unit == "times":
        return None
    tail = case.teller.words(case.seen.end, holder.end)
    if tail is None:
        return _NOTHING
    tail = "" if tail.startswith(("and ", ",")) else tail  # "at 85 schools and 12 clinics"
    word = _counting(unit)
    if holder.prep == "at" and word == "the distance":
        word = "the level"  # "the river peaked at 5 metres"
    if case.mass and (unit == "%" or (MASS.search(unit) and not LENGTHS.search(unit))):
        word, tail = f"the {'share' if unit == '%' else 'amount'} of {case.mass}", ""
    which = "whom" if relative(unit) == "who" else "which"
    if holder.prep_first < case.verb.first:
        return _beside_subject(case, joined([word, tail, holder.prep, which]))
    if case.between is None or case.after is None:
        return _NOTHING
    return joined([word, tail, holder.prep, which, case.done, case.between, case.after]), 0.65


def _beside_subject(case: Case, opening: str) -> Measured:
    """Return "the points at which cameras read plates" for "cameras at 46 points read plates"."""
    subject = case.clause.subject
    if subject is None or subject.end != case.holder.prep_first or is_odd(case.seen.unit):
        return _NOTHING
    head = case.teller.phrase(subject)
    if head is None or not case.telling.predicate:
        return _NOTHING
    return joined([opening, head, case.telling.predicate, case.telling.lead]), 0.65


_SPEED: Final = re.compile(r"(?:\w*metres|\w*meters|miles|feet|yards|knots) per ")


def _counting(unit: str) -> str:
    if unit == "%":
        return "the level"
    if MONEY.search(unit):
        return "the sum"
    if RATE.search(unit):
        return "the speed" if _SPEED.match(unit) else "the rate"
    if TIME.search(unit):
        return "the time"
    if LENGTHS.search(unit) and not re.match(r"(?:\w+ )?(?:square|cubic) ", unit):
        return "the distance"
    return f"the number of {unit}"
