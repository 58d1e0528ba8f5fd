"""Parts and shares of a thing: "consisted of nine sailors", "laid 40 percent fewer eggs"."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Case, Measured
from quizapp.drafting.measures.measure_words import FALLING, RISING, is_odd
from quizapp.drafting.telling.spacing import joined

_NOTHING: Final = ("", 0.0)
_MADE: Final = frozenset({"compose", "make", "form"})
_LESS: Final = word_set(
    "fewer less more higher lower larger smaller longer shorter faster slower heavier lighter"
    " cheaper dearer warmer colder older younger bigger"
)


def consisting(case: Case) -> Measured | None:
    """Return "the number of sailors in the crew" for "the crew consisted of nine sailors"."""
    made = case.verb.lemma == "consist" or (case.verb.passive and case.verb.lemma in _MADE)
    if case.holder.prep != "of" or not made or is_odd(case.seen.unit):
        return None
    if case.holder.first != case.seen.first:
        return _NOTHING
    return f"the number of {case.seen.unit} in {case.telling.subject}", 0.75


def fewer(case: Case) -> Measured | None:
    """Return "the share by which the moths laid fewer eggs" for "laid 40 percent fewer eggs"."""
    word = case.behind.split(" ", 1)[0]
    if case.seen.unit != "%" or word not in _LESS or case.holder.first != case.seen.first:
        return None
    if case.holder.prep or case.between:
        return _NOTHING
    return f"the share by which {case.done} {case.behind}", 0.7


def bare_share(case: Case) -> Measured | None:
    """Return "the share that the country loses" for "the country loses about 7 percent"."""
    bare = case.seen.unit == "%" and not case.holder.prep and case.seen.end == case.holder.end
    if not bare or case.after is None or case.verb.lemma == "be":
        return None
    moved = case.verb.lemma in RISING | FALLING and not case.verb.passive
    if moved and case.holder.first == case.verb.end:
        word = "increase" if case.verb.lemma in RISING else "fall"
        return f"the {word} in {case.telling.subject}", 0.7
    return joined(["the share that", case.done, case.between or "", case.after]), 0.65
